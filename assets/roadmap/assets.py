"""Dagster's side of the roadmap: what the office says of initiatives and priorities, as tables of a round."""

from collections.abc import Iterable, Iterator
from typing import Any

import dagster as dg

from assets.partitions import QUARTERS, quarter_of
from assets.resources import HomeResource
from assets.roadmap.attainment import INDICATORS
from assets.roadmap.tables import INITIATIVES, PRIORITIES, tables
from assets.shown import OWNERS, columns, lineage, row_count
from assets.sources import office
from assets.tables import write_table


def _lineage(name: str, described: Iterable[tuple[str, Any, str]]) -> dict[str, Any]:
    """Each column is that of the office's file."""
    return lineage({column: [f"office/{name}.{column}"] for column, *_ in described})


_LINEAGE = {
    name: _lineage(name, described)
    for name, described in (("initiatives", INITIATIVES), ("priorities", PRIORITIES), ("indicators", INDICATORS))
}


@dg.multi_asset(
    name="roadmap",
    group_name="roadmap",
    partitions_def=QUARTERS,
    specs=[
        dg.AssetSpec(
            key=["roadmap", "initiatives"],
            deps=office("initiatives"),
            description="The office's strategic initiatives. Grain: one row per initiative.",
            owners=OWNERS,
            kinds={"parquet"},
            metadata=columns(INITIATIVES) | _LINEAGE["initiatives"],
        ),
        dg.AssetSpec(
            key=["roadmap", "priorities"],
            deps=office("priorities"),
            description="The areas that the sector has prioritised. Grain: one row per area.",
            owners=OWNERS,
            kinds={"parquet"},
            metadata=columns(PRIORITIES) | _LINEAGE["priorities"],
        ),
        dg.AssetSpec(
            key=["roadmap", "indicators"],
            deps=office("rounds", "indicators"),
            description="How far the strategy's goals are attained, year by year, in the rounds that tell of it. "
            "Grain: one row per indicator and year.",
            owners=OWNERS,
            kinds={"parquet"},
            metadata=columns(INDICATORS) | _LINEAGE["indicators"],
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
            yield dg.MaterializeResult(asset_key=key, metadata=row_count(table.num_rows) | _LINEAGE[name])
