"""Who has reported in a round, for the command ``status``: from the ledger and the office alone, without Dagster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assets import office
from assets.home import OSLO, Home, write_whole
from assets.intake.receipts import VERDICTS
from assets.ledger import Known, Ledger, Record
from assets.office import Office, Round
from assets.portfolio.coverage import Coverage, coverage, waiting_elsewhere

_STATES = {
    "submitted": "submitted",
    "nothing_to_report": "nothing to report",
    "waiting": "waiting",
    "missing": "missing",
}


@dataclass(frozen=True)
class Overview:
    """A round and who has said what in it. ``round`` is None where the calendar lacks the quarter."""

    quarter: str
    round: Round | None
    organisations: Sequence[Coverage]
    elsewhere: Sequence[Record]
    """Submissions that wait for other quarters."""
    office: Office
    now: datetime

    def as_dict(self) -> dict[str, Any]:
        """The shape of ``portefolje status --json``."""
        return {
            "round": self.quarter,
            "cut_off": self.round.cut_off.isoformat() if self.round else None,
            "organisations": [one.as_dict(self.now) for one in self.organisations],
            "waiting_elsewhere": [
                {"code": one["organisation"], "sequence": one["sequence"], "quarter": one["quarter"]}
                for one in self.elsewhere
            ],
        }


def status_of(home: Home, quarter: str) -> Overview:
    """Raises OfficeError when the calendar lacks the round, unless files lie waiting for it: they must be seen."""
    read = office.load(home.office)
    known = Known.of(Ledger(home.ledger).records)
    found = coverage(known, read, quarter)
    round_ = read.rounds.get(quarter)
    if round_ is None:
        found = [one for one in found if one.newest is not None]
    if not found:
        round_ = read.round(quarter)
    return Overview(quarter, round_, found, waiting_elsewhere(known, quarter), read, home.clock.now())


def write_page(home: Home, overview: Overview) -> Path:
    """Write the page for the secretariat into the home; returns its path."""
    from assets.portfolio.status import status_page

    made = status_page(
        overview.quarter,
        overview.round,
        overview.organisations,
        overview.elsewhere,
        overview.office,
        overview.now,
    )
    return write_whole(home.status(overview.quarter), made.encode())


def shown(overview: Overview) -> str:
    """The overview as a table for a terminal."""
    cut_off = f"cut-off {overview.round.cut_off}" if overview.round else "not in the calendar (office/rounds.csv)"
    lines = [f"Round {overview.quarter}, {cut_off}", ""]
    names = max([len(one.name) for one in overview.organisations], default=0)
    heading = f"{'Organisation':{names}}  {'State':17}  {'Measures':>8}  {'Errors':>6}  {'Remarks':>7}  {'Days':>4}"
    lines.append(f"{heading}  Newest file")
    for one in overview.organisations:
        state = _STATES[one.state] + (" (late)" if one.is_late else "")
        newest = f"{_in_oslo(one.newest['taken_at'])} {VERDICTS[one.newest['verdict']]}" if one.newest else ""
        age = one.age_days(overview.now)
        counts = (
            f"{one.measures:>8}  {one.count('error'):>6}  {one.count('remark'):>7}  {'' if age is None else age:>4}"
        )
        lines.append(f"{one.name:{names}}  {state:17}  {counts}  {newest}")
    waiting = [sequence for one in overview.organisations for sequence in one.waiting]
    lines += ["", *(f"Submission {sequence} waits: portefolje release {sequence}" for sequence in waiting)]
    lines += [
        f"Submission {one['sequence']} of {one['organisation']} waits for {one['quarter']}"
        for one in overview.elsewhere
    ]
    return "\n".join(line.rstrip() for line in lines).rstrip()


def _in_oslo(taken_at: str) -> str:
    """A time of the ledger as the office's clock showed it."""
    return f"{datetime.fromisoformat(taken_at).astimezone(OSLO):%Y-%m-%d %H:%M}"
