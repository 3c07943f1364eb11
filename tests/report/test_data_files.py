"""The numbers of a figure or table for machines."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from assets.language import language
from assets.report import blocks as b
from assets.report.data_files import data_files
from assets.report.words import Words
from assets.statistics.numbers import Number
from checks.contract import VOCABULARIES

WORDS = Words(
    language=language("nb"),
    numbers={
        key: Number(Decimal(value), "MNOK", None, "", "", {}, None, 1, "")
        for key, value in {"a": "1205.50", "b": "-4", "c": "12"}.items()
    },
    measures={"EPJ-LOFTET": "EPJ-løftet", "X": "=SUM(A1)"},
    organisations={"FHI": "Folkehelseinstituttet"},
    vocabularies=VOCABULARIES,
)


def rows_of(*cells: b.Ref, foot: tuple[b.Ref, ...] = ()) -> list[list[str]]:
    """The file of a table of one row and perhaps a foot, read again."""
    columns = [b.column("column.measure"), b.column("column.year", "end", year=b.year(2023))][: len(cells)]
    block = b.table("t", columns, [cells], caption=b.message("index.table"), foot=[foot] if foot else [])
    made: dict[str, Any] = {"chapters": [b.chapter("c", b.message("index.title"), [block])]}
    ((name, content),) = data_files(made, WORDS).items()
    assert name == "data/t.csv"
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def test_a_measure_and_an_organisation_have_code_and_name():
    assert rows_of(b.measure("EPJ-LOFTET"), b.organisation("FHI")) == [
        ["Tiltak (kode)", "Tiltak", "2023 (kode)", "2023"],
        ["EPJ-LOFTET", "EPJ-løftet", "FHI", "Folkehelseinstituttet"],
    ]


def test_a_number_is_exact_with_a_decimal_point_and_may_be_negative():
    assert rows_of(b.number("a"), b.number("b"))[1] == ["1205.5", "-4"]


def test_what_the_owner_pays_has_a_column_of_its_own():
    both = b.lines(b.number("a"), b.message("costs.internal", n=b.number("c")))
    assert rows_of(b.text("x"), both) == [["Tiltak", "2023", "2023 (dekkes internt)"], ["x", "1205.5", "12"]]


def test_no_text_is_a_formula_to_a_spreadsheet():
    for text in ("=1+1", "+47 22", "-ukjent", "@a", "\tx", "\rx"):
        assert rows_of(b.text(text))[1] == [f"'{text}"]
    assert rows_of(b.measure("X"))[1] == ["X", "'=SUM(A1)"]


def test_the_codes_of_several_measures_stand_in_one_cell():
    assert rows_of(b.text("Verre"), b.listed([b.measure("EPJ-LOFTET"), b.measure("X")]))[1] == [
        "Verre", "EPJ-LOFTET; X", "EPJ-løftet; '=SUM(A1)",
    ]  # fmt: skip


def test_a_sum_comes_last():
    assert rows_of(b.text("x"), b.number("c"), foot=(b.message("total"), b.number("c")))[2] == ["Sum", "12"]
