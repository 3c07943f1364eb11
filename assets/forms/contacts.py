"""Whom an organisation named as its contact, read again from the archived bytes: nothing else keeps it.

Never published; it goes back to the organisation that gave it, in its own form.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from assets.home import Home
from assets.intake.submission import from_reading
from assets.intake.worker import ReadingWorker
from assets.ledger import Known, Record
from assets.office import Limits


class Contact(NamedTuple):
    """Name and address as they were written; None where they were not."""

    name: str | None = None
    email: str | None = None


def contacts(home: Home, known: Known, limits: Limits, organisations: Iterable[str]) -> dict[str, Contact]:
    """The contact that each organisation's newest accepted submission names; organisations without one are left out."""
    newest: dict[str, Record] = {}
    for (organisation, _), sequences in known.words.items():
        record = known.records[max(sequences)]
        if organisation not in newest or newest[organisation]["sequence"] < record["sequence"]:
            newest[organisation] = record
    found = {}
    with ReadingWorker(limits) as worker:
        for organisation in organisations:
            word = newest.get(organisation)
            if word is None or not (archived := home.archive / word["sha256"]).is_file():
                continue
            said = from_reading(worker.read(archived, Path(word["file"]).suffix.lower()))
            found[organisation] = Contact(said.field_value("contact_name"), said.field_value("contact_email"))
    return found
