"""Dagster's side of the intake: one asset, the submissions taken in so far."""

from pathlib import Path

import dagster as dg

from assets.intake import inbox, taking
from assets.intake.accepted import AcceptedRows
from assets.intake.accounting import unaccounted
from assets.resources import HomeResource
from assets.shown import columns, lineage
from assets.sources import office
from checks.contract import SUBMISSION_FIELDS, TABLES

_RECORD = {
    "sequence": (None, "Place in the ledger."),
    "taken_at": (None, "When the intake took the file."),
    "sha256": (None, "Of the file's bytes."),
    "verdict": (None, "What the intake said."),
    "late": (None, "Whether it was taken after the round's cut-off."),
    **{field.key: (f"Innmelding.{field.heading}", field.meaning) for field in SUBMISSION_FIELDS},
    **{
        f"{table.key}.{column.key}": (f"{table.sheet}.{column.heading}", f"{column.heading}. {column.meaning}")
        for table in TABLES.values()
        for column in table.columns
    },
}
"""What is kept of a submission: its record and its accepted rows, with where in the file each value stands."""
_LINEAGE = lineage({name: [f"inbox/files.{place}"] if place else [] for name, (place, _) in _RECORD.items()})


class IntakeConfig(dg.Config):
    """How a history is taken in for the first time."""

    arrivals: str = ""
    """A CSV of file and taken_at; empty when files arrive as they lie there."""


@dg.asset(
    key=["intake", "submissions"],
    group_name="intake",
    owners=["team:portfolio-office"],
    kinds={"json", "pandera"},
    deps=[["inbox", "files"], *office("rounds", "organisations", "measures", "vocabularies", "settings")],
    metadata=columns((name, None, meaning) for name, (_, meaning) in _RECORD.items()) | _LINEAGE,
    check_specs=[
        dg.AssetCheckSpec(
            "every_row_read_is_accounted_for",
            asset=["intake", "submissions"],
            blocking=True,
            description="Rows read = accepted + refused + held, for every table of every submission taken in this run.",
        )
    ],
)
def submissions(config: IntakeConfig, home: HomeResource) -> dg.MaterializeResult:
    """Everything that organisations have handed in, each file judged once and for ever.

    Grain: one ledger record per landed file. Rows that break a rule are refused, whole measures at a time; nothing is
    lost, since the bytes of every file stay in the archive. A file for a round that is not open waits, and counts
    nowhere.
    """
    where, owned, ledger = home.open(), home.office(), home.ledger()
    arrivals = inbox.read_arrivals(Path(config.arrivals)) if config.arrivals else {}
    taken = taking.take_in(where, owned, ledger, arrivals)
    wrong = unaccounted(taken.landed, AcceptedRows(where))
    verdicts = [record["verdict"] for record in taken.landed]
    return dg.MaterializeResult(
        metadata={
            "landed": len(taken.landed),
            "verdicts": {verdict: verdicts.count(verdict) for verdict in sorted(set(verdicts))},
            "sequences": [record["sequence"] for record in taken.landed],
            "rounds": taken.rounds(owned),
            "ignored": {one.file: one.why for one in taken.ignored},
            "ledger": len(ledger.records),
            "late": sum(record["late"] for record in taken.landed),
            **_LINEAGE,
        },
        check_results=[
            dg.AssetCheckResult(
                check_name="every_row_read_is_accounted_for", passed=not wrong, metadata={"unaccounted": wrong}
            )
        ],
    )
