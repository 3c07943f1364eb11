"""The main job on the example: the numbers of both rounds, where each comes from, and what a late file moves."""

import json
import shutil
from collections import Counter

import pytest

from assets.statistics.counting import FACTS
from assets.statistics.places import asset_of
from assets.tables import read_rows
from tests.pipelines.conftest import EXPECTED, ROUNDS, expected
from tests.statistics.plain_count import plain_count

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("quarter", ROUNDS)
def test_every_number_is_the_one_that_was_counted_by_others(built, quarter):
    wanted = expected(quarter)["numbers"]
    found = built.values(quarter)
    assert {key: found[key] for key in wanted} == wanted


def test_the_facts_of_the_real_edition_hold(built):
    found = built.values("2023-Q2")
    assert found["measures.active"] == 37
    assert (found["measures.active.joint"], found["budget.joint"]) == (12, 553.4)
    assert (found["status.now.red"], found["risk.now.red"]) == (1, 0)
    assert [one["measure_id"] for one in built.ask("trace", "2023-Q2", "status.now.red")["contributions"]] == [
        "EPJ-LOFTET"
    ]
    assert [found[f"dependencies.{key}"] for key in ("total", "high.red", "medium.red")] == [70, 5, 2]
    assert (found["sdg.answered"], built.report("2023-Q2")["numbers"]["sdg.answered"]["of"]) == (34, 37)
    assert [found[f"lifecycle.{key}"] for key in ("finished", "finished_was_paused", "new", "paused")] == [5, 1, 4, 2]
    assert [found[f"costs.{year}"] for year in range(2023, 2027)] == [61.5, 93, 22, 12]


def test_in_the_first_round_what_compares_is_absent_and_never_zero(built):
    numbers = built.report("2023-Q1")["numbers"]
    compares = {
        key: (number["value"], number["absent"])
        for key, number in numbers.items()
        if (".before." in key or key.startswith(("status.change.", "lifecycle."))) and key != "lifecycle.paused"
    }
    assert len(compares) == 18
    assert set(compares.values()) == {(None, "first_round")}
    assert numbers["lifecycle.paused"]["value"] == 3


@pytest.mark.parametrize("quarter", ROUNDS)
def test_a_second_count_in_plain_python_over_the_facts_gives_the_same_numbers(built, quarter):
    tables = {fact: read_rows(built.home, asset_of(fact), quarter) for fact in FACTS}
    counted = plain_count(tables)
    found = built.values(quarter)
    assert {key: found.get(key) for key in counted} == {
        key: None if value is None else float(value) for key, value in counted.items()
    }


def test_a_trace_names_the_cell_as_it_stood_in_the_senders_file(built):
    (one,) = built.ask("trace", "2023-Q2", "status.now.red")["contributions"]
    status = next(cell for cell in one["cells"] if cell["heading"] == "Status")
    assert (status["sheet"], status["row"], status["column"], status["value"]) == ("Tiltak", 2, "F", "rød")
    assert (built.home.archive / status["sha256"]).read_bytes() == (
        built.home.inbox / "DEHELSE" / "DEHELSE-2023-Q2.xlsx"
    ).read_bytes()


def test_a_change_rests_on_cells_of_both_rounds(built):
    for one in built.ask("trace", "2023-Q2", "status.change.worsened")["contributions"]:
        assert {cell["round"] for cell in one["cells"]} == {"2023-Q1", "2023-Q2"}


def test_a_late_correction_changes_just_the_numbers_that_it_must(office):
    before = {quarter: office.values(quarter) for quarter in ROUNDS}
    late = next((EXPECTED / "late").rglob("*.xlsx"))
    shutil.copy(late, office.home.inbox / "HSO" / late.name)
    arrivals = office.home.root / "late.csv"
    arrivals.write_text(f"file,taken_at\nHSO/{late.name},2023-07-20T10:00:00+02:00\n", encoding="utf-8")
    for quarter in ROUNDS:
        office.type("report", quarter, "--arrivals", str(arrivals))
    listed = expected("after-late-2023-Q1")["numbers"]
    for quarter in ROUNDS:
        compared = expected(quarter)["numbers"]
        after = office.values(quarter)
        moved = {key: [before[quarter][key], after[key]] for key in compared if before[quarter][key] != after[key]}
        assert moved == listed[quarter]
    assert office.report("2023-Q2")["known_at"] == "2023-07-20T08:00:00Z"
    (hso,) = [one for one in office.ask("status", "2023-Q1")["organisations"] if one["code"] == "HSO"]
    assert (hso["late"], hso["state"]) == (True, "submitted")


def test_every_row_that_was_read_is_accepted_refused_or_held(built):
    for path in sorted(built.home.ledger.glob("*.json")):
        for rows in json.loads(path.read_text(encoding="utf-8"))["rows"].values():
            assert rows["read"] == rows["accepted"] + rows["refused"] + rows["held"]


def test_nothing_of_the_example_is_late_or_refused(built):
    records = [json.loads(path.read_text(encoding="utf-8")) for path in built.home.ledger.glob("*.json")]
    assert Counter(record["verdict"] for record in records) == {"accepted": 7, "accepted_with_remarks": 15}
    assert not any(record["late"] for record in records)


def test_every_landed_file_has_its_bytes_in_the_archive_and_its_receipt_in_both_forms(built):
    for path in built.home.ledger.glob("*.json"):
        record = json.loads(path.read_text(encoding="utf-8"))
        assert (built.home.inbox / record["file"]).read_bytes() == (built.home.archive / record["sha256"]).read_bytes()
        receipt = built.home.receipts / record["organisation"] / path.name
        assert json.loads(receipt.read_text(encoding="utf-8")) == record
        assert record["file"] in receipt.with_suffix(".html").read_text(encoding="utf-8")
