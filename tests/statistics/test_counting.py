from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest

from assets.statistics.catalogue import STATISTICS
from assets.statistics.counting import contributions, tallies
from tests.statistics.portfolios import (
    BEFORE,
    LONG_AGO,
    activity,
    connect,
    cost,
    dependency,
    indicator,
    measure,
    organisation,
    portfolio,
    row,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def sums(tmp_path):
    """Counts one statistic over a portfolio: key to value."""

    def count(statistic, tables):
        connection = connect(tables, tmp_path)
        return {key: tally.value for key, tally in tallies(connection, STATISTICS[statistic]).items()}

    return count


@pytest.fixture
def who(tmp_path):
    """Who is counted under each key of a statistic: measure ids, or organisations where no measure is counted."""

    def find(statistic, tables):
        found = defaultdict(list)
        for one in contributions(connect(tables, tmp_path), STATISTICS[statistic]):
            found[one.key].append(one.measure_id or one.organisation)
        return found

    return find


def test_only_active_measures_are_counted_in_their_segment(sums):
    tables = portfolio(
        [measure("A", segment="joint"), measure("B", segment="other"), measure("C", segment="other")]
        + [measure(one, lifecycle=one) for one in ("planned", "paused", "finished", "cancelled")]
    )
    assert sums("measures_by_segment", tables) == {
        "measures.active": 3,
        "measures.active.joint": 1,
        "measures.active.other": 2,
    }


def test_a_budget_counts_in_the_joint_segment_alone(sums):
    tables = portfolio(
        [
            measure("A", segment="joint", budget_mnok=Decimal("12.5")),
            measure("B", segment="joint", budget_mnok=Decimal("0.1")),
            measure("UNASKED", segment="coordinated", budget_mnok=Decimal(100)),
            measure("PAUSED", "paused", segment="joint", budget_mnok=Decimal(100)),
        ]
    )
    assert sums("budget_by_segment", tables) == {"budget.joint": Decimal("12.6")}


def test_a_status_is_counted_of_active_measures_of_every_segment(sums):
    tables = portfolio(
        [measure("A", status="red", segment="joint"), measure("B"), measure("C"), measure("P", "paused", "red")]
    )
    assert sums("measures_by_status", tables) == {"status.now.green": 2, "status.now.red": 1}


def test_the_status_before_is_that_of_the_previous_round_of_the_calendar(sums):
    tables = portfolio(
        earlier=[
            measure("A", status="yellow", round=BEFORE),
            measure("P", "planned", "red", round=BEFORE),
            measure("A", status="red", round=LONG_AGO),
        ]
    )
    assert sums("measures_by_status_before", tables) == {"measures.before": 1, "status.before.yellow": 1}


def test_a_risk_is_counted_where_the_segment_is_asked_for_it(sums):
    asked = [measure("A", segment="joint", risk="red"), measure("B", segment="coordinated", risk="green")]
    unasked = [measure("C", segment="other", risk="red")]
    assert sums("measures_by_risk", portfolio(asked + unasked)) == {"risk.now.green": 1, "risk.now.red": 1}


def test_the_risk_before_goes_by_the_segment_that_the_measure_was_in(sums):
    moved = measure("A", segment="other", risk="red")
    earlier = [
        measure("A", segment="joint", risk="yellow", round=BEFORE),
        measure("B", segment="other", risk="red", round=BEFORE),
    ]
    assert sums("measures_by_risk_before", portfolio([moved], earlier=earlier)) == {"risk.before.yellow": 1}


def test_a_measure_active_in_either_round_makes_exactly_one_change_and_no_other_makes_any(who):
    green, yellow, red = (("active", colour) for colour in ("green", "yellow", "red"))
    cases = [
        (green, yellow, "worsened"),
        (green, red, "worsened"),
        (yellow, red, "worsened"),
        (red, yellow, "improved"),
        (yellow, green, "improved"),
        (yellow, yellow, "same"),
        (("planned", "red"), green, "entered"),
        (None, green, "entered"),
        (green, ("paused", "red"), "left"),
        (green, ("finished", None), "left"),
        (green, None, "not_reported"),
        (("planned", "red"), ("planned", "green"), None),
        (("paused", "red"), ("finished", None), None),
        (("finished", None), None, None),
    ]
    tables = portfolio(
        [measure(f"M{place:02}", *now) for place, (_, now, _) in enumerate(cases) if now],
        earlier=[
            measure(f"M{place:02}", *before, round=BEFORE) for place, (before, _, _) in enumerate(cases) if before
        ],
    )
    expected = defaultdict(list)
    for place, (_, _, change) in enumerate(cases):
        if change:
            expected[f"status.change.{change}"].append(f"M{place:02}")
    assert who("measures_by_status_change", tables) == expected


def test_an_active_measure_that_goes_unreported_is_named_as_long_as_the_look_back_reaches(who):
    earlier = [
        measure("SILENT", round=BEFORE),
        measure("LONG-SILENT", round=LONG_AGO),
        measure("REPORTED", round=BEFORE),
        measure("ENDED", "finished", round=BEFORE),
        measure("ENDED", "active", round=LONG_AGO),
        measure("REVIVED", "active", round=BEFORE),
        measure("REVIVED", "paused", round=LONG_AGO),
    ]
    assert who("measures_not_reported", portfolio([measure("REPORTED", "paused")], earlier=earlier)) == {
        "measures.not_reported": ["LONG-SILENT", "REVIVED", "SILENT"]
    }


def test_nobody_misses_the_report_of_an_owner_that_is_not_expected(who):
    tables = portfolio(
        earlier=[measure("A", round=BEFORE, organisation="GONE"), measure("B", round=BEFORE, organisation="GONE")],
        organisations=[organisation("FHI"), organisation("GONE", "missing", is_expected=False)],
        owners={"B": "FHI"},
    )
    assert who("measures_not_reported", tables) == {"measures.not_reported": ["B"]}


def test_what_goes_unreported_rests_on_the_owners_own_word_where_it_gave_one(tmp_path):
    tables = portfolio(earlier=[measure("A", round=BEFORE)], organisations=[organisation("FHI", "nothing_to_report")])
    (one,) = contributions(connect(tables, tmp_path), STATISTICS["measures_not_reported"])
    assert (one.organisation, one.ledger) == ("FHI", (2,))


def test_a_difference_is_now_less_before(sums):
    tables = portfolio(
        [measure("A", risk="red", segment="joint"), measure("B", risk="red"), measure("C", "paused")],
        earlier=[
            measure("A", status="yellow", risk="green", segment="joint", round=BEFORE),
            measure("C", round=BEFORE),
        ],
    )
    assert sums("measures_by_status_difference", tables) == {
        "status.difference.green": 1,
        "status.difference.yellow": -1,
    }
    assert sums("measures_by_risk_difference", tables) == {"risk.difference.red": 1, "risk.difference.green": -1}


def test_dependencies_count_where_their_measure_is_active(sums):
    tables = portfolio(
        [measure("A"), measure("P", "paused")],
        dependencies=[
            dependency("A", "supplier", "high", "red"),
            dependency("A", "supplier", "medium", "red"),
            dependency("A", "capacity", "low", "green"),
            dependency("P", "supplier", "high", "red"),
        ],
    )
    assert sums("dependencies_by_status", tables) == {
        "dependencies.total": 3,
        "dependencies.colour.red": 2,
        "dependencies.colour.green": 1,
    }
    assert sums("dependencies_by_category", tables) == {
        "dependencies.category.supplier": 2,
        "dependencies.category.capacity": 1,
        "dependencies.supplier.red": 2,
        "dependencies.capacity.green": 1,
    }
    assert sums("dependencies_by_criticality", tables) == {
        "dependencies.high.red": 1,
        "dependencies.medium.red": 1,
        "dependencies.low.green": 1,
    }


def test_each_active_measure_serves_one_main_goal(sums):
    tables = portfolio([measure("A", main_goal="2"), measure("B", main_goal="5"), measure("P", "planned")])
    assert sums("measures_by_main_goal", tables) == {"goals.main.2": 1, "goals.main.5": 1}


def test_a_measure_with_two_targets_of_one_un_goal_counts_once_there_and_in_each_other_goal(sums):
    tables = portfolio(
        [measure("A"), measure("NONE"), measure("SILENT"), measure("PLANNED", "planned")],
        sdgs=[
            row(measure_id="A", sdg="3", target="3.4"),
            row(measure_id="A", sdg="3", target="3.8"),
            row(measure_id="A", sdg="17"),
            row(measure_id="NONE", sdg="none"),
            row(measure_id="PLANNED", sdg="9"),
        ],
    )
    assert sums("measures_by_sdg", tables) == {"sdg.3": 1, "sdg.17": 1, "sdg.none": 1}
    assert sums("measures_by_sdg_answer", tables) == {"sdg.answered": 2, "sdg.not_answered": 1}


def test_an_un_goal_rests_on_every_row_that_says_so(tmp_path):
    targets = [row(measure_id="A", sdg="3", target="3.4"), row(measure_id="A", sdg="3", target="3.8")]
    connection = connect(portfolio([measure("A")], sdgs=targets), tmp_path)
    (one,) = contributions(connection, STATISTICS["measures_by_sdg"])
    assert one.cells == (("1/measures/2", "lifecycle"), ("1/sdgs/2", "sdg"), ("1/sdgs/3", "sdg"))


def test_a_measure_moves_through_its_life(who):
    cases = [
        (None, None, "active", ["new"]),
        ("planned", None, "active", []),
        (None, "planned", "active", ["started"]),
        (None, "paused", "active", ["resumed"]),
        (None, "active", "active", []),
        (None, "active", "finished", ["finished"]),
        (None, None, "finished", ["finished"]),
        (None, "paused", "finished", ["finished", "finished_was_paused"]),
        (None, "finished", "finished", []),
        (None, None, "paused", ["paused"]),
        (None, "paused", "paused", ["paused"]),
        (None, "active", "cancelled", ["cancelled"]),
        (None, "cancelled", "cancelled", []),
        (None, "active", "planned", []),
    ]
    expected = defaultdict(list)
    for place, (*_, moves) in enumerate(cases):
        for move in moves:
            expected[f"lifecycle.{move}"].append(f"M{place:02}")
    tables = portfolio(
        [measure(f"M{place:02}", now) for place, (_, _, now, _) in enumerate(cases)],
        earlier=[
            measure(f"M{place:02}", lifecycle, round=quarter)
            for place, (long_ago, before, _, _) in enumerate(cases)
            for lifecycle, quarter in ((long_ago, LONG_AGO), (before, BEFORE))
            if lifecycle
        ],
    )
    assert who("measures_by_lifecycle_move", tables) == expected


def test_what_the_owner_covers_is_in_no_sum_and_savings_count(sums):
    tables = portfolio(costs=[cost(2024, "12.5"), cost(2024, "-4"), cost(2024, "3", internal=True), cost(2025, "0.1")])
    assert sums("cost_growth_by_year", tables) == {
        "costs.2024": Decimal("8.5"),
        "costs.2025": Decimal("0.1"),
        "costs.internal.2024": 3,
    }


def test_a_programmes_growth_is_told_by_delivery_and_solution_and_in_all(sums):
    tables = portfolio(
        costs=[
            cost(2024, "10", programme="MF Helse", product="Drift", solution="Løsning 1"),
            cost(2024, "1", programme="MF  helse", solution="Løsning 1"),
            cost(2024, "7", programme="MF Helse", internal=True),
        ]
    )
    assert sums("cost_growth_by_programme", tables) == {
        "costs.programme.mf-helse.2024": 11,
        "costs.programme.mf-helse.drift.losning-1.2024": 10,
        "costs.programme.mf-helse.-.losning-1.2024": 1,
        "costs.internal.programme.mf-helse.2024": 7,
        "costs.internal.programme.mf-helse.-.-.2024": 7,
    }


def test_activities_stand_under_goal_initiative_and_actor(sums):
    tables = portfolio(
        roadmap=[
            activity("1", "Digital  Hjemmeoppfølging", "FHI", provisional=True),
            activity("1", "Digital hjemmeoppfølging", "Helse Sør-Øst", provisional=False),
            activity("2", "Digital hjemmeoppfølging", "FHI"),
        ],
        initiatives=[
            {"goal": "1", "initiative_no": "1.2", "initiative": "digital hjemmeoppfølging"},
            {"goal": "1", "initiative_no": "1.3", "initiative": "digital hjemmeoppfølging"},
        ],
    )
    assert sums("activities_by_goal", tables) == {"roadmap.total": 3, "roadmap.goal.1": 2, "roadmap.goal.2": 1}
    assert sums("activities_by_initiative", tables) == {
        "roadmap.initiative.1.2": 2,
        "roadmap.initiative.2-digital-hjemmeoppfolging": 1,
    }
    assert sums("activities_by_actor", tables) == {"roadmap.actor.fhi": 2, "roadmap.actor.helse-sor-ost": 1}
    assert sums("activities_provisional", tables) == {"roadmap.provisional": 1}


def test_coverage_tells_of_the_organisations_that_are_expected(who):
    tables = portfolio(
        organisations=[
            organisation("FHI"),
            organisation("KS", is_late=True),
            organisation("HDO", "nothing_to_report"),
            organisation("HV", "waiting"),
            organisation("HN", "missing"),
            organisation("GUEST", is_expected=False, is_late=True),
        ]
    )
    assert who("organisations_by_submission", tables) == {
        "coverage.expected": ["FHI", "HDO", "HN", "HV", "KS"],
        "coverage.submitted": ["FHI", "HDO", "KS"],
        "coverage.nothing_to_report": ["HDO"],
        "coverage.late": ["KS"],
        "coverage.not_submitted": ["HN", "HV"],
    }


def test_a_change_rests_on_the_cells_of_both_rounds(tmp_path):
    connection = connect(portfolio([measure("A", status="red")], earlier=[measure("A", round=BEFORE)]), tmp_path)
    both = (
        ("2/measures/2", "lifecycle"),
        ("2/measures/2", "status"),
        ("1/measures/2", "lifecycle"),
        ("1/measures/2", "status"),
    )
    for statistic in ("measures_by_status_change", "measures_by_status_before"):
        assert {one.cells for one in contributions(connection, STATISTICS[statistic])} == {both}


def test_evidence_comes_in_the_same_order_whatever_the_order_of_the_facts(tmp_path):
    def evidence(ids):
        folder = tmp_path / "-".join(ids)
        folder.mkdir()
        found = contributions(
            connect(portfolio([measure(one) for one in ids]), folder), STATISTICS["measures_by_status"]
        )
        return [one.measure_id for one in found]

    assert evidence(["C", "A", "B"]) == evidence(["A", "B", "C"]) == ["A", "B", "C"]


def test_a_fact_without_the_value_that_is_counted_stops_the_count(sums):
    with pytest.raises(ValueError, match="measures_by_status counts a row without key or term"):
        sums("measures_by_status", portfolio([measure("A", status=None)]))
    with pytest.raises(ValueError, match="cost_growth_by_year counts a row without key or term"):
        sums("cost_growth_by_year", portfolio(costs=[row(year=2024, covered_by_owner=False)]))


def test_a_measure_that_the_office_has_moved_is_not_counted_where_it_was_asked_for_nothing(sums):
    moved = portfolio(
        [measure("A", segment="joint"), measure("B", segment="joint", budget_mnok=Decimal(5), risk="red")]
    )
    assert sums("budget_by_segment", moved) == {"budget.joint": 5}
    assert sums("measures_by_risk", moved) == {"risk.now.red": 1}


def test_a_home_may_lie_in_a_folder_whose_name_looks_like_a_pattern(tmp_path):
    folder = tmp_path / "e-helse [2023] {a,b} *?"
    folder.mkdir()
    connection = connect(portfolio([measure("A")]), folder)
    assert tallies(connection, STATISTICS["measures_by_status"])["status.now.green"].terms == 1


def test_a_sum_does_not_read_what_only_its_evidence_needs(tmp_path):
    connection = connect(portfolio(), tmp_path)
    of_rows = [statistic for statistic in STATISTICS.values() if "fact_id" in statistic.query]

    def reads_addresses(query):
        plans = [connection.execute(query, [statistic.query]).fetchall()[0][1] for statistic in of_rows]
        return {statistic.name for statistic, plan in zip(of_rows, plans, strict=True) if '"fact_id"' in plan}

    assert len(reads_addresses("EXPLAIN (FORMAT json) SELECT cells FROM query($1)")) == len(of_rows) > 20
    assert reads_addresses("EXPLAIN (FORMAT json) SELECT key, sum(term) FROM query($1) GROUP BY key") == set()


def test_a_question_is_counted_once_in_all_under_its_rule_and_under_its_organisation(sums):
    def remark(rule, organisation):
        return row(organisation=organisation, measure_id="A", rule=rule, column="status", fact_id="1/measures/2")

    tables = portfolio(
        [measure("A")],
        remarks=[remark("unfinished_text", "FHI"), remark("due_date_passed", "FHI"), remark("due_date_passed", "ØST")],
    )
    assert sums("remarks_by_rule", tables) == {
        "quality.total": 3,
        "quality.rule.unfinished_text": 1,
        "quality.rule.due_date_passed": 2,
    }
    assert sums("remarks_by_organisation", tables) == {"quality.organisation.fhi": 2, "quality.organisation.ost": 1}


def test_an_answer_is_required_of_every_active_measure_that_is_asked_and_of_those_not_reported(sums):
    tables = portfolio(
        [measure("A", segment="joint", risk="red"), measure("B", main_goal=None), measure("P", "paused")],
        earlier=[measure("SILENT", segment="coordinated", risk="red", round=BEFORE)],
        sdgs=[row(measure_id="A", sdg="none"), row(measure_id="A", sdg="3"), row(measure_id="P", sdg="3")],
    )
    assert sums("measures_by_answer", tables) == {
        "answers.status.required": 3,
        "answers.status.given": 2,
        "answers.risk.required": 2,
        "answers.risk.given": 1,
        "answers.goal.required": 3,
        "answers.goal.given": 1,
        "answers.sdg.required": 3,
        "answers.sdg.given": 1,
    }


def test_an_answer_is_as_old_as_the_cut_off_finds_it_and_a_late_one_is_not_old(sums):
    tables = portfolio(
        [measure("A"), measure("B", organisation="KS"), measure("P", "paused", organisation="HDO")],
        costs=[cost(2024, "1", organisation="KS")],
        organisations=[organisation(who) for who in ("FHI", "KS", "HDO")],
    )
    assert sums("answers_by_age", tables) == {
        "age.measures.oldest": 10,
        "age.measures.newest": 0,
        "age.costs.oldest": 0,
        "age.costs.newest": 0,
    }


def test_a_status_that_moved_is_the_one_now_and_of_a_measure_that_left_the_one_before(who):
    tables = portfolio(
        [measure("WORSE", status="red"), measure("NEW", status="yellow"), measure("DONE", "finished", None)],
        earlier=[
            measure("WORSE", round=BEFORE),
            measure("DONE", round=BEFORE),
            measure("SILENT", status="yellow", round=BEFORE),
        ],
    )
    assert who("measures_by_status_move", tables) == {
        "status.moved.worsened.red": ["WORSE"],
        "status.moved.entered.yellow": ["NEW"],
        "status.moved.left.green": ["DONE"],
        "status.moved.not_reported.yellow": ["SILENT"],
    }


def test_a_counterpart_counts_under_one_key_however_it_is_named(sums):
    waiting = ("A", "supplier", "high", "red")
    tables = portfolio(
        [measure("A"), measure("P", "paused")],
        organisations=[organisation("FHI") | {"name": "Folkehelseinstituttet"}],
        dependencies=[
            dependency(*waiting, counterpart="fhi"),
            dependency(*waiting, counterpart="Folkehelseinstituttet "),
            dependency(*waiting, counterpart="Leverandør  A"),
            dependency("A", "supplier", "low", "green", counterpart="LEVERANDØR A"),
            dependency(*waiting, counterpart="FHI", counterpart_measure_id="MSIS"),
            dependency(*waiting),
            dependency("P", "supplier", "high", "red", counterpart="FHI"),
        ],
    )
    prefix = "dependencies.counterpart."
    assert sums("dependencies_by_counterpart", tables) == {
        f"{prefix}measure.msis": 1,
        f"{prefix}measure.msis.red": 1,
        f"{prefix}organisation.fhi": 2,
        f"{prefix}organisation.fhi.red": 2,
        f"{prefix}other.-": 1,
        f"{prefix}other.-.red": 1,
        f"{prefix}other.leverandor-a": 2,
        f"{prefix}other.leverandor-a.green": 1,
        f"{prefix}other.leverandor-a.red": 1,
    }


def test_growth_is_set_beside_the_estimate_of_the_year_before_by_solution_without_what_owners_cover(sums):
    tables = portfolio(
        costs=[
            cost(2024, "5", solution="Kjernejournal"),
            cost(2025, "2", solution="Kjernejournal"),
            cost(2024, "9", solution="Helsenorge", internal=True),
        ],
        earlier_costs=[
            cost(2024, "3.5", solution="KJERNEJOURNAL", round=LONG_AGO),
            cost(2024, "1", solution="Grunndata", round=LONG_AGO),
            cost(2024, "7", solution="Helsenorge", round=LONG_AGO, internal=True),
        ],
    )
    assert sums("cost_growth_by_solution", tables) == {
        "costs.solution.kjernejournal.2024": 5,
        "costs.solution.kjernejournal.2025": 2,
        "costs.internal.solution.helsenorge.2024": 9,
    }
    assert sums("cost_growth_last_year", tables) == {
        "costs.last_year.2024": Decimal("4.5"),
        "costs.last_year.solution.grunndata.2024": 1,
        "costs.last_year.solution.kjernejournal.2024": Decimal("3.5"),
    }
    assert sums("cost_growth_difference", tables) == {
        "costs.difference.2024": Decimal("0.5"),
        "costs.difference.2025": 2,
        "costs.difference.solution.grunndata.2024": -1,
        "costs.difference.solution.kjernejournal.2024": Decimal("1.5"),
        "costs.difference.solution.kjernejournal.2025": 2,
    }


def test_without_an_estimate_of_the_year_before_there_is_no_difference(sums):
    assert sums("cost_growth_difference", portfolio(costs=[cost(2024, "5")])) == {}


def test_an_indicator_has_a_value_a_target_and_what_it_moved_since_the_year_before(sums):
    tables = portfolio(
        indicators=[
            indicator("Andel", 2021, "30"),
            indicator("andel", 2022, "34.5", "40"),
            indicator("Andel", 2023, None, "50"),
            indicator("Andel", 2025, "60"),
        ]
    )
    assert sums("indicators_by_year", tables) == {
        "indicators.andel.2021": 30,
        "indicators.andel.2022": Decimal("34.5"),
        "indicators.andel.2025": 60,
        "indicators.target.andel.2022": 40,
        "indicators.target.andel.2023": 50,
        "indicators.difference.andel.2022": Decimal("4.5"),
    }
