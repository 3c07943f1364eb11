"""From numbers to cells and from cells to numbers, by the files that drafts and editions keep."""

import json
import shutil
from decimal import Decimal

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tests.pipelines.conftest import EXPECTED, ROUNDS

pytestmark = pytest.mark.slow

OF_THE_OFFICE = ("coverage.expected", "coverage.not_submitted", "indicators.")
"""Numbers of what the office itself keeps: nobody has handed them in."""


def evidence(office, quarter):
    return json.loads((office.home.draft(quarter) / "evidence.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("quarter", ROUNDS)
def test_every_number_adds_up_and_rests_on_cells_or_submissions_or_says_why_not(built, quarter):
    found = evidence(built, quarter)
    for key, number in built.report(quarter)["numbers"].items():
        if number["value"] is None:
            assert number["absent"] and key not in found["numbers"]
            continue
        behind = found["numbers"][key]
        assert sum(Decimal(str(one["term"])) for one in behind) == Decimal(str(number["value"])), key
        assert behind or number["value"] == 0
        for one in behind:
            assert one["cells"] or one["ledger"] or key.startswith(OF_THE_OFFICE), key


@pytest.mark.parametrize("quarter", ROUNDS)
def test_every_number_has_its_page_in_every_language_and_every_link_to_one_leads_there(built, quarter):
    draft = built.home.draft(quarter)
    for code in ("nb", "nn", "en"):
        folders = {path.name for path in (draft / code / "numbers").iterdir()}
        assert folders == built.report(quarter)["numbers"].keys()
        page = (draft / code / "index.html").read_text(encoding="utf-8")
        linked = [part.split("/")[0] for part in page.split('<a class="counted" href="numbers/')[1:]]
        assert len(linked) > 100 and set(linked) <= folders
        assert page.count("data-number=") <= len(linked)


def test_evidence_names_no_file_and_no_contact(built):
    said = json.dumps(evidence(built, "2023-Q2"))
    records = [json.loads(path.read_bytes()) for path in sorted(built.home.ledger.glob("0*.json"))]
    assert len(records) > 20
    assert not any(record["file"] in said for record in records)
    assert "@" not in said


def test_a_cell_leads_to_the_numbers_of_its_round_and_of_the_next(built):
    found = built.ask("trace", "--cell", "6", "Tiltak", "2", "F")
    assert (found["cell"]["heading"], found["cell"]["value"], found["cell"]["round"]) == ("Status", "gul", "2023-Q1")
    keys = {(one["round"], one["key"]) for one in found["numbers"]}
    assert {("2023-Q1", "status.now.yellow"), ("2023-Q2", "status.before.yellow")} <= keys
    (one,) = [one for one in found["numbers"] if one["key"] == "status.difference.yellow"]
    assert (one["edition"], one["terms"]) == (None, [-1])


@pytest.mark.parametrize("column", ["F", "f", "Status", "status"])
def test_a_column_is_named_by_letter_heading_or_key_and_a_sheet_by_name_or_table(built, column):
    assert built.ask("trace", "--cell", "6", "measures", "2", column)["cell"]["value"] == "gul"


def test_a_cell_that_nothing_is_counted_of_says_so(built):
    said = built.type("trace", "--cell", "6", "Tiltak", "2", "Navn")
    assert "No number" in said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (("999", "Tiltak", "2", "F"), "no submission 999"),
        (("6", "Ark1", "2", "F"), "no sheet 'Ark1'"),
        (("6", "Tiltak", "999", "F"), "no accepted row 999"),
        (("6", "Tiltak", "2", "ZZ"), "no column 'ZZ'"),
    ],
)
def test_a_cell_that_is_not_there_is_wrong_usage_and_what_there_is_is_said(built, cell, said):
    result = CliRunner().invoke(main, ["--home", str(built.home.root), "trace", "--cell", *cell])
    assert (result.exit_code, said in result.output) == (2, True)


@pytest.mark.parametrize("words", [(), ("2023-Q2",), ("2023-Q2", "measures.active", "--cell", "6", "Tiltak", "2", "F")])
def test_trace_asks_for_a_number_or_for_a_cell(built, words):
    assert CliRunner().invoke(main, ["--home", str(built.home.root), "trace", *words]).exit_code == 2


def test_an_edition_answers_as_it_was_after_the_draft_has_moved(office):
    edition = office.home.root / "editions" / "2023-Q1" / "1"
    shutil.copytree(office.home.draft("2023-Q1"), edition)
    late = next((EXPECTED / "late").rglob("*.xlsx"))
    shutil.copy(late, office.home.inbox / "HSO" / late.name)
    before = office.report("2023-Q1")["numbers"]
    office.type("report", "2023-Q1")
    after = office.report("2023-Q1")["numbers"]
    moved = {key for key in after if after[key]["value"] != before[key]["value"]}
    named = set()
    for key in moved:
        old = office.ask("trace", "2023-Q1", key, "--edition", "1")
        assert old["value"] == before[key]["value"]
        for one in (*old["contributions"], *office.ask("trace", "2023-Q1", key)["contributions"]):
            named |= {(cell["sequence"], cell["sheet"], cell["row"], cell["column"]) for cell in one["cells"]}
    corrected = max(sequence for sequence, *_ in named)
    assert (office.home.ledger / f"{corrected:06}.json").read_text(encoding="utf-8").count(late.name)
    cell = next(cell for cell in sorted(named, key=str) if cell[0] == 4)
    found = office.ask("trace", "--cell", *map(str, cell))
    assert 1 in {one["edition"] for one in found["numbers"] if one["round"] == "2023-Q1"}


def test_an_edition_that_is_not_there_is_wrong_usage(built):
    words = ["--home", str(built.home.root), "trace", "2023-Q2", "measures.active", "--edition", "7"]
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, "edition 7" in result.output) == (2, True)
