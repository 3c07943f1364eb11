"""JSON, and CSV members of an archive -> a reading. Both are UTF-8, with or without a byte-order mark.

Spreadsheets are ``assets.intake.xlsx`` and ``.ods``; archives are opened in ``assets.intake.archives``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, NoReturn

from assets.intake.archives import Archive
from assets.intake.reading import (
    Allowance,
    Cell,
    FieldRead,
    Reading,
    Refused,
    Remark,
    SheetRead,
    as_cell,
    fields_of,
    remark,
    sheet_of,
)
from checks.contract.tables import TABLES

SUBMISSION = "submission"
"""Name of the CSV member with the submission's own fields, and of the place of a JSON object's."""

_NESTED = {".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".cab", ".iso", ".jar"}
_WORKBOOKS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
_LITTER = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\..*|Thumbs\.db|desktop\.ini)", re.IGNORECASE | re.DOTALL)
_DIGITS = 18
_HALF = re.compile(r"[\ud800-\udfff]")
"""Half a character, which JSON can escape and UTF-8 cannot write."""


def read_json(content: bytes, allowance: Allowance) -> Reading:
    """Read one object: lists are tables, the rest are fields. Raises Refused.

    Under the key of a table null is no table, as programs write it; anything else there would lose a table in silence.
    """
    text = _decoded(content, SUBMISSION)
    try:
        document = json.loads(
            text,
            object_pairs_hook=_without_twins,
            parse_constant=_refuse_constant,
            parse_int=_whole_number,
            parse_float=_number,
        )
    except json.JSONDecodeError as fault:
        raise Refused("faulty_json", reason=fault.msg, row=fault.lineno, column=fault.colno) from fault
    except RecursionError as fault:
        raise Refused("faulty_json", reason="nested too deeply") from fault
    if not isinstance(document, dict):
        raise Refused("faulty_json", reason="not an object")
    if re.search(r"\\u[dD][89a-fA-F]", text) and _HALF.search(json.dumps(document, ensure_ascii=False)):
        raise Refused("faulty_json", reason="half a character")
    fields: list[FieldRead] = []
    sheets: list[SheetRead] = []
    for key, value in document.items():
        if isinstance(value, list):
            sheets.append(_table(key, value, allowance))
        elif key not in TABLES:
            field: FieldRead = {"name": key, "value": _cell(value), "sheet": SUBMISSION, "row": None, "column": None}
            fields.append(field)
        elif value is not None:
            raise Refused("faulty_json", reason="not a list", sheet=key)
    return {"format": "json", "fields": fields, "sheets": sheets, "remarks": []}


def _table(name: str, listed: list[Any], allowance: Allowance) -> SheetRead:
    keys: dict[str, int] = {}
    for number, row in enumerate(listed, start=1):
        if not isinstance(row, dict):
            raise Refused("faulty_json", reason="not an object", sheet=name, row=number)
        for key in row:
            keys.setdefault(key, len(keys))
    if len(keys) * len(listed) > allowance.cells:
        raise Refused("too_many_cells", sheet=name)
    rows = ((number, [_cell(row.get(key)) for key in keys]) for number, row in enumerate(listed, start=1))
    return {
        "name": name,
        "hidden": False,
        "headings": [{"heading": key, "column": None} for key in keys],
        "rows": [{"row": number, "cells": cells} for number, cells in rows if any(cell is not None for cell in cells)],
    }


def _cell(value: object) -> Cell:
    if isinstance(value, dict | list):
        return {"nested": "{…}" if isinstance(value, dict) else "[…]"}
    return as_cell(value)


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of two keys alike one would win in silence."""
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        raise Refused("faulty_json", reason="a key twice", value=next(key for key in keys if keys.count(key) > 1))
    return made


def _refuse_constant(name: str) -> NoReturn:
    raise Refused("faulty_json", reason="no number", value=name)


def _whole_number(digits: str) -> int | str:
    """A number as it is; one that nothing could be stays the text that it is, for a finding to show."""
    return int(digits) if len(digits) <= _DIGITS else digits


def _number(written: str) -> float | str:
    value = float(written)
    return value if abs(value) < float("inf") else written


def read_csv_archive(archive: Archive, allowance: Allowance) -> Reading:
    """Read ``submission.csv`` and a table from every other CSV member. Raises Refused.

    A member that is no CSV becomes a sheet without content, so that its sender hears that it was not read.
    """
    fields: list[FieldRead] = []
    sheets: list[SheetRead] = []
    remarks: list[Remark] = []
    has_submission = False
    for member in archive.names:
        path = PurePosixPath(member.replace("\\", "/"))
        suffix = path.suffix.lower()
        if _LITTER.fullmatch(member):
            continue
        if suffix in _NESTED:
            raise Refused("unsafe_archive", reason="an archive within the archive", value=member)
        if suffix in _WORKBOOKS:
            raise Refused("unknown_format", reason="a workbook within an archive", value=member)
        if suffix != ".csv":
            sheets.append({"name": member, "hidden": False, "headings": [], "rows": []})
            continue
        records = list(_records(archive.content(member), member))
        if path.stem.casefold() == SUBMISSION:
            has_submission = True
            said, beside = fields_of(member, _rows(records), place=int)
            fields += said
            remarks += beside
        else:
            sheet = sheet_of(member, _rows(records), allowance, place=int)
            sheets.append({**sheet, "table": path.stem})
            remarks += _ragged(member, records)
    if not has_submission:
        raise Refused("no_submission_sheet")
    return {"format": "csv", "fields": fields, "sheets": sheets, "remarks": remarks}


Record = tuple[int, Sequence[str]]
"""A CSV record and the line on which it starts."""


def _records(content: bytes, member: str) -> Iterator[Record]:
    text = _decoded(content, member)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    line = 1
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + 1
    except csv.Error as fault:
        raise Refused("faulty_csv", sheet=member, row=line, reason=str(fault)) from fault


def _separator(text: str) -> str:
    """What parts the fields of the first line: a heading holds neither sign, so the first of them is it."""
    found = re.search(r"[;,\r\n]", re.sub(r'"[^"]*"', "", text[:10_000]))
    return "," if found and found[0] == "," else ";"


def _rows(records: list[Record]) -> Iterator[tuple[int, dict[int, Cell]]]:
    for line, record in records:
        cells: dict[int, Cell] = {
            column: cell for column, text in enumerate(record, start=1) if (cell := as_cell(text)) is not None
        }
        if cells:
            yield line, cells


def _ragged(member: str, records: list[Record]) -> Iterator[Remark]:
    """Records with values beyond the heading line: an unquoted separator may have moved what stands in them."""
    width = len(records[0][1]) if records else 0
    for line, record in records[1:]:
        extra = next((text for text in record[width:] if as_cell(text)), None)
        if extra is not None:
            yield remark("ragged_row", member, line, width + 1, extra)


def _decoded(content: bytes, sheet: str) -> str:
    """Text of UTF-8. A NUL is no text's: it betrays UTF-16 whose letters happen to be UTF-8 too."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        row = content.count(b"\n", 0, fault.start) + 1
        raise Refused("not_utf8", sheet=sheet, row=row) from fault
    if "\0" in text:
        raise Refused("not_utf8", sheet=sheet, row=text.count("\n", 0, text.index("\0")) + 1)
    return text
