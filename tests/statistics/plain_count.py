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
    for one in tables["indicators"]:
        counted |= _indicator(one, tables["indicators"])
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
    numbers |= _answers(tables, active, answers) | _ages(tables, active)
    numbers |= _counterparts(tables, waiting) | _costs_by_solution(tables)
    for one in tables["costs"]:
        key = f"costs.internal.{one['year']}" if one["covered_by_owner"] else f"costs.{one['year']}"
        numbers[key] = numbers.get(key, Decimal(0)) + one["amount_mnok"]
    return numbers


def _answers(tables: dict[str, list[Row]], active: list[Row], sdgs: list[Row]) -> dict[str, int]:
    silent = _not_reported(tables)
    risky = [one for one in active if one["segment"] in ASKED_FOR_RISK]
    return {
        "answers.status.required": len(active) + len(silent),
        "answers.status.given": sum(one["status"] is not None for one in active),
        "answers.risk.required": len(risky) + sum(one["segment"] in ASKED_FOR_RISK for one in silent),
        "answers.risk.given": sum(one["risk"] is not None for one in risky),
        "answers.goal.required": len(active) + len(silent),
        "answers.goal.given": sum(one["main_goal"] is not None for one in active),
        "answers.sdg.required": len(active) + len(silent),
        "answers.sdg.given": len({one["measure_id"] for one in sdgs}),
    }


def _ages(tables: dict[str, list[Row]], active: list[Row]) -> dict[str, int]:
    cut_off = next((one["cut_off"] for one in tables["rounds"] if one["rounds_back"] == 0), None)
    taken_on = {one["sequence"]: one["taken_on"] for one in tables["submissions"]}
    ages = {}
    for what, rows in (("measures", active), ("costs", tables["costs"])):
        days = [max((cut_off - taken_on[one["sequence"]]).days, 0) for one in rows]
        if days:
            ages |= {f"age.{what}.oldest": max(days), f"age.{what}.newest": min(days)}
    return ages


def _slug(text: str) -> str:
    """A plain text as a piece of a key, for the texts that tests use."""
    plain = text.casefold().replace("å", "a").replace("ø", "o").replace("æ", "ae")
    return "-".join(plain.replace("-", " ").split())


def _counterparts(tables: dict[str, list[Row]], waiting: list[Row]) -> Counter[str]:
    codes = {
        name.casefold(): one["code"]
        for one in tables["organisations"]
        for name in (one["code"], one.get("name"))
        if name
    }
    counted: Counter[str] = Counter()
    for one in waiting:
        named = (one.get("counterpart") or "").casefold()
        if one.get("counterpart_measure_id"):
            who = "measure." + _slug(one["counterpart_measure_id"])
        elif named in codes:
            who = "organisation." + _slug(codes[named])
        elif named and "(" not in named and "/" not in named:
            who = "other." + _slug(named)
        elif named:
            continue  # a text with more than letters has a piece of its hash in its key
        else:
            who = "other.-"
        counted.update([f"dependencies.counterpart.{who}", f"dependencies.counterpart.{who}.{one['status']}"])
    return counted


def _costs_by_solution(tables: dict[str, list[Row]]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}

    def add(key: str, amount: Decimal) -> None:
        sums[key] = sums.get(key, Decimal(0)) + amount

    for name, sign in (("costs", 1), ("earlier_costs", -1)):
        for one in tables[name]:
            line = f"solution.{_slug(one['solution']) if one.get('solution') else '-'}.{one['year']}"
            inside = "internal." if one["covered_by_owner"] else ""
            if sign > 0:
                add(f"costs.{inside}{line}", one["amount_mnok"])
            elif not inside:
                add(f"costs.last_year.{line}", one["amount_mnok"])
                add(f"costs.last_year.{one['year']}", one["amount_mnok"])
            if tables["earlier_costs"] and not inside:
                add(f"costs.difference.{line}", sign * one["amount_mnok"])
                add(f"costs.difference.{one['year']}", sign * one["amount_mnok"])
    return sums


def _indicator(one: Row, others: list[Row]) -> dict[str, Decimal]:
    key = f"{_slug(one['indicator'])}.{one['year']}"
    before = [
        other["value"]
        for other in others
        if (other["indicator"], other["year"] + 1) == (one["indicator"], one["year"]) and other["value"] is not None
    ]
    numbers = {f"indicators.{key}": one["value"], f"indicators.target.{key}": one["target"]}
    if before and one["value"] is not None:
        numbers[f"indicators.difference.{key}"] = one["value"] - before[0]
    return {key: value for key, value in numbers.items() if value is not None}


def _of_previous_and_both(tables: dict[str, list[Row]]) -> dict[str, Any]:
    quarters = [one["quarter"] for one in tables["rounds"] if one["rounds_back"] == 1]
    now = {one["measure_id"]: one for one in tables["measures"]}
    before = {one["measure_id"]: one for one in tables["earlier_measures"] if one["round"] in quarters}
    ever = {one["measure_id"] for one in tables["earlier_measures"]}
    was_active = [one for one in before.values() if one["lifecycle"] == "active"]
    was_risky = [one for one in was_active if one["segment"] in ASKED_FOR_RISK]
    changes = Counter(_change(now.get(one), before.get(one)) for one in now.keys() | before.keys())
    moved = Counter(
        (change, (now[one] if change in ("improved", "worsened", "same", "entered") else before[one])["status"])
        for one in now.keys() | before.keys()
        if (change := _change(now.get(one), before.get(one)))
    )
    moves = Counter(
        move
        for one, report in now.items()
        for move in _moves(report["lifecycle"], before[one]["lifecycle"] if one in before else None, one in ever)
    )
    return (
        {f"status.before.{one}": sum(m["status"] == one for m in was_active) for one in COLOURS}
        | {f"risk.before.{one}": sum(m["risk"] == one for m in was_risky) for one in COLOURS}
        | {f"status.change.{one}": changes[one] for one in CHANGES}
        | {f"status.moved.{one}.{colour}": moved[one, colour] for one in CHANGES for colour in COLOURS}
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
    return {
        "coverage.expected": len(expected),
        "coverage.submitted": sum(one["state"] in ("submitted", "nothing_to_report") for one in expected),
        "coverage.nothing_to_report": sum(one["state"] == "nothing_to_report" for one in expected),
        "coverage.late": sum(one["is_late"] is True for one in expected),
        "measures.not_reported": len(_not_reported(tables)),
    }


def _not_reported(tables: dict[str, list[Row]]) -> list[Row]:
    """The last report of each measure that was active in it and of which an expected owner says nothing now."""
    awaited = {one["code"] for one in tables["organisations"] if one["is_expected"]}
    owners = {one["measure_id"]: one["owner"] for one in tables["owners"]}
    reported = {one["measure_id"] for one in tables["measures"]}
    latest = {one["measure_id"]: one for one in sorted(tables["earlier_measures"], key=lambda one: one["round"])}
    return [
        one
        for measure, one in latest.items()
        if one["lifecycle"] == "active" and measure not in reported and owners[measure] in awaited
    ]
