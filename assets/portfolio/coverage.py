"""Who has said what in a round: each organisation's state, newest file and counts, from the ledger alone.

Serves the command ``status``, the table ``organisations`` and the coverage figures; the rows behind a word are
``assets.portfolio.facts``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from assets.ledger import Known, Record
from assets.office import Office

State = Literal["submitted", "nothing_to_report", "waiting", "missing"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One organisation in one round. ``word`` is its newest submission that counts, ``newest`` its newest file."""

    code: str
    name: str
    is_expected: bool
    state: State
    word: Record | None
    newest: Record | None
    measures: int
    waiting: tuple[int, ...]
    """Sequences of the submissions that wait for the office."""
    withdrawn: tuple[int, ...]
    """Sequences of the submissions that the office has withdrawn."""

    @property
    def is_late(self) -> bool | None:
        return self.word["late"] if self.word else None

    def count(self, severity: str) -> int:
        """Findings of the newest file."""
        return sum(found["severity"] == severity for found in self.newest["findings"]) if self.newest else 0

    def age_days(self, now: datetime) -> int | None:
        """Whole days since the newest file was taken."""
        return (now - datetime.fromisoformat(self.newest["taken_at"])).days if self.newest else None

    def as_dict(self, now: datetime) -> dict[str, Any]:
        """The shape of ``portefolje status --json``."""
        return {
            "code": self.code,
            "name": self.name,
            "expected": self.is_expected,
            "state": self.state,
            "late": bool(self.is_late),
            "measures": self.measures,
            "errors": self.count("error"),
            "remarks": self.count("remark"),
            "last_verdict": self.newest["verdict"] if self.newest else None,
            "last_sequence": self.newest["sequence"] if self.newest else None,
            "taken_at": self.newest["taken_at"] if self.newest else None,
            "age_days": self.age_days(now),
            "waiting": list(self.waiting),
            "withdrawn": list(self.withdrawn),
        }


def coverage(known: Known, office: Office, quarter: str) -> list[Coverage]:
    """Every organisation that is expected in the round or has handed something in for it, by code."""
    handed_in = {organisation for organisation, reported in known.landings if reported == quarter}
    expected = {organisation.code for organisation in office.expected(quarter)}
    return [_of(code, known, office, quarter, code in expected) for code in sorted(expected | handed_in)]


def waiting_elsewhere(known: Known, quarter: str) -> list[Record]:
    """The submissions that wait for other quarters, in the ledger's order."""
    return [one for one in known.records.values() if one["verdict"] == "waiting" and one["quarter"] != quarter]


def _of(code: str, known: Known, office: Office, quarter: str, is_expected: bool) -> Coverage:
    word = known.latest_word(code, quarter)
    landings = [known.records[sequence] for sequence in known.landings.get((code, quarter), [])]
    waiting = tuple(record["sequence"] for record in landings if record["verdict"] == "waiting")
    state: State = "missing"
    if word is not None:
        state = "nothing_to_report" if word["kind"] == "nothing_to_report" else "submitted"
    elif waiting:
        state = "waiting"
    return Coverage(
        code=code,
        name=office.name_of(code),
        is_expected=is_expected,
        state=state,
        word=word,
        newest=landings[-1] if landings else None,
        measures=len(known.standing(code, quarter).measures),
        waiting=waiting,
        withdrawn=tuple(
            one["sequence"]
            for one in landings
            if one["sequence"] in known.withdrawals and one["sequence"] not in waiting
        ),
    )
