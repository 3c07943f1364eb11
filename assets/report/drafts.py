"""A draft on disk: ``report.json``, figures, one page and one PDF per language, and the manifest that lists it all.

Pages and figures are functions of ``report.json`` alone. What it says is ``assets.report.model``; freezing a draft as
an edition is another room's.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
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
    """Keep the model as the draft's ``report.json``."""
    return write_whole(home.draft(made["round"]) / "report.json", canonical(made))


def read_model(home: Home, quarter: str) -> Model:
    """The draft's ``report.json``. Raises FileNotFoundError when there is no draft."""
    read: Model = json.loads((home.draft(quarter) / "report.json").read_bytes())
    return read


@dataclass(frozen=True)
class Printed:
    """The files of a draft that people look at."""

    figures: list[Path]
    pages: list[Path]
    pdfs: list[Path]


def print_draft(home: Home, made: Model) -> Printed:
    """Draw every figure, for a page and for a telephone, and make the page and the PDF of each language."""
    folder = home.draft(made["round"])
    printed = Printed([], [], [])
    with ThreadPoolExecutor(max_workers=1) as typesetter:  # it sets without Python's lock while the page is made
        for code in LANGUAGES:
            said, charts = worded(made, code)
            wide = {f"figures/{name}": draw(chart) for name, chart in charts.items()}
            for block in figures_of(said):
                block["width"], block["height"] = size(wide[block["src"]])
            pdf_to_come = typesetter.submit(pdf.render, said, wide)
            narrow = {f"figures/{narrow_of(name)}": draw(chart, NARROW) for name, chart in charts.items()}
            printed.figures.extend(write_whole(folder / name, svg) for name, svg in (wide | narrow).items())
            page = html.render(_with_narrow(said, narrow)).encode()
            printed.pages.append(write_whole(folder / code / "index.html", page))
            printed.pdfs.append(write_whole(folder / code / "report.pdf", pdf_to_come.result()))
    printed.pages.extend(write_whole(folder / name, content) for name, content in html.companions().items())
    return printed


def _with_narrow(said: Document, narrow: Mapping[str, bytes]) -> Document:
    """The document whose figures name their form for a telephone; a copy, since the PDF is made of the other."""
    copied = copy.deepcopy(said)
    for block in figures_of(copied):
        src = narrow_of(block["src"])
        width, height = size(narrow[src])
        block["narrow"] = {"src": src, "width": width, "height": height}
    return copied


def worded(made: Model, code: str) -> tuple[Document, dict[str, dict[str, Any]]]:
    """The document in a language, and the charts of its figures by file name."""
    return document(made, words_of(made, language(code)))


def figures_of(said: Document) -> Iterator[dict[str, Any]]:
    """Every figure block of the document, in order."""
    for chapter in said["chapters"]:
        for part in (chapter, *chapter["sections"]):
            yield from (block for block in part["blocks"] if block["type"] == "figure")


def narrow_of(name: str) -> str:
    """The file of a figure's form for a telephone."""
    return name.removesuffix(".svg") + ".narrow.svg"


def write_manifest(home: Home, made: Model, office: Office, submissions: Iterable[Fact], code: str) -> Path:
    """List what the draft was made of and what it consists of; files of an earlier build that it lacks are removed.

    The shape is that of the contract's ``results.md``. Raises FileNotFoundError when an output is missing.
    """
    folder = home.draft(made["round"])
    wanted = {"report.json", *html.companions()}
    for one in LANGUAGES:
        said, _ = worded(made, one)
        wanted |= {f"{one}/index.html", f"{one}/report.pdf"}
        wanted |= {name for block in figures_of(said) for name in (block["src"], narrow_of(block["src"]))}
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
