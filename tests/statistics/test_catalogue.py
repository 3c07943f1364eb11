from __future__ import annotations

from pathlib import Path

import pytest

from assets.statistics.catalogue import STATISTICS
from assets.statistics.counting import FACTS, contributions, tallies
from checks.contract.numbers import NUMBERS
from tests.statistics.portfolios import connect, portfolio

EACH = pytest.mark.parametrize("statistic", STATISTICS.values(), ids=list(STATISTICS))


def test_every_query_of_the_room_is_in_the_list_and_yields_a_number():
    files = {path.stem for path in Path(STATISTICS["measures_by_status"].path).parent.glob("*.sql")}
    assert files == set(STATISTICS) == {pattern.statistic for pattern in NUMBERS}


@EACH
def test_a_query_opens_with_its_question_and_its_caveat_and_does_not_shout(statistic):
    assert statistic.question.endswith("?")
    assert statistic.caveat.endswith(".")
    assert statistic.query.splitlines()[2].split()[0] in ("SELECT", "WITH")
    assert max(len(line) for line in statistic.query.splitlines()) <= 120


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A round for which nobody is expected and nothing has come."""
    return connect(portfolio(organisations=()), tmp_path_factory.mktemp("empty"))


@EACH
def test_a_statistic_reads_no_other_facts_than_it_says(statistic, empty):
    assert set(statistic.reads) <= set(FACTS)
    empty.begin()
    for fact in set(FACTS) - set(statistic.reads):
        empty.execute("DROP VIEW " + fact)
    assert tallies(empty, statistic) == {}
    empty.rollback()


@EACH
def test_a_statistic_of_an_empty_round_is_empty(statistic, empty):
    assert list(contributions(empty, statistic)) == []


def test_what_the_engine_makes_is_known_by_the_facts_it_is_made_of():
    assert STATISTICS["measures_by_status"].reads == ("measures",)
    assert STATISTICS["measures_by_risk_before"].reads == ("earlier_measures", "measures", "rounds")
    assert STATISTICS["measures_by_sdg_answer"].reads == ("measures", "sdgs")
