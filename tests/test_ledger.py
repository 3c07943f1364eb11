"""The record and its fold: what stands after full submissions, corrections and nothing to report."""

import json

import pytest

from assets.ledger import Known, Ledger, LedgerError


def landing(sequence, kind="full", accepted=(), refused=(), tables=("measures",), costs=(), refused_costs=(), **more):
    return {
        "sequence": sequence,
        "organisation": "FHI",
        "quarter": "2023-Q2",
        "kind": kind,
        "verdict": "accepted",
        "file": f"FHI/{sequence}.xlsx",
        "sha256": str(sequence),
        "measures": {"accepted": list(accepted), "refused": list(refused), "held": []},
        "rows": {},
        "tables": list(tables),
        "identities": {"costs": {"accepted": list(costs), "refused": list(refused_costs)}},
    } | more


def standing(*records):
    return Known.of(list(records)).standing("FHI", "2023-Q2")


def test_a_full_submission_replaces_all_that_the_organisation_had():
    found = standing(landing(1, accepted="AB", costs=["K1"]), landing(2, accepted="A"))
    assert found.measures == {"A": {"measures": 2}}
    assert found.rows["costs"] == {}


def test_a_correction_replaces_the_measures_that_it_names_and_keeps_tables_whose_sheet_is_absent():
    found = standing(
        landing(1, accepted="AB", tables=["measures", "dependencies"]), landing(2, "correction", accepted="A")
    )
    assert found.measures["A"] == {"measures": 2, "dependencies": 1}
    assert found.measures["B"] == {"measures": 1, "dependencies": 1}


def test_a_correction_with_an_empty_sheet_takes_the_rows_of_its_measures_away():
    found = standing(
        landing(1, accepted="A", tables=["measures", "dependencies"]),
        landing(2, "correction", accepted="A", tables=["measures", "dependencies"]),
    )
    assert found.measures["A"] == {"measures": 2, "dependencies": 2}


def test_a_correction_replaces_just_the_cost_rows_that_it_names():
    found = standing(landing(1, costs=["K1", "K2"]), landing(2, "correction", costs=["K2", "K3"]))
    assert found.rows["costs"] == {"K1": 1, "K2": 2, "K3": 2}


def test_a_measure_refused_in_a_later_file_keeps_its_earlier_report_and_is_marked():
    found = standing(landing(1, accepted="AB"), landing(2, accepted="B", refused="A"))
    assert found.measures == {"A": {"measures": 1}, "B": {"measures": 2}}
    assert found.kept == {"A": 2}


def test_a_full_submission_replaces_cost_rows_too_and_keeps_none_of_those_it_was_refused():
    found = standing(landing(1, costs=["K1", "K2"]), landing(2, accepted="A", costs=["K2"], refused_costs=["K1"]))
    assert found.rows["costs"] == {"K2": 2}


def test_nothing_to_report_withdraws_all_and_a_later_word_counts_again():
    nothing = landing(2, "nothing_to_report", tables=[])
    assert standing(landing(1, accepted="A", costs=["K1"]), nothing).measures == {}
    assert standing(landing(1, accepted="A"), nothing, landing(3, accepted="A")).measures == {"A": {"measures": 3}}


def test_a_file_that_was_sent_again_wins_over_a_correction_in_between():
    again = landing(3, accepted="A")
    found = standing(landing(1, accepted="A"), landing(2, "correction", accepted="A"), again)
    assert found.measures == {"A": {"measures": 3}}


def test_files_that_were_refused_or_wait_are_no_word():
    known = Known.of(
        [landing(1, accepted="A"), landing(2, accepted="B", verdict="waiting"), landing(3, verdict="rejected")]
    )
    assert known.standing("FHI", "2023-Q2").measures == {"A": {"measures": 1}}
    assert known.landings["FHI", "2023-Q2"] == [1, 2, 3]


def test_a_measure_belongs_to_the_first_that_reported_it_until_the_office_says_otherwise():
    known = Known.of([landing(1, accepted="A"), landing(2, accepted="A", organisation="KS")])
    assert known.owner("A", "2023-Q2", {}) == "FHI"
    assert known.owner("A", "2023-Q2", {"A": [("2023-Q1", "KS")]}) == "KS"
    assert known.owner("A", "2023-Q2", {"A": [("2023-Q3", "KS")]}) == "FHI"


def test_each_record_carries_the_hash_of_the_one_before_it(tmp_path):
    ledger = Ledger(tmp_path / "ledger")
    with ledger.writing():
        first, second = ledger.append({"event": "landing"}), ledger.append({"event": "landing"})
    assert (first["sequence"], first["previous"], second["sequence"]) == (1, None, 2)
    assert Ledger(tmp_path / "ledger").records == [first, second]


def test_a_record_that_was_changed_is_found_by_the_one_after_it(tmp_path):
    ledger = Ledger(tmp_path)
    with ledger.writing():
        ledger.append({"event": "landing"})
        ledger.append({"event": "landing"})
    path = tmp_path / "000001.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"verdict": "accepted"}))
    with pytest.raises(LedgerError, match=r"000002\.json"):
        Ledger(tmp_path)


def test_a_record_is_never_written_over(tmp_path):
    ours, theirs = Ledger(tmp_path), Ledger(tmp_path)
    with theirs.writing():
        theirs.append({"event": "landing"})
    with pytest.raises(LedgerError, match="run the command again"):
        ours.append({"event": "landing"})
