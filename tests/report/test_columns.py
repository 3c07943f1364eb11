"""Columns are as wide as their words."""

from __future__ import annotations

from typing import Any

import pytest

from assets.report.alignment import tables
from assets.report.columns import PADDING, SIZES, WIDTH, ems, fitted
from tests.report.fixture_document import LONGEST_WORD, document


def table(*columns: tuple[str, str], rows: int = 1) -> dict[str, Any]:
    """Columns of a heading and the text of each of their cells."""
    row = [{"text": text} for _, text in columns]
    return {"columns": [{"heading": heading} for heading, _ in columns], "rows": [row] * rows}


def widths(of: dict[str, Any]) -> list[float]:
    return [column["width"] for column in of["columns"]]


def test_a_table_is_as_wide_as_the_text():
    for one in tables(document()):
        assert sum(widths(fitted(one))) == pytest.approx(WIDTH, abs=0.1)


def test_a_word_is_parted_only_where_it_is_longer_than_any_column_may_be():
    words = "Legemiddelsamstemming og egenbehandlingsplaner"
    made = fitted(
        table(("Hva", words), ("Hvorfor", "fordi " * 60), ("Når", "31.\N{NO-BREAK SPACE}august\N{NO-BREAK SPACE}2023"))
    )
    assert not any(cell.get("parted") for row in made["rows"] for cell in row)
    assert ems("Legemiddelsamstemming", True) * made["size"] + PADDING <= widths(made)[0]
    assert fitted(table(("Hva", LONGEST_WORD), ("Hvorfor", "fordi")))["rows"][0][0]["parted"]


def test_many_columns_of_long_words_are_set_smaller():
    few, many = table(*[("A", "egenbehandlingsplaner")] * 3), table(*[("A", "behandlingsplaner")] * 7)
    assert fitted(few)["size"] == SIZES[0]
    assert fitted(many)["size"] < SIZES[0]


def test_a_cell_of_many_lines_may_go_on_over_the_page():
    columns = [("A", "behandlinger")] * 7
    assert fitted(table(*columns, ("B", "forskrivningsmodul " * 42)))["rows"][0][7]["tall"]
    assert not fitted(table(*columns, ("B", "kort")))["rows"][0][7].get("tall")


def test_the_width_goes_where_it_makes_the_table_lowest():
    made = fitted(table(("A", "Eksempelløsning 1"), ("B", "noe som er mye lengre enn en linje " * 9)))
    assert widths(made)[1] > 3 * widths(made)[0]
    made = fitted(table(("A", "Eksempelløsning 1"), ("B", "kort")))
    assert widths(made)[0] >= ems("Eksempelløsning 1", True) * made["size"] + PADDING
