"""All that the model holds is on the page and in the PDF, in each language: no number, cell or sentence is lost."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

import pypdfium2
import pytest

from assets.report import drafts, glyphs, printing
from tests.pipelines.conftest import ROUNDS, Office
from tests.report import verapdf

pytestmark = pytest.mark.slow
CM = 72 / 2.54


class Page(HTMLParser):
    """What a page says, and the keys of the numbers that it says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.numbers, self.links = "", set[str](), list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.numbers |= {said["data-number"] or ""} if "data-number" in said else set()
        self.links += [said["href"] or ""] if tag == "a" else []

    def handle_data(self, data: str) -> None:
        self.text += data


def bare(text: str) -> str:
    """Without what a line break, a hyphen at its end or a ligature may add or take away."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if unicodedata.category(c) not in {"Pd", "Cf", "Cc", "Cn", "Co", "Zs", "Zl", "Zp"})


def printed(path: Any) -> str:
    """The text of a PDF, without the running heads and page numbers of all pages but the cover."""
    with pypdfium2.PdfDocument(path) as pdf:
        found = []
        for n, page in enumerate(pdf):
            bottom, top = (0.0, page.get_height()) if n == 0 else (2.3 * CM, page.get_height() - 2.7 * CM)
            found.append(page.get_textpage().get_text_bounded(bottom=bottom, top=top))
    return bare("".join(found))


def said(node: Any) -> Iterator[str]:
    """Every text of a document that a reader must meet: a sentence, a cell, a heading or a caption as a whole."""
    if isinstance(node, list):
        if node and all(
            isinstance(one, Mapping) and "text" in one and not {"type", "places"} & set(one) for one in node
        ):
            yield "".join(one["text"] for one in node)
        else:
            for one in node:
                yield from said(one)
    elif isinstance(node, Mapping):
        for key, value in node.items():
            if key in {"text", "title", "caption", "heading", "label"} and isinstance(value, str):
                yield value
            elif key not in {"marked", "places"}:
                yield from said(value)


def numbers(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from numbers(one)
    elif isinstance(node, Mapping):
        if isinstance(node.get("number"), str) and "text" in node and "type" not in node:
            yield node["number"]
        for value in node.values():
            yield from numbers(value)


@pytest.fixture(
    scope="module", params=[(quarter, code) for quarter in ROUNDS for code in ("nb", "nn", "en")], ids="-".join
)
def draft(request: pytest.FixtureRequest, built: Office) -> tuple[dict[str, Any], dict[str, Any], Any]:
    quarter, code = request.param
    made = drafts.read_model(built.home, quarter)
    return made, printing.worded(made, code)[0], built.home.draft(quarter) / code


def test_every_number_that_has_a_value_is_printed(draft: Any):
    made, document, folder = draft
    counted = {key for key, number in made["numbers"].items() if number["value"] is not None}
    assert len(counted) > 80
    assert counted - set(numbers(document["chapters"])) == set()
    assert counted - Page((folder / "index.html").read_text(encoding="utf-8")).numbers == set()


def test_every_cell_of_the_model_has_its_place_in_the_document(draft: Any):
    made, document, _ = draft

    def shapes(chapters: Any) -> list[tuple[str, int, int, int]]:
        blocks = [b for c in chapters for part in (c, *c["sections"]) for b in part["blocks"]]
        tables = [b if b["type"] == "table" else b["table"] for b in blocks if b["type"] in {"table", "figure"}]
        return [(t["id"], len(t["columns"]), len(t["rows"]), len(t["foot"])) for t in tables]

    assert shapes(made["chapters"]) == shapes(document["chapters"])


@pytest.mark.parametrize("form", ["index.html", "report.pdf"])
def test_every_text_of_the_document_is_printed(draft: Any, form: str):
    _, document, folder = draft
    text = printed(folder / form) if form.endswith("pdf") else bare(Page((folder / form).read_text("utf-8")).text)
    wanted = [one for one in said(document["chapters"]) if one.strip()]
    assert len(wanted) > 200
    shown = glyphs.shown if form.endswith("pdf") else str
    assert [one for one in wanted if bare(shown(one)) not in text] == []


def test_every_figure_and_table_has_its_numbers_beside_it_for_machines(draft: Any):
    _, document, folder = draft
    files = [b["data"] for c in document["chapters"] for p in (c, *c["sections"]) for b in p["blocks"] if "data" in b]
    links = Page((folder / "index.html").read_text(encoding="utf-8")).links
    assert len(files) > 10
    assert len(files) == len(set(files))
    assert [name for name in files if f"../{name}" not in links] == []
    assert {path.name for path in (folder.parent / "data").iterdir()} == {name.removeprefix("data/") for name in files}
    text = printed(folder / "report.pdf")
    assert [name for name in files if bare(name) not in text] == []
    for name in files:
        rows = list(csv.reader(io.StringIO((folder.parent / name).read_text(encoding="utf-8"), newline="")))
        assert len({len(row) for row in rows}) == 1
        cells = [cell for row in rows for cell in row]
        assert [cell for cell in cells if cell[:1] in "=+@\t\r" and cell] == []
        assert [cell for cell in cells if cell[:1] == "-" and not re.fullmatch(r"-\d+(\.\d+)?", cell)] == []


@pytest.mark.parametrize(("code", "standard"), [("nb", "ua-1"), ("nn", "ua-1"), ("en", "ua-1"), ("en", "a-2a")])
def test_the_report_conforms_in_every_language(built: Office, code: str, standard: str):
    assert verapdf.validate(built.home.draft("2023-Q2") / code / "report.pdf", standard).faults == {}
