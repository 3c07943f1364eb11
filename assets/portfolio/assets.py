"""Dagster's side of the facts: one step that makes every table of a round, and the checks that they must pass."""

from collections.abc import Iterator
from typing import Any

import dagster as dg
import pyarrow as pa

from assets.intake.accepted import AcceptedRows
from assets.partitions import QUARTERS, quarter_of
from assets.portfolio.facts import (
    FACT_TABLES,
    OF_TABLE,
    ORGANISATIONS,
    OWNERS,
    PROVENANCE,
    ROUNDS,
    SUBMISSIONS,
    VOCABULARY,
    Portfolio,
)
from assets.portfolio.holding import breaking_the_contract, codes_not_in_force, not_conserved
from assets.portfolio.lineage import assets_behind, columns_behind
from assets.portfolio.questions import REMARKS
from assets.resources import HomeResource
from assets.shown import OWNERS as TEAM
from assets.shown import columns, lineage, row_count
from assets.tables import write_table
from checks.contract import TABLES
from checks.schemas import arrow_type

_SAID = {
    "measures": "The round's measures: what each organisation says of its own. "
    "Grain: one row per measure. Measures of every lifecycle are here; figures count the active ones. "
    "A measure that nobody has reported this time is not carried over.",
    "dependencies": "What must be met for a measure to go as planned. Grain: one row per dependency of a measure.",
    "costs": "Growth in yearly operating cost of the national solutions, in MNOK. Grain: one row per programme, "
    "product, solution and year. Amounts that the owner covers are here and in no sum.",
    "goals": "Strategy goals that a measure supports beside its main goal. Grain: one row per measure and goal.",
    "sdgs": "UN goals that a measure contributes to. Grain: one row per measure, goal and target; "
    "the answer 'none' is a row, no answer is no row.",
    "roadmap": "The roadmap's activities. Grain: one row per activity.",
    "earlier_measures": "The measures of the rounds that this one looks back at (two years), as known now. "
    "Grain: one row per measure and round.",
    "candidates": "Measures that are reported and that the office has not admitted to the portfolio: kept, and counted "
    "nowhere, like their dependencies, goals, costs and activities. Grain: one row per measure. "
    "Empty unless the office's settings say that admission is required.",
    "earlier_costs": "The cost estimates of the latest round of the year before, in the rounds that compare with them. "
    "Grain: one row per programme, product, solution and year.",
    "rounds": "The round and those it looks back at. Grain: one row per round of the office's calendar.",
    "organisations": "Who has reported in the round. Grain: one row per organisation expected or heard of.",
    "owners": "Who reports each measure in this round. Grain: one row per measure.",
    "submissions": "The submissions that the facts rest on. Grain: one row per ledger record.",
    "remarks": "What looks odd in the round's facts, held against earlier rounds and other organisations as known now. "
    "Asked, never counted as wrong. Grain: one row per question and row.",
    "vocabulary": "The codes that hold in the round. Grain: one row per vocabulary and code.",
}

_PLAIN = {
    "rounds": ROUNDS,
    "organisations": ORGANISATIONS,
    "owners": OWNERS,
    "submissions": SUBMISSIONS,
    "vocabulary": VOCABULARY,
    "remarks": REMARKS,
}


def _columns(name: str) -> Iterator[tuple[str, pa.DataType, str]]:
    if name in _PLAIN:
        yield from ((column.name, column.type, "") for column in _PLAIN[name])
        return
    yield from PROVENANCE
    table = TABLES[(OF_TABLE | {"candidates": "measures"}).get(name, name)]
    for column in table.columns:
        unit = f" Unit: {column.unit}." if column.unit else ""
        yield column.key, arrow_type(column), f"{column.heading}. {column.meaning}{unit}"


def _check_specs() -> Iterator[dg.AssetCheckSpec]:
    for name in (*FACT_TABLES, *OF_TABLE):
        key = dg.AssetKey(["portfolio", name])
        yield dg.AssetCheckSpec(
            "rows_satisfy_the_contract",
            asset=key,
            blocking=True,
            description="Every fact satisfies the pandera schema made from the contract.",
        )
        if name in TABLES:
            yield dg.AssetCheckSpec(
                "facts_are_the_accepted_rows",
                asset=key,
                blocking=True,
                description="Each sender's rows, as accepted, are facts: none lost, none made up.",
            )


@dg.multi_asset(
    name="portfolio",
    group_name="portfolio",
    partitions_def=QUARTERS,
    specs=[
        dg.AssetSpec(
            key=["portfolio", name],
            deps=[one.split("/") for one in assets_behind(name)],
            description=said,
            owners=TEAM,
            kinds={"parquet", "pandera"} if name in FACT_TABLES else {"parquet"},
            metadata=columns(_columns(name)) | lineage(columns_behind(name)),
        )
        for name, said in _SAID.items()
    ],
    check_specs=list(_check_specs()),
    can_subset=True,
)
def portfolio(context: dg.AssetExecutionContext, home: HomeResource) -> Iterator[dg.MaterializeResult]:
    """The facts of a round and of what it looks back at, from the accepted submissions as known now."""
    quarter, where = quarter_of(context), home.open()
    source = Portfolio(home.known(), home.office(), AcceptedRows(where))
    tables = source.tables(quarter)
    for fault in codes_not_in_force(tables, source.office):
        raise fault
    for name, facts in tables.items():
        key = dg.AssetKey(["portfolio", name])
        if key not in context.selected_asset_keys:
            continue
        write_table(where, f"portfolio/{name}", quarter, facts)
        yield dg.MaterializeResult(
            asset_key=key,
            metadata=row_count(facts.num_rows) | lineage(columns_behind(name)),
            check_results=list(_checked(name, facts, source, quarter)),
        )


def _checked(name: str, facts: pa.Table, source: Portfolio, quarter: str) -> Iterator[dg.AssetCheckResult]:
    if name not in (*FACT_TABLES, *OF_TABLE):
        return
    key = ["portfolio", name]
    broken = breaking_the_contract(name, facts, source.office.vocabularies)
    found: dict[str, list[Any]] = {"rows_satisfy_the_contract": broken}
    if name in TABLES:
        kept_out = source.candidate_rows(name, quarter)
        found["facts_are_the_accepted_rows"] = not_conserved(name, facts, kept_out, source.known, quarter)
    for check, wrong in found.items():
        yield dg.AssetCheckResult(asset_key=key, check_name=check, passed=not wrong, metadata={"rows": wrong})
