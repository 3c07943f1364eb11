"""The record and its fold: what stands after full submissions, corrections and nothing to report."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.ledger import Known, Ledger, LedgerError, canonical


def landing(sequence, kind="full", accepted=(), refused=(), tables=("measures",), costs=(), refused_costs=(), **more):
    return {
        "event": "landing",
        "sequence": sequence,
        "organisation": "FHI",
        "quarter": "2023-Q2",
        "kind": kind,
        "verdict": "accepted",
        "file": f"FHI/{sequence}.xlsx",
        "sha256": str(sequence),
        "measures": {"accepted": list(accepted), "refused": list(refused), "held": []},
        "late": False,
        "rows": {},
        "findings": [],
        "tables": list(tables),
        "identities": {"costs": {"accepted": list(costs), "refused": list(refused_costs)}},
    } | more


def release(sequence, of, **more):
    held = {"accepted": of["measures"]["held"] or of["measures"]["accepted"], "refused": [], "held": []}
    return of | {"event": "release", "sequence": sequence, "of": of["sequence"], "measures": held} | more


def withdrawal(sequence, of):
    return {key: of[key] for key in ("organisation", "quarter")} | {
        "event": "withdrawal",
        "sequence": sequence,
        "of": of["sequence"],
        "why": "Feil fil",
    }


def waiting(sequence, held, **more):
    none = {"accepted": [], "refused": [], "held": list(held)}
    return landing(sequence, verdict="waiting", measures=none, **more)


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


def test_a_file_that_is_let_in_counts_under_its_own_number_at_the_place_of_its_release():
    late = waiting(1, "A")
    known = Known.of([late, landing(2, accepted="AB"), release(3, late, verdict="accepted")])
    assert known.standing("FHI", "2023-Q2").measures == {"A": {"measures": 1}}
    assert known.words["FHI", "2023-Q2"] == [2, 1]
    assert known.records[1]["verdict"] == "accepted"


def test_a_submission_that_is_withdrawn_gives_back_what_stood_before_it():
    first, second = landing(1, accepted="AB"), landing(2, accepted="A")
    assert standing(first, second, withdrawal(3, second)).measures == {"A": {"measures": 1}, "B": {"measures": 1}}


def test_a_withdrawal_makes_the_next_to_report_a_measure_its_first_reporter():
    first = landing(1, accepted="A")
    theirs = landing(2, accepted="A", organisation="KS")
    known = Known.of([first, theirs])
    assert known.first_reporter == {"A": "FHI"}
    known.apply(withdrawal(3, first))
    assert known.first_reporter == {"A": "KS"}
    known.apply(release(4, first))
    assert known.first_reporter == {"A": "FHI"}


def test_a_withdrawal_that_is_undone_brings_the_submission_back_to_its_place():
    first, second = landing(1, accepted="A"), landing(2, accepted="B")
    known = Known.of([first, second, withdrawal(3, first), release(4, first)])
    assert known.words["FHI", "2023-Q2"] == [1, 2]
    assert known.standing("FHI", "2023-Q2").measures == {"B": {"measures": 2}}


def test_a_release_that_is_undone_leaves_the_file_waiting_and_the_round_without_a_word():
    late = waiting(1, "A")
    known = Known.of([late, release(2, late, verdict="accepted"), withdrawal(3, late)])
    assert (known.words, known.records[1]["verdict"], known.withdrawals[1]["why"]) == ({}, "waiting", "Feil fil")
    assert known.word_with("FHI", "1") is None


def test_a_publication_and_an_erasure_change_no_fact():
    known = Known.of([landing(1, accepted="A")])
    before = copy.deepcopy(known)
    known.apply({"event": "publication", "sequence": 2, "round": "2023-Q2", "edition": 1})
    known.apply({"event": "erasure", "sequence": 3, "of": 1, "sha256": "ab"})
    assert known == before
    assert [(digest, one["sequence"]) for digest, one in known.erased.items()] == [("ab", 3)]


@given(
    count=st.integers(1, 5),
    held=st.sets(st.integers(1, 5)),
    turns=st.lists(st.integers(1, 5), max_size=12),
)
def test_whatever_is_released_and_withdrawn_in_between_the_last_word_on_each_submission_holds(count, held, turns):
    landings = []
    for n in range(1, count + 1):
        measures, sender = "AB"[n % 2], ["FHI", "KS", "NHN"][n % 3]
        made = waiting(n, measures) if n in held else landing(n, accepted=measures)
        landings.append(made | {"organisation": sender})
    known = Known.of(landings)
    records, sequence, releases = list(landings), count, {}
    for turn in turns:
        one = landings[(turn - 1) % count]
        sequence += 1
        taken_out = known.counts(one["sequence"])
        record = withdrawal(sequence, one) if taken_out else release(sequence, one, verdict="accepted")
        if not taken_out and one["sequence"] in held:
            releases.setdefault(one["sequence"], record)
        records.append(record)
        known.apply(record)
    # The same as if only those that count had ever landed, each once, at the place that it first had.
    counting = [one for one in landings if known.counts(one["sequence"])]
    counting.sort(key=lambda one: releases.get(one["sequence"], one)["sequence"])
    plain = Known.of(
        [release(0, one, verdict="accepted") | {"event": "landing", "sequence": one["sequence"]} for one in counting]
    )
    assert known.words == plain.words
    assert all(known.standing(*word).measures == plain.standing(*word).measures for word in known.words)
    firsts = {}
    for one in counting:
        for measure in (*one["measures"]["accepted"], *one["measures"]["held"]):
            firsts.setdefault(measure, one["organisation"])
    assert known.first_reporter == firsts
    assert Known.of(records).words == known.words


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


@pytest.fixture
def three(tmp_path):
    """A ledger of three records, and its folder."""
    ledger = Ledger(tmp_path)
    with ledger.writing():
        for number in (1, 2, 3):
            ledger.append({"event": "landing", "file": f"FHI/{number}"})
    return ledger


def write_to(folder):
    ledger = Ledger(folder)
    with ledger.writing():
        ledger.append({"event": "landing", "file": "FHI/ny"})
    return ledger


def test_a_lost_last_record_is_found_by_the_next_writer(three):
    (three.folder / "000003.json").unlink()
    with pytest.raises(LedgerError, match=r"HEAD ends with 000003\.json"):
        write_to(three.folder)


def test_a_record_added_from_outside_is_found_by_the_next_writer(three):
    record = {"sequence": 4, "previous": three.last_hash, "event": "landing", "file": "FHI/falsk"}
    (three.folder / "000004.json").write_bytes(canonical(record))
    with pytest.raises(LedgerError, match="changed from outside"):
        write_to(three.folder)


def test_a_changed_last_record_is_found_by_the_next_writer(three):
    path = three.folder / "000003.json"
    path.write_bytes(path.read_bytes().replace(b"FHI/3", b"FHI/4"))
    with pytest.raises(LedgerError, match="changed from outside"):
        write_to(three.folder)


def test_a_lost_or_damaged_head_stops_the_next_writer(three):
    head = three.folder / "HEAD"
    content = head.read_bytes()
    head.write_bytes(content.replace(b"3", b"4", 1))
    with pytest.raises(LedgerError, match="HEAD is damaged"):
        write_to(three.folder)
    head.unlink()
    with pytest.raises(LedgerError, match="HEAD ends with no record"):
        write_to(three.folder)


def test_an_append_that_was_cut_off_after_head_is_finished_by_the_next_writer(three):
    path = three.folder / "000003.json"
    path.rename(three.folder / ".000003.json.unfinished")
    assert len(Ledger(three.folder).records) == 2
    assert [record["sequence"] for record in write_to(three.folder).records] == [1, 2, 3, 4]


def test_an_append_that_was_cut_off_before_head_has_not_happened(three):
    (three.folder / ".000004.json.unfinished").write_bytes(b"half a rec")
    assert write_to(three.folder).records[3]["file"] == "FHI/ny"
    assert not list(three.folder.glob(".*.unfinished"))
