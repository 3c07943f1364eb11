"""Writes the reminders of a round, for the command ``reminders``: one text file per organisation, without Dagster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assets import office
from assets.forms.reminders import reminders
from assets.home import Home, write_whole
from assets.intake.accepted import AcceptedRows
from assets.ledger import Known, Ledger
from assets.portfolio.facts import Portfolio


def remind(home: Home, quarter: str, out: Path | None) -> dict[str, Any]:
    """Write the texts into ``out`` or the home; returns the round, the texts and their paths.

    In the home the reminder of whoever has submitted since is taken away. Raises OfficeError when the calendar lacks
    the round.
    """
    read = office.load(home.office)
    round_ = read.round(quarter)
    portfolio = Portfolio(Known.of(Ledger(home.ledger).records), read, AcceptedRows(home))
    made = reminders(home, portfolio, round_, home.clock.now())
    folder = out or home.reminders(quarter)
    written = []
    for one in made:
        to = f"Til: {one.contact_email}\n" if one.contact_email else ""
        text = f"{to}Emne: {one.subject}\n\n{one.text}"
        written.append(write_whole(folder / f"{one.organisation}.txt", text.encode()))
    if out is None and folder.is_dir():
        for path in folder.glob("*.txt"):
            if path not in written:
                path.unlink()
    return {
        "round": quarter,
        "cut_off": round_.cut_off.isoformat(),
        "reminders": [one.as_dict() for one in made],
        "written": [str(path) for path in written],
    }
