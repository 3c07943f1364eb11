"""Dagster's own storage for a home: runs and events lie in its folder ``dagster/``, whoever runs the assets.

The settings are those of ``dagster.yaml``, copied there so that UI and daemon find the same.
"""

from __future__ import annotations

import dagster as dg

from assets.home import Home, write_whole
from pipelines.shipped import SHIPPED


def instance_of(home: Home) -> dg.DagsterInstance:
    """The instance in which everything made in the home is recorded; its folder is made when it is not there."""
    settings = (SHIPPED / "dagster.yaml").read_bytes()
    kept = home.dagster / "dagster.yaml"
    if not kept.exists():
        write_whole(kept, settings)
    return dg.DagsterInstance.from_config(str(home.dagster))
