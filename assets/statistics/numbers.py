"""Sums of contributions as numbers of the report: value, unit, denominator, message keys, and why one is absent.

No text and no language here: labels and definitions are message keys. The keys are ``checks.contract.numbers``, the
counting is ``assets.statistics.counting``, what stands behind one number is ``assets.statistics.trace``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

import duckdb

from assets.statistics.counting import (
    Tally,
    all_tallies,
    codes,
    has_earlier_reports,
    has_previous,
    has_previous_reports,
    has_reports,
)
from checks.contract.numbers import NUMBERS, KeyPattern, Keys

Absence = Literal["first_round", "not_supplied", "not_required"]


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the report; ``value``, and ``of`` (the whole that it is a part of), are in ``unit`` and exact.

    ``absent`` says why where ``value`` is None. ``terms`` counts the contributions, ``statistic`` names their query.
    """

    value: Decimal | None
    unit: str
    of: Decimal | None
    label: str
    definition: str
    parts: Mapping[str, str]
    absent: Absence | None
    terms: int
    statistic: str
    share: Decimal | None = None
    """Percent of the whole without decimals, halves rounded up; None where there is no whole."""

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), **{name: exact(getattr(self, name)) for name in ("value", "of", "share")}}


def exact(value: Decimal | None) -> int | Decimal | None:
    """A number as JSON is to write it, with as many digits as it has (``assets.ledger.canonical`` keeps them all)."""
    if value is None or value == value.to_integral_value():
        return None if value is None else int(value)
    return value.normalize()


@dataclass(frozen=True, slots=True)
class Supply:
    """What there is to count: reports of this round, a previous round in the calendar, reports of that."""

    this_round: bool
    has_previous: bool
    previous_round: bool
    earlier_rounds: bool

    def absence(self, declared: KeyPattern) -> Absence | None:
        looks_back = declared.previous_round or declared.earlier_rounds
        if looks_back and not self.has_previous:
            return "first_round"
        supplied = (
            (self.this_round or not declared.this_round)
            and (self.previous_round or not declared.previous_round)
            and (self.earlier_rounds or not declared.earlier_rounds)
        )
        return None if supplied else "not_supplied"


def numbers(connection: duckdb.DuckDBPyConnection) -> dict[str, Number]:
    """Every number of the round on the connection (see ``counting.open_facts``), in the order of ``NUMBERS``."""
    counted = {key: tally for by_key in all_tallies(connection).values() for key, tally in by_key.items()}
    return numbers_from(connection, counted)


def numbers_from(connection: duckdb.DuckDBPyConnection, counted: Mapping[str, Tally]) -> dict[str, Number]:
    """The same from the sums of all statistics by key, where they have been made already.

    Keys made of vocabularies exist even when 0; keys made of the facts (years, programmes, actors) only where something
    is counted. Raises LookupError when a statistic counts under a key that nobody declared.
    """
    supply = Supply(
        this_round=has_reports(connection),
        has_previous=has_previous(connection),
        previous_round=has_previous_reports(connection),
        earlier_rounds=has_earlier_reports(connection),
    )
    return _as_numbers(counted, Keys(codes(connection)), supply)


def _as_numbers(counted: Mapping[str, Tally], keys: Keys, supply: Supply) -> dict[str, Number]:
    matched = keys.closed | {key: keys.match(key) for key in counted}
    absences = {key: supply.absence(declared) for key, (declared, _) in matched.items()}
    sums = {key: tally for key, tally in counted.items() if absences[key] is None}
    values = {key: sums[key].value if key in sums else Decimal(0) for key, absent in absences.items() if absent is None}
    order = {declared.pattern: place for place, declared in enumerate(NUMBERS)}
    return {
        key: Number(
            value=values.get(key),
            unit=declared.unit,
            of=values.get(declared.whole(parts)),
            label=f"label.{declared.pattern}",
            definition=f"definition.{declared.pattern}",
            parts=parts,
            absent=absences[key],
            terms=sums[key].terms if key in sums else 0,
            statistic=declared.statistic,
            share=_percent(values.get(key), values.get(declared.share_of or declared.whole(parts))),
        )
        for key, (declared, parts) in sorted(matched.items(), key=lambda item: order[item[1][0].pattern])
    }


def _percent(value: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return None if value is None or not whole else (100 * value / whole).quantize(Decimal(1), ROUND_HALF_UP)
