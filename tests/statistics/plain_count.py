"""The contract's numbers counted a second time: plain Python over rows, written from the contract and not from the SQL.

It shares no code with the statistics, so that where the two agree neither is likely to be wrong.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

Row = dict[str, Any]

COLOURS = ("green", "yellow", "red")
SEGMENTS = ("joint", "coordinated", "other")
ASKED_FOR_RISK = ("joint", "coordinated")
CATEGORIES = ("national_solution", "measure", "regulation", "financing", "supplier", "standard", "capacity")
GOALS = ("1", "2", "3", "4", "5")
UN_GOALS = ("3", "9", "10", "17")
CHANGES = ("improved", "worsened", "same", "entered", "left", "not_reported")
MOVES = ("new", "started", "finished", "finished_was_paused", "resumed", "cancelled")


def plain_count(tables: dict[str, list[Row]]) -> dict[str, Decimal | None]:
    """Every key of the contract's numbers.csv for one round; None where a number is absent."""
    this_round = _this_round(tables)
    previous = _of_previous_and_both(tables)
    if not any(one["sequence"] is not None for one in tables["organisations"]):
        this_round = dict.fromkeys(this_round)
        previous = {key: value if ".before." in key else None for key, value in previous.items()}
    heard_from = {one["rounds_back"] for one in tables["rounds"] if one["has_reports"]}
    if 1 not in heard_from:
        new = (
            previous["lifecycle.new"]
            if heard_from - {0} and any(one["rounds_back"] == 1 for one in tables["rounds"])
            else None
        )
        previous = dict.fromkeys(previous) | {"lifecycle.new": new}
    counted = {**this_round, **previous, **_coverage(tables)}
    return {key: None if value is None else Decimal(value) for key, value in counted.items()}


def _this_round(tables: dict[str, list[Row]]) -> dict[str, Any]:
    active = [one for one in tables["measures"] if one["lifecycle"] == "active"]
    ids = {one["measure_id"] for one in active}
    waiting = [one for one in tables["dependencies"] if one["measure_id"] in ids]
    answers = [one for one in tables["sdgs"] if one["measure_id"] in ids]
    risky = [one for one in active if one["segment"] in ASKED_FOR_RISK]
    numbers: dict[str, Any] = {
        "measures.active": len(active),
        "budget.joint": sum((one["budget_mnok"] for one in active if one["segment"] == "joint"), Decimal(0)),
        "dependencies.total": len(waiting),
        "dependencies.high.red": sum(one["criticality"] == "high" and one["status"] == "red" for one in waiting),
        "dependencies.medium.red": sum(one["criticality"] == "medium" and one["status"] == "red" for one in waiting),
        "sdg.answered": len({one["measure_id"] for one in answers}),
        "lifecycle.paused": sum(one["lifecycle"] == "paused" for one in tables["measures"]),
    }
    numbers |= {f"measures.active.{one}": sum(m["segment"] == one for m in active) for one in SEGMENTS}
    numbers |= {f"status.now.{one}": sum(m["status"] == one for m in active) for one in COLOURS}
    numbers |= {f"risk.now.{one}": sum(m["risk"] == one for m in risky) for one in COLOURS}
    numbers |= {f"goals.main.{one}": sum(m["main_goal"] == one for m in active) for one in GOALS}
    numbers |= {f"sdg.{one}": len({a["measure_id"] for a in answers if a["sdg"] == one}) for one in UN_GOALS}
    numbers |= {f"roadmap.goal.{one}": sum(a["goal"] == one for a in tables["roadmap"]) for one in GOALS}
    stands = Counter((one["category"], one["status"]) for one in waiting)
    numbers |= {f"dependencies.{kind}.{one}": stands[kind, one] for kind in CATEGORIES for one in COLOURS}
    for one in tables["costs"]:
        key = f"costs.internal.{one['year']}" if one["covered_by_owner"] else f"costs.{one['year']}"
        numbers[key] = numbers.get(key, Decimal(0)) + one["amount_mnok"]
    return numbers


def _of_previous_and_both(tables: dict[str, list[Row]]) -> dict[str, Any]:
    quarters = [one["quarter"] for one in tables["rounds"] if one["rounds_back"] == 1]
    now = {one["measure_id"]: one for one in tables["measures"]}
    before = {one["measure_id"]: one for one in tables["earlier_measures"] if one["round"] in quarters}
    ever = {one["measure_id"] for one in tables["earlier_measures"]}
    was_active = [one for one in before.values() if one["lifecycle"] == "active"]
    was_risky = [one for one in was_active if one["segment"] in ASKED_FOR_RISK]
    changes = Counter(_change(now.get(one), before.get(one)) for one in now.keys() | before.keys())
    moves = Counter(
        move
        for one, report in now.items()
        for move in _moves(report["lifecycle"], before[one]["lifecycle"] if one in before else None, one in ever)
    )
    return (
        {f"status.before.{one}": sum(m["status"] == one for m in was_active) for one in COLOURS}
        | {f"risk.before.{one}": sum(m["risk"] == one for m in was_risky) for one in COLOURS}
        | {f"status.change.{one}": changes[one] for one in CHANGES}
        | {f"lifecycle.{one}": moves[one] for one in MOVES}
    )


def _change(now: Row | None, before: Row | None) -> str | None:
    is_active = now is not None and now["lifecycle"] == "active"
    was_active = before is not None and before["lifecycle"] == "active"
    if now is not None and before is not None and is_active and was_active:
        worse = COLOURS.index(now["status"]) - COLOURS.index(before["status"])
        return "worsened" if worse > 0 else "improved" if worse < 0 else "same"
    if is_active:
        return "entered"
    if was_active:
        return "not_reported" if now is None else "left"
    return None


def _moves(now: str, before: str | None, was_ever_reported: bool) -> list[str]:
    if now == "active":
        moves = {"planned": ["started"], "paused": ["resumed"]}.get(before or "", [])
        return moves if was_ever_reported else ["new", *moves]
    if now in ("finished", "cancelled") and before != now:
        return [now, "finished_was_paused"] if (now, before) == ("finished", "paused") else [now]
    return []


def _coverage(tables: dict[str, list[Row]]) -> dict[str, int]:
    expected = [one for one in tables["organisations"] if one["is_expected"]]
    awaited = {one["code"] for one in expected}
    owners = {one["measure_id"]: one["owner"] for one in tables["owners"]}
    reported = {one["measure_id"] for one in tables["measures"]}
    latest: dict[str, Row] = {}
    for one in sorted(tables["earlier_measures"], key=lambda one: one["round"]):
        latest[one["measure_id"]] = one
    return {
        "coverage.expected": len(expected),
        "coverage.submitted": sum(one["state"] in ("submitted", "nothing_to_report") for one in expected),
        "coverage.nothing_to_report": sum(one["state"] == "nothing_to_report" for one in expected),
        "coverage.late": sum(one["is_late"] is True for one in expected),
        "measures.not_reported": sum(
            one["lifecycle"] == "active" and measure not in reported and owners[measure] in awaited
            for measure, one in latest.items()
        ),
    }
