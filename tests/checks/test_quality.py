"""Quality remarks: each question at the edge where it begins to be asked, by rows written by hand."""

from datetime import date
from decimal import Decimal

import pytest

from checks.findings import QUALITY, RULES
from checks.quality import Background, months_later, remarks

MEASURE = {"measure_id": "A", "lifecycle": "active", "status": "green"}
DEPENDENCY = {"measure_id": "A", "dependency_id": "1", "description": "Drift", "status": "green", "criticality": "high"}


def asked(measure=None, dependency=None, earlier=(), counterparts=None, as_of=date(2023, 6, 30)):
    """Rule and column of each remark on one measure and, where given, one dependency of it."""
    tables = {"measures": [MEASURE | (measure or {})]}
    if dependency is not None:
        tables["dependencies"] = [DEPENDENCY | dependency]
    before = [{"A": MEASURE | report} if report is not None else {} for report in earlier]
    background = Background("2023-Q2", as_of, before, counterparts or {})
    return [(remark.rule, remark.column) for remark in remarks(tables, background)]


def test_nothing_is_asked_about_a_plain_report():
    assert asked({}, {}, earlier=[{}]) == []


@pytest.mark.parametrize(
    ("measure", "dependency", "is_asked"),
    [
        ({}, {"status": "red"}, True),
        ({"status": "yellow"}, {"status": "red"}, False),
        ({}, {"status": "yellow"}, False),
        ({}, {"status": "red", "criticality": "medium"}, False),
    ],
)
def test_green_beside_a_red_dependency_of_high_criticality_is_asked_about(measure, dependency, is_asked):
    assert (("green_with_red_dependency", "status") in asked(measure, dependency)) == is_asked


@pytest.mark.parametrize(
    ("financed", "ends", "rules"),
    [
        (date(2024, 1, 1), None, []),
        (date(2023, 12, 31), None, ["financing_ends_soon"]),
        (date(2023, 12, 31), date(2023, 12, 31), ["financing_ends_soon"]),
        (date(2025, 1, 1), date(2025, 1, 2), ["financing_ends_first"]),
        (date(2023, 9, 1), date(2024, 9, 1), ["financing_ends_first"]),
        (None, date(2024, 9, 1), []),
    ],
)
def test_financing_that_ends_before_the_measure_or_within_two_quarters_is_asked_about(financed, ends, rules):
    found = asked({"financed_until": financed, "current_end_date": ends})
    assert found == [(rule, "financed_until") for rule in rules]


@pytest.mark.parametrize(("now", "is_asked"), [(date(2024, 3, 31), False), (date(2024, 4, 1), True)])
def test_an_end_date_moved_by_more_than_a_quarter_is_asked_about(now, is_asked):
    found = asked({"original_end_date": date(2023, 12, 31), "current_end_date": now})
    assert (found == [("end_date_moved", "current_end_date")]) == is_asked


@pytest.mark.parametrize(
    ("due", "status", "is_asked"),
    [
        (date(2023, 6, 29), "yellow", True),
        (date(2023, 6, 30), "yellow", False),
        (date(2023, 6, 29), "green", False),
    ],
)
def test_a_due_date_that_has_passed_is_asked_about_unless_the_dependency_is_green(due, status, is_asked):
    assert (("due_date_passed", "due_date") in asked({}, {"due_date": due, "status": status})) == is_asked


@pytest.mark.parametrize(
    ("earlier", "is_asked"),
    [
        ([{}, {}, {}], True),
        ([{}, {}], False),
        ([{}, None, {}], False),
        ([{}, {}, {"status": "yellow"}], False),
        ([{}, {}, {"lifecycle": "paused"}], False),
    ],
)
def test_the_same_colour_in_four_rounds_running_is_asked_about(earlier, is_asked):
    assert (("same_colour_for_long", "status") in asked({}, earlier=earlier)) == is_asked


def test_a_reason_repeated_word_for_word_is_asked_about_whatever_its_case_and_blanks():
    now, before = {"status": "yellow", "status_reason": "Få  folk"}, {"status": "yellow", "status_reason": "få folk"}
    assert asked(now, earlier=[before]) == [("same_reason_again", "status_reason")]
    assert asked(now, earlier=[{"status": "yellow", "status_reason": "Få folk i mai"}]) == []


def test_red_again_needs_a_new_reason_and_a_comma_is_none():
    before = {"risk": "red", "risk_reason": "Ingen avtale ennå."}
    assert asked({"risk": "red", "risk_reason": "Ingen avtale, ennå"}, earlier=[before]) == [
        ("red_without_new_reason", "risk_reason")
    ]
    assert asked({"risk": "red", "risk_reason": "Avtalen er sagt opp."}, earlier=[before]) == []


@pytest.mark.parametrize(
    ("before", "now", "is_asked"),
    [("10", "15", False), ("10", "15.01", True), ("10", "5", False), ("10", "4.99", True), ("0", "1", True)],
)
def test_a_budget_changed_by_more_than_half_is_asked_about(before, now, is_asked):
    found = asked({"budget_mnok": Decimal(now)}, earlier=[{"budget_mnok": Decimal(before)}])
    assert (found == [("budget_changed_much", "budget_mnok")]) == is_asked


@pytest.mark.parametrize(
    ("counterparts", "rules"),
    [
        ({}, []),
        ({"B": None}, ["counterpart_silent"]),
        ({"B": {"current_end_date": date(2023, 9, 1)}}, []),
        ({"B": {"current_end_date": date(2023, 9, 2)}}, ["counterpart_ends_late"]),
        ({"B": {"original_end_date": date(2023, 9, 2)}}, ["counterpart_ends_late"]),
        ({"B": {}}, []),
    ],
)
def test_a_measure_waited_for_must_be_reported_and_done_in_time(counterparts, rules):
    found = asked({}, {"counterpart_measure_id": "B", "due_date": date(2023, 9, 1)}, counterparts=counterparts)
    assert [rule for rule, _ in found] == rules


@pytest.mark.parametrize("lifecycle", ["planned", "paused", "finished", "cancelled"])
def test_only_active_measures_are_asked_about_their_state(lifecycle):
    changed = {"lifecycle": lifecycle, "financed_until": date(2023, 7, 1)}
    assert asked(changed, {"status": "red", "due_date": date(2023, 1, 1)}) == []


def test_unfinished_text_and_dates_that_do_not_exist_are_asked_about_in_any_text():
    found = asked({"lifecycle": "planned", "purpose": "TBD"}, {"comment": "Ferdig 31. juni 2023."})
    assert found == [("unfinished_text", "purpose"), ("impossible_date_in_text", "comment")]


def test_a_month_that_is_shorter_ends_on_its_last_day():
    assert months_later(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert months_later(date(9999, 12, 1), 3) == date.max


def test_every_quality_rule_asks_and_never_blocks():
    assert {RULES[rule].severity for rule in QUALITY} == {"remark"}
