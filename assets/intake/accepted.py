"""The accepted rows of a submission as one immutable object: typed values and values as read, with the address of each.

Written once under the hash that the ledger record carries, read back as facts by ``assets.portfolio`` and as cells by
``assets.statistics.trace``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from assets.home import Home
from assets.intake.submission import Row, TableRows
from assets.ledger import BY_ROW, Record, Standing, canonical
from checks.contract import TABLES

Object = dict[str, Any]


def object_of(rows: Iterable[tuple[TableRows, Row]]) -> bytes | None:
    """The rows that stand (or are held) as the bytes that are kept; None when there are none."""
    tables: dict[str, Any] = {}
    for table, row in rows:
        kept = tables.setdefault(
            table.table.key,
            {
                "sheet": table.sheet,
                "columns": {key: place for key, (place, _) in table.addresses.items()},
                "headings": {key: heading for key, (_, heading) in table.addresses.items()},
                "rows": [],
            },
        )
        values = {key: _plain(value) for key, value in row.values.items()}
        kept["rows"].append({"row": row.number, "values": values, "raw": row.raw})
    return canonical(tables) if tables else None


def _plain(value: Any) -> Any:
    """JSON without loss: amounts and dates as text."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else value


class AcceptedRows:
    """Reads the objects of ledger records, each once."""

    def __init__(self, home: Home) -> None:
        self._folder = home.accepted
        self._read: dict[int, Object] = {}
        self._by_number: dict[tuple[int, str], dict[int, Any]] = {}

    def of(self, record: Record) -> Object:
        """Tables of a record's accepted rows by key; empty when it has none."""
        sequence = record["sequence"]
        if sequence not in self._read:
            name = record["accepted"]
            self._read[sequence] = json.loads((self._folder / name).read_bytes()) if name else {}
        return self._read[sequence]

    def standing_rows(
        self, standing: Standing, records: Mapping[int, Record], table: str
    ) -> Iterator[tuple[Record, Object]]:
        """The rows of a table that a sender's word comes to, each with the record of its submission."""
        if table in BY_ROW:
            chosen, (identity,) = standing.rows[table], TABLES[table].identity
        else:
            chosen = {measure: made[table] for measure, made in standing.measures.items() if table in made}
            identity = "measure_id"
        for sequence in sorted(set(chosen.values())):
            for row in self.of(records[sequence]).get(table, {"rows": ()})["rows"]:
                if chosen.get(row["values"][identity]) == sequence:
                    yield records[sequence], row

    def cell(self, record: Record, table: str, row: int, column: str) -> dict[str, Any]:
        """Where a value stands in the sender's file, and the value as read."""
        kept, found = self.of(record)[table], self._row(record, table, row)
        return {
            "round": record["quarter"],
            "sequence": record["sequence"],
            "sha256": record["sha256"],
            "sheet": kept["sheet"],
            "row": row,
            "column": kept["columns"].get(column),
            "heading": kept["headings"].get(column),
            "value": found["raw"].get(column),
        }

    def value(self, record: Record, table: str, row: int, column: str) -> Any:
        """The typed value, amounts and dates as text; None where the cell is empty."""
        return self._row(record, table, row)["values"].get(column)

    def _row(self, record: Record, table: str, row: int) -> dict[str, Any]:
        by_number = self._by_number.setdefault((record["sequence"], table), {})
        if not by_number:
            by_number.update({one["row"]: one for one in self.of(record)[table]["rows"]})
        found: dict[str, Any] = by_number[row]
        return found
