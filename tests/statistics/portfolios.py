"""Tiny portfolios for tests: the tables that the statistics read, as lists of rows, and as Parquet on a connection.

Every row gets the provenance that the intake would have given it; everything not said has a harmless default.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from assets.portfolio.facts import OF_TABLE, ORGANISATIONS, OWNERS, ROUNDS, SUBMISSIONS, fact_schema
from assets.portfolio.questions import REMARKS
from assets.roadmap.attainment import INDICATORS
from assets.statistics.counting import FACTS, open_facts
from checks.contract import TABLES, VOCABULARIES

Row = dict[str, Any]
Tables = dict[str, list[Row]]

NOW, BEFORE, LONG_AGO = "2023-Q2", "2023-Q1", "2022-Q3"
CUT_OFF = date(2023, 6, 30)

_INITIATIVES = pa.schema([("goal", pa.string()), ("initiative_no", pa.string()), ("initiative", pa.string())])
_VOCABULARY = pa.schema([("vocabulary", pa.string()), ("code", pa.string()), ("name", pa.string())])
SCHEMAS: dict[str, pa.Schema] = {
    **{name: fact_schema(table) for name, table in TABLES.items()},
    **{name: fact_schema(TABLES[table]) for name, table in OF_TABLE.items()},
    "submissions": SUBMISSIONS,
    "indicators": pa.schema([(name, type_) for name, type_, _ in INDICATORS]),
    "rounds": ROUNDS,
    "organisations": ORGANISATIONS,
    "owners": OWNERS,
    "initiatives": _INITIATIVES,
    "vocabulary": _VOCABULARY,
    "remarks": REMARKS,
}


def measure(measure_id: str, lifecycle: str = "active", status: str = "green", **said: Any) -> Row:
    """A measure as its owner reports it in ``round`` (this one if not said)."""
    return {
        "round": NOW,
        "organisation": "FHI",
        "measure_id": measure_id,
        "name": measure_id,
        "segment": "other",
        "lifecycle": lifecycle,
        "status": status,
        "main_goal": "1",
        **said,
    }


def row(**said: Any) -> Row:
    """A row of another table, reported in this round."""
    return {"round": NOW, "organisation": "FHI", **said}


def dependency(measure_id: str, category: str, criticality: str, status: str, **said: Any) -> Row:
    return row(measure_id=measure_id, category=category, criticality=criticality, status=status, **said)


def cost(year: int, amount: str, *, internal: bool = False, programme: str = "Helsenorge", **said: Any) -> Row:
    return row(programme=programme, year=year, amount_mnok=Decimal(amount), covered_by_owner=internal, **said)


def indicator(name: str, year: int, value: str | None = None, target: str | None = None) -> Row:
    """What the office says of an indicator in a year."""
    amounts = {"value": value, "target": target}
    exact = {key: None if one is None else Decimal(one) for key, one in amounts.items()}
    return {"goal": "1", "indicator": name, "unit": "prosent", "year": year, "source": "Eksempel", **exact}


def activity(goal: str, initiative: str, actor: str, *, provisional: bool | None = None) -> Row:
    return row(goal=goal, initiative=initiative, actor=actor, provisional=provisional)


def organisation(code: str, state: str = "submitted", *, is_expected: bool = True, is_late: bool = False) -> Row:
    has_word = state in ("submitted", "nothing_to_report")
    late = is_late if has_word else None
    return {"code": code, "is_expected": is_expected, "state": state, "is_late": late, "kept": []}


def portfolio(
    measures: Iterable[Row] = (),
    *,
    earlier: Iterable[Row] = (),
    rounds: Iterable[str] = (NOW, BEFORE, LONG_AGO),
    organisations: Iterable[Row] = (organisation("FHI"),),
    owners: Mapping[str, str] | None = None,
    **others: Iterable[Row],
) -> Tables:
    """All tables of the round. Whoever reported a measure last owns it, unless ``owners`` says otherwise."""
    tables: Tables = {name: list(others.get(name, ())) for name in FACTS}
    tables["measures"], tables["earlier_measures"] = list(measures), list(earlier)
    heard_of = {one["round"] for one in (*tables["measures"], *tables["earlier_measures"])}
    tables["rounds"] = [
        {"quarter": quarter, "cut_off": CUT_OFF, "rounds_back": back, "has_reports": quarter in heard_of}
        for back, quarter in enumerate(rounds)
    ]
    reported = sorted([*tables["earlier_measures"], *tables["measures"]], key=lambda one: one["round"])
    owned = {one["measure_id"]: one["organisation"] for one in reported} | dict(owners or {})
    tables["owners"] = [{"measure_id": measure_id, "owner": owner} for measure_id, owner in owned.items()]
    tables["vocabulary"] = [
        {"vocabulary": name, "code": code} for name, vocabulary in VOCABULARIES.items() for code in vocabulary.by_code
    ]
    sequences: dict[tuple[str, str], int] = {}
    for name in (*TABLES, *OF_TABLE):
        for place, one in enumerate(tables[name], start=2):
            sequence = sequences.setdefault((one["round"], one["organisation"]), len(sequences) + 1)
            table = OF_TABLE.get(name, name)
            one |= {"sequence": sequence, "row": place, "fact_id": f"{sequence}/{table}/{place}"}
    tables["organisations"] = [
        one
        | {"sequence": None if one["is_late"] is None else sequences.setdefault((NOW, one["code"]), len(sequences) + 1)}
        for one in organisations
    ]
    taken_on = {"FHI": CUT_OFF - timedelta(days=10), "KS": CUT_OFF + timedelta(days=3)}
    tables["submissions"] = [
        {"sequence": sequence, "organisation": who, "round": quarter, "taken_on": taken_on.get(who, CUT_OFF)}
        for (quarter, who), sequence in sequences.items()
    ]
    for one in tables["submissions"]:
        one["taken_at"] = one["counts_since"] = datetime.combine(one["taken_on"], time(12), UTC)
    return tables


def connect(tables: Tables, folder: Path) -> duckdb.DuckDBPyConnection:
    """The tables as Parquet files in the folder, opened to be counted."""
    files = {name: folder / f"{name}.parquet" for name in FACTS}
    for name, path in files.items():
        pq.write_table(pa.Table.from_pylist(tables[name], schema=SCHEMAS[name]), path)
    return open_facts(files)
