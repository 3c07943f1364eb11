"""The lineage of assets, columns and numbers, in Dagster's graph and in the files that other tools read."""

import json
import uuid
from datetime import datetime

import dagster as dg
import pytest
from openlineage.client.generated.base import InputDataset, Job, OutputDataset, Run, RunEvent
from openlineage.client.generated.column_lineage_dataset import ColumnLineageDatasetFacet, Fields, InputField
from openlineage.client.generated.documentation_job import DocumentationJobFacet
from openlineage.client.generated.schema_dataset import SchemaDatasetFacet, SchemaDatasetFacetFields
from openlineage.client.generated.sql_job import SQLJobFacet
from prov.model import ProvDocument

from assets.statistics.catalogue import STATISTICS
from assets.statistics.lineage import recorded
from assets.tables import read_rows
from checks.contract import TABLES
from pipelines.definitions import defs
from pipelines.instance import instance_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def graph():
    return defs.resolve_asset_graph()


@pytest.fixture(scope="module")
def prov(built):
    return json.loads((built.home.draft("2023-Q2") / "lineage" / "prov.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def events(built):
    return json.loads((built.home.draft("2023-Q2") / "lineage" / "openlineage.json").read_text(encoding="utf-8"))


def columns(graph, key):
    return graph.get(key).metadata.get("dagster/column_schema")


def test_everything_that_is_made_is_made_of_something_and_what_comes_from_outside_is_named(graph):
    outside = {key for key in graph.get_all_asset_keys() if not graph.get(key).parent_keys}
    assert {key.path[0] for key in outside} == {"inbox", "office"}
    assert not any(graph.get(key).is_materializable for key in outside)


def test_every_page_leads_back_to_the_drop_folders(graph):
    for name in ("page", "numbers", "pdf"):
        found, wanted = set(), [dg.AssetKey(["report", name])]
        while wanted:
            key = wanted.pop()
            if key not in found:
                found.add(key)
                wanted += graph.get(key).parent_keys
        assert dg.AssetKey(["inbox", "files"]) in found


def test_every_table_that_is_made_says_what_its_columns_come_from_and_those_columns_are_there(graph):
    for key in graph.get_all_asset_keys():
        if not columns(graph, key) or not graph.get(key).is_materializable:
            continue
        behind = graph.get(key).metadata["dagster/column_lineage"].deps_by_column
        own = {column.name for column in columns(graph, key).columns}
        assert behind.keys() <= own, key
        for deps in behind.values():
            for dep in deps:
                assert dep.asset_key in graph.get(key).parent_keys, (key, dep)
                assert dep.column_name in {one.name for one in columns(graph, dep.asset_key).columns}, (key, dep)


def test_a_status_is_followed_from_the_number_to_the_heading_in_the_file(graph):
    def behind(asset, column):
        deps = graph.get(dg.AssetKey(asset.split("/"))).metadata["dagster/column_lineage"].deps_by_column[column]
        return {(dep.asset_key.to_user_string(), dep.column_name) for dep in deps}

    assert ("statistics/measures_by_status", "value") in behind("statistics/numbers", "value")
    assert ("portfolio/measures", "status") in behind("statistics/measures_by_status", "value")
    assert behind("portfolio/measures", "status") == {("intake/submissions", "measures.status")}
    assert behind("intake/submissions", "measures.status") == {("inbox/files", "Tiltak.Status")}


def test_materialisations_carry_the_lineage_too(built):
    with instance_of(built.home) as instance:
        made = instance.get_latest_materialization_event(dg.AssetKey(["statistics", "measures_by_status"]))
    assert "dagster/column_lineage" in made.asset_materialization.metadata


def test_every_cell_that_is_counted_is_in_the_recorded_lineage_of_its_statistic(built):
    statistic_of = {key: one["statistic"] for key, one in built.report("2023-Q2")["numbers"].items()}
    for one in read_rows(built.home, "statistics/evidence", "2023-Q2"):
        named = recorded()[statistic_of[one["key"]]]["cells"]
        if named == ["portfolio/remarks.cells"]:  # which cell a question is about is a matter of the question
            continue
        columns = {column.rpartition(".")[2] for column in named}
        assert {cell["field"] for cell in one["cells"]} <= columns, one["key"]


def test_prov_json_is_read_by_the_prov_package_and_nothing_is_lost(built, prov):
    read = ProvDocument.deserialize(str(built.home.draft("2023-Q2") / "lineage" / "prov.json"))
    said = sum(len(records) for kind, records in prov.items() if kind != "prefix")
    assert len(read.get_records()) == said > 1000
    assert ProvDocument.deserialize(content=read.serialize(format="json"), format="json") == read


def test_prov_leads_from_a_number_by_its_row_to_the_submission_and_its_sender(built, prov):
    def derived(name):
        return {
            one["prov:usedEntity"] for one in prov["wasDerivedFrom"].values() if one["prov:generatedEntity"] == name
        }

    (row,) = derived("number:status.now.red")
    assert prov["entity"][row]["ns:status"] == "rød"
    (submission,) = derived(row)
    (sender,) = [one["prov:agent"] for one in prov["wasAttributedTo"].values() if one["prov:entity"] == submission]
    assert sender == "organisation:DEHELSE"
    assert (built.home.archive / prov["entity"][submission]["ns:sha256"]).is_file()


def test_prov_names_every_number_with_a_value_every_query_and_every_office_file(built, prov):
    numbers = built.report("2023-Q2")["numbers"]
    assert {f"number:{key}" for key, one in numbers.items() if one["value"] is not None} <= prov["entity"].keys()
    for name, statistic in STATISTICS.items():
        assert prov["entity"][f"query:statistics/{name}"]["ns:sha256"] == statistic.sha256
    manifest = json.loads((built.home.draft("2023-Q2") / "manifest.json").read_text(encoding="utf-8"))
    assert {f"office:{one['path']}" for one in manifest["inputs"]["office"]} <= prov["entity"].keys()
    assert {"lineage/prov.json", "lineage/openlineage.json"} <= {one["path"] for one in manifest["outputs"]}


def test_openlineage_events_are_those_of_the_clients_own_classes(events):
    for event in events:
        (output,) = event["outputs"]
        facets, about_job = output["facets"], event["job"]["facets"]
        for name, facet in (*facets.items(), *about_job.items()):
            known = {
                "schema": SchemaDatasetFacet,
                "columnLineage": ColumnLineageDatasetFacet,
                "documentation": DocumentationJobFacet,
                "sql": SQLJobFacet,
            }[name]
            assert facet["_schemaURL"] == known._get_schema()
            said = {key: value for key, value in facet.items() if not key.startswith("_")}
            if name == "schema":
                said["fields"] = [SchemaDatasetFacetFields(**field) for field in said["fields"]]
            if name == "columnLineage":
                said["fields"] = {
                    column: Fields(inputFields=[InputField(**one) for one in found["inputFields"]])
                    for column, found in said["fields"].items()
                }
            known(**said, producer=facet["_producer"])
        RunEvent(
            eventTime=event["eventTime"],
            producer=event["producer"],
            run=Run(**event["run"]),
            job=Job(event["job"]["namespace"], event["job"]["name"]),
            inputs=[InputDataset(**one) for one in event["inputs"]],
            outputs=[OutputDataset(output["namespace"], output["name"])],
        )
        assert event["schemaURL"] == RunEvent._get_schema()


def test_openlineage_has_one_finished_run_for_each_asset_at_the_time_of_the_newest_fact(built, events):
    names = [event["job"]["name"] for event in events]
    assert len(names) == len(set(names)) and {f"portfolio/{table}" for table in TABLES} <= set(names)
    assert {event["eventTime"] for event in events} == {built.report("2023-Q2")["known_at"]}
    assert len({uuid.UUID(event["run"]["runId"]) for event in events}) == len(events)
    assert datetime.fromisoformat(events[0]["eventTime"]).tzinfo
