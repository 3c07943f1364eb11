"""How far the strategy's goals are attained: which indicators a round tells of, and from which years.

The indicators are the office's; their numbers are counted in ``assets.statistics`` like all others.
"""

from __future__ import annotations

import pyarrow as pa

from assets.office import Indicator, Office
from checks.contract import Quarter
from checks.schemas import AMOUNT

INDICATORS = (
    ("goal", pa.string(), "The strategy goal that it tells of."),
    ("indicator", pa.string(), "What is measured."),
    ("unit", pa.string(), "What its value and target are counted in."),
    ("year", pa.int32(), "The year that value and target are of."),
    ("value", AMOUNT, "What it was; empty when not known."),
    ("target", AMOUNT, "What it was to be; empty when there is none."),
    ("source", pa.string(), "Where the value comes from."),
)


def attained(office: Office, quarter: str) -> list[Indicator]:
    """The indicators up to the round's year, by goal; none in a round whose report has no yearly parts."""
    round_ = office.rounds.get(quarter)
    if round_ is None or not round_.is_yearly:
        return []
    year = Quarter.parse(quarter).year
    return sorted((one for one in office.indicators if one.year <= year), key=lambda one: one.goal)
