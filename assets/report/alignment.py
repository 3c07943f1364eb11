"""Makes amounts of unlike precision stand comma under comma (or point under point): what each cell lacks at its end.

The cell keeps its text; the page and the PDF leave that much room after it, each in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assets.language import language

_AMOUNTS = {
    ",": re.compile(r"\(?[+\-\N{MINUS SIGN}]?\d[\d\s]*(?:,(\d+))?(\))?"),
    ".": re.compile(r"\(?[+\-\N{MINUS SIGN}]?\d[\d,]*(?:\.(\d+))?(\))?"),
}
"""An amount by its decimal mark."""


Table = Mapping[str, Any]


def aligned(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document, amounts in end-aligned columns with a ``gap``: counts of ``comma``, ``digits``, ``parenthesis``."""
    mark = language(document["language"]).decimal_mark
    return each_table(document, lambda table: _table(table, mark))


def each_table(document: Mapping[str, Any], change: Callable[[Table], dict[str, Any]]) -> dict[str, Any]:
    """The document with every table changed, those behind figures included; the one given is left as it was."""

    def block(of: Mapping[str, Any]) -> Mapping[str, Any]:
        if of["type"] == "table":
            return change(of)
        if of["type"] == "figure" and of.get("table"):
            return {**of, "table": change(of["table"])}
        return of

    def part(of: Mapping[str, Any]) -> dict[str, Any]:
        sections = [part(section) for section in of.get("sections", ())]
        return {**of, "blocks": [block(one) for one in of["blocks"]], "sections": sections}

    return {**document, "chapters": [part(chapter) for chapter in document["chapters"]]}


def tables(document: Mapping[str, Any]) -> Iterator[Table]:
    """Every table of a document, those behind figures included, in reading order."""
    for chapter in document["chapters"]:
        for part in (chapter, *chapter.get("sections", ())):
            for block in part["blocks"]:
                if block["type"] == "table":
                    yield block
                elif block["type"] == "figure" and block.get("table"):
                    yield block["table"]


def _table(table: Table, mark: str) -> dict[str, Any]:
    body, foot = table["rows"], table.get("foot") or []
    rows = [list(row) for row in (*body, *foot)]
    for column, heading in enumerate(table["columns"]):
        if heading.get("align") == "end":
            cells = [row[column] for row in rows]
            for row, gap in zip(rows, gaps([plain(cell) for cell in cells], mark), strict=True):
                if gap:
                    row[column] = {**row[column], "gap": gap}
    return {**table, "rows": rows[: len(body)], "foot": rows[len(body) :]}


def plain(cell: Mapping[str, Any]) -> str:
    """What a cell says, without its marks."""
    return str(cell["text"]) if "text" in cell else "".join(span["text"] for span in cell.get("spans", ()))


def gaps(texts: list[str], mark: str = ",") -> list[dict[str, int]]:
    """What each text of a column lacks beside the longest fraction and a closing parenthesis; empty for words."""
    amounts = [_AMOUNTS[mark].fullmatch(text) for text in texts]
    found = [amount for amount in amounts if amount]
    digits = max((len(amount[1] or "") for amount in found), default=0)
    parentheses = any(amount[2] for amount in found)
    return [_gap(amount, digits, parentheses) if amount else {} for amount in amounts]


def _gap(amount: re.Match[str], digits: int, parentheses: bool) -> dict[str, int]:
    lacking = {
        "comma": int(digits > 0 and not amount[1]),
        "digits": digits - len(amount[1] or ""),
        "parenthesis": int(parentheses and not amount[2]),
    }
    return lacking if any(lacking.values()) else {}
