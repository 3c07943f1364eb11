"""Dagster's side of the statistics: one step that asks every question, and the check that the numbers add up."""

from collections.abc import Iterator

import dagster as dg
import pyarrow as pa

from assets.partitions import QUARTERS, quarter_of
from assets.resources import HomeResource
from assets.shown import OWNERS, code, columns, lineage, row_count
from assets.statistics.catalogue import STATISTICS
from assets.statistics.counting import all_tallies, evidence, open_facts
from assets.statistics.lineage import of_evidence, of_sums
from assets.statistics.numbers import numbers_from
from assets.statistics.places import asset_of, facts_of
from assets.statistics.trace import unbalanced
from assets.tables import write_table
from checks.schemas import AMOUNT

TALLY = (
    ("key", pa.string(), "Key of the number."),
    ("value", AMOUNT, "Sum of the terms, in the key's unit."),
    ("terms", pa.int64(), "How many contributions there are."),
)
NUMBERS = (
    *TALLY[:2],
    ("unit", pa.string(), "What is counted, or MNOK."),
    ("of", AMOUNT, "The whole that it is a part of."),
    ("absent", pa.string(), "Why there is no value: first_round, not_supplied, not_required."),
    ("terms", pa.int64(), "How many contributions there are."),
    ("statistic", pa.string(), "The query that yields it."),
)
EVIDENCE = (
    ("key", pa.string(), "Key of the number that it counts in."),
    ("term", AMOUNT, "What it adds, in the key's unit."),
    ("measure_id", pa.string(), "The measure that is counted, where it is one."),
    ("organisation", pa.string(), "Whose word it is."),
    ("cells", pa.list_(pa.struct([("fact_id", pa.string()), ("field", pa.string())])), "The cells that say so."),
    ("ledger", pa.list_(pa.int32()), "The ledger records that say so."),
)
_BEHIND_EVIDENCE = lineage(of_evidence(STATISTICS))
_BEHIND_NUMBERS = lineage(
    {column: [f"statistics/{name}.{column}" for name in STATISTICS] for column in ("key", "value", "terms")}
    | {"of": [f"statistics/{name}.value" for name in STATISTICS]}
)


@dg.multi_asset(
    name="statistics",
    group_name="statistics",
    partitions_def=QUARTERS,
    specs=[
        *(
            dg.AssetSpec(
                key=["statistics", name],
                deps=[asset_of(fact).split("/") for fact in statistic.reads],
                description=f"{statistic.question} {statistic.caveat}",
                owners=OWNERS,
                kinds={"duckdb", "sql", "parquet"},
                metadata=columns(TALLY) | code(statistic.path) | lineage(of_sums(name)),
            )
            for name, statistic in STATISTICS.items()
        ),
        dg.AssetSpec(
            key=["statistics", "evidence"],
            deps=[
                asset_of(fact).split("/")
                for fact in sorted({one for each in STATISTICS.values() for one in each.reads})
            ],
            description="What stands behind every number: each thing counted, with the cells and ledger records that "
            "say so. Grain: one row per number and thing counted.",
            owners=OWNERS,
            kinds={"duckdb", "sql", "parquet"},
            metadata=columns(EVIDENCE) | _BEHIND_EVIDENCE,
        ),
        dg.AssetSpec(
            key=["statistics", "numbers"],
            deps=[["statistics", name] for name in STATISTICS],
            description="Every number of the round, zeros and absences included. Grain: one row per number.",
            owners=OWNERS,
            kinds={"parquet"},
            metadata=columns(NUMBERS) | _BEHIND_NUMBERS,
        ),
    ],
    check_specs=[
        dg.AssetCheckSpec(
            "every_number_is_the_sum_of_its_terms",
            asset=["statistics", "numbers"],
            blocking=True,
            description="The terms of each number's evidence, added up outside the database, give the number.",
        )
    ],
    can_subset=True,
)
def statistics(context: dg.AssetExecutionContext, home: HomeResource) -> Iterator[dg.MaterializeResult]:
    """The round's numbers, counted from its facts."""
    quarter, where = quarter_of(context), home.open()
    with open_facts(facts_of(where, quarter)) as connection:
        counted = all_tallies(connection)
        for name, tally in counted.items():
            key = dg.AssetKey(["statistics", name])
            if key in context.selected_asset_keys:
                rows = [{"key": one, "value": found.value, "terms": found.terms} for one, found in tally.items()]
                write_table(where, f"statistics/{name}", quarter, _table(rows, TALLY))
                yield dg.MaterializeResult(asset_key=key, metadata=row_count(len(rows)) | lineage(of_sums(name)))
        behind = evidence(connection)
        key = dg.AssetKey(["statistics", "evidence"])
        if key in context.selected_asset_keys:
            described = pa.schema([(name, type_) for name, type_, _ in EVIDENCE])
            write_table(where, "statistics/evidence", quarter, behind.cast(described))
            yield dg.MaterializeResult(asset_key=key, metadata=row_count(behind.num_rows) | _BEHIND_EVIDENCE)
        key = dg.AssetKey(["statistics", "numbers"])
        if key in context.selected_asset_keys:
            found = numbers_from(connection, {one: sum_ for sums in counted.values() for one, sum_ in sums.items()})
            rows = [
                {
                    "key": one,
                    "value": number.value,
                    "unit": number.unit,
                    "of": number.of,
                    "absent": number.absent,
                    "terms": number.terms,
                    "statistic": number.statistic,
                }
                for one, number in found.items()
            ]
            write_table(where, "statistics/numbers", quarter, _table(rows, NUMBERS))
            terms = zip(behind.column("key").to_pylist(), behind.column("term").to_pylist(), strict=True)
            wrong = unbalanced(found, terms)
            yield dg.MaterializeResult(
                asset_key=key,
                metadata=row_count(len(rows)) | _BEHIND_NUMBERS,
                check_results=[
                    dg.AssetCheckResult(
                        asset_key=key,
                        check_name="every_number_is_the_sum_of_its_terms",
                        passed=not wrong,
                        metadata={"wrong": {one: [str(value), str(total)] for one, (value, total) in wrong.items()}},
                    )
                ],
            )


def _table(rows: list[dict[str, object]], described: tuple[tuple[str, pa.DataType, str], ...]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, type_) for name, type_, _ in described]))
