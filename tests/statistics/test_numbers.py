from __future__ import annotations

from decimal import Decimal

import pytest

from assets.ledger import canonical
from assets.statistics.counting import Tally, spellings
from assets.statistics.numbers import exact, numbers, numbers_from
from tests.statistics.portfolios import BEFORE, NOW, activity, connect, cost, measure, organisation, portfolio, row


@pytest.fixture
def count(tmp_path):
    return lambda *said, **tables: numbers(connect(portfolio(*said, **tables), tmp_path))


def test_a_number_says_what_it_is_and_what_it_is_a_part_of(count):
    found = count([measure("A"), measure("B", status="red")])["status.now.red"]
    assert found.as_json() == {
        "value": 1,
        "unit": "measures",
        "of": 2,
        "label": "label.status.now.<colour>",
        "definition": "definition.status.now.<colour>",
        "parts": {"colour": "red"},
        "absent": None,
        "terms": 1,
        "statistic": "measures_by_status",
        "share": 50,
    }


def test_a_key_of_a_vocabulary_exists_when_nothing_is_counted_and_a_key_of_the_facts_does_not(count):
    found = count([measure("A")], costs=[cost(2023, "1", internal=True)])
    assert found["status.now.red"].value == found["dependencies.low.yellow"].value == found["sdg.none"].value == 0
    assert {
        key
        for key in found
        if key.startswith("costs.") and "." not in key.partition("costs.")[2].replace("internal.", "")
    } == {"costs.internal.2023"}


def test_amounts_that_cancel_each_other_are_a_zero_and_not_an_absence(count):
    found = count([measure("A")], costs=[cost(2024, "0.1"), cost(2024, "0.2"), cost(2024, "-0.3")])["costs.2024"]
    assert (found.value, found.terms) == (0, 3)


def test_the_status_before_is_a_part_of_the_previous_rounds_measures(count):
    earlier = [measure(one, round=BEFORE) for one in ("A", "B", "C")]
    found = count([measure("A")], earlier=earlier)
    assert (found["status.before.green"].of, found["status.now.green"].of) == (3, 1)


def test_the_denominator_of_a_dependency_is_all_dependencies(count):
    waiting = row(measure_id="A", category="supplier", criticality="high", status="red")
    found = count([measure("A")], dependencies=[waiting])
    assert {number.of for key, number in found.items() if key.startswith("dependencies.")} == {1}


def test_a_first_round_has_nothing_before_it(count):
    found = count([measure("A"), measure("P", "paused")], rounds=[NOW])
    absent = {key for key, number in found.items() if number.absent == "first_round"}
    assert absent == {
        key
        for key in found
        if key.startswith(
            (
                "status.before.",
                "status.difference.",
                "risk.before.",
                "risk.difference.",
                "status.change.",
                "status.moved.",
                "lifecycle.",
                "measures.before",
            )
        )
        and key != "lifecycle.paused"
    }
    assert {(found[key].value, found[key].of, found[key].terms) for key in absent} == {(None, None, 0)}
    assert found["lifecycle.paused"].value == found["status.now.green"].value == 1
    assert found["measures.not_reported"].value == 0


def test_a_round_in_which_nobody_has_reported_counts_nothing_but_who_is_awaited(count):
    found = count(earlier=[measure("A", round=BEFORE)], organisations=[organisation("FHI", "missing")])
    assert found["measures.active"].absent == found["status.change.left"].absent == "not_supplied"
    assert found["coverage.expected"].value == found["coverage.not_submitted"].value == 1
    assert found["measures.not_reported"].value == found["status.before.green"].value == 1


def test_to_have_nothing_to_report_is_a_report(count):
    found = count(organisations=[organisation("FHI", "nothing_to_report")])
    assert (found["measures.active"].value, found["measures.active"].absent) == (0, None)


def test_a_previous_round_in_which_nobody_reported_is_not_a_zero(count):
    found = count([measure("A")], earlier=[measure("A", round="2022-Q3")])
    for key in ("status.before.green", "risk.before.red", "status.change.entered", "lifecycle.finished"):
        assert (found[key].value, found[key].absent) == (None, "not_supplied")
    assert found["lifecycle.paused"].value == 0


def test_what_is_new_needs_some_earlier_round_and_not_the_previous_one(count):
    found = count([measure("A"), measure("B")], earlier=[measure("A", round="2022-Q3")])
    assert found["lifecycle.new"].value == 1


def test_numbers_come_in_the_order_of_the_report(count):
    found = list(count([measure("A")], costs=[cost(2025, "1"), cost(2023, "1"), cost(2024, "1")]))
    assert found[0] == "coverage.expected"
    assert [key for key in found if key in ("costs.2023", "costs.2024", "costs.2025")] == [
        "costs.2023",
        "costs.2024",
        "costs.2025",
    ]
    assert found.index("status.now.green") < found.index("risk.now.green") < found.index("costs.2023")


def test_a_sum_under_a_key_that_nobody_declared_is_refused(tmp_path):
    with pytest.raises(LookupError, match=r"status\.now\.blue"):
        numbers_from(connect(portfolio(), tmp_path), {"status.now.blue": Tally(Decimal(1), 1)})


def test_a_piece_of_a_key_leads_back_to_the_words(tmp_path):
    connection = connect(
        portfolio(costs=[cost(2024, "1", programme="MF Helse")], roadmap=[activity("1", "Å nå ut", "Helse Nord")]),
        tmp_path,
    )
    assert spellings(connection) == {
        "mf-helse": "MF Helse",
        "a-na-ut": "Å nå ut",
        "helse-nord": "Helse Nord",
        "fhi": "FHI",
    }


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("17.0000000000", "17"),
        ("-0.0", "0"),
        ("553.4000", "553.4"),
        ("1E+2", "100"),
        ("12345678901234567.12345678", "12345678901234567.12345678"),
    ],
)
def test_a_number_is_written_exactly(value, written):
    assert canonical(exact(Decimal(value))).decode().strip() == written
