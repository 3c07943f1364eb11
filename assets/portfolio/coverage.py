"""Who has said what in a round: each organisation's state, newest file and counts, from the ledger alone.

Serves the command ``status``, the table ``organisations`` and the coverage figures; the rows behind a word are
``assets.portfolio.facts``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from assets.ledger import Known, Record
from assets.office import Office

State = Literal["submitted", "nothing_to_report", "waiting", "missing"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One organisation in one round. ``word`` is its newest accepted submission, ``newest`` its newest file."""

    code: str
    name: str
    is_expected: bool
    state: State
    word: Record | None
    newest: Record | None
    measures: int

    @property
    def is_late(self) -> bool | None:
        return self.word["late"] if self.word else None

    def as_dict(self) -> dict[str, Any]:
        """The shape of ``portefolje status --json``."""
        findings = self.newest["findings"] if self.newest else []
        return {
            "code": self.code,
            "name": self.name,
            "expected": self.is_expected,
            "state": self.state,
            "late": bool(self.is_late),
            "measures": self.measures,
            "errors": sum(found["severity"] == "error" for found in findings),
            "remarks": sum(found["severity"] == "remark" for found in findings),
            "last_verdict": self.newest["verdict"] if self.newest else None,
            "taken_at": self.newest["taken_at"] if self.newest else None,
        }


def coverage(known: Known, office: Office, quarter: str) -> list[Coverage]:
    """Every organisation that is expected in the round or has handed something in for it, by code."""
    handed_in = {organisation for organisation, reported in known.landings if reported == quarter}
    expected = {organisation.code for organisation in office.expected(quarter)}
    return [_of(code, known, office, quarter, code in expected) for code in sorted(expected | handed_in)]


def _of(code: str, known: Known, office: Office, quarter: str, is_expected: bool) -> Coverage:
    word = known.latest_word(code, quarter)
    landings = [known.records[sequence] for sequence in known.landings.get((code, quarter), [])]
    state: State = "missing"
    if word is not None:
        state = "nothing_to_report" if word["kind"] == "nothing_to_report" else "submitted"
    elif any(record["verdict"] == "waiting" for record in landings):
        state = "waiting"
    return Coverage(
        code=code,
        name=office.organisations[code].name if code in office.organisations else code,
        is_expected=is_expected,
        state=state,
        word=word,
        newest=landings[-1] if landings else None,
        measures=len(known.standing(code, quarter).measures),
    )
