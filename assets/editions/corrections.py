"""The numbers of a round that have moved since it was published, and why: which submissions moved them, by which cells.

What was printed is compared with what a draft would print now. How it is laid out for readers is
``assets.editions.errata``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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
    """A number that moved, and what moved it."""

    change: Change
    label: str
    parts: Mapping[str, str]
    """The parts of the key as they are written: a code, or the text behind one."""
    records: list[Record]
    """The ledger's records since the edition that moved it: none where the office's files or the code did."""
    by_office: bool
    """Whether the office's files or the code moved it, alone or beside the records."""
    moved: list[Moved]

    @property
    def sequences(self) -> list[int]:
        """The submissions that those records are about."""
        return sorted({about(record) for record in self.records})

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
    names: Mapping[str, Any]
    """What the edition calls things, in the shape of ``names`` in ``report.json``: some may be gone since."""
    corrections: list[Correction]
    submissions: list[Record]
    """Ledger records since the edition that let a submission of the round count, or took it out."""
    office_files: list[str]
    """Files of the office that have come, gone or changed since; not the texts of other rounds."""
    later_rounds: list[LaterRound]


def revisions(home: Home, records: list[Record], office: Office) -> list[dict[str, Any]]:
    """The shape of ``portefolje revisions --json``: the published rounds that would be printed otherwise now.

    A round whose numbers have not moved is there where files of the office have changed: its texts may have.
    """
    found = []
    for quarter in sorted({one.round for one in editions(records)}):
        holding = newest(records, quarter)
        if holding is None:
            continue
        since = compared(home, records, office, holding)
        if since.corrections or since.office_files:
            listed = [one.as_dict() for one in since.corrections]
            found.append({"round": quarter, "edition": holding.number, "changes": listed, "office": since.office_files})
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
    model = model_of(home, with_edition)
    return Comparison(
        edition=with_edition,
        names=model["names"],
        corrections=_corrections(quarter, model["numbers"], then, now, since),
        submissions=[record for record in since if record["quarter"] == quarter],
        office_files=_changed_files(quarter, office_then, office),
        later_rounds=list(_later_rounds(quarter, records, since, now)),
    )


def _changed_files(quarter: str, then: Office, now: Office) -> list[str]:
    before, after = ({one["path"]: one["sha256"] for one in of.inputs()} for of in (then, now))
    texts = [text for of in (then, now) for text in of.texts]
    elsewhere = {text.path for text in texts} - {text.path for text in texts if text.round == quarter}
    return sorted(dict(before.items() ^ after.items()).keys() - elsewhere)


def _moves_facts(record: Record) -> bool:
    return record["event"] in {"release", "withdrawal"} or (
        record["event"] == "landing" and record["verdict"] in ACCEPTED
    )


def about(record: Record) -> int:
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
    quarter: str, printed: Mapping[str, Mapping[str, Any]], then: State, now: State, since: list[Record]
) -> list[Correction]:
    """``printed`` are the numbers of a ``report.json``.

    What the records since have moved is told from what the office's files and the code have by counting once between:
    what was known then, under the files of now.
    """
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
            is_same = then.office.state == now.office.state
            between = counted_then if is_same else replace(now, known=then.known).numbers(quarter)
            evidence = _Evidence(
                quarter, _Side(connection_then, counted_then, then), _Side(connection, counted, now), since
            )
            return [
                evidence.of(change, between[change.key].value if change.key in between else None)
                if change.key in counted or change.key in counted_then
                else _dropped(change, printed[change.key])
                for change in moved
            ]


def _dropped(change: Change, printed: Mapping[str, Any]) -> Correction:
    """A number that was printed and that this code does not know any more."""
    return Correction(change, printed["label"], printed["parts"], [], True, [])


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

    def __init__(self, quarter: str, then: _Side, now: _Side, since: list[Record]) -> None:
        self.quarter, self.then, self.now, self.since = quarter, then, now, since

    def of(self, change: Change, between: Decimal | None) -> Correction:
        """``between`` is the number as it would be without the records since."""
        side = self.now if change.key in self.now.counted else self.then
        number = side.counted[change.key]
        counted: dict[tuple[str | None, str | None], tuple[Cells, Cells]] = defaultdict(lambda: ({}, {}))
        rests_on: set[int] = set()
        for place, found in enumerate(_differing(self.then.behind(change.key), self.now.behind(change.key))):
            for one, cells in found:
                counted[one.measure_id, one.organisation][place].update(cells)
                rests_on.update(one.ledger)
        moved = []
        for (measure, organisation), (before, after) in counted.items():
            _complete(before, after, self.then, self.now)
            _complete(after, before, self.now, self.then)
            rests_on.update(cell.address["sequence"] for cells in (before, after) for cell in cells.values())
            moved.append(Moved(measure, organisation, *_unlike(before, after)))
        records = self._causes(rests_on, moved) if between != change.new else []
        return Correction(
            change=change,
            label=number.label,
            parts={name: side.spellings.get(part, part) for name, part in number.parts.items()},
            records=records,
            by_office=between != change.old,
            moved=sorted(
                (one for one in moved if one.before or one.after or between != change.old or self._spoke(one, records)),
                key=lambda one: (one.measure_id or "", one.organisation or ""),
            ),
        )

    def _causes(self, rests_on: set[int], moved: list[Moved]) -> list[Record]:
        """Of the records since, those in question; else those of the same sender and round; else all of them.

        In question is a record about a submission that the number rests on, or, where an organisation is counted
        without any cell, one of that organisation's in this round.
        """
        silent = {(one.organisation, self.quarter) for one in moved if not one.before and not one.after}
        if found := [one for one in self.since if about(one) in rests_on or _sender(one) in silent]:
            return found
        known = self.then.state.known.records | self.now.state.known.records
        senders = {_sender(known[one]) for one in rests_on}
        return [one for one in self.since if _sender(one) in senders] or self.since

    def _spoke(self, moved: Moved, records: list[Record]) -> bool:
        return (moved.organisation, self.quarter) in map(_sender, records)


def _sender(record: Record) -> tuple[str | None, str | None]:
    return record["organisation"], record["quarter"]


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
