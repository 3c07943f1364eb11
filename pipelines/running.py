"""Runs the jobs in this process, on the home's own instance, for the command line.

Imports Dagster and everything that the assets need, so it is imported only by commands that make something.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import dagster as dg

from assets.editions.assets import EDITION
from assets.editions.published import Edition
from assets.home import Home, written_time
from assets.ledger import Ledger, Record
from checks.contract import Quarter
from pipelines.definitions import defs
from pipelines.instance import instance_of
from pipelines.publications import settled


class RunFailedError(Exception):
    """A check that blocks has failed; the message names it."""


@dataclass
class Intake:
    """What the intake of a run came to, in the shape of ``portefolje intake --json``."""

    landed: list[Record]
    ignored: list[dict[str, str]]
    rounds: list[str]

    def as_dict(self) -> dict[str, Any]:
        return {"landed": self.landed, "ignored": self.ignored, "rounds": self.rounds}


def take_in(home: Home, arrivals: Path | None) -> Intake:
    """Take in the inbox. Raises what the assets raise, and RunFailedError."""
    return _take_in(home, "take_in", arrivals, None)


def make_draft(home: Home, quarter: str, arrivals: Path | None, languages: Sequence[str] = ()) -> Intake:
    """Take in the inbox and make the round's draft, in these languages or else in those that the office has chosen.

    Raises what the assets raise, and RunFailedError.
    """
    printing = {"report__print": {"config": {"languages": list(languages)}}}
    return _take_in(home, "make_draft", arrivals, quarter, printing)


def make_forms(home: Home, quarter: str, organisation: str, folder: Path | None) -> list[str]:
    """Take in the inbox and write the round's forms; returns the files. Raises as the others do."""
    said = {"organisation": organisation, "folder": str(folder.absolute()) if folder else ""}
    result = _run(home, "make_forms", quarter, {"forms__workbooks": {"config": said}})
    (made,) = result.asset_materializations_for_node("forms__workbooks")
    return list(_value(made, "written"))


def make_draft_again(home: Home, quarter: str, *, known_at: datetime | None = None) -> None:
    """Make the round's draft from what has been taken in already, or from what of that was known at a time.

    Raises what the assets raise, and RunFailedError.
    """
    _run(home, "make_draft_again", quarter, {}, known_at)


def record_edition(home: Home, edition: Edition) -> None:
    """Let Dagster's pages know that an edition was published."""
    with instance_of(home) as instance:
        instance.report_runless_asset_event(
            dg.AssetMaterialization(
                asset_key=EDITION.key,
                partition=Quarter.parse(edition.round).partition_key,
                metadata={
                    "edition": edition.number,
                    "manifest_sha256": edition.manifest_sha256,
                    "folder": dg.MetadataValue.path(str(home.root / edition.folder)),
                },
            )
        )


def _take_in(
    home: Home, job: str, arrivals: Path | None, quarter: str | None, configured: Mapping[str, Any] | None = None
) -> Intake:
    settled(home)
    arriving = {"intake__submissions": {"config": {"arrivals": str(arrivals) if arrivals else ""}}}
    result = _run(home, job, quarter, {**arriving, **(configured or {})})
    (taken,) = result.asset_materializations_for_node("intake__submissions")
    records = Ledger(home.ledger).records
    return Intake(
        landed=[records[sequence - 1] for sequence in _value(taken, "sequences")],  # others may land files meanwhile
        ignored=[{"file": file, "why": str(why)} for file, why in _value(taken, "ignored").items()],
        rounds=list(_value(taken, "rounds")),
    )


def _run(
    home: Home, job: str, quarter: str | None, ops: Mapping[str, Any], known_at: datetime | None = None
) -> dg.ExecuteInProcessResult:
    gc.freeze()  # what is loaded by now stays: never looked at again, whatever garbage the run makes
    gc.enable()
    home_config = {
        "root": str(home.root),
        "now": written_time(home.clock.fixed) if home.clock.fixed else "",
        "known_at": written_time(known_at) if known_at else "",
    }
    with instance_of(home) as instance:
        result = defs.resolve_job_def(job).execute_in_process(
            instance=instance,
            partition_key=Quarter.parse(quarter).partition_key if quarter else None,
            run_config={
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
                "ops": dict(ops),
                "resources": {"home": {"config": home_config}},
            },
            raise_on_error=True,
        )
    gc.unfreeze()
    _keep_timings(result)
    failed = [
        f"{check.asset_key.to_user_string()}: {check.check_name} {_shown(check.metadata)}"
        for check in result.get_asset_check_evaluations()
        if not check.passed
    ]
    if failed:
        raise RunFailedError("; ".join(failed))
    return result


def _value(made: dg.AssetMaterialization, key: str) -> Any:
    return made.metadata[key].value


def _shown(metadata: Any) -> str:
    return ", ".join(f"{key}: {value.value}" for key, value in metadata.items())


def _keep_timings(result: dg.ExecuteInProcessResult) -> None:
    """Write how long each step took to the file that ``PORTFOLIO_TIMINGS`` names: for benchmarks."""
    if target := os.environ.get("PORTFOLIO_TIMINGS"):
        steps = {
            str(event.step_key): event.step_success_data.duration_ms / 1000
            for event in result.all_events
            if event.is_step_success
        }
        Path(target).write_text(json.dumps({"phases": steps}), encoding="utf-8")
