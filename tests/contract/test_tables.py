"""The contract as code, held against copies of the contract as published (``fields.csv``, ``vocabularies.csv``)."""

import csv
from pathlib import Path

import pytest

from checks.contract import TABLES, VOCABULARIES, Quarter
from checks.contract.vocabularies import fold

HERE = Path(__file__).parent


def published(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_published_field_is_a_column_and_no_other_is():
    said = [
        (table.key, table.sheet, column.key, column.heading, column.type, column.need.value, column.vocabulary)
        for table in TABLES.values()
        for column in table.columns
    ]
    wanted = [
        (row["table"], row["sheet"], row["key"], row["heading"], row["type"], row["required"], row["vocabulary"])
        for row in published("fields.csv")
    ]
    assert said == wanted


def test_every_published_term_is_in_its_vocabulary_with_its_spellings_and_no_other_is():
    said = [
        (vocabulary.name, term.code, term.name, ";".join(term.also_accepted))
        for vocabulary in VOCABULARIES.values()
        for term in vocabulary.terms
    ]
    wanted = [
        (row["vocabulary"], row["code"], row["norwegian"], row["also_accepted"])
        for row in published("vocabularies.csv")
    ]
    assert sorted(set(said)) == sorted(wanted)  # a term whose meaning has changed has several versions


def test_no_spelling_stands_for_two_codes():
    for vocabulary in VOCABULARIES.values():
        spellings = [
            (fold(spelling), term.code)
            for term in vocabulary.terms
            for spelling in {term.code, term.name, *term.also_accepted}
        ]
        by_spelling = {}
        for spelling, code in spellings:
            assert by_spelling.setdefault(spelling, code) == code


def test_a_code_is_found_by_any_spelling_in_any_case():
    colour = VOCABULARIES["colour"]
    assert [colour.code_of(text) for text in ("green", "GRØNN", " g ", "grønt", "lilla")] == ["green"] * 4 + [None]


def test_a_quarter_maps_to_its_partition_and_back():
    assert Quarter.parse("2023-Q2").partition_key == "2023-04-01"
    assert str(Quarter.from_partition_key("2023-04-01")) == "2023-Q2"


def test_quarters_are_counted_across_years():
    assert [str(Quarter.parse("2023-Q2").shifted(by)) for by in (-2, -1, 3)] == ["2022-Q4", "2023-Q1", "2024-Q1"]


@pytest.mark.parametrize("text", ["2023Q2", "Q2 2023", "2023-Q5", "2023-q2", " 2023-Q2", "2023-Q2\n", ""])
def test_a_quarter_is_written_in_no_other_way(text):
    with pytest.raises(ValueError, match="2023-Q2"):
        Quarter.parse(text)
