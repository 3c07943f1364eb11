"""Dagster's side of the roadmap: what the office says of initiatives and priorities, as tables of a round."""

from collections.abc import Iterator
from dataclasses import asdict

import dagster as dg
import pyarrow as pa

from assets.partitions import QUARTERS, quarter_of
from assets.resources import HomeResource
from assets.shown import OWNERS, columns, row_count
from assets.tables import write_table

INITIATIVES = (
    ("goal", pa.string(), "The strategy goal it stands under."),
    ("initiative_no", pa.string(), "Its number in the roadmap."),
    ("initiative", pa.string(), "Its title."),
    ("objective_or_prerequisite", pa.string(), "What it is to achieve, and what that takes."),
    ("candidate", pa.bool_(), "Whether it is a candidate for the roadmap and not yet in it."),
)
PRIORITIES = (
    ("order", pa.int32(), "Order in the office's list; no ranking."),
    ("name", pa.string(), "The prioritised area."),
    ("initiative_no", pa.string(), "The initiative that it is."),
    ("initiative", pa.string(), "Title of the initiative."),
    ("measure_ids", pa.list_(pa.string()), "Measures that carry it."),
)


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
    ],
    can_subset=True,
)
def roadmap(context: dg.AssetExecutionContext, home: HomeResource) -> Iterator[dg.MaterializeResult]:
    """The office's own tables behind the roadmap, as they are now."""
    quarter, where, office = quarter_of(context), home.open(), home.office()
    made = {
        "initiatives": (INITIATIVES, [asdict(one) for one in office.initiatives]),
        "priorities": (PRIORITIES, [asdict(one) for one in office.priorities]),
    }
    for name, (described, rows) in made.items():
        key = dg.AssetKey(["roadmap", name])
        if key in context.selected_asset_keys:
            schema = pa.schema([(column, type_) for column, type_, _ in described])
            table = pa.Table.from_pylist(rows, schema=schema)
            write_table(where, f"roadmap/{name}", quarter, table)
            yield dg.MaterializeResult(asset_key=key, metadata=row_count(table.num_rows))
