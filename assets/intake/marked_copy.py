"""A copy of a workbook with the cells in question coloured and commented, made anew from the values read.

Nothing of the sender's file but its values is taken over: no formula, no macro, no link. What is in question is decided
in ``assets.intake.judging``; the receipt's other forms are ``assets.intake.receipts``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

from assets.intake.reading import Cell, as_text
from assets.intake.values import displayed
from assets.ledger import Record

_ROWS_IN_FULL = 2_000
"""Rows of a sheet that are copied whole; of a larger one only its headings and the rows in question, in their place."""
_COMMENTS = 2_000
"""Cells that are commented in one copy: more cannot be read by anybody, and each costs a drawing."""
_LONGEST = 32_767
"""Characters that a cell of Excel's can hold."""
_EXCEL_BEGINS = "1900-03-01"
"""The first day that every spreadsheet counts alike."""
_SEVERITIES = {"error": "Feil", "remark": "Merknad"}
_SUMMARY = ("Alvor", "Ark", "Rad", "Kolonne", "Tiltak", "Verdi", "Hva er galt", "Hva dere kan gjøre")
_WIDTHS = (10, 15, 7, 10, 20, 28, 60, 50)
_OUTSIDE_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")

Places = Mapping[tuple[int, int], Sequence[Mapping[str, Any]]]
"""Findings by the cell that they are about, row and column from 0."""


def marked(reading: Mapping[str, Any], record: Record, verdict: str) -> bytes:
    """The copy as .xlsx, the same bytes for the same values and findings. ``verdict`` is the word for people."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": f"Kvittering for {record['file']}", "created": datetime(2000, 1, 1)})
        formats = _formats(book)
        sheets = [_fields_sheet(reading), *map(_rows_of, reading["sheets"])]
        names: dict[str, str] = {}
        taken = {"kvittering"}
        for name, _ in sheets:
            names.setdefault(name, _sheet_name(name, taken))
        summary = book.add_worksheet("Kvittering")
        _summarise(summary, record, verdict, names, formats)
        left = _COMMENTS
        for name, rows in sheets:
            places = _places(record["findings"], name)
            sheet = book.add_worksheet(names[name])
            sheet.freeze_panes(1, 0)
            _lay_out(sheet)
            left -= _copy(sheet, rows, places, formats, left)
    return target.getvalue()


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """How cells look; those of a sheet's rows have a twin for dates, named ``... day``."""
    cell = {"text_wrap": True, "valign": "top"}
    looks = {
        "text": cell,
        "error": cell | {"bg_color": "#FFD2CC", "border": 2, "border_color": "#B3261E"},
        "remark": cell | {"bg_color": "#FFF0B8", "border": 1, "border_color": "#8A6A00"},
        "head": cell | {"bold": True, "bottom": 2},
    }
    formats = {name: book.add_format(look) for name, look in looks.items()}
    formats |= {
        f"{name} day": book.add_format(look | {"num_format": "dd.mm.yyyy", "align": "left"})
        for name, look in looks.items()
    }
    return formats | {"title": book.add_format({"bold": True, "font_size": 14})}


def _lay_out(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def is_wanted(record: Record) -> bool:
    """Whether there is anything to mark: a workbook with a finding about one of its cells."""
    return record["file"].lower().endswith(".xlsx") and any(map(_has_place, record["findings"]))


def _has_place(found: Mapping[str, Any]) -> bool:
    return found["row"] is not None and isinstance(found["column"], str)


def _places(findings: Iterable[Mapping[str, Any]], sheet: str) -> Places:
    places: dict[tuple[int, int], list[Mapping[str, Any]]] = {}
    for found in findings:
        if found["sheet"] == sheet and _has_place(found):
            places.setdefault(xl_cell_to_rowcol(f"{found['column']}{found['row']}"), []).append(found)
    return places


_Rows = list[tuple[int, list[tuple[int, Cell]]]]
"""Row and column from 0, with the cells that have a value."""


def _fields_sheet(reading: Mapping[str, Any]) -> tuple[str, _Rows]:
    fields = reading["fields"]
    rows: _Rows = [(0, [(0, "Felt"), (1, "Verdi")])] if all(one["row"] != 1 for one in fields) else []
    rows += [(one["row"] - 1, [(0, one["name"]), (1, one["value"])]) for one in fields]
    return (fields[0]["sheet"] if fields else "Innmelding"), rows


def _rows_of(sheet: Mapping[str, Any]) -> tuple[str, _Rows]:
    columns = [xl_cell_to_rowcol(f"{heading['column']}1")[1] for heading in sheet["headings"]]
    heads = list(zip(columns, (heading["heading"] for heading in sheet["headings"]), strict=True))
    rows: _Rows = [(0, heads)]
    rows += [(row["row"] - 1, list(zip(columns, row["cells"], strict=True))) for row in sheet["rows"]]
    return sheet["name"], rows


def _copy(sheet: Worksheet, rows: _Rows, places: Places, formats: Mapping[str, Format], comments: int) -> int:
    """Write a sheet's cells; returns how many were commented."""
    in_question = {row for row, _ in places}
    is_long = len(rows) > _ROWS_IN_FULL
    widths: dict[int, int] = {}
    written: set[tuple[int, int]] = set()
    for row, cells in rows:
        if is_long and row and row not in in_question:
            continue
        for column, cell in cells:
            found = places.get((row, column), ())
            if cell is not None or found:
                _write(sheet, row, column, cell, _look(found, row), formats)
                written.add((row, column))
                widths[column] = min(48, max(widths.get(column, 8), len(as_text(cell)) + 2))
    commented = 0
    for (row, column), found in places.items():
        if (row, column) not in written:  # a value that is missing where its column has none at all
            sheet.write_blank(row, column, None, formats[_look(found, row)])
        if commented < comments:
            text = "\n\n".join(f"{_SEVERITIES[one['severity']]}: {one['message']} {one['remedy']}" for one in found)
            size = {"x_scale": 2.2, "y_scale": 1 + len(text) / 160}
            sheet.write_comment(row, column, text[:30_000], {"author": "Porteføljekontoret", **size})
            commented += 1
    for column, width in widths.items():
        sheet.set_column(column, column, width)
    return commented


def _look(found: Sequence[Mapping[str, Any]], row: int) -> str:
    """The name of the format of a cell with these findings."""
    if any(one["severity"] == "error" for one in found):
        return "error"
    return "remark" if found else "text" if row else "head"


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, look: str, formats: Mapping[str, Format]) -> None:
    """A value as it was read; what Excel cannot hold as such is written as text."""
    if cell is None:
        sheet.write_blank(row, column, None, formats[look])
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, formats[look])
    elif isinstance(cell, int | float) and abs(cell) < 1e15:
        sheet.write_number(row, column, cell, formats[look])
    elif isinstance(cell, dict) and cell.get("date", "") >= _EXCEL_BEGINS:
        sheet.write_datetime(row, column, date.fromisoformat(cell["date"]), formats[f"{look} day"])
    elif isinstance(cell, dict) and "formula" in cell:
        sheet.write_string(row, column, "(formel uten svar)", formats[look])
    else:
        sheet.write_string(row, column, (displayed(cell) or "")[:_LONGEST], formats[look])


def _summarise(
    sheet: Worksheet, record: Record, verdict: str, names: Mapping[str, str], formats: Mapping[str, Format]
) -> None:
    """The first sheet: the verdict, and every finding with a link to its cell."""
    head, text = formats["head"], formats["text"]
    sheet.hide_gridlines(2)
    _lay_out(sheet)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, f"{record['file']}: {verdict}", formats["title"])
    sheet.write_string(1, 0, "Rett cellene i deres eget skjema og lever det på nytt. Denne kopien viser bare hvor.")
    sheet.write_row(3, 0, _SUMMARY, head)
    sheet.freeze_panes(4, 0)
    findings = sorted(record["findings"], key=lambda one: one["severity"] != "error")
    for row, found in enumerate(findings, start=4):
        sheet.write_string(row, 0, _SEVERITIES[found["severity"]], formats[found["severity"]])
        texts = (found["sheet"], found["row"], found["column"], found["measure_id"], found["value"])
        for column, value in enumerate(texts, start=1):
            sheet.write_string(row, column, str(value)[:_LONGEST] if value is not None else "", text)
        sheet.write_string(row, 6, found["message"][:_LONGEST], text)
        sheet.write_string(row, 7, found["remedy"][:_LONGEST], text)
        if _has_place(found) and found["sheet"] in names:
            target = names[found["sheet"]].replace("'", "''")
            link = f"internal:'{target}'!{found['column']}{found['row']}"
            sheet.write_url(row, 3, link, text, str(found["column"]))


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel takes, unlike those that it has been given; ``taken`` holds them in lower case."""
    plain = _OUTSIDE_A_SHEET_NAME.sub("_", name)[:28] or "Ark"
    found, number = plain, 1
    while found.casefold() in taken:
        number += 1
        found = f"{plain}~{number}"
    taken.add(found.casefold())
    return found
