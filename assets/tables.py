"""Tables on disk: one Parquet file per asset and round, written whole, with its hash beside it.

What the tables mean is known to the rooms that make them; this is only how they are kept.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from assets.home import Home, write_whole
from assets.sums import SUFFIX, write_sums


def write_table(home: Home, asset: str, quarter: str, table: pa.Table) -> Path:
    """Write a table of a round; the same content gives the same bytes."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    path = write_whole(home.table(asset, quarter), buffer.getvalue())
    write_sums(path.with_suffix(SUFFIX), {path.name: buffer.getvalue()})
    return path


def read_rows(home: Home, asset: str, quarter: str) -> list[dict[str, Any]]:
    """A table of a round as rows."""
    rows: list[dict[str, Any]] = pq.read_table(home.table(asset, quarter)).to_pylist()
    return rows
