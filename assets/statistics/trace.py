"""From a number back to the cells and ledger records that it rests on, and an independent check that all add up.

The evidence is selected by ``assets.statistics.counting``. In which file and where in it a row's cell stands is told by
the caller, who knows the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

import duckdb

from assets.statistics.catalogue import STATISTICS
from assets.statistics.counting import contributions
from assets.statistics.numbers import Number, exact

Resolve = Callable[[str, str], Mapping[str, object]]
"""Row id and field to ``{round, sequence, sha256, sheet, row, column, heading, value}``."""


def trace(connection: duckdb.DuckDBPyConnection, key: str, number: Number, resolve: Resolve) -> dict[str, object]:
    """What ``portefolje trace --json`` prints: the number, its query, each contribution and the cells it was read from.

    An absent number has no contributions: nothing was counted.
    """
    statistic = STATISTICS[number.statistic]
    evidence = contributions(connection, statistic, key) if number.absent is None else ()
    return {
        "key": key,
        "value": exact(number.value),
        "unit": number.unit,
        "definition": number.definition,
        "query": statistic.query,
        "contributions": [
            {
                "term": exact(one.term),
                "measure_id": one.measure_id,
                "organisation": one.organisation,
                "cells": [dict(resolve(fact_id, field)) for fact_id, field in one.cells],
                "ledger": list(one.ledger),
            }
            for one in evidence
        ],
    }


def unbalanced(
    numbers: Mapping[str, Number], evidence: Iterable[tuple[str, Decimal]]
) -> dict[str, tuple[Decimal | None, Decimal]]:
    """The numbers whose terms do not add up to them: key to (value, sum of the terms). Empty when all is well.

    ``evidence`` is key and term of every contribution; they are added up here and not by the database that made the
    numbers. A key with evidence and no number is unbalanced; an absent number claims nothing and is not looked at.
    """
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for key, term in evidence:
        sums[key] += term
    claimed = {key: number.value for key, number in numbers.items() if number.absent is None}
    absent = numbers.keys() - claimed.keys()
    return {
        key: (claimed.get(key), sums[key])
        for key in sorted(claimed.keys() | (sums.keys() - absent))
        if claimed.get(key) != sums[key]
    }
