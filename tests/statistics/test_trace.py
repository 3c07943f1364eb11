from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from assets.statistics.catalogue import STATISTICS
from assets.statistics.counting import contributions, terms
from assets.statistics.numbers import numbers
from assets.statistics.trace import trace, unbalanced
from tests.statistics.portfolios import BEFORE, NOW, connect, cost, measure, organisation, portfolio

pytestmark = pytest.mark.slow


def resolve(fact_id, field):
    """What the ledger would say, as far as a test cares."""
    sequence, _, line = fact_id.split("/")
    return {"sequence": int(sequence), "row": int(line), "heading": field}


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
    return list(terms(connection))


def test_a_number_leads_to_the_cells_it_was_read_from(connection):
    found = trace(connection, "status.now.red", numbers(connection)["status.now.red"], resolve)
    assert found == {
        "key": "status.now.red",
        "value": 1,
        "unit": "measures",
        "definition": "definition.status.now.<colour>",
        "query": STATISTICS["measures_by_status"].query,
        "contributions": [
            {
                "term": 1,
                "measure_id": "A",
                "organisation": "FHI",
                "cells": [
                    {"sequence": 1, "row": 2, "heading": "lifecycle"},
                    {"sequence": 1, "row": 2, "heading": "status"},
                ],
                "ledger": [],
            }
        ],
    }


def test_the_terms_of_an_amount_are_the_amounts(connection):
    found = trace(connection, "costs.2024", numbers(connection)["costs.2024"], resolve)
    assert (found["value"], [one["term"] for one in found["contributions"]]) == (
        Decimal("0.3"),
        [Decimal("0.1"), Decimal("0.2")],
    )


def test_coverage_rests_on_the_ledger_and_who_is_missing_on_nothing(connection):
    counted = numbers(connection)
    submitted = trace(connection, "coverage.submitted", counted["coverage.submitted"], resolve)
    missing = trace(connection, "coverage.not_submitted", counted["coverage.not_submitted"], resolve)
    assert [(one["organisation"], one["ledger"]) for one in submitted["contributions"]] == [("FHI", [1])]
    assert [(one["organisation"], one["ledger"]) for one in missing["contributions"]] == [("KS", [])]


def test_an_absent_number_has_no_contributions(tmp_path):
    connection = connect(portfolio([measure("A")], rounds=[NOW]), tmp_path)
    found = trace(connection, "status.change.entered", numbers(connection)["status.change.entered"], resolve)
    assert (found["value"], found["contributions"]) == (None, [])


def test_whoever_resolves_a_cell_may_ask_the_same_connection(connection):
    def ask(fact_id, field):
        ((count,),) = connection.execute("SELECT count(*) FROM measures WHERE fact_id = $1", [fact_id]).fetchall()
        return {"found": count}

    found = trace(connection, "measures.active", numbers(connection)["measures.active"], ask)
    assert [len(one["cells"]) for one in found["contributions"]] == [2, 2]


def test_all_numbers_are_the_sums_of_their_terms(connection):
    assert unbalanced(numbers(connection), all_terms(connection)) == {}


def test_a_number_that_is_not_the_sum_of_its_terms_is_found(connection):
    counted = numbers(connection)
    wrong = counted | {"costs.2024": replace(counted["costs.2024"], value=Decimal("0.30000001"))}
    assert unbalanced(wrong, all_terms(connection)) == {"costs.2024": (Decimal("0.30000001"), Decimal("0.3"))}


def test_evidence_without_a_number_and_a_number_without_evidence_are_found(connection):
    counted = numbers(connection)
    del counted["status.now.red"]
    evidence = [one for one in all_terms(connection) if one[0] != "lifecycle.paused"]
    assert unbalanced(counted, evidence) == {"lifecycle.paused": (1, 0), "status.now.red": (None, 1)}


def test_terms_are_those_of_the_contributions(connection):
    evidence = [(one.key, one.term) for each in STATISTICS.values() for one in contributions(connection, each)]
    assert sorted(all_terms(connection)) == sorted(evidence)
