"""The accepted rows of a submission as one immutable object: typed values and values as read, with the address of each.

Written once under the hash that the ledger record carries, read back as facts by ``assets.portfolio`` and as cells by
``assets.statistics.trace``.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from assets.home import Home, keep
from assets.intake.judging import Judgement
from assets.ledger import Record, canonical

Object = dict[str, Any]


def store(home: Home, judgement: Judgement) -> str | None:
    """Keep the rows that stand (or are held); returns the object's SHA-256, None when there are no rows."""
    tables: dict[str, Any] = {}
    for table, row in judgement.standing_rows:
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
    return keep(home.accepted, canonical(tables)) if tables else None


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

    def cell(self, record: Record, table: str, row: int, column: str) -> dict[str, Any]:
        """Where a value stands in the sender's file, and the value as read."""
        kept = self.of(record)[table]
        by_number = self._by_number.setdefault((record["sequence"], table), {})
        if not by_number:
            by_number.update({one["row"]: one for one in kept["rows"]})
        found = by_number[row]
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
