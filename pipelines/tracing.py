"""From a number of a round back to the cells that it comes from, for the command ``trace``.

Asks the facts on disk the same question that made the number; without Dagster.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import partial
from typing import Any

import duckdb

from assets.home import Home
from assets.intake.accepted import AcceptedRows
from assets.language import language
from assets.ledger import Known, Ledger
from assets.statistics.counting import open_facts
from assets.statistics.numbers import numbers
from assets.statistics.places import facts_of
from assets.statistics.trace import trace


class UnknownNumberError(Exception):
    """The round has no such number, or has not been built; the message says the way out."""


def trace_of(home: Home, quarter: str, key: str) -> dict[str, Any]:
    """The shape of ``portefolje trace --json``. Raises UnknownNumberError."""
    files = facts_of(home, quarter)
    if not all(path.exists() for path in files.values()):
        raise UnknownNumberError(f"{quarter} has not been built; run: portefolje report {quarter}")
    with open_facts(files) as connection:
        counted = numbers(connection)
        if key not in counted:
            near = difflib.get_close_matches(key, counted, n=3)
            hint = f"; near it: {', '.join(near)}" if near else ""
            raise UnknownNumberError(f"{quarter} has no number {key!r}{hint}. All keys stand in report.json")
        known, accepted, segments = Known.of(Ledger(home.ledger).records), AcceptedRows(home), segments_of(connection)
        return trace(connection, key, counted[key], partial(cell_of, known, accepted, segments=segments))


def segments_of(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The segment of each fact on a measure, which is the office's word where it has said one."""
    asked = "SELECT fact_id, segment FROM measures UNION ALL SELECT fact_id, segment FROM earlier_measures"
    return dict(connection.execute(asked).fetchall())


def cell_of(
    known: Known, accepted: AcceptedRows, fact_id: str, field: str, *, segments: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The cell of the sender's file in which a field of a fact stands.

    ``segments`` are those of the facts (see :func:`segments_of`): where the office has decided otherwise than the cell
    says, ``office`` of the cell is what it has decided.
    """
    sequence, table, row = fact_id.split("/")
    record = known.records[int(sequence)]
    cell = accepted.cell(record, table, int(row), field)
    decided = (segments or {}).get(fact_id)
    if field == "segment" and decided and decided != accepted.value(record, table, int(row), field):
        cell["office"] = decided
    return cell


def shown(traced: dict[str, Any]) -> str:
    """A trace for a terminal: the number, what it counts, and each contribution with its cells."""
    nb = language("nb")
    value = "no value" if traced["value"] is None else nb.number(traced["value"])
    lines = [f"{traced['key']} = {value} {traced['unit']}", nb.say(traced["definition"]), ""]
    for one in traced["contributions"]:
        who = " · ".join(part for part in (one["measure_id"], one["organisation"]) if part)
        lines.append(f"{nb.number(one['term']):>8}  {who}")
        for cell in one["cells"]:
            column = f" column {cell['column']}" if cell["column"] is not None else ""
            lines.append(
                f"{'':10}submission {cell['sequence']} ({cell['round']}), {cell['sheet']} row {cell['row']}{column}, "
                f"{cell['heading']}: {cell['value'] if cell['value'] is not None else '(empty)'}"
                + (f" (the office says {cell['office']}: office/measures.csv)" if "office" in cell else "")
            )
        if one["ledger"]:
            lines.append(f"{'':10}ledger record {', '.join(map(str, one['ledger']))}")
    return "\n".join(lines)
