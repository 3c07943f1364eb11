"""Chapter 3: finished and new measures, and those that paused, resumed, started or were cancelled."""

from __future__ import annotations

from typing import Any

from assets.report import blocks as b
from assets.report.material import Material

_ENDED = ("finished", "cancelled")
_BEGUN = ("new", "started", "resumed")


def changes(m: Material) -> dict[str, Any]:
    """Chapter 3. In a first round there is nothing to compare with, and only pauses can be told."""
    sections = []
    for change in ("finished", "new", "started", "resumed", "paused", "cancelled"):
        key = f"lifecycle.{change}"
        if m.has(key) and (m.value(key) or change in {"finished", "new", "paused"}):
            sections.append(b.section(f"tiltak-{change}", b.message(f"{change}.title"), _section(m, change)))
    said = m.has("lifecycle.finished")
    first = [] if said else [b.paragraph(b.message(f"changes.{m.nothing_before}", before=m.before))]
    return b.chapter("endringer", b.message("changes.title"), first, sections)


def _section(m: Material, change: str) -> list[b.Block | None]:
    key = f"lifecycle.{change}"
    measures = m.by_name(m.behind(key))
    sentence = b.message(
        f"{change}.sentence", n=b.number(key), which=b.named(measures, f"table-tiltak-{change}-tabell")
    )
    if not measures:
        return [b.paragraph(sentence)]
    return [b.paragraph(sentence), _ended(m, change, measures) if change in _ENDED else _going(m, change, measures)]


def _ended(m: Material, change: str, measures: list[str]) -> b.Block:
    """What came of each, and what carries it on."""
    was_paused = set(m.behind("lifecycle.finished_was_paused"))
    rows = []
    for one in measures:
        fact = m.measures[one]
        successors = [part for part in (fact["succeeded_by"] or "").split(";") if part]
        remarks = [b.text(fact["outcome"])]
        if one in was_paused:
            remarks.append(b.message("finished.was_paused"))
        if successors:
            remarks.append(b.message("finished.succeeded_by", which=b.listed(map(b.measure, successors))))
        rows.append([b.measure(one), b.organisation(fact["organisation"]), b.lines(*remarks)])
    return b.table(
        f"tiltak-{change}-tabell",
        [b.column("column.measure", width=2), b.column("column.owner", width=1.9), b.column("column.outcome", width=4)],
        rows,
        caption=b.message(f"{change}.table"),
    )


def _going(m: Material, change: str, measures: list[str]) -> b.Block:
    """What each is for, and where it belongs."""
    columns = [
        b.column("column.measure", width=2),
        b.column("column.owner", width=1.9),
        b.column("column.purpose", width=3.2),
        b.column("column.goal", width=1.8),
    ]
    if change in _BEGUN:
        columns.append(b.column("column.segment", width=1.4))
    rows = []
    for one in measures:
        fact = m.measures[one]
        row = [
            b.measure(one),
            b.organisation(fact["organisation"]),
            b.text(fact["purpose"]) if fact["purpose"] else b.message("not_given"),
            b.term("goal", fact["main_goal"]) if fact["main_goal"] else b.message("not_given"),
        ]
        if change in _BEGUN:
            row.append(b.term("segment", fact["segment"]))
        rows.append(row)
    return b.table(f"tiltak-{change}-tabell", columns, rows, caption=b.message(f"{change}.table"))
