"""The numbers of a round as the ledger stands, or would stand: made in memory from a fold, without writing anything.

What moves between two folds is told here too. The numbers of a draft are made by the same facts and queries, on disk:
``assets.portfolio`` and ``assets.statistics``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

from assets.intake.accepted import AcceptedRows
from assets.ledger import Known
from assets.office import Office
from assets.portfolio.facts import Portfolio
from assets.roadmap.tables import tables
from assets.statistics.counting import open_tables
from assets.statistics.numbers import Number, exact, numbers


@dataclass(frozen=True, slots=True)
class Change:
    """A number that differs between two states; None where a state has no such number, or it is absent there."""

    key: str
    old: Decimal | None
    new: Decimal | None

    def as_dict(self) -> dict[str, Any]:
        return {"key": self.key, "old": exact(self.old), "new": exact(self.new)}


def numbers_as_known(known: Known, office: Office, accepted: AcceptedRows, quarter: str) -> dict[str, Number]:
    """Every number of the round, were a draft made of what is known. Raises OfficeError for a quarter without a round.

    ``known`` is the fold of any part of the ledger, or of more than there is of it.
    """
    with facts_as_known(known, office, accepted, quarter) as connection:
        return numbers(connection)


def facts_as_known(known: Known, office: Office, accepted: AcceptedRows, quarter: str) -> duckdb.DuckDBPyConnection:
    """The facts behind them, ready to be counted. Raises OfficeError for a quarter without a round."""
    office.round(quarter)
    return open_tables(Portfolio(known, office, accepted).tables(quarter) | tables(office, quarter))


def changes(before: Mapping[str, Number], after: Mapping[str, Number]) -> list[Change]:
    """The numbers whose value differs, in the report's order; those that are gone come last."""
    keys = dict.fromkeys((*after, *before))
    old, new = ({key: number.value for key, number in one.items()} for one in (before, after))
    return [Change(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)]


def moves(before: Known, after: Known, office: Office, accepted: AcceptedRows, quarter: str) -> dict[str, list[Change]]:
    """What moves in which rounds when the word on a quarter has changed, by round.

    Every round that sees the quarter is there, moved or not. Others move with it when a measure gets its first
    reporter, loses it or changes hands: whose it is, and whether it is known at all, holds in every round.
    """
    seen = office.rounds_that_see(quarter)
    others = [] if before.first_reporter == after.first_reporter else [one for one in office.rounds if one not in seen]
    moved = {
        one: changes(numbers_as_known(before, office, accepted, one), numbers_as_known(after, office, accepted, one))
        for one in sorted([*seen, *others])
    }
    return {one: found for one, found in moved.items() if found or one in seen}
