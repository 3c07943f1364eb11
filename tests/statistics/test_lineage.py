"""The recorded lineage of the statistics: what the queries say today, and what their evidence names."""

import pytest

from assets.statistics.catalogue import STATISTICS
from assets.statistics.lineage import of_evidence, of_sums, recorded
from assets.statistics.places import asset_of
from tests.statistics.lineage_of_queries import columns_of, parsed

pytestmark = pytest.mark.slow


def test_the_record_is_what_the_queries_say():
    assert recorded() == parsed(), "run: make lineage"


def test_every_table_that_a_query_reads_is_in_its_lineage():
    for name, statistic in STATISTICS.items():
        found = {one.rpartition(".")[0] for columns in recorded()[name].values() for one in columns}
        assert found == {asset_of(fact) for fact in statistic.reads}, name


def test_a_cell_is_followed_to_the_column_whatever_the_row_is_called():
    found = columns_of(
        """
        WITH pairs AS (SELECT now.*, [cell(before.fact_id, 'risk')] AS old
            FROM measures AS now LEFT JOIN previous_measures AS before USING (measure_id))
        SELECT 'x' AS key, 1 AS term, measure_id, organisation, [cell(fact_id, 'status')] || old AS cells, [] AS ledger
        FROM pairs WHERE segment = 'joint'
        """
    )
    assert found["cells"] == {("measures", "status"), ("earlier_measures", "risk")}
    assert ("measures", "segment") in found["filter"]


def test_sets_joined_by_name_keep_their_columns_apart():
    found = columns_of(
        """
        WITH both_rounds AS (
            SELECT measure_id, status, organisation FROM measures
            UNION ALL BY NAME SELECT organisation, measure_id FROM earlier_measures)
        SELECT status AS key, 1 AS term, measure_id, organisation, [] AS cells, [] AS ledger FROM both_rounds
        """
    )
    assert found["key"] == {("measures", "status")}
    assert found["organisation"] == {("measures", "organisation"), ("earlier_measures", "organisation")}


def test_a_sum_comes_from_what_its_evidence_names_and_what_lets_it_in():
    columns = of_sums("measures_by_status")
    assert columns["key"] == ["portfolio/measures.status"]
    assert columns["value"] == ["portfolio/measures.lifecycle", "portfolio/measures.status"]


def test_the_evidence_of_all_statistics_comes_from_the_columns_of_each():
    assert set(recorded()["budget_by_segment"]["cells"]) <= set(of_evidence(STATISTICS)["cells"])
