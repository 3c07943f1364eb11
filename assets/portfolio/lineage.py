"""What each column of a round's facts comes from, by the contract: columns of submissions and of the office's files.

For the lineage that Dagster and the exports show; what the statistics make of it is ``assets.statistics.lineage``.
"""

from __future__ import annotations

from checks.contract import TABLES

_SENT = "intake/submissions"
_CALENDAR = "office/rounds.cut_off"

_OF_A_ROW = {
    "round": [f"{_SENT}.quarter"],
    "organisation": [f"{_SENT}.organisation"],
    "sequence": [f"{_SENT}.sequence"],
    "row": [f"{_SENT}.sequence"],
    "fact_id": [f"{_SENT}.sequence"],
    "is_late": [f"{_SENT}.taken_at", _CALENDAR],
}
_OF_OTHERS: dict[str, dict[str, list[str]]] = {
    "rounds": {name: [f"office/rounds.{name}"] for name in ("quarter", "cut_off", "edition_name")}
    | {"rounds_back": ["office/rounds.quarter"], "has_reports": [f"{_SENT}.quarter", f"{_SENT}.verdict"]},
    "organisations": {
        "code": ["office/organisations.code", f"{_SENT}.organisation"],
        "name": ["office/organisations.name"],
        "is_expected": ["office/organisations.expected_from", "office/organisations.expected_to"],
        "state": [f"{_SENT}.kind", f"{_SENT}.verdict"],
        "sequence": [f"{_SENT}.sequence"],
        "is_late": [f"{_SENT}.taken_at", _CALENDAR],
        "kept": [f"{_SENT}.measures.measure_id", f"{_SENT}.verdict"],
    },
    "owners": {
        "measure_id": [f"{_SENT}.measures.measure_id"],
        "owner": [f"{_SENT}.organisation", "office/measures.owner", "office/measures.from_round"],
    },
    "submissions": {
        "round": [f"{_SENT}.quarter"],
        "is_late": [f"{_SENT}.taken_at", _CALENDAR],
        **{name: [f"{_SENT}.{name}"] for name in ("sequence", "sha256", "organisation", "kind", "verdict", "taken_at")},
    },
    "vocabulary": {
        "vocabulary": ["office/vocabularies.vocabulary"],
        "code": [f"office/vocabularies.{name}" for name in ("code", "valid_from", "valid_to")],
        "name": ["office/vocabularies.norwegian"],
    },
    "remarks": {
        "organisation": [f"portfolio/{name}.organisation" for name in TABLES],
        "measure_id": [f"portfolio/{name}.measure_id" for name in TABLES],
        "fact_id": [f"portfolio/{name}.fact_id" for name in TABLES],
        **dict.fromkeys(
            ("rule", "table", "column", "cells"),
            [f"portfolio/{table.key}.{column.key}" for table in TABLES.values() for column in table.columns]
            + [f"portfolio/earlier_measures.{column.key}" for column in TABLES["measures"].columns],
        ),
    },
}


def columns_behind(name: str) -> dict[str, list[str]]:
    """The columns behind each column of a table of ``assets.portfolio``, written ``intake/submissions.quarter``."""
    if name in _OF_OTHERS:
        return _OF_OTHERS[name]
    table = TABLES.get(name.removeprefix("earlier_")) or TABLES["measures"]
    sent = {column.key: [f"{_SENT}.{table.key}.{column.key}"] for column in table.columns}
    if table.key == "measures":
        sent["segment"].append("office/measures.segment")
    return _OF_A_ROW | sent


def assets_behind(name: str) -> list[str]:
    """The assets behind a table; which rows are facts is a matter of calendar, owners and admission besides."""
    named = {one.partition(".")[0] for found in columns_behind(name).values() for one in found}
    decided = set() if name in _OF_OTHERS else {"office/measures", "office/rounds", "office/settings"}
    return sorted(named | decided)
