"""Measures that are reported and not admitted to the portfolio, for the command ``candidates``: what each would add."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assets import office
from assets.as_known import changes, numbers_as_known
from assets.home import Home
from assets.intake.accepted import AcceptedRows
from assets.ledger import Known, Ledger
from assets.office import Admission
from assets.portfolio.facts import Portfolio


def candidates_of(home: Home, quarter: str) -> dict[str, Any]:
    """``round`` and its ``candidates``, each with the ``changes`` of the round's numbers if it alone were admitted.

    Raises OfficeError when the calendar lacks the round.
    """
    read, known, accepted = office.load(home.office), Known.of(Ledger(home.ledger).records), AcceptedRows(home)
    read.round(quarter)
    listed = []
    rows = Portfolio(known, read, accepted).tables(quarter)["candidates"].to_pylist()
    now = numbers_as_known(known, read, accepted, quarter) if rows else {}
    for row in sorted(rows, key=lambda row: str(row["measure_id"])):
        admitted = replace(read, admissions=read.admissions | {row["measure_id"]: Admission(quarter, ())})
        would = changes(now, numbers_as_known(known, admitted, accepted, quarter))
        listed.append(
            {key: row[key] for key in ("measure_id", "name", "organisation", "segment", "lifecycle", "sequence")}
            | {"changes": [one.as_dict() for one in would]}
        )
    return {"round": quarter, "candidates": listed}


def shown(found: dict[str, Any]) -> str:
    """The candidates for a terminal, each with what it would add."""
    if not found["candidates"]:
        return f"No measure reported in {found['round']} is a candidate."
    lines = []
    for one in found["candidates"]:
        lines += [
            "",
            f"{one['measure_id']}  {one['name']} ({one['organisation']}, {one['segment']}, {one['lifecycle']})",
        ]
        lines += [f"  {change['key']}: {_said(change['old'], change['new'])}" for change in one["changes"]]
    lines += ["", "Admit one by its row in office/measures.csv: admitted_from"]
    return "\n".join(lines[1:])


def _said(old: Any, new: Any) -> str:
    if old is None or new is None:
        return f"{'none' if old is None else old} -> {'none' if new is None else new}"
    return f"{old} -> {new} ({new - old:+})"
