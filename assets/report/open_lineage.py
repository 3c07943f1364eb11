"""The lineage of a draft as OpenLineage events: one finished run per asset, with its columns and what they come from.

Source: OpenLineage 2-0-2, https://openlineage.io. What stands behind a single number has no place there; that is
``assets.report.provenance``. Nothing is sent: the events lie beside the report, for whoever collects them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from assets.report.graph import Asset

NAMESPACE = "portefolje"
PRODUCER = "urn:portefolje"
_SPEC = "https://openlineage.io/spec"
_RUN_EVENT = f"{_SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent"
_FACETS = {
    "schema": "1-2-0/SchemaDatasetFacet",
    "columnLineage": "1-2-0/ColumnLineageDatasetFacet",
    "sql": "1-1-0/SQLJobFacet",
    "documentation": "1-1-0/DocumentationJobFacet",
}


def events(
    assets: Iterable[Asset], queries: Mapping[str, str], *, quarter: str, known_at: str, code: str
) -> list[dict[str, Any]]:
    """One event per asset that is made. ``queries`` are those of the assets that have one, by key.

    A run's id is made of round, time, code and asset: the same draft gives the same events.
    """
    run = f"{PRODUCER}/{quarter}/{known_at}/{code}"
    return [
        {
            "eventType": "COMPLETE",
            "eventTime": known_at,
            "producer": PRODUCER,
            "schemaURL": _RUN_EVENT,
            "run": {"runId": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{run}/{asset.key}"))},
            "job": {"namespace": NAMESPACE, "name": asset.key, "facets": _about_job(asset, queries.get(asset.key))},
            "inputs": [{"namespace": NAMESPACE, "name": one} for one in asset.reads],
            "outputs": [{"namespace": NAMESPACE, "name": asset.key, "facets": _about_dataset(asset)}],
        }
        for asset in assets
        if asset.reads
    ]


def _facet(name: str, said: dict[str, Any]) -> dict[str, Any]:
    place, _, definition = _FACETS[name].partition("/")
    schema = f"{_SPEC}/facets/{place}/{definition}.json#/$defs/{definition}"
    return {name: {"_producer": PRODUCER, "_schemaURL": schema, **said}}


def _about_job(asset: Asset, query: str | None) -> dict[str, Any]:
    described = _facet("documentation", {"description": asset.description})
    return described | (_facet("sql", {"query": query, "dialect": "duckdb"}) if query else {})


def _about_dataset(asset: Asset) -> dict[str, Any]:
    if not asset.columns:
        return {}
    fields = [{"name": name, "type": type_, "description": meaning} for name, type_, meaning in asset.columns]
    behind = {
        column: {"inputFields": [{"namespace": NAMESPACE, "name": one, "field": name} for one, name in found]}
        for column, found in asset.behind.items()
        if found
    }
    return _facet("schema", {"fields": fields}) | (_facet("columnLineage", {"fields": behind}) if behind else {})
