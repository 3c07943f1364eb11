"""What a file says, cell by cell, before anything knows the contract: the shape of a reading, and why a file has none.

How bytes become this is ``assets.intake.formats`` and the formats' own modules; ``assets.intake.worker`` runs them in a
process of their own. What the cells mean is ``assets.intake.submission``.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any, NotRequired, TypedDict

from checks.contract.tables import FORM_SHEETS, SUBMISSION_SHEET

Cell = None | str | int | float | bool | dict[str, Any]
"""JSON's own values, null for an empty or blank cell, and one-key objects for what JSON lacks: ``date``, ``datetime``
and ``time`` (ISO 8601 texts), ``error`` (as shown in the cell), ``formula`` (true: it was saved without its answer) and
``nested`` (a sign for the list or object that stands there)."""

Place = str | int | None
"""A column: its letters in a spreadsheet, the field's number from 1 in CSV, nothing in JSON."""


class FieldRead(TypedDict):
    """One of the submission's own fields, and where its value stands."""

    name: str
    value: Cell
    sheet: str
    row: int | None
    column: Place


class Heading(TypedDict):
    """The first row's text over a column; empty where values stand under none."""

    heading: str
    column: Place


class RowRead(TypedDict):
    """A row that is not empty: its number in the file from 1, and a cell for each heading of its sheet."""

    row: int
    cells: list[Cell]


class SheetRead(TypedDict):
    """A sheet, a CSV member or a JSON list. ``table`` is there where the name alone does not say it."""

    name: str
    table: NotRequired[str]
    hidden: bool
    headings: list[Heading]
    rows: list[RowRead]


class Remark(TypedDict):
    """Something to tell the sender that stops nothing."""

    rule: str
    sheet: str | None
    row: int | None
    column: Place
    value: Cell


class Reading(TypedDict):
    """All that a file says."""

    format: str
    fields: list[FieldRead]
    sheets: list[SheetRead]
    remarks: list[Remark]


REFUSALS = {
    "unreadable_file": "damaged, not what its name says, or it ended the process that read it",
    "empty_file": "no bytes, or nothing but blanks",
    "encrypted_file": "protected by a password or a sensitivity label",
    "macro_workbook": "a workbook that can carry macros",
    "file_too_large": "more bytes than the limit",
    "inflates_too_much": "unpacks to more bytes than the limit, or so densely packed that only a bomb is",
    "unsafe_archive": "members that lead out of it, stand twice, are archives or links; or XML that declares entities",
    "not_utf8": "text in another encoding than UTF-8",
    "faulty_json": "not one JSON object as the contract has it",
    "faulty_csv": "quotes or fields that do not add up",
    "unknown_format": "no format of the contract's, an old .xls among others",
    "too_many_cells": "values too many or too far out",
    "too_many_rows": "more rows with values than anybody has measures",
    "no_submission_sheet": "no sheet Innmelding, or no submission.csv in an archive",
    "took_too_long": "the time for one file ran out",
    "took_too_much_memory": "the memory for one file ran out",
}
"""Every rule by which a file is refused unread, and what is wrong with it."""

REMARKS = {
    "hidden_sheet": "a sheet that the workbook hides was read",
    "hidden_rows": "rows that the workbook hides, or a filter does, were read",
    "ragged_row": "a CSV record with more fields than the heading line",
    "beside_the_fields": "values that stand to the right of a field's",
}
"""Every remark that a reading may carry."""


class Refused(Exception):
    """The file has no reading. ``rule`` is one of ``REFUSALS``; ``detail`` holds plain values for the message."""

    def __init__(self, rule: str, **detail: str | int) -> None:
        super().__init__(f"{rule}: {REFUSALS[rule]} {detail or ''}".rstrip())
        self.rule = rule
        self.detail = detail

    def as_dict(self) -> dict[str, Any]:
        return {"refused": {"rule": self.rule, "detail": self.detail}}


def file_too_large(size: int, limit_mb: int) -> Refused:
    """The refusal of a file of so many bytes."""
    return Refused("file_too_large", size_mb=-(-size // 1_000_000), limit_mb=limit_mb)


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much a file may hold, in bytes and cells. Time and memory are watched from outside, by the worker."""

    file_bytes: int = 25_000_000
    inflated_bytes: int = 500_000_000
    rows: int = 10_000
    """With values, of all sheets together; a field counts as one, and so does a sheet or table itself."""
    cells: int = 500_000
    """Of all sheets together, each from its first cell to its last; also what the time for one file is enough for."""
    text: int = 25_000_000
    """Characters in the cells of all sheets together: as many as a file of the largest size has bytes."""


def letters(column: int) -> str:
    """What a spreadsheet calls a column: ``A`` for 1, ``XFD`` for 16384."""
    name = ""
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def as_cell(value: object) -> Cell:
    """A Python value as a cell. A whole number is one whatever type it came in; a span of time reads as ``time``."""
    if isinstance(value, str):
        return value if value and not value.isspace() else None
    if isinstance(value, float):
        if not isfinite(value):
            return {"error": "#NUM!"}
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        return {"datetime": value.replace(microsecond=0, tzinfo=None).isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.replace(microsecond=0, tzinfo=None).isoformat()}
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return {"time": f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"}
    raise TypeError(f"no cell can hold a {type(value).__name__}")


def as_text(cell: Cell) -> str:
    """A cell that stands where a name is wanted; empty for an empty one."""
    if isinstance(cell, dict):
        cell = next(iter(cell.values()))
    return "" if cell is None else str(cell)


Rows = Iterable[tuple[int, Mapping[int, Cell]]]
"""Rows by number, in order; the cells of each that are not empty, by column from 1."""


def sheet_of(
    name: str, rows: Rows, allowance: Allowance, *, hidden: bool = False, place: Callable[[int], Place] = letters
) -> SheetRead:
    """A sheet whose headings stand in row 1. Raises Refused when its rows and columns make too many cells."""
    heads: Mapping[int, Cell] = {}
    below: list[tuple[int, Mapping[int, Cell]]] = []
    for number, cells in rows:
        if number == 1:
            heads = cells
        elif cells:
            below.append((number, cells))
    columns = sorted(set(heads).union(*(cells for _, cells in below)))
    if len(columns) * len(below) > allowance.cells:
        raise Refused("too_many_cells", sheet=name)
    return {
        "name": name,
        "hidden": hidden,
        "headings": [{"heading": as_text(heads.get(column)), "column": place(column)} for column in columns],
        "rows": [{"row": number, "cells": [cells.get(column) for column in columns]} for number, cells in below],
    }


_FIELD_HEADINGS = {("felt", "verdi"), ("key", "value")}


_SHOWN_BESIDE = 20
"""Rows with values beside the fields that are named each."""


def fields_of(
    sheet: str, rows: Rows, *, place: Callable[[int], Place] = letters
) -> tuple[list[FieldRead], list[Remark]]:
    """The fields of a two-column sheet, with or without its heading row, and what stands beside them."""
    fields: list[FieldRead] = []
    beside: list[Remark] = []
    for number, cells in rows:
        name, value = as_text(cells.get(1)), cells.get(2)
        is_heading = number == 1 and (name.strip().casefold(), as_text(value).strip().casefold()) in _FIELD_HEADINGS
        if not is_heading and (name or value is not None):
            fields.append({"name": name, "value": value, "sheet": sheet, "row": number, "column": place(2)})
        further = sorted(column for column in cells if column > 2)
        if further and len(beside) < _SHOWN_BESIDE:
            values = ", ".join(f"«{as_text(cells[column])[:100]}»" for column in further[:_SHOWN_BESIDE])
            beside.append(remark("beside_the_fields", sheet, number, place(further[0]), values))
    return fields, beside


class Workbook:
    """Gathers a spreadsheet's sheets into a reading, one at a time, in the workbook's order."""

    def __init__(self, format: str, allowance: Allowance) -> None:
        self._format, self._allowance = format, allowance
        self._fields: list[FieldRead] = []
        self._sheets: list[SheetRead] = []
        self._remarks: list[Remark] = []
        self._has_submission = False

    def add(
        self,
        name: str,
        rows: Sequence[tuple[int, Mapping[int, Cell]]],
        *,
        is_hidden: bool,
        hidden_rows: Container[int] = (),
    ) -> None:
        """Take a sheet, unless the form made it; of ``hidden_rows`` some may be empty.

        Raises Refused when it has too many cells.
        """
        if name in FORM_SHEETS:
            return
        if name.strip().casefold() == SUBMISSION_SHEET.casefold():
            self._has_submission = True
            fields, beside = fields_of(name, rows)
            self._fields += fields
            self._remarks += beside
        else:
            self._sheets.append(sheet_of(name, rows, self._allowance, hidden=is_hidden))
        if is_hidden and rows:
            self._remarks.append(remark("hidden_sheet", name))
        elif hidden := [number for number, _ in rows if number in hidden_rows]:
            self._remarks.append(remark("hidden_rows", name, hidden[0], value=_spans(hidden)))

    def reading(self) -> Reading:
        """All of it. Raises Refused when no sheet said who submits."""
        if not self._has_submission:
            raise Refused("no_submission_sheet")
        return {"format": self._format, "fields": self._fields, "sheets": self._sheets, "remarks": self._remarks}


def _spans(numbers: list[int]) -> str:
    """Numbers in order as people list them: ``2, 5–9``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(f"{first}–{last}" if first < last else f"{first}" for first, last in spans)


def remark(rule: str, sheet: str, row: int | None = None, column: Place = None, value: Cell = None) -> Remark:
    """A remark by one of ``REMARKS``."""
    return {"rule": rule, "sheet": sheet, "row": row, "column": column, "value": value}
