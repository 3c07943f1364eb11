"""Taking in the inbox: each new file into the archive, through reading and judging, into the ledger, with its receipt.

The order of the steps is what keeps a crash harmless: bytes and rows first, then the ledger record that makes them
count, then the receipt, which can be written again from the record.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from assets.home import Home, written_time
from assets.intake import accepted, inbox, judging, receipts
from assets.intake.inbox import FirstLook, Ignored, Landing
from assets.intake.judging import Judgement
from assets.intake.submission import Submission, from_reading
from assets.intake.worker import ReadingWorker
from assets.ledger import ACCEPTED, Known, Ledger, Record
from assets.office import Office
from checks.contract import TABLES
from checks.findings import RULES_VERSION

log = logging.getLogger("portefolje.intake")

FILES_AT_ONCE = 500
"""Files that are judged together: enough for speed, few enough for memory."""


@dataclass
class Taken:
    """What an intake came to."""

    landed: list[Record] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)

    @property
    def rounds(self) -> list[str]:
        """Quarters whose facts changed."""
        return sorted({record["quarter"] for record in self.landed if record["verdict"] in ACCEPTED})

    def as_dict(self) -> dict[str, Any]:
        return {
            "landed": self.landed,
            "ignored": [{"file": one.file, "why": one.why} for one in self.ignored],
            "rounds": self.rounds,
        }


def take_in(home: Home, office: Office, ledger: Ledger, arrivals: Mapping[str, datetime] | None = None) -> Taken:
    """Take every new file of the inbox.

    ``arrivals`` gives the times of a history, beside the home's own list where it has one.
    """
    times = inbox.read_arrivals(home.arrivals) if home.arrivals.is_file() else {}
    taken = Taken()
    with ledger.writing():
        known = Known.of(ledger.records)
        receipts.write_missing(home, office, ledger.records)
        first = inbox.look(home, known.taken, times | dict(arrivals or {}))
        taken.ignored = first.ignored
        with ReadingWorker(office.limits) as worker:
            for start in range(0, len(first.found), FILES_AT_ONCE):
                some = replace(first, found=first.found[start : start + FILES_AT_ONCE])
                taken.landed += _take(home, office, ledger, known, worker, some)
    return taken


def _take(
    home: Home,
    office: Office,
    ledger: Ledger,
    known: Known,
    worker: ReadingWorker,
    seen: FirstLook,
) -> Iterable[Record]:
    """Take some landings, in order. A file that is its sender's standing word already is not read.

    Files are read while they lie under observation: what has grown by then is left for the next intake.
    """

    def read(landing: Landing) -> Submission:
        return from_reading(worker.read(home.archive / landing.sha256, landing.suffix), office.vocabularies)

    kept: list[Landing] = []
    for landing in seen.found:
        if inbox.archive(home, landing) is None:
            seen.ignored.append(Ignored(landing.file, "ble endret mens den ble lest; tas neste gang"))
        else:
            kept.append(landing)
    new = {landing.file: read(landing) for landing in kept if not known.word_with(landing.folder, landing.sha256)}
    kept, growing = inbox.look_again(kept, seen.began)
    seen.ignored.extend(growing)
    judging.examine(list(new.values()), office)
    for landing in kept:
        if standing := known.word_with(landing.folder, landing.sha256):
            record = _duplicate(landing, standing, office)
        else:
            submission = new.get(landing.file)
            if submission is None:  # it was the standing word until another file of this very intake replaced it
                submission = read(landing)
                judging.examine([submission], office)
            judgement = judging.decide(
                submission, folder=landing.folder, known=known, office=office, taken_at=landing.taken_at
            )
            record = _record(landing, judgement, office, accepted.store(home, judgement))
        record = ledger.append(record)
        known.apply(record)
        receipts.write(home, office, record)
        log.info("%s: %s", landing.file, receipts.VERDICTS[record["verdict"]])
        yield record


def _record(landing: Landing, judgement: Judgement, office: Office, rows: str | None) -> Record:
    return {
        **_landing(landing),
        "organisation": judgement.organisation,
        "quarter": judgement.quarter,
        "kind": judgement.kind,
        "verdict": judgement.verdict,
        "late": _is_late(landing, judgement.quarter, office),
        "measures": judgement.measures,
        "rows": judgement.counts(),
        "findings": [found.as_dict() for found in judgement.findings],
        "tables": [key for key in TABLES if key in judgement.submission.tables],
        "identities": judgement.identities(),
        "accepted": rows,
    }


def _duplicate(landing: Landing, of: Record, office: Office) -> Record:
    none = {"read": 0, "accepted": 0, "refused": 0, "held": 0}
    return {
        **_landing(landing),
        "of": of["sequence"],
        "organisation": of["organisation"],
        "quarter": of["quarter"],
        "kind": of["kind"],
        "verdict": "duplicate",
        "late": _is_late(landing, of["quarter"], office),
        "measures": {"accepted": [], "refused": [], "held": []},
        "rows": {key: dict(none) for key in TABLES},
        "findings": [],
        "tables": [],
        "identities": {},
        "accepted": None,
    }


def _landing(landing: Landing) -> Record:
    return {
        "event": "landing",
        "of": None,
        "rules": RULES_VERSION,
        "taken_at": written_time(landing.taken_at),
        "file": landing.file,
        "sha256": landing.sha256,
    }


def _is_late(landing: Landing, quarter: str | None, office: Office) -> bool:
    round_ = office.rounds.get(quarter or "")
    return round_ is not None and landing.taken_at >= round_.closes_at
