"""What the assets stand on in Dagster: the home, with its clock, office and ledger.

The only resource there is; plain modules get what it opens and never see it.
"""

import os
from pathlib import Path

import dagster as dg

from assets import office
from assets.home import Clock, Home
from assets.ledger import Ledger


class HomeResource(dg.ConfigurableResource["HomeResource"]):
    """The portfolio home. Without a root it is ``PORTFOLIO_HOME``, else ``var/portfolio`` below the working folder."""

    root: str = ""
    now: str = ""
    """ISO 8601; without it ``PORTFOLIO_NOW``, else the machine's time."""

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
