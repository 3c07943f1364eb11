"""The engine: facts of one round in DuckDB, each statistic's contributions, their sums and their evidence.

A number and its evidence are one query, summed by key or filtered by key, so they cannot disagree. What a sum means
as a number of the report is ``assets.statistics.numbers``; the questions themselves are the .sql files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa

from assets.statistics.catalogue import STATISTICS, Statistic
from checks.contract.numbers import slug
from checks.contract.vocabularies import REPORTS, fold

FACTS = (
    "measures",
    "dependencies",
    "costs",
    "goals",
    "sdgs",
    "roadmap",
    "earlier_measures",
    "rounds",
    "organisations",
    "owners",
    "initiatives",
    "vocabulary",
    "remarks",
    "submissions",
    "earlier_costs",
    "indicators",
)
"""What the statistics read: tables of one round and of what it looks back at, by the names that the queries use."""

GROUND = """
CREATE TABLE segments (code VARCHAR, reports_status BOOLEAN, reports_risk BOOLEAN, reports_budget BOOLEAN);
CREATE VIEW active_measures AS SELECT * FROM measures WHERE lifecycle = 'active';
CREATE VIEW previous_measures AS
    SELECT earlier_measures.* FROM earlier_measures SEMI JOIN rounds ON quarter = round AND rounds_back = 1;

CREATE VIEW unreported_measures AS
    SELECT latest.* EXCLUDE (organisation), owner AS organisation, organisations.sequence AS word
    FROM (
        SELECT earlier_measures.*
        FROM earlier_measures
        JOIN rounds ON rounds.quarter = earlier_measures.round
        ANTI JOIN measures USING (measure_id)
        QUALIFY row_number() OVER (PARTITION BY measure_id ORDER BY rounds_back) = 1
    ) AS latest
    JOIN owners USING (measure_id)
    JOIN organisations ON organisations.code = owner
    WHERE lifecycle = 'active' AND is_expected;

CREATE MACRO cell(of_fact, of_field) AS struct_pack(fact_id := of_fact, field := of_field);
CREATE MACRO severity(colour) AS list_position(['green', 'yellow', 'red'], colour);

CREATE TABLE texts (written VARCHAR, folded VARCHAR, slug VARCHAR);
CREATE MACRO fold(text) AS (SELECT texts.folded FROM texts WHERE texts.written = text);
CREATE MACRO slug(text) AS coalesce((SELECT texts.slug FROM texts WHERE texts.written = text), '-');
"""

_TEXTS = """
SELECT DISTINCT unnest([programme, product, solution]) AS written FROM costs
UNION SELECT solution FROM earlier_costs
UNION SELECT unnest([actor, initiative]) FROM roadmap
UNION SELECT initiative FROM initiatives
UNION SELECT organisation FROM remarks
UNION SELECT indicator FROM indicators
UNION SELECT unnest([counterpart, counterpart_measure_id]) FROM dependencies
UNION SELECT unnest([code, name]) FROM organisations
"""
"""Every text that becomes a piece of a key, or is matched by its folded form: few, so that Python may say how."""


_SUMS = "SELECT ? AS statistic, key, sum(term)::DECIMAL(38, 18), count(*), count(term) FROM query(?) GROUP BY key"
_TERMS = "SELECT key, term::DECIMAL(38, 18) FROM query(?)"
# The queries name the cells of both rounds, whether the row is there or not.
_CONTRIBUTIONS = """
SELECT
    key,
    term::DECIMAL(38, 18) AS term,
    measure_id,
    organisation,
    list_filter(cells::STRUCT(fact_id VARCHAR, field VARCHAR)[], lambda one: one.fact_id IS NOT NULL) AS cells,
    list_filter(ledger::INTEGER[], lambda one: one IS NOT NULL) AS ledger
FROM query(?)
"""
_IN_ORDER = "ORDER BY key, measure_id NULLS FIRST, organisation, cells, ledger"


@dataclass(frozen=True, slots=True)
class Tally:
    """The sum of the terms under one key, and how many there were."""

    value: Decimal
    terms: int


@dataclass(frozen=True, slots=True)
class Contribution:
    """One thing counted: what it adds, whose it is, and the cells (row id, field) or ledger records that say so."""

    key: str
    term: Decimal
    measure_id: str | None
    organisation: str | None
    cells: tuple[tuple[str, str], ...]
    ledger: tuple[int, ...]


def open_facts(files: Mapping[str, Path]) -> duckdb.DuckDBPyConnection:
    """A connection in memory over the Parquet files of one round, one for each of ``FACTS``, ready to be counted."""
    connection = duckdb.connect(config={"python_enable_replacements": False})
    for name in FACTS:
        # Brackets and stars in the path of somebody's home are no pattern.
        connection.read_parquet(re.sub(r"([*?\[])", r"[\1]", str(files[name]))).create_view(name)
    lay_ground(connection)
    return connection


def open_tables(tables: Mapping[str, pa.Table]) -> duckdb.DuckDBPyConnection:
    """The same over Arrow tables in memory."""
    connection = duckdb.connect(config={"python_enable_replacements": False})
    for name in FACTS:
        connection.register("read", tables[name])
        connection.execute(f"CREATE TABLE {name} AS FROM read")  # a cursor sees no registered table
        connection.unregister("read")
    lay_ground(connection)
    return connection


def lay_ground(connection: duckdb.DuckDBPyConnection) -> None:
    """Give a connection that has the facts what the queries build on."""
    connection.execute(GROUND)
    connection.executemany(
        "INSERT INTO segments VALUES (?, ?, ?, ?)",
        [(code, "status" in asked, "risk" in asked, "budget" in asked) for code, asked in REPORTS.items()],
    )
    written = [text for (text,) in connection.execute(_TEXTS).fetchall() if text is not None]
    connection.execute(
        "INSERT INTO texts SELECT unnest($1::VARCHAR[]), unnest($2::VARCHAR[]), unnest($3::VARCHAR[])",
        [written, [fold(text) for text in written], [slug(text) for text in written]],
    )


def tallies(connection: duckdb.DuckDBPyConnection, statistic: Statistic) -> dict[str, Tally]:
    """The sums of one statistic by key, in the keys' order. Raises ValueError when a row has no key or no term."""
    return _tallies(connection, [statistic])[statistic.name]


def all_tallies(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Tally]]:
    """The same of every statistic, by its name."""
    return _tallies(connection, list(STATISTICS.values()))


def _tallies(connection: duckdb.DuckDBPyConnection, statistics: Sequence[Statistic]) -> dict[str, dict[str, Tally]]:
    # One query for all: of a small round, a query costs more to plan than to run.
    query = " UNION ALL ".join([_SUMS] * len(statistics)) + " ORDER BY statistic, key"
    asked = [said for statistic in statistics for said in (statistic.name, statistic.query)]
    found: dict[str, dict[str, Tally]] = {statistic.name: {} for statistic in statistics}
    for name, key, value, rows, terms in connection.execute(query, asked).fetchall():
        if key is None or rows != terms:
            raise ValueError(f"{name} counts a row without key or term (key {key}): a fact lacks a value")
        found[name][key] = Tally(value, terms)
    return found


def contributions(
    connection: duckdb.DuckDBPyConnection, statistic: Statistic, key: str | None = None
) -> Iterator[Contribution]:
    """The evidence of one key, or of every key of the statistic, always in the same order.

    A cell of a row that is not there, and a submission that is not, are left out.
    """
    query = f"FROM ({_CONTRIBUTIONS}) WHERE $1::VARCHAR IS NULL OR key = $1 {_IN_ORDER}".replace("?", "$2")
    # A cursor of its own: whoever reads the evidence may ask the connection something else in between.
    rows = connection.cursor().execute(query, [key, statistic.query])
    while batch := rows.fetchmany(10_000):
        for counted_as, term, measure_id, organisation, cells, ledger in batch:
            places = tuple((cell["fact_id"], cell["field"]) for cell in cells)
            yield Contribution(counted_as, term, measure_id, organisation, places, tuple(ledger))


def evidence(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Every contribution of every statistic, by key and in the same order: columns as in :class:`Contribution`."""
    query = " UNION ALL ".join([_CONTRIBUTIONS] * len(STATISTICS))
    asked = [statistic.query for statistic in STATISTICS.values()]
    return connection.sql(f"FROM ({query}) {_IN_ORDER}", params=asked).to_arrow_table()


def terms(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, Decimal]]:
    """Key and term of every contribution of every statistic, in no order: for adding up, without the evidence."""
    asked = [statistic.query for statistic in STATISTICS.values()]
    rows = connection.cursor().execute(" UNION ALL ".join([_TERMS] * len(asked)), asked)
    while batch := rows.fetchmany(10_000):
        yield from batch


def codes(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The codes of each vocabulary that holds in the round, in the vocabulary's order."""
    by_vocabulary: dict[str, list[str]] = {}
    for vocabulary, code in connection.execute("SELECT vocabulary, code FROM vocabulary").fetchall():
        by_vocabulary.setdefault(vocabulary, []).append(code)
    return by_vocabulary


def spellings(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The text behind each slug of a key: programmes, deliveries, solutions, actors, initiatives without a number."""
    return dict(connection.execute("SELECT slug, min(written) FROM texts GROUP BY slug ORDER BY slug").fetchall())


def has_reports(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether anybody has an accepted submission in the round."""
    return _finds(connection, "SELECT 1 FROM organisations WHERE sequence IS NOT NULL LIMIT 1")


def has_previous(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the office's calendar has a round before this one, within the look-back."""
    return _finds(connection, "SELECT 1 FROM rounds WHERE rounds_back = 1")


def has_previous_reports(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether anybody has an accepted submission in the previous round; 'nothing to report' is one."""
    return _finds(connection, "SELECT 1 FROM rounds WHERE rounds_back = 1 AND has_reports")


def has_earlier_reports(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether anybody has an accepted submission in any round of the look-back."""
    return _finds(connection, "SELECT 1 FROM rounds WHERE rounds_back > 0 AND has_reports")


def _finds(connection: duckdb.DuckDBPyConnection, query: str) -> bool:
    return bool(connection.execute(query).fetchall())
