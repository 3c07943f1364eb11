"""The secretariat's page on a round: who is missing, who waits for the office, who has errors, and what everybody sent.

Who has said what is ``assets.portfolio.coverage``; the texts that remind those who are missing are
``assets.forms.reminders``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from assets.home import OSLO
from assets.intake.receipts import VERDICTS
from assets.language import language
from assets.ledger import Record
from assets.office import Office, Round
from assets.pages import page
from assets.portfolio.coverage import Coverage

STATES = {
    "submitted": "Levert",
    "nothing_to_report": "Ingenting å melde",
    "waiting": "Venter på kontoret",
    "missing": "Ikke levert",
}


def status_page(
    quarter: str,
    round_: Round | None,
    organisations: Sequence[Coverage],
    elsewhere: Sequence[Record],
    office: Office,
    now: datetime,
) -> str:
    """The page as it stands now. ``round_`` is None for a quarter that the calendar lacks.

    ``elsewhere`` are submissions that wait for other quarters: some are meant for this one.
    """
    nb = language("nb")
    rows = [_row(one, quarter, now) for one in organisations]
    expected = [one for one in organisations if one.is_expected]
    return page(
        "status/status.html.j2",
        "status/status.css",
        title=f"Hvem har levert for {nb.quarter(quarter)}?",
        quarter_words=nb.quarter(quarter),
        deadline=nb.weekday(round_.cut_off) if round_ else "",
        time_left=time_left(round_.cut_off, now) if round_ else "",
        expected=len(expected),
        answered=sum(one.word is not None for one in expected),
        made_words=nb.moment(now),
        rows=rows,
        missing=[row for row in rows if row["is_expected"] and row["state"] == "missing"],
        waiting=[row for row in rows if row["waiting"]],
        elsewhere=[
            {
                "name": office.name_of(one["organisation"]),
                "sequence": one["sequence"],
                "receipt": _receipt(one["organisation"], one["sequence"]),
                "quarter_words": nb.quarter(one["quarter"]),
            }
            for one in elsewhere
        ],
        faulty=[row for row in rows if row["errors"] and row["state"] in ("submitted", "nothing_to_report")],
    )


def time_left(deadline: date, now: datetime) -> str:
    """How long it is to the deadline, or since it: ``om 3 dager``, ``i dag``, ``for 1 dag siden``."""
    days = (deadline - now.astimezone(OSLO).date()).days
    if days == 0:
        return "i dag"
    said = f"{abs(days)} {'dag' if abs(days) == 1 else 'dager'}"
    return f"om {said}" if days > 0 else f"for {said} siden"


def _row(one: Coverage, quarter: str, now: datetime) -> dict[str, Any]:
    newest = one.newest
    return {
        "code": one.code,
        "name": one.name,
        "is_expected": one.is_expected,
        "state": one.state,
        "state_words": STATES[one.state],
        "is_late": bool(one.is_late),
        "measures": one.measures,
        "errors": one.count("error"),
        "remarks": one.count("remark"),
        "age_days": one.age_days(now),
        "verdict": VERDICTS[newest["verdict"]] if newest else "",
        "is_rejected": newest is not None and newest["verdict"] == "rejected",
        "file": newest["file"] if newest else "",
        "receipt": _receipt(one.code, newest["sequence"]) if newest else "",
        "taken_words": language("nb").moment(datetime.fromisoformat(newest["taken_at"])) if newest else "",
        "waiting": [{"sequence": sequence, "receipt": _receipt(one.code, sequence)} for sequence in one.waiting],
        "withdrawn": [{"sequence": sequence, "receipt": _receipt(one.code, sequence)} for sequence in one.withdrawn],
    }


def _receipt(code: str, sequence: int) -> str:
    """Where a receipt lies as seen from the page."""
    return f"../receipts/{code}/{sequence:06}.html"
