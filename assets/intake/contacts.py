"""Whom an organisation named as its contact, read again from the archived bytes: nothing else keeps it.

Never published; it goes back to the organisation that gave it, in its own form and in what reminds it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from assets.home import Home
from assets.intake.submission import from_reading
from assets.intake.worker import ReadingWorker
from assets.ledger import Known
from assets.office import Limits

FILES_ASKED = 3
"""How many of an organisation's files, from the newest back, are asked for a contact."""


class Contact(NamedTuple):
    """Name and address as they were written, on one line; None where they were not."""

    name: str | None = None
    email: str | None = None


def contacts(home: Home, known: Known, limits: Limits, organisations: Iterable[str]) -> dict[str, Contact]:
    """The contact in the newest file of each organisation that names one; organisations without one are left out.

    Files whose bytes are gone, and those that cannot be read, are passed over.
    """
    landed: dict[str, list[int]] = {}
    for (organisation, _), sequences in known.landings.items():
        landed.setdefault(organisation, []).extend(sequences)
    found = {}
    with ReadingWorker(limits) as worker:
        for organisation in organisations:
            for sequence in sorted(landed.get(organisation, ()), reverse=True)[:FILES_ASKED]:
                contact = _named_in(home, known.records[sequence]["sha256"], known.records[sequence]["file"], worker)
                if contact != Contact():
                    found[organisation] = contact
                    break
    return found


def _named_in(home: Home, content_hash: str, file: str, worker: ReadingWorker) -> Contact:
    archived = home.archive / content_hash
    if not archived.is_file():
        return Contact()
    submission = from_reading(worker.read(archived, Path(file).suffix.lower()))
    name, email = (submission.field_value(key) for key in ("contact_name", "contact_email"))
    return Contact(one_line(name) or None, one_line(email) or None)


def one_line(text: str | None) -> str:
    """What a sender wrote, on one line and no longer than can be read."""
    return textwrap.shorten(text or "", 300, placeholder=" …")
