"""Whole reports of made-up rounds, no files handed in: tables by hand, counted and said by the product's own code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from assets.office import load
from assets.report.drafts import make_model
from assets.report.model import Model
from assets.report.printed import Printed
from assets.report.printing import worded
from assets.statistics.counting import FACTS, all_tallies
from tests.statistics.portfolios import Tables, connect
from tests.submissions import make_home

ROUNDS = """quarter,cut_off,edition_name,yearly
{}2023-Q1,2023-03-31,mai 2023,
2023-Q2,2023-06-30,august 2023,{}
"""
ORGANISATIONS = """code,name,expected_from,expected_to
FHI,Folkehelseinstituttet,2022-Q3,
KS,KS,2022-Q3,
HDO,Helsetjenestens Driftsorganisasjon,2022-Q3,
"""
INDICATORS = "goal,indicator,unit,year,value,target,source\n"


def model_of(
    tables: Tables,
    folder: Path,
    *,
    is_first: bool = False,
    is_yearly: bool = False,
    indicators: str = "",
    printed: Printed | None = None,
) -> Model:
    """The report of 2023-Q2 from the tables; before it come 2023-Q1 and 2022-Q3, or nothing when it is the first."""
    earlier = "2022-Q3,2022-09-30,oktober 2022,\n"
    rounds = ROUNDS.format(earlier, "yes" if is_yearly else "")
    if is_first:
        rounds = "".join(line for line in rounds.splitlines(keepends=True) if line[:7] not in ("2022-Q3", "2023-Q1"))
    home = make_home(folder / "home", rounds=rounds, organisations=ORGANISATIONS)
    if indicators:
        (home.office / "indicators.csv").write_text(INDICATORS + indicators, encoding="utf-8")
    with connect(tables, folder) as connection:
        tallied = [
            {"key": key, "value": tally.value, "terms": tally.terms}
            for sums in all_tallies(connection).values()
            for key, tally in sums.items()
        ]
    files = {name: folder / f"{name}.parquet" for name in FACTS}
    facts = {name: pq.read_table(path).to_pylist() for name, path in files.items()}
    return make_model("2023-Q2", load(home.office), facts, tallied, files, printed)


def said(made: Model, language: str = "nb") -> list[str]:
    """Every sentence, title, caption and note of the report, in order; cells of tables are left out."""
    document, _ = worded(made, language)
    return [
        words for chapter in document["chapters"] for part in (chapter, *chapter["sections"]) for words in _of(part)
    ]


def cells(made: Model, table: str, language: str = "nb") -> list[list[str]]:
    """The rows of a table as text, its foot included."""
    document, _ = worded(made, language)
    blocks = [
        block.get("table", block) if block["type"] == "figure" else block
        for chapter in document["chapters"]
        for part in (chapter, *chapter["sections"])
        for block in part["blocks"]
        if block["type"] in ("table", "figure")
    ]
    (found,) = (block for block in blocks if block["id"] == table)
    return [[_cell(cell) for cell in row] for row in (*found["rows"], *found["foot"])]


def _cell(cell: dict[str, Any]) -> str:
    return " ".join(map(_spans, cell.get("lines", [cell.get("spans", [])])))


def _of(part: dict[str, Any]) -> Iterator[str]:
    yield part["title"]
    for block in part["blocks"]:
        match block["type"]:
            case "paragraph" | "note":
                yield _spans(block["spans"])
            case "list":
                yield from map(_spans, block["items"])
            case "subheading":
                yield block["text"]
            case "key_figures":
                for item in block["items"]:
                    yield f"{_spans(item['value'])} {item['label']} ({_spans(item['detail'])})"
            case "table":
                yield block["caption"]
                yield _spans(block["note"])
            case "figure":
                yield block["title"]
                yield block["caption"]
                yield _spans(block["note"])


def _spans(spans: list[dict[str, Any]]) -> str:
    return "".join(span["text"] for span in spans)
