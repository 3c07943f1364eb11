"""Who has reported in a round, for the command ``status``: from the ledger and the office alone, without Dagster."""

from __future__ import annotations

from typing import Any

from assets import office
from assets.home import Home
from assets.intake.receipts import VERDICTS
from assets.ledger import Known, Ledger
from assets.portfolio.coverage import coverage

_STATES = {
    "submitted": "submitted",
    "nothing_to_report": "nothing to report",
    "waiting": "waiting",
    "missing": "missing",
}


def status_of(home: Home, quarter: str) -> dict[str, Any]:
    """The shape of ``portefolje status --json``. Raises OfficeError when the calendar lacks the round."""
    read = office.load(home.office)
    round_ = read.round(quarter)
    known = Known.of(Ledger(home.ledger).records)
    return {
        "round": quarter,
        "cut_off": round_.cut_off.isoformat(),
        "organisations": [one.as_dict() for one in coverage(known, read, quarter)],
    }


def shown(overview: dict[str, Any]) -> str:
    """The overview as a table for a terminal."""
    lines = [f"Round {overview['round']}, cut-off {overview['cut_off']}", ""]
    names = max([len(one["name"]) for one in overview["organisations"]], default=0)
    lines.append(f"{'Organisation':{names}}  {'State':17}  {'Measures':>8}  {'Errors':>6}  {'Remarks':>7}  Newest file")
    for one in overview["organisations"]:
        state = _STATES[one["state"]] + (" (late)" if one["late"] else "")
        newest = f"{one['taken_at'][:16].replace('T', ' ')} {VERDICTS[one['last_verdict']]}" if one["taken_at"] else ""
        counts = f"{one['measures']:>8}  {one['errors']:>6}  {one['remarks']:>7}"
        lines.append(f"{one['name']:{names}}  {state:17}  {counts}  {newest}")
    return "\n".join(line.rstrip() for line in lines)
