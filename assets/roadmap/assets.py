"""Dagster's side of the roadmap: what the office says of initiatives and priorities, as tables of a round."""

from collections.abc import Iterator

import dagster as dg

from assets.partitions import QUARTERS, quarter_of
from assets.resources import HomeResource
from assets.roadmap.attainment import INDICATORS
from assets.roadmap.tables import INITIATIVES, PRIORITIES, tables
from assets.shown import OWNERS, columns, row_count
from assets.tables import write_table


@dg.multi_asset(
    name="roadmap",
    group_name="roadmap",
    partitions_def=QUARTERS,
    specs=[
        dg.AssetSpec(
            key=["roadmap", "initiatives"],
            description="The office's strategic initiatives. Grain: one row per initiative.",
            owners=OWNERS,
            kinds={"parquet"},
            metadata=columns(INITIATIVES),
        ),
        dg.AssetSpec(
            key=["roadmap", "priorities"],
            description="The areas that the sector has prioritised. Grain: one row per area.",
            owners=OWNERS,
            kinds={"parquet"},
            metadata=columns(PRIORITIES),
        ),
        dg.AssetSpec(
            key=["roadmap", "indicators"],
            description="How far the strategy's goals are attained, year by year, in the rounds that tell of it. "
            "Grain: one row per indicator and year.",
            owners=OWNERS,
            kinds={"parquet"},
            metadata=columns(INDICATORS),
        ),
    ],
    can_subset=True,
)
def roadmap(context: dg.AssetExecutionContext, home: HomeResource) -> Iterator[dg.MaterializeResult]:
    """The office's own tables behind the roadmap, as they are now."""
    quarter, where, office = quarter_of(context), home.open(), home.office()
    for name, table in tables(office, quarter).items():
        key = dg.AssetKey(["roadmap", name])
        if key in context.selected_asset_keys:
            write_table(where, f"roadmap/{name}", quarter, table)
            yield dg.MaterializeResult(asset_key=key, metadata=row_count(table.num_rows))
