"""What looks odd in a round's facts, asked of all organisations together: by tables written by hand."""

from datetime import date

import pyarrow as pa
import pytest

from assets.ledger import Known
from assets.portfolio.facts import fact_schema
from assets.portfolio.questions import questions
from checks.contract import TABLES
from tests.submissions import make_home, office_of


@pytest.fixture
def asked(tmp_path):
    """Rule, organisation and column of each question; ``spoken`` are the organisations that have reported."""
    office = office_of(make_home(tmp_path / "home"))

    def ask(spoken=("FHI",), owners=None, earlier=(), **tables):
        known = Known(words={(one, "2023-Q2"): [1] for one in spoken}, _first_reporter=owners or {"A": "FHI"})
        facts = {
            name: pa.Table.from_pylist(list(tables.get(name, ())), schema=fact_schema(table))
            for name, table in TABLES.items()
        }
        facts["earlier_measures"] = pa.Table.from_pylist(list(earlier), schema=fact_schema(TABLES["measures"]))
        found = questions(facts, known, office, "2023-Q2").to_pylist()
        return [(one["rule"], one["organisation"], one["column"]) for one in found]

    return ask


def measure(measure_id="A", organisation="FHI", quarter="2023-Q2", **said):
    where = {"round": quarter, "organisation": organisation, "fact_id": f"1/measures/{measure_id}"}
    return where | {"measure_id": measure_id, "lifecycle": "active", "status": "green"} | said


def waiting(other, **said):
    where = {"round": "2023-Q2", "organisation": "FHI", "fact_id": "1/dependencies/2"}
    return where | {"measure_id": "A", "counterpart_measure_id": other, "status": "green", "criticality": "low"} | said


def test_a_round_with_nothing_odd_raises_no_question(asked):
    assert asked(measures=[measure()]) == []


def test_a_due_date_has_passed_when_it_lies_before_the_cut_off(asked):
    late = waiting(None, status="red", due_date=date(2023, 6, 29))
    assert asked(measures=[measure()], dependencies=[late]) == [("due_date_passed", "FHI", "due_date")]


def test_a_counterpart_that_has_reported_without_the_measure_is_asked_about_and_a_silent_one_is_not(asked):
    tables = {"measures": [measure()], "dependencies": [waiting("B")]}
    owners = {"A": "FHI", "B": "KS"}
    assert asked(("FHI", "KS"), owners, **tables) == [("counterpart_silent", "FHI", "counterpart_measure_id")]
    assert asked(("FHI",), owners, **tables) == []


def test_a_measure_that_nobody_has_ever_reported_is_asked_about(asked):
    found = asked(measures=[measure(succeeded_by="A;UKJENT")], dependencies=[waiting("X")])
    assert found == [
        ("unknown_measure", "FHI", "succeeded_by"),
        ("unknown_measure", "FHI", "counterpart_measure_id"),
    ]


def test_the_round_before_is_what_a_reason_is_held_against_whoever_reported_it(asked):
    reason = {"status": "yellow", "status_reason": "Mangler folk"}
    before = measure(organisation="KS", quarter="2023-Q1", **reason)
    assert asked(measures=[measure(**reason)], earlier=[before]) == [("same_reason_again", "FHI", "status_reason")]
    assert asked(measures=[measure(**reason)], earlier=[before | {"round": "2022-Q4"}]) == []
