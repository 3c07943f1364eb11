"""The office's word on a submission: letting one in that waits or was withdrawn, and withdrawing one that counts.

Makes the ledger records; what they do to the facts is ``assets.ledger``, what the sender is told is
``assets.intake.notices``. Nothing is judged again: a release says what the landing would have had, had its round been
open.
"""

from __future__ import annotations

from datetime import datetime

from assets.home import written_time
from assets.ledger import Known, Record
from assets.office import Office
from checks.contract import TABLES


class DecisionError(Exception):
    """The submission is in no state for this; the message says in which, and the way out."""


class UnknownSubmissionError(DecisionError):
    """The ledger has no submission under the number."""


def release(known: Known, office: Office, sequence: int, at: datetime) -> Record:
    """The record, still without its number, that lets a submission count. Raises DecisionError."""
    landing = _submission(known, sequence)
    if known.counts(sequence):
        raise DecisionError(f"submission {sequence} counts already")
    if landing["verdict"] == "waiting":
        said = _let_in(landing)
    elif sequence in known.withdrawals:
        said = {key: landing[key] for key in ("verdict", "measures", "rows", "findings")}
    else:
        raise DecisionError(
            f"submission {sequence} has the verdict {landing['verdict']}; "
            "only one that waits or was withdrawn can be released"
        )
    round_ = office.rounds.get(landing["quarter"])
    if round_ is None:
        raise DecisionError(
            f"submission {sequence} is for {landing['quarter']}, which the calendar lacks; "
            "add the round to office/rounds.csv, then release it"
        )
    late = datetime.fromisoformat(landing["taken_at"]) >= round_.closes_at
    return landing | said | {"event": "release", "of": sequence, "taken_at": written_time(at), "late": late}


def withdrawal(known: Known, sequence: int, why: str, at: datetime) -> Record:
    """The record, still without its number, that takes a submission out of the facts. Raises DecisionError."""
    landing = _submission(known, sequence)
    if not known.counts(sequence):
        if sequence in known.withdrawals:
            state = f"was withdrawn already, by record {known.withdrawals[sequence]['sequence']}"
        else:
            state = f"has the verdict {landing['verdict']}"
        raise DecisionError(f"submission {sequence} {state}; only one that counts can be withdrawn")
    return landing | {
        "event": "withdrawal",
        "of": sequence,
        "why": why,
        "taken_at": written_time(at),
        "verdict": None,
        "measures": {"accepted": [], "refused": [], "held": []},
        "rows": {key: {"read": 0, "accepted": 0, "refused": 0, "held": 0} for key in TABLES},
        "findings": [],
        "changes": None,
        "tables": [],
        "identities": {},
        "accepted": None,
    }


def of_others(known: Known, office: Office, record: Record) -> dict[str, str]:
    """The measures that a release brings and somebody else reports by now, with who does: nothing is judged again."""
    owners = {one: known.owner(one, record["quarter"], office.transfers) for one in record["measures"]["accepted"]}
    return {one: owner for one, owner in owners.items() if owner is not None and owner != record["organisation"]}


def _submission(known: Known, sequence: int) -> Record:
    """The landing without what the ledger will say of the new record itself."""
    if sequence not in known.records:
        raise UnknownSubmissionError(
            f"the ledger has no submission {sequence}; each is named by the number of its receipt, "
            "and portefolje status ROUND lists those that wait"
        )
    return {key: value for key, value in known.records[sequence].items() if key not in ("sequence", "previous")}


def _let_in(landing: Record) -> Record:
    """Verdict, measures, rows and findings of a waiting file, had its round been open when it came."""
    findings = [found for found in landing["findings"] if found["rule"] != "quarter_not_open"]
    if any(found["severity"] == "error" for found in findings):
        verdict = "partly_accepted"
    else:
        verdict = "accepted_with_remarks" if findings else "accepted"
    measures = landing["measures"]
    return {
        "verdict": verdict,
        "measures": {"accepted": measures["held"], "refused": measures["refused"], "held": []},
        "rows": {key: rows | {"accepted": rows["held"], "held": 0} for key, rows in landing["rows"].items()},
        "findings": findings,
    }
