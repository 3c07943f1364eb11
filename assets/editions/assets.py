"""Dagster's side of the editions: one asset that Dagster knows of and never makes, since publishing is a decision."""

from pathlib import Path

import dagster as dg

from assets.partitions import QUARTERS
from assets.report.assets import PRINTED
from assets.shown import OWNERS, code

EDITION = dg.AssetSpec(
    key=["editions", "edition"],
    deps=[["report", name] for name in ("model", *PRINTED, "evidence", "lineage", "manifest")],
    group_name="editions",
    partitions_def=QUARTERS,
    owners=OWNERS,
    kinds={"html", "pdf"},
    description="The round's draft, frozen by `portefolje publish`: a first edition or a numbered revision of it. "
    "Grain: one folder per round and edition. Materialising everything publishes nothing.",
    metadata=code(Path(__file__).with_name("freezing.py")),
)
