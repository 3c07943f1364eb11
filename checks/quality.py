"""Quality remarks: what looks odd in a report that breaks no rule, held against earlier rounds and other organisations.

Rows go in as values by column key, remarks come out; nothing here blocks or changes anything. The remarks' Norwegian
texts are ``checks.findings``; what a sender is told is ``assets.intake.judging``, and what the report's page on data
quality counts is ``assets.portfolio``.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from checks.contract import TABLES, Quarter
from checks.contract.vocabularies import fold
from checks.wording import impossible_dates, unfinished

Row = Mapping[str, Any]
"""Values of a row by column key, as the contract types them; an absent or null one has no value."""

ROUNDS_OF_ONE_COLOUR = 4
"""Rounds with one colour after which it is asked whether anybody has looked. Source: the office's quality questions."""
MONTHS_MOVED = 3
"""How far an end date may slide before it is remarked on: a quarter."""
QUARTERS_OF_FINANCE = 2
"""How soon an end of the financing is remarked on."""

_QUOTED = 5
"""Pieces of one text that a remark quotes."""

_COLOURS = (("status", "status_reason"), ("risk", "risk_reason"))
_TEXTS = {key: [column.key for column in table.columns if column.kind == "text"] for key, table in TABLES.items()}


@dataclass(frozen=True, slots=True)
class Remark:
    """A rule of ``checks.findings``, and the row it is about: table, place among the rows given, column."""

    rule: str
    table: str
    position: int
    column: str
    words: Mapping[str, object] = field(default_factory=dict)
    """What the rule's text asks for beside the value and the heading."""
    seen: Sequence[tuple[Row, str]] = ()
    """Every cell that the question rests on, its own first: row and column."""


@dataclass(frozen=True)
class Background:
    """What rows are held against.

    ``earlier`` holds the measures of the rounds before, nearest round first, each by id; a round in which the owner
    reported nothing is an empty mapping. ``counterparts`` holds the measures waited for by id: their report of the
    round, or None where their owner has reported and left them out. One that cannot be judged yet is not in it.
    """

    quarter: str
    as_of: date
    """The day on which a due date counts as passed."""
    earlier: Sequence[Mapping[str, Row]] = ()
    counterparts: Mapping[str, Row | None] = field(default_factory=dict)


def remarks(tables: Mapping[str, Sequence[Row]], background: Background) -> Iterator[Remark]:
    """Everything that looks odd in the rows, measures first. ``tables`` maps a table's key to its rows."""
    measures = tables.get("measures", ())
    dependencies = tables.get("dependencies", ())
    active = {row["measure_id"]: row for row in measures if row.get("lifecycle") == "active"}
    urgent: dict[str, Row] = {}
    for row in dependencies:
        if row.get("status") == "red" and row.get("criticality") == "high":
            urgent.setdefault(row["measure_id"], row)
    for position, row in enumerate(measures):
        if row.get("lifecycle") == "active":
            found = [
                *_green_despite_red(row, urgent.get(row["measure_id"])),
                *_financing(row, background.quarter),
                *_end_moved(row),
                *_colours(row, [measures_then.get(row["measure_id"]) for measures_then in background.earlier]),
                *_budget(row, background.earlier[0].get(row["measure_id"]) if background.earlier else None),
            ]
            yield from _of(row, "measures", position, found)
    for position, row in enumerate(dependencies):
        if row["measure_id"] in active:
            found = [*_overdue(row, background.as_of), *_counterpart(row, background.counterparts)]
            yield from _of(active[row["measure_id"]], "dependencies", position, found)
    for table, rows in tables.items():
        for position, row in enumerate(rows):
            for rule, column, words, seen in _wording(table, row):
                yield Remark(rule, table, position, column, words, seen)


_Found = tuple[str, str, dict[str, object], Sequence[tuple[Row, str]]]
"""Rule, column, words, cells seen."""


def _of(measure: Row, table: str, position: int, found: Iterable[_Found]) -> Iterator[Remark]:
    """What is asked of an active measure: it would not be, were the measure not active."""
    for rule, column, words, seen in found:
        yield Remark(rule, table, position, column, words, (*seen, (measure, "lifecycle")))


def _cells(row: Row | None, *columns: str) -> list[tuple[Row, str]]:
    return [(row, column) for column in columns] if row is not None else []


def _green_despite_red(measure: Row, urgent: Row | None) -> Iterator[_Found]:
    if measure.get("status") == "green" and urgent is not None:
        seen = [*_cells(measure, "status"), *_cells(urgent, "status", "criticality")]
        yield "green_with_red_dependency", "status", {"dependency": _cut(urgent.get("description") or "")}, seen


def _financing(measure: Row, quarter: str) -> Iterator[_Found]:
    financed, ends = measure.get("financed_until"), measure.get("current_end_date")
    if financed is None:
        return
    seen = _cells(measure, "financed_until", "current_end_date")
    if ends is not None and financed < ends:
        yield "financing_ends_first", "financed_until", {"financed": _written(financed), "ends": _written(ends)}, seen
    elif financed < Quarter.parse(quarter).shifted(QUARTERS_OF_FINANCE + 1).first_day:
        yield "financing_ends_soon", "financed_until", {"financed": _written(financed)}, seen


def _end_moved(measure: Row) -> Iterator[_Found]:
    original, now = measure.get("original_end_date"), measure.get("current_end_date")
    if original is not None and now is not None and now > months_later(original, MONTHS_MOVED):
        seen = _cells(measure, "current_end_date", "original_end_date")
        yield "end_date_moved", "current_end_date", {"now": _written(now), "original": _written(original)}, seen


def _colours(measure: Row, earlier: Sequence[Row | None]) -> Iterator[_Found]:
    """``earlier`` holds the measure's own reports, nearest round first, None where there is none."""
    was_active = [report if report and report.get("lifecycle") == "active" else None for report in earlier]
    for colour, reason in _COLOURS:
        now = measure.get(colour)
        if now is None:
            continue
        run = was_active[: ROUNDS_OF_ONE_COLOUR - 1]
        if len(run) == ROUNDS_OF_ONE_COLOUR - 1 and all(report and report.get(colour) == now for report in run):
            seen = [cell for report in (measure, *run) for cell in _cells(report, colour, "lifecycle")]
            yield "same_colour_for_long", colour, {"rounds": ROUNDS_OF_ONE_COLOUR}, seen
        before = was_active[0] if was_active else None
        said, said_before = measure.get(reason), before.get(reason) if before else None
        if said and said_before and fold(said) == fold(said_before):
            yield "same_reason_again", reason, {}, [*_cells(measure, reason), *_cells(before, reason, "lifecycle")]
        if now == "red" and before and before.get(colour) == "red" and _only_words(said) == _only_words(said_before):
            seen = [*_cells(measure, reason, colour), *_cells(before, reason, colour, "lifecycle")]
            yield "red_without_new_reason", reason, {}, seen


def _budget(measure: Row, before: Row | None) -> Iterator[_Found]:
    now, then = measure.get("budget_mnok"), before.get("budget_mnok") if before else None
    if now is not None and then is not None and abs(now - then) * 2 > abs(then):
        seen = [*_cells(measure, "budget_mnok"), *_cells(before, "budget_mnok")]
        yield "budget_changed_much", "budget_mnok", {"before": _amount(then)}, seen


def _overdue(dependency: Row, as_of: date) -> Iterator[_Found]:
    due = dependency.get("due_date")
    if due is not None and due < as_of and dependency.get("status") in {"yellow", "red"}:
        yield "due_date_passed", "due_date", {"due": _written(due)}, _cells(dependency, "due_date", "status")


def _counterpart(dependency: Row, counterparts: Mapping[str, Row | None]) -> Iterator[_Found]:
    other = dependency.get("counterpart_measure_id")
    if other is None or other not in counterparts:
        return
    report, due = counterparts[other], dependency.get("due_date")
    if report is None:
        yield "counterpart_silent", "counterpart_measure_id", {}, _cells(dependency, "counterpart_measure_id")
    elif due is not None and (ends := report.get("current_end_date") or report.get("original_end_date")) and ends > due:
        words: dict[str, object] = {"other": other, "ends": _written(ends), "due": _written(due)}
        seen = _cells(dependency, "due_date", "counterpart_measure_id")
        yield "counterpart_ends_late", "due_date", words, seen + _cells(report, "current_end_date", "original_end_date")


def _wording(table: str, row: Row) -> Iterator[_Found]:
    for column in _TEXTS[table]:
        text = row.get(column)
        if text:
            if marks := unfinished(text):
                yield "unfinished_text", column, {"marks": _quoted(marks)}, _cells(row, column)
            if dates := impossible_dates(text):
                yield "impossible_date_in_text", column, {"dates": _quoted(dates)}, _cells(row, column)


def _quoted(found: Sequence[str]) -> str:
    """Pieces of a text as people are shown them: the first few, each once and no longer than is needed to find it."""
    each = list(dict.fromkeys(f"«{_cut(one, 60)}»" for one in found))
    return ", ".join(each[:_QUOTED]) + (" …" if len(each) > _QUOTED else "")


def _cut(text: str, most: int = 200) -> str:
    return text if len(text) <= most else f"{text[:most]} …"


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a month that is shorter."""
    years, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    if years > date.max.year:
        return date.max
    return date(years, index + 1, min(day.day, calendar.monthrange(years, index + 1)[1]))


def _only_words(text: str | None) -> list[str]:
    """A text's words alone: a new comma is no new reason."""
    return "".join(character if character.isalnum() else " " for character in fold(text or "")).split()


def _written(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _amount(value: Decimal) -> str:
    return format(value.normalize(), "f").replace(".", ",")
