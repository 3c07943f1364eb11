"""What a submission changes in its sender's last accepted word: what came, went, changed colour or was dropped."""

import json

import pytest

from assets.intake.accepted import AcceptedRows
from assets.intake.changes import changes_by
from assets.intake.judging import decide, examine
from assets.intake.past import Past
from assets.intake.receipts import shown
from assets.intake.submission import from_reading
from assets.intake.taking import take_in
from assets.ledger import Known, Ledger
from tests.submissions import IN_JUNE, content, cost, dependency, hand_in, make_home, measure, office_of, reading

pytestmark = pytest.mark.slow  # each starts the process that reads files


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path / "home")


@pytest.fixture
def changed(home):
    """The changes by a submission after others of the same sender were taken in."""

    def changes(*earlier, **said):
        for number, one in enumerate(earlier):
            hand_in(home, f"{number}.json", one)
            take_in(home, office_of(home), Ledger(home.ledger))
        office = office_of(home)
        past = Past(Known.of(Ledger(home.ledger).records), office, AcceptedRows(home))
        submission = from_reading(reading(**said), office.vocabularies)
        examine([submission], office)
        return changes_by(decide(submission, folder="FHI", past=past, taken_at=IN_JUNE), past)

    return changes


def test_a_first_submission_has_nothing_to_be_compared_with(changed):
    assert changed(measures=[measure("A")]) is None


def test_the_round_before_is_compared_with_until_there_is_a_word_on_this_one(changed):
    before = content(quarter="2023-Q1", measures=[measure("A"), measure("B"), measure("C", lifecycle="finished",
                     status=None, risk=None, outcome="Ferdig")])  # fmt: skip
    found = changed(before, measures=[measure("A", status="red", status_reason="Nei"), measure("D")])
    assert found == {
        "since": "2023-Q1",
        "came": [{"measure_id": "D", "name": "Tiltak D"}],
        "went": [{"measure_id": "B", "name": "Tiltak B"}],
        "changed": [{"measure_id": "A", "name": "Tiltak A", "what": "status", "before": "green", "now": "red"}],
        "dropped": {},
    }
    assert changed(content(measures=[measure("A")]), measures=[measure("A")])["since"] == "2023-Q2"


def test_cost_rows_that_a_full_submission_leaves_out_are_named(changed):
    before = content(measures=[measure("A")], costs=[cost("K-1"), cost("K-2")])
    found = changed(before, measures=[measure("A")], costs=[cost("K-2")])
    assert found["dropped"] == {"costs": [{"id": "K-1", "text": "PLL, 2024"}]}


def test_a_cost_row_with_an_error_is_in_the_file_all_the_same(changed):
    before = content(measures=[measure("A")], costs=[cost("K-1"), cost("K-2")])
    assert changed(before, measures=[measure("A")], costs=[cost("K-1", year="24"), cost("K-2")])["dropped"] == {}


def test_a_correction_drops_nothing(changed):
    before = content(measures=[measure("A"), measure("B")], costs=[cost("K-1")])
    found = changed(before, kind="correction", measures=[measure("B", lifecycle="paused", status=None, risk=None)])
    assert (found["went"], found["dropped"]) == ([], {})
    assert [(one["what"], one["now"]) for one in found["changed"]] == [
        ("lifecycle", "paused"),
        ("status", None),
        ("risk", None),
    ]


def test_a_measure_with_errors_has_not_gone(changed):
    found = changed(content(measures=[measure("A"), measure("B")]), measures=[measure("A"), measure("B", status="?")])
    assert found["went"] == []


def test_a_mistyped_id_takes_nothing_away_from_the_word_that_stands(home):
    hand_in(home, "a.json", content(measures=[measure("A-1"), measure("B")], dependencies=[dependency("A-1")]))
    hand_in(home, "b.json", content(measures=[measure("A_1"), measure("B")], dependencies=[]))
    take_in(home, office_of(home), Ledger(home.ledger))
    standing = Known.of(Ledger(home.ledger).records).standing("FHI", "2023-Q2")
    assert standing.measures["A-1"] == {"measures": 1, "dependencies": 1}
    assert standing.kept == {"A-1": 2}


def test_the_receipt_says_the_changes_in_words(home):
    hand_in(home, "a.json", content(measures=[measure("A"), measure("B")]))
    hand_in(home, "b.json", content(measures=[measure("A", status="yellow", status_reason="Nei")]))
    take_in(home, office_of(home), Ledger(home.ledger))
    record = json.loads((home.receipts / "FHI" / "000002.json").read_text(encoding="utf-8"))
    assert shown(record, office_of(home))["changes"]["lines"] == [
        "Ikke lenger med: Tiltak B (B)",
        "Status endret fra grønn til gul: Tiltak A (A)",
    ]
