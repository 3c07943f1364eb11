"""The office's word on a submission, for the commands ``release`` and ``withdraw``: said, or only tried out.

Without Dagster: a decision is a ledger record and a notice. Which rounds are to be built again is told, not done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assets import office
from assets.home import Home
from assets.intake import decisions, notices
from assets.ledger import Known, Ledger, Record
from assets.office import Office

Decision = Callable[[Known, Office], Record]


def releasing(home: Home, sequence: int) -> Decision:
    """Letting a submission in. What it returns raises DecisionError."""
    return lambda known, read: decisions.release(known, read, sequence, home.clock.now())


def withdrawing(home: Home, sequence: int, why: str) -> Decision:
    """Taking a submission out. What it returns raises DecisionError."""
    return lambda known, _: decisions.withdrawal(known, sequence, why, home.clock.now())


def decide(home: Home, decision: Decision) -> dict[str, Any]:
    """Enter a decision into the ledger and tell the sender: ``record``, ``notice``, ``rounds`` whose facts changed."""
    from assets.as_known import moves
    from assets.intake.accepted import AcceptedRows

    read, ledger = office.load(home.office), Ledger(home.ledger)
    with ledger.writing():
        before = Known.of(ledger.records)
        record = ledger.append(decision(before, read) | {"office": read.snapshot(home)})
        after = Known.of(ledger.records)
        written = notices.write(home, read, ledger.records)
    return {
        "record": record,
        "notice": str(written),
        "rounds": list(moves(before, after, read, AcceptedRows(home), record["quarter"])),
        "of_others": decisions.of_others(before, read, record),
    }


def try_out(home: Home, decision: Decision) -> dict[str, Any]:
    """What the decision would move, with nothing written: ``rounds``, each with the ``changes`` of its numbers."""
    from assets.as_known import moves
    from assets.intake.accepted import AcceptedRows

    read, ledger = office.load(home.office), Ledger(home.ledger)
    before = Known.of(ledger.records)
    record = {"sequence": len(ledger.records) + 1, **decision(before, read)}
    after = Known.of([*ledger.records, record])
    moved = moves(before, after, read, AcceptedRows(home), record["quarter"])
    return {
        "rounds": [{"round": seen, "changes": [one.as_dict() for one in found]} for seen, found in moved.items()],
        "of_others": decisions.of_others(before, read, record),
    }


def shown(tried: dict[str, Any]) -> str:
    """What would move, for a terminal."""
    lines = warnings(tried)
    if not any(one["changes"] for one in tried["rounds"]):
        lines.append("No number of any round would move.")
    for one in tried["rounds"]:
        if one["changes"]:
            count = len(one["changes"])
            lines += ["", f"Round {one['round']}: {count} {'number' if count == 1 else 'numbers'} would move", ""]
            width = max(len(change["key"]) for change in one["changes"])
            lines += [
                f"  {change['key']:{width}}  {_value(change['old'])} -> {_value(change['new'])}"
                for change in one["changes"]
            ]
    return "\n".join(lines).strip("\n")


def warnings(decided: dict[str, Any]) -> list[str]:
    """What the office should know of a decision beside the numbers, for a terminal."""
    return [
        f"Note: {measure} is reported by {owner} by now; see office/measures.csv"
        for measure, owner in decided["of_others"].items()
    ]


def _value(value: Any) -> str:
    return "none" if value is None else str(value)
