"""A draft on disk: ``report.json``, figures, one page and one PDF per language, and the manifest that lists it all.

Pages and figures are functions of ``report.json`` alone. What it says is ``assets.report.model``; freezing a draft as an
edition is another room's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from assets.home import Home, sha256, write_whole
from assets.language import language
from assets.ledger import canonical
from assets.office import Office
from assets.report import html, pdf
from assets.report.charts import NARROW, draw, size
from assets.report.material import Fact, Material
from assets.report.model import Model, model, words_of
from assets.report.words import Document, document
from assets.statistics.catalogue import STATISTICS
from assets.statistics.counting import contributions, open_facts, spellings
from assets.statistics.numbers import numbers

LANGUAGES = ("nb",)
MANIFEST = "manifest.json"


def make_model(quarter: str, office: Office, facts: Mapping[str, list[Fact]], files: Mapping[str, Path]) -> Model:
    """The report of a round from its facts: as rows for the chapters, as ``files`` for counting."""
    with open_facts(files) as connection:
        counted = numbers(connection)

        def behind(key: str) -> list[str]:
            number = counted.get(key)
            if number is None or number.absent:
                return []
            evidence = contributions(connection, STATISTICS[number.statistic], key)
            return list(dict.fromkeys(one.measure_id for one in evidence if one.measure_id))

        material = Material(
            round=office.round(quarter),
            previous=office.previous(quarter),
            office=office,
            numbers=counted,
            facts=facts,
            behind=behind,
            spellings=spellings(connection),
        )
        return model(material, known_at(facts["submissions"]))


def known_at(submissions: Iterable[Fact]) -> datetime | None:
    """The time of the newest fact used."""
    return max((one["taken_at"] for one in submissions), default=None)


def write_model(home: Home, made: Model) -> Path:
    return write_whole(home.draft(made["round"]) / "report.json", canonical(made))


def read_model(home: Home, quarter: str) -> Model:
    """The draft's ``report.json``. Raises FileNotFoundError when there is no draft."""
    read: Model = json.loads((home.draft(quarter) / "report.json").read_bytes())
    return read


def draw_figures(home: Home, made: Model) -> list[Path]:
    """Draw the chart of every figure in every language, for a page and for a telephone."""
    folder = home.draft(made["round"]) / "figures"
    drawn = {}
    for code in LANGUAGES:
        _, charts = worded(made, code)
        for name, chart in charts.items():
            drawn |= {name: draw(chart), _narrow(name): draw(chart, NARROW)}
    return [write_whole(folder / name, svg) for name, svg in drawn.items()]


def write_pages(home: Home, made: Model) -> list[Path]:
    """Write the page of each language, with what lies beside it."""
    folder = home.draft(made["round"])
    pages = {f"{code}/index.html": html.render(_with_figures(home, made, code)[0]).encode() for code in LANGUAGES}
    return [write_whole(folder / name, content) for name, content in (pages | html.companions()).items()]


def write_pdfs(home: Home, made: Model) -> list[Path]:
    """Set the PDF of each language."""
    folder = home.draft(made["round"])
    return [
        write_whole(folder / code / "report.pdf", pdf.render(*_with_figures(home, made, code))) for code in LANGUAGES
    ]


def worded(made: Model, code: str) -> tuple[Document, dict[str, dict[str, Any]]]:
    """The document in a language, and the charts of its figures by file name."""
    return document(made, words_of(made, language(code)))


def _with_figures(home: Home, made: Model, code: str) -> tuple[Document, dict[str, bytes]]:
    """The document with each figure's size, and the figures as drawn, by their ``src``."""
    said, _ = worded(made, code)
    drawn = {}
    for block in _figures(said):
        drawn[block["src"]] = svg = (home.draft(made["round"]) / block["src"]).read_bytes()
        block["width"], block["height"] = size(svg)
        narrow = _narrow(block["src"])
        width, height = size((home.draft(made["round"]) / narrow).read_bytes())
        block["narrow"] = {"src": narrow, "width": width, "height": height}
    return said, drawn


def _narrow(name: str) -> str:
    return name.removesuffix(".svg") + ".narrow.svg"


def _figures(said: Document) -> Iterator[dict[str, Any]]:
    for chapter in said["chapters"]:
        for part in (chapter, *chapter["sections"]):
            yield from (block for block in part["blocks"] if block["type"] == "figure")


def write_manifest(home: Home, made: Model, office: Office, submissions: Iterable[Fact], code: str) -> Path:
    """List what the draft was made of and what it consists of; files of an earlier build that it lacks are removed.

    The shape is that of the contract's ``results.md``. Raises FileNotFoundError when an output is missing.
    """
    folder = home.draft(made["round"])
    wanted = {"report.json", *html.companions()}
    for one in LANGUAGES:
        said, _ = worded(made, one)
        wanted |= {f"{one}/index.html", f"{one}/report.pdf"}
        wanted |= {name for block in _figures(said) for name in (block["src"], _narrow(block["src"]))}
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in {*wanted, MANIFEST}:
            path.unlink()
    manifest = {
        "round": made["round"],
        "edition": made["edition"],
        "inputs": {
            "submissions": [{"sequence": one["sequence"], "sha256": one["sha256"]} for one in submissions],
            "office": office.inputs(),
        },
        "code": code,
        "statistics": {name: statistic.sha256 for name, statistic in STATISTICS.items()},
        "outputs": [{"path": name, "sha256": sha256((folder / name).read_bytes())} for name in sorted(wanted)],
    }
    return write_whole(folder / MANIFEST, canonical(manifest))
