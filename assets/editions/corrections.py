"""The numbers of a round that have moved since it was published, and why: which submissions moved them, by which cells.

What was printed is compared with what a draft would print now. How it is laid out for readers is
``assets.editions.errata``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

from assets.as_known import Change, changes, facts_as_known, numbers_as_known
from assets.editions.history import office_as_of
from assets.editions.published import Edition, editions, model_of, newest
from assets.home import Home
from assets.intake.accepted import AcceptedRows
from assets.ledger import ACCEPTED, Known, Record
from assets.office import Office
from assets.statistics.catalogue import STATISTICS
from assets.statistics.counting import Contribution, contributions, spellings
from assets.statistics.numbers import Number, numbers


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that a number rests on; ``value`` is typed as in the contract, ``address`` says where it stands."""

    fact_id: str
    table: str
    field: str
    value: Any
    address: dict[str, Any]

    @property
    def place(self) -> Place:
        return self.address["round"], self.table, self.field


Place = tuple[str, str, str]
"""Round, table and field: what a cell says, wherever it stands."""
Cells = dict[Place, Cell]
"""Those of a thing counted."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A thing that is counted otherwise than before: whose it is, and the cells that differ, then and now."""

    measure_id: str | None
    organisation: str | None
    before: list[Cell]
    after: list[Cell]

    def as_dict(self) -> dict[str, Any]:
        return {
            "measure_id": self.measure_id,
            "organisation": self.organisation,
            "before": [cell.address for cell in self.before],
            "after": [cell.address for cell in self.after],
        }


@dataclass(frozen=True)
class State:
    """What was known at a time, and what the office's files said then."""

    known: Known
    office: Office
    accepted: AcceptedRows

    def facts(self, quarter: str) -> duckdb.DuckDBPyConnection:
        return facts_as_known(self.known, self.office, self.accepted, quarter)

    def numbers(self, quarter: str) -> dict[str, Number]:
        return numbers_as_known(self.known, self.office, self.accepted, quarter)


@dataclass(frozen=True, slots=True)
class Correction:
    """A number that moved, and the submissions that moved it: none where the office's files or the code did."""

    change: Change
    label: str
    parts: Mapping[str, str]
    """The parts of the key as they are written: a code, or the text behind one."""
    sequences: list[int]
    moved: list[Moved]

    def as_dict(self) -> dict[str, Any]:
        return self.change.as_dict() | {"sequences": self.sequences, "cells": [one.as_dict() for one in self.moved]}


@dataclass(frozen=True, slots=True)
class LaterRound:
    """A later round that compares with a corrected one, and what moves in it by that alone."""

    round: str
    edition: int | None
    """The newest edition of it, None where there is none."""
    has_it: bool
    """Whether that edition was published since, and so prints what has moved already."""
    changes: list[Change]

    def as_dict(self) -> dict[str, Any]:
        return {
            "round": self.round,
            "edition": self.edition,
            "has_it": self.has_it,
            "changes": [one.as_dict() for one in self.changes],
        }


@dataclass(frozen=True)
class Comparison:
    """A round now against an edition of it."""

    edition: Edition
    corrections: list[Correction]
    submissions: list[Record]
    """Ledger records since the edition that let a submission of the round count, or took it out."""
    office_files: list[str]
    """Files of the office that have come, gone or changed since."""
    later_rounds: list[LaterRound]


def revisions(home: Home, records: list[Record], office: Office) -> list[dict[str, Any]]:
    """The shape of ``portefolje revisions --json``: the published rounds whose numbers have moved since."""
    found = []
    for quarter in sorted({one.round for one in editions(records)}):
        holding = newest(records, quarter)
        if holding and (moved := compared(home, records, office, holding).corrections):
            listed = [one.as_dict() for one in moved]
            found.append({"round": quarter, "edition": holding.number, "changes": listed})
    return found


def compared(home: Home, records: list[Record], office: Office, with_edition: Edition) -> Comparison:
    """The round as the records and the office's files say it now, against an edition of it.

    Raises DamagedEditionError and HistoryError when the edition or the office's files of then cannot be read.
    """
    quarter, accepted = with_edition.round, AcceptedRows(home)
    earlier = [record for record in records if record["sequence"] < with_edition.sequence]
    office_then = office_as_of(home, records[with_edition.sequence - 1]["office"])
    then = State(Known.of(earlier), office_then, accepted)
    now = State(Known.of(records), office, accepted)
    since = [record for record in records if record["sequence"] > with_edition.sequence and _moves_facts(record)]
    printed = model_of(home, with_edition)["numbers"]
    files_then, files_now = ({one["path"]: one["sha256"] for one in of.inputs()} for of in (office_then, office))
    return Comparison(
        edition=with_edition,
        corrections=_corrections(quarter, printed, then, now, {_about(record) for record in since}),
        submissions=[record for record in since if record["quarter"] == quarter],
        office_files=sorted(dict(files_then.items() ^ files_now.items())),
        later_rounds=list(_later_rounds(quarter, records, since, now)),
    )


def _moves_facts(record: Record) -> bool:
    return record["event"] in {"release", "withdrawal"} or (
        record["event"] == "landing" and record["verdict"] in ACCEPTED
    )


def _about(record: Record) -> int:
    """The submission that a record is about."""
    sequence: int = record["sequence"] if record["event"] == "landing" else record["of"]
    return sequence


def _later_rounds(quarter: str, records: list[Record], since: list[Record], now: State) -> Iterator[LaterRound]:
    """What the word on the round, having changed since, moves in the later rounds that look back at it."""
    changed = {record["sequence"] for record in since if record["quarter"] == quarter}
    if not changed:
        return
    without = Known.of(record for record in records if record["sequence"] not in changed)
    for seen in now.office.rounds_that_see(quarter):
        if seen > quarter:
            unchanged = numbers_as_known(without, now.office, now.accepted, seen)
            if moved := changes(unchanged, now.numbers(seen)):
                holding = newest(records, seen)
                has_it = holding is not None and holding.sequence > max(changed)
                yield LaterRound(seen, holding.number if holding else None, has_it, moved)


def _corrections(
    quarter: str, printed: Mapping[str, Mapping[str, Any]], then: State, now: State, since: set[int]
) -> list[Correction]:
    """``printed`` are the numbers of a ``report.json``."""
    old = {key: None if one["value"] is None else Decimal(one["value"]) for key, one in printed.items()}
    with now.facts(quarter) as connection:
        counted = numbers(connection)
        new = {key: number.value for key, number in counted.items()}
        keys = dict.fromkeys((*new, *old))
        moved = [Change(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)]
        if not moved:
            return []
        with then.facts(quarter) as connection_then:
            counted_then = numbers(connection_then)
            evidence = _Evidence(_Side(connection_then, counted_then, then), _Side(connection, counted, now), since)
            return [
                evidence.of(change)
                if change.key in counted or change.key in counted_then
                else _dropped(change, printed[change.key])
                for change in moved
            ]


def _dropped(change: Change, printed: Mapping[str, Any]) -> Correction:
    """A number that was printed and that this code does not know any more."""
    return Correction(change, printed["label"], printed["parts"], [], [])


_REPORTS = """
SELECT fact_id, round, measure_id FROM measures UNION ALL SELECT fact_id, round, measure_id FROM earlier_measures
"""


class _Side:
    """What stands behind the numbers at one of the two times."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, counted: Mapping[str, Number], state: State) -> None:
        self.connection, self.counted, self.state = connection, counted, state
        self.spellings = spellings(connection)
        rows = connection.execute(_REPORTS).fetchall()
        self.measure_of = {fact_id: (round_, measure) for fact_id, round_, measure in rows}
        self.fact_of = {about: fact_id for fact_id, about in self.measure_of.items()}

    def behind(self, key: str) -> list[tuple[Contribution, Cells]]:
        number = self.counted.get(key)
        if number is None or number.absent:
            return []
        found = contributions(self.connection, STATISTICS[number.statistic], key)
        return [(one, {cell.place: cell for cell in self._cells(one)}) for one in found]

    def _cells(self, one: Contribution) -> Iterator[Cell]:
        for fact_id, field in one.cells:
            yield self.cell(fact_id, field)

    def cell(self, fact_id: str, field: str) -> Cell:
        sequence, table, row = fact_id.split("/")
        record, accepted = self.state.known.records[int(sequence)], self.state.accepted
        return Cell(
            fact_id,
            table,
            field,
            accepted.value(record, table, int(row), field),
            accepted.cell(record, table, int(row), field),
        )


class _Evidence:
    """Pairs what a number rested on then with what it rests on now."""

    def __init__(self, then: _Side, now: _Side, since: set[int]) -> None:
        self.then, self.now, self.since = then, now, since

    def of(self, change: Change) -> Correction:
        side = self.now if change.key in self.now.counted else self.then
        number = side.counted[change.key]
        about: dict[tuple[str | None, str | None], tuple[Cells, Cells]] = defaultdict(lambda: ({}, {}))
        rests_on: set[int] = set()
        for place, found in enumerate(_differing(self.then.behind(change.key), self.now.behind(change.key))):
            for one, cells in found:
                about[one.measure_id, one.organisation][place].update(cells)
                rests_on.update(one.ledger)
        moved = []
        for (measure, organisation), (before, after) in about.items():
            _complete(before, after, self.then, self.now)
            _complete(after, before, self.now, self.then)
            rests_on.update(cell.address["sequence"] for cells in (before, after) for cell in cells.values())
            moved.append(Moved(measure, organisation, *_unlike(before, after)))
        return Correction(
            change=change,
            label=number.label,
            parts={name: side.spellings.get(part, part) for name, part in number.parts.items()},
            sequences=self._causes(rests_on),
            moved=sorted(moved, key=lambda one: (one.measure_id or "", one.organisation or "")),
        )

    def _causes(self, rests_on: set[int]) -> list[int]:
        """Of the submissions that came or went since, those in question; else those of the same sender and round."""
        if found := rests_on & self.since:
            return sorted(found)
        records = self.now.state.known.records
        words = {(records[one]["organisation"], records[one]["quarter"]) for one in rests_on}
        return sorted(one for one in self.since if (records[one]["organisation"], records[one]["quarter"]) in words)


def _differing(
    then: list[tuple[Contribution, Cells]], now: list[tuple[Contribution, Cells]]
) -> tuple[list[tuple[Contribution, Cells]], list[tuple[Contribution, Cells]]]:
    """What was counted and is not any more, and what is counted only now; where it stands makes no difference."""
    both = Counter(map(_signature, then)) & Counter(map(_signature, now))
    return _without(then, both.copy()), _without(now, both)


def _signature(found: tuple[Contribution, Cells]) -> tuple[object, ...]:
    one, cells = found
    values = tuple(sorted((*place, str(cell.value)) for place, cell in cells.items()))
    return one.term, one.measure_id, one.organisation, values


def _without(
    found: list[tuple[Contribution, Cells]], both: Counter[tuple[object, ...]]
) -> list[tuple[Contribution, Cells]]:
    left = []
    for one in found:
        if both[_signature(one)]:
            both[_signature(one)] -= 1
        else:
            left.append(one)
    return left


def _complete(known: Cells, lacking: Cells, side: _Side, other: _Side) -> None:
    """Find what the other time says of the same field of the same measure, where it is not counted there."""
    for place, cell in list(known.items()):
        about = side.measure_of.get(cell.fact_id)
        if place not in lacking and about in other.fact_of:
            lacking[place] = other.cell(other.fact_of[about], cell.field)


def _unlike(before: Cells, after: Cells) -> tuple[list[Cell], list[Cell]]:
    """The cells that differ between the two times; all of them where none does."""

    def value(cells: Cells, place: Place) -> Any:
        return cells[place].value if place in cells else None

    places = list(dict.fromkeys((*before, *after)))
    unlike = [place for place in places if value(before, place) != value(after, place)] or places
    return tuple([cells[place] for place in unlike if place in cells] for cells in (before, after))  # type: ignore[return-value]
