"""The numbers of every figure and table as CSV for machines: codes beside names, exact values, a decimal point.

UTF-8 with a comma between fields, headings and names in the language given. Nothing that a submitter wrote can be taken
for a formula by a spreadsheet. Facts and vocabularies as open data are another room's.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from assets.report.blocks import Block, Ref
from assets.report.model import Model
from assets.report.words import Words

_VALUE, _CODE = "", "code"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def data_files(made: Model, words: Words) -> dict[str, bytes]:
    """The files by their path in the draft, ``data/<id of the figure or table>.csv``."""
    return {f"data/{identity}.csv": _csv(table, words) for identity, table in _tables(made)}


def _tables(made: Model) -> Iterator[tuple[str, Block]]:
    for chapter in made["chapters"]:
        for part in (chapter, *chapter["sections"]):
            for block in part["blocks"]:
                if block["type"] == "table":
                    yield block["id"], block
                elif block["type"] == "figure":
                    yield block["id"], block["table"]


def _csv(table: Block, words: Words) -> bytes:
    """One line per row, sums last. A column becomes several where its cells have codes, or amounts of two kinds."""
    rows = [[_parts(cell, words) for cell in row] for row in (*table["rows"], *table["foot"])]
    columns = []
    for place, column in enumerate(table["columns"]):
        kinds = dict.fromkeys(kind for row in rows for kind in row[place]) or {_VALUE: None}
        columns += [
            (place, kind, _heading(column, kind, words)) for kind in sorted(kinds, key=lambda one: one != _CODE)
        ]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_safe(heading) for _, _, heading in columns])
    writer.writerows([row[place].get(kind, "") for place, kind, _ in columns] for row in rows)
    return text.getvalue().encode()


def _heading(column: Mapping[str, Any], kind: str, words: Words) -> str:
    heading = words.text(column["heading"])
    return words.language.say(f"data.{kind}", heading=heading) if kind else heading


def _parts(ref: Ref, words: Words) -> dict[str, str]:
    """What a cell holds, by kind: its value, the code of that, or another kind of amount beside it."""
    ((kind, value), *_) = ref.items()
    match kind:
        case "number":
            return {_VALUE: _exact(value, words)}
        case "amount":
            return {_VALUE: "" if value is None else str(value)}
        case "measure":
            return {_CODE: _safe(value), _VALUE: _safe(words.measures.get(value, value))}
        case "organisation" | "colour":
            return {_CODE: _safe(value or ""), _VALUE: _safe(words.text(ref))}
        case "term" | "name":
            vocabulary, code = value
            return {_CODE: _safe(code or ""), _VALUE: _safe(words.text({"name": [vocabulary, code]}) if code else "")}
        case "list" if value and all("measure" in one for one in value):
            parts = [_parts(one, words) for one in value]
            return {one: "; ".join(part[one] for part in parts) for one in (_CODE, _VALUE)}
        case "message" if "number" in ref.get("places", {}).get("n", {}) and words.language.has(f"data.{value}"):
            return {value: _exact(ref["places"]["n"]["number"], words)}
        case "lines":
            parts = [_parts(one, words) for one in value]
            kinds = dict.fromkeys(one for part in parts for one in part)
            return {one: "\n".join(part[one] for part in parts if one in part) for one in kinds}
        case _:
            return {_VALUE: _safe(words.text(ref))}


def _exact(key: str, words: Words) -> str:
    value = words.numbers[key].value
    return "" if value is None else format(value.normalize(), "f")


def _safe(text: str) -> str:
    """A text that no spreadsheet reads as a formula: an apostrophe before what would begin one."""
    return f"'{text}" if text.startswith(_FORMULA) else text
