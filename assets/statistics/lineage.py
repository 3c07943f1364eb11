"""Which columns each column of a statistic comes from: read from the record that the queries were parsed into.

The parser is no part of a run: it is ``tests.statistics.lineage_of_queries``, and ``make lineage`` renews the record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

RECORD = Path(__file__).with_name("lineage.json")

CONTRIBUTION = ("key", "term", "measure_id", "organisation", "cells", "ledger")
"""The columns that every query yields."""

Lineage = dict[str, dict[str, list[str]]]
"""By statistic and by column (and under ``filter``, for what is counted at all): ``portfolio/measures.status``."""


_NOTHING: dict[str, list[str]] = {column: [] for column in (*CONTRIBUTION, "filter")}


@cache
def recorded() -> Lineage:
    """The lineage of every statistic; one that is too new for the record is not there."""
    read: Lineage = json.loads(RECORD.read_text(encoding="utf-8"))
    return read


def of_sums(statistic: str) -> dict[str, list[str]]:
    """Behind the columns of a statistic's table: what a sum counts is what its evidence names, and what lets it in."""
    found = recorded().get(statistic, _NOTHING)
    counted = sorted({*found["term"], *found["cells"], *found["filter"]})
    return {"key": found["key"], "value": counted, "terms": found["filter"]}


def of_evidence(statistics: Iterable[str]) -> dict[str, list[str]]:
    """Behind the columns of the evidence of several statistics."""
    every = [recorded().get(statistic, _NOTHING) for statistic in statistics]
    return {column: sorted({one for found in every for one in found[column]}) for column in CONTRIBUTION}
