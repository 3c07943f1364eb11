"""What the office says of initiatives, priorities and indicators, as tables of a round, as its files are now."""

from __future__ import annotations

from dataclasses import asdict

import pyarrow as pa

from assets.office import Office
from assets.roadmap.attainment import INDICATORS, attained

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
"""Columns: name, type, meaning."""


def tables(office: Office, quarter: str) -> dict[str, pa.Table]:
    """All of them for a round, by name."""
    made = {
        "initiatives": (INITIATIVES, [asdict(one) for one in office.initiatives]),
        "priorities": (PRIORITIES, [asdict(one) for one in office.priorities]),
        "indicators": (INDICATORS, [asdict(one) for one in attained(office, quarter)]),
    }
    return {
        name: pa.Table.from_pylist(rows, schema=pa.schema([(column, type_) for column, type_, _ in described]))
        for name, (described, rows) in made.items()
    }
