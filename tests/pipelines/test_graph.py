"""The graph's shape, so that a review shows every change of it, and what an engineer finds on each asset."""

from pathlib import Path

import dagster as dg
import pytest

from assets.statistics.catalogue import STATISTICS
from checks.contract import TABLES
from pipelines.definitions import defs

pytestmark = pytest.mark.slow
SHAPE = Path(__file__).with_name("graph.txt")


@pytest.fixture(scope="module")
def graph():
    return defs.resolve_asset_graph()


def test_the_graph_has_the_shape_on_record(graph):
    lines = [
        f"{key.to_user_string()} <- {', '.join(sorted(one.to_user_string() for one in graph.get(key).parent_keys))}"
        for key in sorted(graph.get_all_asset_keys())
    ]
    assert "\n".join(line.strip() for line in lines) + "\n" == SHAPE.read_text(encoding="utf-8")


def test_every_asset_has_group_description_owner_kinds_and_code(graph):
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        assert node.group_name == key.path[0]
        assert len(node.description or "") > 20, key
        assert node.owners and node.kinds, key
        assert node.metadata["dagster/code_references"], key


def test_every_fact_table_shows_its_columns_with_meaning_and_unit(graph):
    for name, table in TABLES.items():
        schema = graph.get(dg.AssetKey(["portfolio", name])).metadata["dagster/column_schema"]
        shown = {column.name: column.description or "" for column in schema.columns}
        for column in table.columns:
            assert column.heading in shown[column.key]
            assert not column.unit or column.unit in shown[column.key]


def test_every_statistic_links_to_its_query(graph):
    for key in graph.get_all_asset_keys():
        if key.path[0] == "statistics" and key.path[1] in STATISTICS:
            links = graph.get(key).metadata["dagster/code_references"].code_references
            assert any(str(link.file_path).endswith(f"{key.path[1]}.sql") for link in links), key


def test_blocking_checks_stand_on_every_fact_table_and_on_the_numbers(graph):
    blocking = {(key.asset_key.to_user_string(), key.name) for key in graph.asset_check_keys if graph.get(key).blocking}
    assert {(f"portfolio/{name}", "rows_satisfy_the_contract") for name in TABLES} <= blocking
    assert {(f"portfolio/{name}", "facts_are_the_accepted_rows") for name in TABLES} <= blocking
    assert ("statistics/numbers", "every_number_is_the_sum_of_its_terms") in blocking
    assert ("intake/submissions", "every_row_read_is_accounted_for") in blocking


def test_rounds_are_partitions_and_the_running_quarter_is_one(graph):
    partitions = graph.get(dg.AssetKey(["report", "model"])).partitions_def
    keys = partitions.get_partition_keys()
    assert keys[0] == "2015-01-01" and "2023-04-01" in keys
    assert partitions.get_last_partition_key() == keys[-1]


def test_a_report_waits_for_no_form_and_forms_wait_for_no_report():
    made = {name: defs.resolve_job_def(name).asset_layer.selected_asset_keys for name in ("make_draft", "make_forms")}
    workbooks = dg.AssetKey(["forms", "workbooks"])
    assert workbooks not in made["make_draft"]
    assert made["make_forms"] == {dg.AssetKey(["intake", "submissions"]), workbooks}
