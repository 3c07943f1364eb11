"""Texts that remind those who have not submitted: one per organisation, ready to send, in Norwegian.

Whoever has submitted, or has nothing to report, gets none. The words are ``templates/reminders``; what is expected of
each is ``assets.forms.asked``, as in its form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assets.forms.asked import Asked, asked
from assets.home import OSLO, Home
from assets.intake.contacts import Contact, contacts, one_line
from assets.language import language
from assets.ledger import Known, Record
from assets.office import Round
from assets.pages import plain
from assets.portfolio.coverage import Coverage, coverage, waiting_elsewhere
from assets.portfolio.facts import Portfolio
from assets.portfolio.status import time_left


@dataclass(frozen=True, slots=True)
class Reminder:
    """What to send to whom. ``measures`` are (id, name) of what is expected, by id."""

    organisation: str
    name: str
    state: str
    contact_name: str | None
    contact_email: str | None
    measures: tuple[tuple[str, str], ...]
    subject: str
    text: str

    def as_dict(self) -> dict[str, Any]:
        return {
            "organisation": self.organisation,
            "name": self.name,
            "state": self.state,
            "contact_name": self.contact_name,
            "contact_email": self.contact_email,
            "measures": [{"measure_id": measure, "name": name} for measure, name in self.measures],
            "subject": self.subject,
            "text": self.text,
        }


def reminders(home: Home, portfolio: Portfolio, round_: Round, now: datetime) -> list[Reminder]:
    """One for each organisation that is expected in the round and has not submitted, by code."""
    known, office = portfolio.known, portfolio.office
    silent = [one for one in coverage(known, office, round_.quarter) if one.is_expected and one.word is None]
    forms = asked(portfolio, round_.quarter) if silent else {}
    whom = contacts(home, known, office.limits, [one.code for one in silent])
    return [
        _reminder(
            one,
            forms[one.code],
            whom.get(one.code, Contact()),
            round_,
            known,
            now,
        )
        for one in silent
    ]


def _reminder(
    one: Coverage,
    form: Asked,
    contact: Contact,
    round_: Round,
    known: Known,
    now: datetime,
) -> Reminder:
    nb = language("nb")
    measures = tuple((row["measure_id"], row["name"]) for row in form.rows["measures"])
    elsewhere = [record for record in waiting_elsewhere(known, round_.quarter) if record["organisation"] == one.code]
    said = plain(
        "reminders/reminder.txt.j2",
        contact_name=contact.name,
        name=one.name,
        code=one.code,
        quarter_words=nb.quarter(round_.quarter),
        deadline=nb.weekday(round_.cut_off),
        time_left=time_left(round_.cut_off, now),
        is_over=now.astimezone(OSLO).date() > round_.cut_off,
        form=f"{one.code}.xlsx",
        is_filled=any(form.rows.values()),
        measures=measures,
        rejected=_file(one.newest) if one.newest and one.newest["verdict"] == "rejected" else None,
        faults=_faults(one.newest) if one.newest else [],
        waiting=[_file(known.records[sequence]) for sequence in one.waiting],
        withdrawn=[
            _file(known.records[sequence]) | {"why": known.withdrawals[sequence]["why"]} for sequence in one.withdrawn
        ],
        elsewhere=[_file(record) | {"quarter_words": nb.quarter(record["quarter"])} for record in elsewhere],
    )
    subject, _, text = said.partition("\n")
    return Reminder(one.code, one.name, one.state, *contact, measures, subject, text.lstrip("\n").rstrip() + "\n")


def _file(record: Record) -> dict[str, Any]:
    return {
        "file": Path(record["file"]).name,
        "taken_words": language("nb").moment(datetime.fromisoformat(record["taken_at"])),
        "sequence": record["sequence"],
    }


def _faults(record: Record) -> list[str]:
    """What was wrong with a file, each thing once."""
    said = (one_line(found["message"]) for found in record["findings"] if found["severity"] == "error")
    return list(dict.fromkeys(said))
