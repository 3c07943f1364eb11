"""Dagster's name for a round: one partition per quarter, the running one included.

The mapping between a partition's key and what people write is ``checks.contract.Quarter``.
"""

import dagster as dg

from checks.contract import Quarter

QUARTERS = dg.TimeWindowPartitionsDefinition(
    cron_schedule="0 0 1 1,4,7,10 *", fmt="%Y-%m-%d", start="2015-01-01", end_offset=1, timezone="Europe/Oslo"
)
"""From the first year that the contract knows. A quarter in which the office does not collect has empty facts."""


def quarter_of(context: dg.AssetExecutionContext) -> str:
    """The round that a step is for, like ``2023-Q2``."""
    return str(Quarter.from_partition_key(context.partition_key))
