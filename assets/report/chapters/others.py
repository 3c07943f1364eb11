"""The numbers that no other chapter shows, at the end: nothing is counted for this report that it does not print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assets.report import blocks as b
from assets.report.labels import label
from assets.report.material import Material


def others(m: Material, before: Iterable[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Every number with a value that the chapters before do not refer to; None when they leave none out."""
    shown = set(_numbers(list(before)))
    keys = [key for key in m.numbers if m.has(key) and key not in shown]
    if not keys:
        return None
    columns = [b.column("column.number", width=5), b.column("column.value", "end"), b.column("column.unit", width=1.4)]
    rows = [
        [
            label(found.label, found.parts, m.spellings),
            b.number(key),
            b.message(f"unit.{found.unit}", n=b.amount(found.value)),
        ]
        for key, found in ((key, m.numbers[key]) for key in keys)
    ]
    table = b.table("flere-tall", columns, rows, caption=b.message("others.table"))
    lead = b.paragraph(b.message("others.lead"))
    return b.chapter("tall", b.message("others.title"), [lead, table], numbered=False)


def _numbers(node: Any) -> Iterator[str]:
    """Every key that a chapter refers to."""
    if isinstance(node, list):
        for child in node:
            yield from _numbers(child)
    elif isinstance(node, Mapping):
        if isinstance(node.get("number"), str):
            yield node["number"]
        for name, child in node.items():
            # Of a chart, only what its table prints as well: a chart is drawn, and read in the table.
            if name != "chart":
                yield from _numbers(child)
