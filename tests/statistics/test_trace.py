from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from assets.statistics.catalogue import STATISTICS
from assets.statistics.counting import contributions, evidence
from assets.statistics.numbers import numbers
from assets.statistics.trace import unbalanced
from tests.statistics.portfolios import BEFORE, connect, cost, measure, organisation, portfolio

pytestmark = pytest.mark.slow


@pytest.fixture
def connection(tmp_path):
    return connect(
        portfolio(
            [measure("A", status="red"), measure("B"), measure("C", "paused")],
            earlier=[measure("A", round=BEFORE)],
            costs=[cost(2024, "0.1"), cost(2024, "0.2"), cost(2024, "9", internal=True)],
            organisations=[organisation("FHI"), organisation("KS", "missing")],
        ),
        tmp_path,
    )


def all_terms(connection):
    return [(one["key"], one["term"]) for one in evidence(connection).to_pylist()]


def behind(connection, key):
    return [one for one in evidence(connection).to_pylist() if one["key"] == key]


def test_a_number_leads_to_the_cells_it_was_read_from(connection):
    assert behind(connection, "status.now.red") == [
        {
            "key": "status.now.red",
            "term": 1,
            "measure_id": "A",
            "organisation": "FHI",
            "cells": [{"fact_id": "1/measures/2", "field": name} for name in ("lifecycle", "status")],
            "ledger": [],
        }
    ]


def test_the_terms_of_an_amount_are_the_amounts(connection):
    assert [one["term"] for one in behind(connection, "costs.2024")] == [Decimal("0.1"), Decimal("0.2")]


def test_coverage_rests_on_the_ledger_and_who_is_missing_on_nothing(connection):
    submitted, missing = (behind(connection, f"coverage.{which}") for which in ("submitted", "not_submitted"))
    assert [(one["organisation"], one["ledger"]) for one in submitted] == [("FHI", [1])]
    assert [(one["organisation"], one["ledger"]) for one in missing] == [("KS", [])]


def test_a_cell_of_a_row_that_is_not_there_is_left_out(connection):
    (entered,) = behind(connection, "status.change.entered")
    assert {cell["fact_id"] for cell in entered["cells"]} == {"1/measures/3"}


def test_the_evidence_of_all_is_that_of_each(connection):
    one_by_one = [
        (one.key, one.term, one.measure_id, one.organisation, one.cells, one.ledger)
        for each in STATISTICS.values()
        for one in contributions(connection, each)
    ]
    together = [
        (
            one["key"],
            one["term"],
            one["measure_id"],
            one["organisation"],
            tuple((cell["fact_id"], cell["field"]) for cell in one["cells"]),
            tuple(one["ledger"]),
        )
        for one in evidence(connection).to_pylist()
    ]
    assert sorted(together, key=str) == sorted(one_by_one, key=str)


def test_all_numbers_are_the_sums_of_their_terms(connection):
    assert unbalanced(numbers(connection), all_terms(connection)) == {}


def test_a_number_that_is_not_the_sum_of_its_terms_is_found(connection):
    counted = numbers(connection)
    wrong = counted | {"costs.2024": replace(counted["costs.2024"], value=Decimal("0.30000001"))}
    assert unbalanced(wrong, all_terms(connection)) == {"costs.2024": (Decimal("0.30000001"), Decimal("0.3"))}


def test_evidence_without_a_number_and_a_number_without_evidence_are_found(connection):
    counted = numbers(connection)
    del counted["status.now.red"]
    terms = [one for one in all_terms(connection) if one[0] != "lifecycle.paused"]
    assert unbalanced(counted, terms) == {"lifecycle.paused": (1, 0), "status.now.red": (None, 1)}
