"""The numbers that no other chapter shows, at the end: nothing is counted for this report that it does not print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assets.report import blocks as b
from assets.report.material import Material

_VOCABULARIES = {"category": "dependency_category"}
"""Where a placeholder of a key is not named as its vocabulary."""


def others(m: Material, before: Iterable[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Every number with a value that the chapters before do not refer to; None when they leave none out."""
    shown = set(_numbers(list(before)))
    keys = [key for key in m.numbers if m.has(key) and key not in shown]
    if not keys:
        return None
    columns = [b.column("column.number", width=5), b.column("column.value", "end"), b.column("column.unit", width=1.4)]
    rows = [[_label(m, key), b.number(key), b.message(f"unit.{m.numbers[key].unit}")] for key in keys]
    table = b.table("flere-tall", columns, rows, caption=b.message("others.table"))
    lead = b.paragraph(b.message("others.lead"))
    return b.chapter("tall", b.message("others.title"), [lead, table], numbered=False)


def _label(m: Material, key: str) -> b.Ref:
    """What the number is called, its placeholders filled."""
    found = m.numbers[key]
    return b.message(found.label, **{name: _part(m, key, name, piece) for name, piece in found.parts.items()})


def _part(m: Material, key: str, name: str, piece: str) -> b.Ref:
    vocabulary = _VOCABULARIES.get(name, name)
    if vocabulary in m.office.vocabularies:
        return b.name(vocabulary, piece)
    if name == "change":
        return b.message(f"change.{piece}")
    return b.text(m.part(key, name) or piece)


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
