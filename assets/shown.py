"""What Dagster's UI shows of a table: its columns with type, unit and meaning, its rows, and where its code stands.

Names and meanings come from ``checks.contract``; nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import dagster as dg
import pyarrow as pa

OWNERS = ["team:portfolio-office"]


def columns(described: Iterable[tuple[str, pa.DataType | None, str]]) -> dict[str, Any]:
    """Metadata with a table's columns: name, type (None where it is text to be read), meaning (with its unit)."""
    listed = [
        dg.TableColumn(name=name, type=str(type_ or "string"), description=meaning)
        for name, type_, meaning in described
    ]
    return {"dagster/column_schema": dg.TableSchema(columns=listed)}


def lineage(behind: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """Metadata with what each column comes from, written ``portfolio/measures.status``."""
    deps = {
        column: [
            dg.TableColumnDep(asset_key=dg.AssetKey(asset.split("/")), column_name=name)
            for asset, _, name in (one.partition(".") for one in found)
        ]
        for column, found in behind.items()
    }
    return {"dagster/column_lineage": dg.TableColumnLineage(deps_by_column=deps)}


def code(*paths: Path) -> dict[str, Any]:
    """Metadata that links to source files which are no Python (a query, a template)."""
    references: list[Any] = [dg.LocalFileCodeReference(file_path=str(path), label=path.name) for path in paths]
    return {"dagster/code_references": dg.CodeReferencesMetadataValue(code_references=references)}


def row_count(count: int) -> dict[str, Any]:
    """Metadata with the number of rows, which Dagster draws over time."""
    return {"dagster/row_count": count}
