"""Writing a round's forms and the overview to disk: in the home, or in a folder that somebody names."""

from __future__ import annotations

from pathlib import Path

from assets.forms.asked import Asked, asked
from assets.forms.form import Form
from assets.forms.overview import overview, page
from assets.home import Home, write_whole
from assets.intake.accepted import AcceptedRows
from assets.intake.contacts import Contact, contacts
from assets.ledger import Known, Ledger, canonical
from assets.office import Office, OfficeError
from assets.portfolio.facts import Portfolio

OVERVIEW = "oversikt"


def asked_in(home: Home, office: Office, ledger: Ledger, quarter: str, organisation: str = "") -> list[Asked]:
    """The organisations expected in the round, or just the one named, expected or not.

    Raises OfficeError when the calendar lacks the round, or the office knows no such organisation.
    """
    office.round(quarter)
    if organisation and organisation not in office.organisations:
        raise OfficeError("office/organisations.csv", None, f"there is no organisation {organisation}")
    codes = [organisation] if organisation else [expected.code for expected in office.expected(quarter)]
    everybody = asked(Portfolio(Known.of(ledger.records), office, AcceptedRows(home)), quarter)
    return [everybody[code] for code in codes]


def write_forms(
    home: Home, office: Office, ledger: Ledger, quarter: str, organisation: str = "", folder: Path | None = None
) -> list[Path]:
    """Write a workbook per organisation and, when all are written, the overview; returns the files.

    Raises OfficeError as ``asked_in`` does.
    """
    from assets.forms.workbook import write  # xlsxwriter is for forms alone, and reports are not to wait for it

    folder = folder or home.forms(quarter)
    chosen = asked_in(home, office, ledger, quarter, organisation)
    people = contacts(home, Known.of(ledger.records), office.limits, [one.organisation.code for one in chosen])
    written = []
    for one in chosen:
        code = one.organisation.code
        form = Form(one, office.round(quarter), office, people.get(code, Contact()))
        written.append(write_whole(folder / f"{code}.xlsx", write(form)))
    if not organisation:
        seen = overview(chosen, office, quarter)
        written.append(write_whole(folder / f"{OVERVIEW}.html", page(seen, office).encode()))
        written.append(write_whole(folder / f"{OVERVIEW}.json", canonical(seen)))
    return written
