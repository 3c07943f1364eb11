"""Texts that remind those who have not submitted: one per organisation, ready to send, in Norwegian.

Whoever has submitted, or has nothing to report, gets none. The words are ``templates/reminders``; the contact's name
and address are read anew from the archived bytes of the newest file that names one, since nothing else keeps them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assets.home import OSLO, Home
from assets.intake.submission import from_reading
from assets.intake.worker import ReadingWorker
from assets.language import language
from assets.ledger import Known, Record
from assets.office import Round
from assets.pages import plain
from assets.portfolio.coverage import Coverage, coverage, waiting_elsewhere
from assets.portfolio.facts import Portfolio
from assets.portfolio.status import time_left

ENDED = frozenset({"finished", "cancelled"})
FILES_ASKED = 3
"""How many of an organisation's files, from the newest back, are asked for a contact."""


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
    expected = expected_measures(portfolio, round_.quarter) if silent else {}
    with ReadingWorker(office.limits) as worker:
        return [
            _reminder(one, expected.get(one.code, ()), _contact(home, known, one.code, worker), round_, known, now)
            for one in silent
        ]


def expected_measures(portfolio: Portfolio, quarter: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """The measures (id, name) that each organisation is to report: its own, not ended when last reported."""
    known, office = portfolio.known, portfolio.office
    earlier = portfolio.tables(quarter)["earlier_measures"].select(["measure_id", "round", "name", "lifecycle"])
    latest = {row["measure_id"]: row for row in sorted(earlier.to_pylist(), key=lambda row: str(row["round"]))}
    by_owner: dict[str, list[tuple[str, str]]] = {}
    for measure, row in sorted(latest.items()):
        owner = known.owner(measure, quarter, office.transfers)
        if owner is not None and row["lifecycle"] not in ENDED:
            by_owner.setdefault(owner, []).append((measure, row["name"]))
    return {owner: tuple(measures) for owner, measures in by_owner.items()}


def _reminder(
    one: Coverage,
    measures: tuple[tuple[str, str], ...],
    contact: tuple[str | None, str | None],
    round_: Round,
    known: Known,
    now: datetime,
) -> Reminder:
    nb = language("nb")
    elsewhere = [record for record in waiting_elsewhere(known, round_.quarter) if record["organisation"] == one.code]
    said = plain(
        "reminders/reminder.txt.j2",
        contact_name=contact[0],
        name=one.name,
        code=one.code,
        quarter_words=nb.quarter(round_.quarter),
        deadline=nb.weekday(round_.cut_off),
        time_left=time_left(round_.cut_off, now),
        is_over=now.astimezone(OSLO).date() > round_.cut_off,
        form=f"{one.code}.xlsx",
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
    said = (_line(found["message"]) for found in record["findings"] if found["severity"] == "error")
    return list(dict.fromkeys(said))


def _line(text: str | None) -> str:
    """What a sender wrote, on one line and no longer than can be read."""
    return textwrap.shorten(text or "", 300, placeholder=" …")


def _contact(home: Home, known: Known, code: str, worker: ReadingWorker) -> tuple[str | None, str | None]:
    """Name and e-mail address of the newest file of the organisation that names a contact."""
    for record in _newest_first(known, code):
        path = home.archive / record["sha256"]
        if path.is_file():
            submission = from_reading(worker.read(path, Path(record["file"]).suffix.lower()))
            name, email = (_line(submission.field_value(key)) for key in ("contact_name", "contact_email"))
            if name or email:
                return name or None, email or None
    return None, None


def _newest_first(known: Known, code: str) -> Iterator[Record]:
    files = [sequence for (sender, _), landed in known.landings.items() if sender == code for sequence in landed]
    yield from (known.records[sequence] for sequence in sorted(files, reverse=True)[:FILES_ASKED])
