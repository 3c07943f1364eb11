"""All that is wrong with the office's files, for the command ``office check``: alone, and beside what was reported."""

from __future__ import annotations

from assets import office
from assets.home import Home
from assets.intake.accepted import AcceptedRows
from assets.ledger import Known, Ledger
from assets.office import OfficeError
from assets.office.checking import faults
from assets.portfolio.facts import Portfolio
from assets.portfolio.holding import codes_not_in_force


def faults_of(home: Home) -> list[OfficeError]:
    """Every fault, by file and line. Codes in use are looked for once the files themselves can be read."""
    read, known = office.read(home.office), Known.of(Ledger(home.ledger).records)
    found = faults(home.office, read, known.first_reporter)
    if not read.faults:
        portfolio = Portfolio(known, read.office, AcceptedRows(home))
        lacking = (codes_not_in_force(portfolio.facts(quarter), read.office) for quarter in read.office.rounds)
        found += {str(fault): fault for faults_ in lacking for fault in faults_}.values()
    return found
