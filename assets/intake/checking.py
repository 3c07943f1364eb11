"""Checking a file before it is sent: the verdict and the receipt that handing it in would give, and nothing is changed.

The judging is that of ``assets.intake.taking``; only what makes a landing permanent is left out here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from assets.home import Home
from assets.intake import inbox
from assets.intake.accepted import AcceptedRows
from assets.intake.inbox import Landing
from assets.intake.past import Past
from assets.intake.submission import Submission
from assets.intake.taking import examined, judged
from assets.intake.worker import ReadingWorker
from assets.ledger import Known, Ledger, Record
from assets.office import Office, Organisation, Round
from checks.contract import Quarter
from checks.findings import RULES

_OF_A_LANDING_ALONE = ("sequence", "previous", "taken_at")


class NotASubmissionError(Exception):
    """The intake would leave the file alone; the message says why, in Norwegian."""


def check(file: Path, organisation: str, home: Home, office: Office) -> Record:
    """What handing the file in now would give, but for sequence and time. Raises NotASubmissionError."""
    past = Past(Known.of(Ledger(home.ledger).records), office, AcceptedRows(home))
    return _checked(_landing(file, organisation, home.clock.now()), past)


def check_alone(file: Path, organisation: str, now: datetime) -> Record:
    """The same of a file without a portfolio: by the shipped vocabularies, whatever the sender and the round.

    The record names the rules that could not be judged, under ``not_judged``. Raises NotASubmissionError.
    """
    landing = _landing(file, organisation, now)
    sender = Organisation(landing.folder, landing.folder, "", "")
    office = Office(rounds={}, organisations={landing.folder: sender})
    record = _checked(landing, Past(Known(), office, is_alone=True))
    not_judged = [rule.id for rule in RULES.values() if rule.asks]
    return record | {"cut_off": None, "late": False, "not_judged": not_judged}


def _checked(landing: Landing, past: Past) -> Record:
    submission = None
    if not past.known.word_with(landing.folder, landing.sha256):
        with ReadingWorker(past.office.limits) as worker:
            submission = examined(landing, worker.read(landing.path, landing.suffix), past.office)
        if past.is_alone:
            past = replace(past, office=replace(past.office, rounds=_as_if_open(submission)))
    record, _ = judged(landing, submission, past)
    return {key: value for key, value in record.items() if key not in _OF_A_LANDING_ALONE}


def _landing(file: Path, organisation: str, now: datetime) -> Landing:
    if why := inbox.why_none(file) or ("mappe, ikke en fil" if file.is_dir() else None):
        raise NotASubmissionError(f"{file.name}: {why}")
    size, digest = inbox.hashed(file)
    return Landing(file, f"{organisation}/{inbox.written(Path(file.name))}", digest, size, now)


def _as_if_open(submission: Submission) -> dict[str, Round]:
    """A calendar of the submission's own quarter, open for ever; empty when it names none."""
    try:
        quarter = Quarter.parse(submission.field_value("quarter") or "")
    except ValueError:
        return {}
    last_day = quarter.shifted(1).first_day - timedelta(days=1)
    return {str(quarter): Round(str(quarter), last_day, "", None, is_opened=True)}
