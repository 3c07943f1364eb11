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

from assets.home import Home, keep, sha256, written_time
from assets.intake import accepted, inbox, judging, notices, receipts
from assets.intake.accepted import AcceptedRows
from assets.intake.changes import changes_by
from assets.intake.inbox import FirstLook, Ignored, Landing
from assets.intake.past import Past
from assets.intake.submission import Submission, from_reading
from assets.intake.worker import ReadingWorker
from assets.ledger import ACCEPTED, Known, Ledger, Record
from assets.office import Office
from checks.contract import TABLES
from checks.findings import RULES_VERSION, finding

log = logging.getLogger("portefolje.intake")

FILES_AT_ONCE = 500
"""Files that are judged together: enough for speed, few enough for memory."""


@dataclass
class Taken:
    """What an intake came to."""

    landed: list[Record] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)

    def rounds(self, office: Office) -> list[str]:
        """The calendar's rounds whose facts changed: those that were reported for, and those that look back at them."""
        reported = {record["quarter"] for record in self.landed if record["verdict"] in ACCEPTED}
        return sorted({seen for quarter in reported for seen in office.rounds_that_see(quarter)})


def take_in(home: Home, office: Office, ledger: Ledger, arrivals: Mapping[str, datetime] | None = None) -> Taken:
    """Take every new file of the inbox.

    ``arrivals`` gives the times of a history, beside the home's own list where it has one.
    """
    times = inbox.read_arrivals(home.arrivals) if home.arrivals.is_file() else {}
    taken = Taken()
    with ledger.writing(), ReadingWorker(office.limits) as worker:
        office.snapshot(home)
        past = Past(Known.of(ledger.records), office, AcceptedRows(home))
        receipts.write_missing(home, office, ledger.records, worker)
        notices.write_missing(home, office, ledger.records)
        first = inbox.look(home, past.known.taken, times | dict(arrivals or {}))
        taken.ignored = first.ignored
        for start in range(0, len(first.found), FILES_AT_ONCE):
            some = replace(first, found=first.found[start : start + FILES_AT_ONCE])
            taken.landed += _take(home, ledger, past, worker, some)
    return taken


def _take(home: Home, ledger: Ledger, past: Past, worker: ReadingWorker, seen: FirstLook) -> Iterable[Record]:
    """Take some landings, in order. A file that is its sender's standing word already is not read.

    Files are read while they lie under observation: what has grown by then is left for the next intake. Erased bytes
    are kept again only where they must be read.
    """
    known, office = past.known, past.office

    def read(landing: Landing) -> dict[str, Any]:
        return worker.read(home.archive / landing.sha256, landing.suffix)

    kept: list[Landing] = []
    for landing in seen.found:
        stays_erased = landing.sha256 in known.erased and known.word_with(landing.folder, landing.sha256)
        if not stays_erased and inbox.archive(home, landing) is None:
            seen.ignored.append(Ignored(landing.file, "ble endret mens den ble lest; tas neste gang"))
        else:
            kept.append(landing)
    unread = [landing for landing in kept if not known.word_with(landing.folder, landing.sha256)]
    new = {landing.file: submission_of(landing, read(landing), office) for landing in unread}
    kept, growing = inbox.look_again(kept, seen.began)
    seen.ignored.extend(growing)
    try:
        judging.examine(list(new.values()), office)
    except Exception:  # one of them is at fault: found by examining each by itself, of rows that nobody has examined
        log.exception("%d files could not be examined together; each is examined by itself", len(new))
        new = {landing.file: examined(landing, read(landing), office) for landing in unread}
    for landing in kept:
        submission = new.get(landing.file)
        if submission is None and not known.word_with(landing.folder, landing.sha256):
            # It was the standing word until another file of this very intake replaced it.
            if inbox.archive(home, landing) is None:
                seen.ignored.append(Ignored(landing.file, "ble endret mens den ble lest; tas neste gang"))
                continue
            submission = examined(landing, read(landing), office)
        record, rows = judged(landing, submission, past)
        if rows is not None:
            keep(home.accepted, rows)
        record = ledger.append(record)
        known.apply(record)
        receipts.write(home, office, record, worker)
        log.info("%s: %s", landing.file, receipts.VERDICTS[record["verdict"]])
        yield record


def submission_of(landing: Landing, reading: Mapping[str, Any], office: Office) -> Submission:
    """What a reading says; that it could not be judged where our own code stumbles over it."""
    try:
        return from_reading(reading, office.vocabularies)
    except Exception:
        return _unjudged(landing)


def examined(landing: Landing, reading: Mapping[str, Any], office: Office) -> Submission:
    """The same, its rows held against the schemas."""
    submission = submission_of(landing, reading, office)
    try:
        judging.examine([submission], office)
    except Exception:
        return _unjudged(landing)
    return submission


def _unjudged(landing: Landing) -> Submission:
    """Stands for a submission that nobody foresaw; to be called where the exception is handled, which is logged."""
    log.exception("%s could not be judged; the fault is in this program and not the sender's", landing.file)
    return Submission(findings=[finding("could_not_be_judged")])


def judged(landing: Landing, submission: Submission | None, past: Past) -> tuple[Record, bytes | None]:
    """The record that a landing gets, its number aside, and the rows that are kept with it.

    ``submission`` is examined; it is not looked at when the landing is its sender's standing word already. One on which
    our own code breaks is rejected with that as its reason, so that it never stops the others. Raises OSError when what
    was accepted before cannot be read: that is no file's fault, and the file waits for a sound machine.
    """
    try:
        return _judged(landing, submission, past)
    except OSError:
        raise
    except Exception:
        return _judged(landing, _unjudged(landing), past)


def _judged(landing: Landing, submission: Submission | None, past: Past) -> tuple[Record, bytes | None]:
    office = past.office
    if standing := past.known.word_with(landing.folder, landing.sha256):
        return _duplicate(landing, standing, past), None
    if submission is None:
        raise ValueError(f"{landing.file} is new and has not been read")
    judgement = judging.decide(submission, folder=landing.folder, past=past, taken_at=landing.taken_at)
    rows = accepted.object_of(judgement.standing_rows)
    return {
        **_landing(landing, office),
        "organisation": judgement.organisation,
        "quarter": judgement.quarter,
        "kind": judgement.kind,
        "verdict": judgement.verdict,
        **_deadline(landing, judgement.quarter, office),
        "measures": judgement.measures,
        "names": judgement.names(),
        "rows": judgement.counts(),
        "findings": [found.as_dict() for found in judgement.findings],
        "changes": changes_by(judgement, past),
        "tables": [key for key in TABLES if key in judgement.submission.tables],
        "identities": judgement.identities(),
        "accepted": sha256(rows) if rows else None,
    }, rows


def _duplicate(landing: Landing, of: Record, past: Past) -> Record:
    office = past.office
    by = past.known.erased.get(landing.sha256)
    none = {"read": 0, "accepted": 0, "refused": 0, "held": 0}
    return {
        **_landing(landing, office),
        "of": of["sequence"],
        "organisation": of["organisation"],
        "quarter": of["quarter"],
        "kind": of["kind"],
        "verdict": "duplicate",
        **_deadline(landing, of["quarter"], office),
        "measures": {"accepted": [], "refused": [], "held": []},
        "names": of["names"],
        "rows": {key: dict(none) for key in TABLES},
        "findings": of["findings"],  # they stand as the file does
        "changes": None,
        "tables": [],
        "identities": {},
        "accepted": None,
        **({"erased_by": by["sequence"]} if by else {}),  # the bytes were erased, and are not kept again
    }


def _landing(landing: Landing, office: Office) -> Record:
    return {
        "event": "landing",
        "of": None,
        "rules": RULES_VERSION,
        "office": office.state,
        "taken_at": written_time(landing.taken_at),
        "file": landing.file,
        "sha256": landing.sha256,
    }


def _deadline(landing: Landing, quarter: str | None, office: Office) -> dict[str, Any]:
    round_ = office.rounds.get(quarter or "")
    if round_ is None:
        return {"cut_off": None, "late": False}
    return {"cut_off": round_.cut_off.isoformat(), "late": landing.taken_at >= round_.closes_at}
