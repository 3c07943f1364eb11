"""What a revision says of itself, without an edition on disk. Whole revisions are in tests/pipelines."""

from decimal import Decimal

from assets.as_known import Change
from assets.editions.corrections import Comparison, Correction
from assets.editions.errata import as_dict, chapter
from assets.editions.published import Edition
from assets.report import blocks as b

MODEL = {"round": "2023-Q1", "edition": 3, "names": {"spellings": {}}}


def against_the_second(*corrections):
    second = Edition("2023-Q1", 2, "2023-08-31T10:00:00Z", "ab" * 32, 1, "", 7)
    return Comparison(second, {}, list(corrections), [], ["topics/ny.md"], [])


def table(comparison):
    (found,) = [block for block in chapter(MODEL, comparison, "Sen rettelse")["blocks"] if block["type"] == "table"]
    return found["rows"]


def test_a_number_that_the_code_knows_no_more_is_named_by_its_key_and_laid_to_the_offices_files_or_the_code():
    dropped = Correction(Change("old.key", Decimal(3), None), "label.old.key", {}, [], True, [])
    ((label, old, new, cause),) = table(against_the_second(dropped))
    assert (label, old, new) == (b.text("old.key"), b.amount(Decimal(3)), b.amount(None))
    assert cause == b.lines(b.message("errata.cause.office"))


def test_a_revision_in_which_no_number_moved_says_so_and_names_the_files_that_changed():
    comparison = against_the_second()
    blocks = chapter(MODEL, comparison, "Sen rettelse")["blocks"]
    assert b.paragraph(b.message("errata.no_number")) in blocks
    assert b.bullets([b.text("topics/ny.md")]) in blocks
    assert as_dict(MODEL, comparison, "Sen rettelse") == {
        "round": "2023-Q1",
        "edition": 3,
        "supersedes": 2,
        "note": "Sen rettelse",
        "changes": [],
        "submissions": [],
        "office": ["topics/ny.md"],
        "later_rounds": [],
    }
