"""Portfolios that nobody would think of, counted by the statistics and by plain Python."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.statistics.catalogue import STATISTICS
from assets.statistics.counting import contributions
from assets.statistics.numbers import numbers
from assets.statistics.trace import unbalanced
from checks.contract.vocabularies import VOCABULARIES
from tests.statistics.plain_count import plain_count
from tests.statistics.portfolios import (
    BEFORE,
    LONG_AGO,
    NOW,
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


def code(vocabulary):
    return st.sampled_from(list(VOCABULARIES[vocabulary].by_code))


AMOUNT = st.decimals(-1000, 1000, places=2)
WHO = ("FHI", "KS", "HDO")
MEASURES = st.sampled_from(["A", "B", "C", "Å-1", "E"])
COLOUR = code("colour")
YEAR = st.sampled_from([2023, 2024])
SOLUTION = st.sampled_from([None, "Kjernejournal", "Kjerne-journal"])


@st.composite
def report(draw, quarter, owner):
    """What is said of a measure in a round; a risk and a budget also where nobody asks."""
    return measure(
        draw(MEASURES),
        draw(code("lifecycle") | st.just("active")),
        draw(COLOUR),
        round=quarter,
        segment=draw(code("segment")),
        risk=draw(COLOUR),
        budget_mnok=abs(draw(AMOUNT)),
        main_goal=draw(code("goal")),
        organisation=owner,
    )


@st.composite
def reports(draw, quarter):
    said = draw(st.lists(st.sampled_from(WHO).flatmap(lambda who: report(quarter, who)), max_size=6))
    return list({one["measure_id"]: one for one in said}.values())


@st.composite
def portfolios(draw):
    rounds = draw(st.sampled_from([[NOW], [NOW, BEFORE], [NOW, BEFORE, LONG_AGO], [NOW, LONG_AGO]]))
    now = draw(reports(NOW))
    of_a_measure = st.sampled_from([one["measure_id"] for one in now] or ["A"])
    states = st.sampled_from(["submitted", "nothing_to_report", "waiting", "missing"])
    reporters = {one["organisation"] for one in now}
    return portfolio(
        now,
        earlier=[one for quarter in rounds[1:] for one in draw(reports(quarter))],
        rounds=rounds,
        organisations=[
            organisation(
                who,
                "submitted" if who in reporters else draw(states),
                is_expected=draw(st.booleans()),
                is_late=draw(st.booleans()),
            )
            for who in WHO
        ],
        owners=draw(st.dictionaries(MEASURES, st.sampled_from(WHO))),
        dependencies=draw(
            st.lists(
                st.builds(
                    dependency,
                    of_a_measure,
                    code("dependency_category"),
                    code("criticality"),
                    COLOUR,
                    counterpart=st.sampled_from([None, "FHI", "ks", "Leverandør A"]),
                    counterpart_measure_id=st.none() | MEASURES,
                ),
                max_size=6,
            )
        ),
        sdgs=draw(
            st.lists(st.builds(lambda one, sdg: row(measure_id=one, sdg=sdg), of_a_measure, code("sdg")), max_size=6)
        ),
        costs=draw(st.lists(st.builds(cost, YEAR, AMOUNT, internal=st.booleans(), solution=SOLUTION), max_size=4)),
        earlier_costs=draw(
            st.lists(
                st.builds(cost, YEAR, AMOUNT, internal=st.booleans(), solution=SOLUTION, round=st.just(LONG_AGO)),
                max_size=4,
            )
        ),
        indicators=draw(
            st.lists(
                st.builds(indicator, SOLUTION.filter(bool), YEAR, st.none() | AMOUNT, st.none() | AMOUNT),
                max_size=4,
                unique_by=lambda one: (one["indicator"], one["year"]),
            )
        ),
        roadmap=draw(
            st.lists(st.builds(activity, code("goal"), st.just("Initiativ"), st.sampled_from(WHO)), max_size=4)
        ),
    )


@settings(max_examples=15, deadline=None)
@given(portfolios())
def test_the_statistics_and_a_plain_count_agree(tables):
    with TemporaryDirectory() as folder, connect(tables, Path(folder)) as connection:
        counted = numbers(connection)
        evidence = [one for statistic in STATISTICS.values() for one in contributions(connection, statistic)]
    plain = plain_count(tables)
    assert {key: counted[key].value for key in plain} == plain
    assert unbalanced(counted, ((one.key, one.term) for one in evidence)) == {}
    changes = {one.measure_id for one in evidence if one.key.startswith("status.change.")}
    assert len(changes) == sum(one.key.startswith("status.change.") for one in evidence)


def test_a_plain_count_is_itself_right():
    tables = portfolio(
        [
            measure("A", status="red", segment="joint", risk="yellow", budget_mnok=Decimal("1.5")),
            measure("B", segment="other", risk="red", budget_mnok=Decimal(9), main_goal="4"),
            measure("C", "finished"),
        ],
        earlier=[
            measure("A", status="green", segment="coordinated", risk="green", round=BEFORE),
            measure("C", "paused", round=BEFORE),
            measure("D", round=BEFORE),
        ],
        sdgs=[row(measure_id="A", sdg="3"), row(measure_id="A", sdg="3"), row(measure_id="B", sdg="none")],
        dependencies=[
            dependency("A", "supplier", "high", "red", counterpart="fhi"),
            dependency("C", "supplier", "high", "red"),
        ],
        costs=[
            cost(2024, "2", solution="Kjernejournal"),
            cost(2024, "-0.5", solution="Kjernejournal"),
            cost(2024, "7", internal=True),
        ],
        earlier_costs=[
            cost(2024, "4", solution="Kjernejournal", round=LONG_AGO),
            cost(2024, "9", solution="Kjernejournal", round=LONG_AGO, internal=True),
        ],
        indicators=[indicator("Andel", 2022, "40"), indicator("Andel", 2023, "42.5", "50")],
    )
    counted = {key: value for key, value in plain_count(tables).items() if value}
    assert counted == {
        "measures.active": 2,
        "measures.active.joint": 1,
        "measures.active.other": 1,
        "measures.not_reported": 1,
        "budget.joint": Decimal("1.5"),
        "status.now.red": 1,
        "status.now.green": 1,
        "status.before.green": 2,
        "status.change.worsened": 1,
        "status.change.entered": 1,
        "status.change.not_reported": 1,
        "risk.now.yellow": 1,
        "risk.before.green": 1,
        "dependencies.total": 1,
        "dependencies.supplier.red": 1,
        "dependencies.high.red": 1,
        "goals.main.1": 1,
        "goals.main.4": 1,
        "sdg.answered": 2,
        "sdg.3": 1,
        "answers.status.required": 3,
        "answers.status.given": 2,
        "answers.risk.required": 1,
        "answers.risk.given": 1,
        "answers.goal.required": 3,
        "answers.goal.given": 2,
        "answers.sdg.required": 3,
        "answers.sdg.given": 2,
        "age.measures.oldest": 10,
        "age.measures.newest": 10,
        "age.costs.oldest": 10,
        "age.costs.newest": 10,
        "dependencies.counterpart.organisation.fhi": 1,
        "dependencies.counterpart.organisation.fhi.red": 1,
        "status.moved.worsened.red": 1,
        "status.moved.entered.green": 1,
        "status.moved.not_reported.green": 1,
        "costs.solution.kjernejournal.2024": Decimal("1.5"),
        "costs.internal.solution.-.2024": 7,
        "costs.last_year.2024": 4,
        "costs.last_year.solution.kjernejournal.2024": 4,
        "costs.difference.2024": Decimal("-2.5"),
        "costs.difference.solution.kjernejournal.2024": Decimal("-2.5"),
        "indicators.andel.2022": 40,
        "indicators.andel.2023": Decimal("42.5"),
        "indicators.target.andel.2023": 50,
        "indicators.difference.andel.2023": Decimal("2.5"),
        "lifecycle.new": 1,
        "lifecycle.finished": 1,
        "lifecycle.finished_was_paused": 1,
        "costs.2024": Decimal("1.5"),
        "costs.internal.2024": 7,
        "coverage.expected": 1,
        "coverage.submitted": 1,
    }
