"""What the assets stand on in Dagster: the home, with its clock, office and ledger.

The only resource there is; plain modules get what it opens and never see it.
"""

import os
from pathlib import Path

import dagster as dg

from assets import office
from assets.home import Clock, Home, parse_time
from assets.ledger import Known, Ledger, known_by


class HomeResource(dg.ConfigurableResource["HomeResource"]):
    """The portfolio home. Without a root it is ``PORTFOLIO_HOME``, else ``var/portfolio`` below the working folder."""

    root: str = ""
    now: str = ""
    """ISO 8601; without it ``PORTFOLIO_NOW``, else the machine's time."""
    known_at: str = ""
    """ISO 8601: what the ledger got to know later is left out; empty for all of it."""

    def open(self) -> Home:
        """Raises HomeError when the folder is no home."""
        root = self.root or os.environ.get("PORTFOLIO_HOME") or "var/portfolio"
        return Home(Path(root).absolute(), Clock.from_text(self.now or os.environ.get("PORTFOLIO_NOW"))).require()

    def office(self) -> office.Office:
        """The office's files as they are now, each kept by hash."""
        home = self.open()
        read = office.load(home.office)
        read.snapshot(home)
        return read

    def ledger(self) -> Ledger:
        return Ledger(self.open().ledger)

    def known(self) -> Known:
        """The ledger's fold."""
        records = self.ledger().records
        return Known.of(known_by(records, parse_time(self.known_at)) if self.known_at else records)
