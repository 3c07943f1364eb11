"""From a number back to its cells, and from a cell on to the numbers that rest on it, for the command ``trace``.

Reads what drafts and editions keep (``assets.report.evidence``), never the facts or the ledger behind them, which may
have moved on since; without Dagster.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from assets.home import Home
from assets.intake.accepted import AcceptedRows
from assets.language import language
from assets.ledger import Known, Ledger
from assets.report.evidence import FILE, numbers_on, read_evidence, trace


class UnknownNumberError(Exception):
    """The round has no such number, or has not been built; the message says the way out."""


class UnknownCellError(Exception):
    """No accepted submission has such a cell; the message says what there is."""


def trace_of(home: Home, quarter: str, key: str, edition: int | None = None) -> dict[str, Any]:
    """The shape of ``portefolje trace --json``, of the draft or of an edition. Raises UnknownNumberError."""
    folder = home.edition(quarter, edition) if edition else home.draft(quarter)
    if not (folder / FILE).exists():
        way_out = f"run: portefolje publish {quarter}" if edition else f"run: portefolje report {quarter}"
        missing = f"edition {edition} of {quarter} is not there" if edition else f"{quarter} has not been built"
        raise UnknownNumberError(f"{missing}; {way_out}")
    report = _report(folder)
    if key not in report["numbers"]:
        near = difflib.get_close_matches(key, report["numbers"], n=3)
        hint = f"; near it: {', '.join(near)}" if near else ""
        raise UnknownNumberError(f"{quarter} has no number {key!r}{hint}. All keys stand in report.json")
    return trace(report, read_evidence(folder), key)


def numbers_of_cell(home: Home, sequence: int, sheet: str, row: int, column: str) -> dict[str, Any]:
    """The cell, and each number of each draft and edition that rests on it, with the terms that it has of it.

    ``sheet`` is its name or the table's key, ``column`` its letter (or field number), its heading or the column's key.
    Raises UnknownCellError.
    """
    found, field = _cell(home, sequence, sheet, row, column)

    def is_meant(one: Mapping[str, Any]) -> bool:
        return (one["sequence"], one["sheet"], one["row"], one["field"]) == (sequence, found["sheet"], row, field)

    numbers = []
    for quarter, edition, folder in _built(home):
        report = _report(folder)["numbers"]
        terms: dict[str, list[int | Decimal]] = {}
        for key, term in numbers_on(read_evidence(folder), is_meant):
            terms.setdefault(key, []).append(term)
        for key, counted in terms.items():
            said = {"value": report[key]["value"], "unit": report[key]["unit"], "terms": counted}
            numbers.append({"round": quarter, "edition": edition, "key": key} | said)
    return {"cell": found, "numbers": numbers}


def _cell(home: Home, sequence: int, sheet: str, row: int, column: str) -> tuple[dict[str, Any], str]:
    """The cell as it stands in the sender's file, and the key of its column."""
    record = Known.of(Ledger(home.ledger).records).records.get(sequence)
    accepted = AcceptedRows(home)
    tables = accepted.of(record) if record else {}
    if record is None or not tables:
        raise UnknownCellError(f"the ledger has no submission {sequence} with accepted rows")
    by_sheet = {name.casefold(): key for key, kept in tables.items() for name in (key, kept["sheet"])}
    table = by_sheet.get(sheet.casefold())
    if table is None:
        raise UnknownCellError(f"submission {sequence} has no sheet {sheet!r}; {_sheets(tables)}")
    kept = tables[table]
    if all(one["row"] != row for one in kept["rows"]):
        raise UnknownCellError(f"submission {sequence} has no accepted row {row} in the sheet {kept['sheet']}")
    keys = {
        str(name).strip().casefold(): key
        for key, heading in kept["headings"].items()
        for name in (heading, key, kept["columns"][key])
        if name is not None
    }
    if (field := keys.get(column.strip().casefold())) is None:
        known = ", ".join(f"{kept['columns'][key] or key} ({heading})" for key, heading in kept["headings"].items())
        raise UnknownCellError(f"the sheet {kept['sheet']} has no column {column!r} that is read; it has {known}")
    return accepted.cell(record, table, row, field), field


def _sheets(tables: dict[str, Any]) -> str:
    return "it has " + ", ".join(kept["sheet"] for kept in tables.values())


def _built(home: Home) -> Iterator[tuple[str, int | None, Path]]:
    """Every edition and then the draft of every round that has evidence: round, edition (None for a draft), folder."""
    editions = [path.parent for path in (home.root / "editions").glob(f"*/[0-9]*/{FILE}")]
    drafts = [path.parent for path in (home.root / "drafts").glob(f"*/{FILE}")]
    found = [(path.parent.name, int(path.name), path) for path in editions]
    found += [(path.name, 0, path) for path in drafts]
    for quarter, edition, folder in sorted(found, key=lambda one: (one[0], one[1] or float("inf"))):
        yield quarter, edition or None, folder


def _report(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "report.json").read_bytes(), parse_float=Decimal)
    return read


def shown(traced: dict[str, Any]) -> str:
    """A trace for a terminal: the number, what it counts, and each contribution with its cells."""
    nb = language("nb")
    value = "no value" if traced["value"] is None else nb.number(traced["value"])
    lines = [f"{traced['key']} = {value} {traced['unit']}", nb.say(traced["definition"]), ""]
    for one in traced["contributions"]:
        who = " · ".join(part for part in (one["measure_id"], one["organisation"]) if part)
        lines.append(f"{nb.number(one['term']):>8}  {who}")
        lines += [f"{'':10}{_placed(cell)}" for cell in one["cells"]]
        if one["ledger"]:
            lines.append(f"{'':10}ledger record {', '.join(map(str, one['ledger']))}")
    return "\n".join(lines)


def shown_numbers(traced: dict[str, Any]) -> str:
    """The numbers that rest on a cell, for a terminal."""
    lines = [_placed(traced["cell"]), ""]
    if not traced["numbers"]:
        return "\n".join([*lines, "No number of any draft or edition rests on this cell."])
    width = max(len(one["key"]) for one in traced["numbers"])
    for one in traced["numbers"]:
        where = f"{one['round']} " + ("draft" if one["edition"] is None else f"edition {one['edition']}")
        terms = ", ".join(str(term) for term in one["terms"])
        lines.append(f"{where:20}{one['key']:{width}}  {one['value']} {one['unit']}, of it {terms}")
    return "\n".join(lines)


def _placed(cell: dict[str, Any]) -> str:
    column = f" column {cell['column']}" if cell["column"] is not None else ""
    return (
        f"submission {cell['sequence']} ({cell['round']}), {cell['sheet']} row {cell['row']}{column}, "
        f"{cell['heading']}: {cell['value'] if cell['value'] is not None else '(empty)'}"
        + (f" (the office says {cell['office']}: office/measures.csv)" if "office" in cell else "")
    )
