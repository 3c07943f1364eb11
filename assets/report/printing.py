"""Printing a draft: from its ``report.json`` alone, the figures and every form of the report in each language.

What the report says is ``assets.report.model`` and ``assets.report.words``; how each form is made is ``charts``,
``html``, ``pdf``, ``working_draft`` and ``case_note`` of this room.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets.home import Home, write_whole
from assets.language import OWN, language
from assets.report import case_note, html, number_pages, pdf, working_draft
from assets.report.charts import NARROW, size
from assets.report.data_files import data_files
from assets.report.drawing import draw
from assets.report.evidence import read_evidence
from assets.report.model import Model
from assets.report.register import with_register
from assets.report.words import Document, document, words_of


@dataclass(frozen=True)
class Printed:
    """The files of a draft that people look at."""

    figures: list[Path]
    data: list[Path]
    pages: list[Path]
    pdfs: list[Path]
    working_drafts: list[Path]
    case_notes: list[Path]
    number_pages: list[Path]


def print_draft(home: Home, made: Model, languages: Sequence[str] = ()) -> Printed:
    """Draw every figure, for a page and for a telephone, and make page, PDF, Word file and case note of each language.

    ``languages`` are codes; without any, those that the office has chosen.
    """
    codes = languages or made["languages"]
    folder = home.draft(made["round"])
    printed = Printed([], [], [], [], [], [], [])
    labels = words_of(made, language(OWN))
    printed.data.extend(write_whole(folder / name, content) for name, content in data_files(made, labels).items())
    evidence = read_evidence(folder)
    traced = number_pages.laid_out(evidence)
    to_come: list[tuple[list[Path], Path, Future[bytes]]] = []
    with ThreadPoolExecutor(max_workers=1) as typesetter:  # it sets without Python's lock while the pages are made
        for code in codes:
            said, charts = worded(made, code)
            said["languages"] = [{"code": one, "name": language(one).say("language")} for one in codes]
            wide = {f"figures/{name}": draw(chart) for name, chart in charts.items()}
            for block in figures_of(said):
                block["width"], block["height"] = size(wide[block["src"]])
            note = typesetter.submit(case_note.render, made, words_of(made, language(code)))
            to_come += [
                (printed.pdfs, folder / code / "report.pdf", typesetter.submit(pdf.render, said, wide)),
                (printed.case_notes, folder / code / "case-note.pdf", note),
            ]
            narrow = {f"figures/{narrow_of(name)}": draw(chart, NARROW) for name, chart in charts.items()}
            printed.figures.extend(write_whole(folder / name, svg) for name, svg in (wide | narrow).items())
            page = html.render(_with_narrow(said, narrow)).encode()
            printed.pages.append(write_whole(folder / code / "index.html", page))
            spoken = words_of(made, language(code))
            for name, page_of_number in number_pages.write_pages(made, evidence, traced, spoken, said["languages"]):
                printed.number_pages.append(write_whole(folder / code / name, page_of_number))
            in_word = working_draft.render(said, wide)
            printed.working_drafts.append(write_whole(folder / code / "report.docx", in_word))
        for written, path, set_pdf in to_come:
            written.append(write_whole(path, set_pdf.result()))
    printed.pages.extend(write_whole(folder / name, content) for name, content in html.companions().items())
    _clear(folder, {path for paths in vars(printed).values() for path in paths})
    return printed


def set_again(folder: Path, made: Model) -> None:
    """Make anew what carries the mark on its pages, in the languages of a printed report: for a model with another one.

    That is the PDF, the Word file and the case note; figures are taken as they were drawn.
    """
    for path in sorted(folder.glob("*/report.pdf")):
        code = path.parent.name
        said, charts = worded(made, code)
        figures = {f"figures/{name}": (folder / "figures" / name).read_bytes() for name in charts}
        for block in figures_of(said):
            block["width"], block["height"] = size(figures[block["src"]])
        write_whole(path, pdf.render(said, figures))
        write_whole(path.with_name("report.docx"), working_draft.render(said, figures))
        write_whole(path.with_name("case-note.pdf"), case_note.render(made, words_of(made, language(code))))


def _clear(folder: Path, printed: set[Path]) -> None:
    """Remove what an earlier build has left and this one did not make."""
    for path in folder.rglob("*"):
        if path.is_file() and path.parent != folder and path not in printed:
            path.unlink()


def _with_narrow(said: Document, narrow: Mapping[str, bytes]) -> Document:
    """The document whose figures name their form for a telephone; the one given is being set as a PDF meanwhile."""

    def named(block: dict[str, Any]) -> dict[str, Any]:
        if block["type"] != "figure":
            return block
        src = narrow_of(block["src"])
        width, height = size(narrow[src])
        return block | {"narrow": {"src": src, "width": width, "height": height}}

    def part(of: dict[str, Any]) -> dict[str, Any]:
        return of | {"blocks": [named(block) for block in of["blocks"]]}

    chapters = [
        part(chapter) | {"sections": [part(one) for one in chapter["sections"]]} for chapter in said["chapters"]
    ]
    return said | {"chapters": chapters}


def worded(made: Model, code: str) -> tuple[Document, dict[str, dict[str, Any]]]:
    """The document in a language, and the charts of its figures by file name."""
    words = words_of(made, language(code))
    said, charts = document(made, words)
    return with_register(said, words), charts


def figures_of(said: Document) -> Iterator[dict[str, Any]]:
    """Every figure block of the document, in order."""
    for chapter in said["chapters"]:
        for part in (chapter, *chapter["sections"]):
            yield from (block for block in part["blocks"] if block["type"] == "figure")


def narrow_of(name: str) -> str:
    """The file of a figure's form for a telephone."""
    return name.removesuffix(".svg") + ".narrow.svg"
