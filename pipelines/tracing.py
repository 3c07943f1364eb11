"""From a number of a round back to the cells that it comes from, for the command ``trace``.

Asks the facts on disk the same question that made the number; without Dagster.
"""

from __future__ import annotations

import difflib
from functools import partial
from typing import Any

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
        resolve = partial(cell_of, Known.of(Ledger(home.ledger).records), AcceptedRows(home))
        return trace(connection, key, counted[key], resolve)


def cell_of(known: Known, accepted: AcceptedRows, fact_id: str, field: str) -> dict[str, Any]:
    """The cell of the sender's file in which a field of a fact stands."""
    sequence, table, row = fact_id.split("/")
    return accepted.cell(known.records[int(sequence)], table, int(row), field)


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
            )
        if one["ledger"]:
            lines.append(f"{'':10}ledger record {', '.join(map(str, one['ledger']))}")
    return "\n".join(lines)
