"""Dagster's own storage for a home: runs and events lie in its folder ``dagster/``, whoever runs the assets.

The settings are those of ``dagster.yaml``, copied there so that UI and daemon find the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dagster as dg
from dagster._core.instance.ref import InstanceRef

from assets.home import Home, write_whole
from pipelines.shipped import SHIPPED


def instance_of(home: Home) -> dg.DagsterInstance:
    """The instance in which everything made in the home is recorded; its folder is made when it is not there."""
    kept = home.dagster / "dagster.yaml"
    if not kept.exists():
        write_whole(kept, (SHIPPED / "dagster.yaml").read_bytes())
    return dg.DagsterInstance.from_ref(InstanceRef.from_dir(str(home.dagster), overrides=_storages(home.dagster)))


def _storages(folder: Path) -> dict[str, Any]:
    """The default storages in their default places, but for one process: event log kept open, no output captured."""

    def storage(module: str, name: str, place: Path) -> dict[str, Any]:
        return {"module": module, "class": name, "config": {"base_dir": str(place)}}

    runs = folder / "history"
    return {
        "run_storage": storage("dagster._core.storage.runs", "SqliteRunStorage", runs),
        "event_log_storage": storage("pipelines.event_log", "OpenEventLog", runs / "runs"),
        "schedule_storage": storage("dagster._core.storage.schedules", "SqliteScheduleStorage", folder / "schedules"),
        # What a command prints is for whoever typed it: capturing it for the UI would start three more processes.
        "compute_logs": {"module": "dagster._core.storage.noop_compute_log_manager", "class": "NoOpComputeLogManager"},
    }
