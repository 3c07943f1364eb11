"""The page holds what the document holds, as text, in an order that a screen reader can follow."""

from __future__ import annotations

import copy
import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from jinja2 import UndefinedError

from assets.report import html
from tests.report.fixture_document import HOSTILE, LONG, LONGEST_WORD, document, paragraph


class Reader(HTMLParser):
    """Reads a page as a browser would: elements with their attributes, and the text that is shown."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.text += "\n" if tag == "br" else ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, attribute: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(attribute))]


def only(block: dict[str, Any]) -> dict[str, Any]:
    """A document of one block."""
    report = document(measure_count=1)
    report["chapters"] = [{"id": "one", "number": "1", "title": "Én", "blocks": [block], "sections": []}]
    return report


def texts(node: Any) -> list[str]:
    """Every text of a document that a reader must meet."""
    if isinstance(node, list):
        return [text for child in node for text in texts(child)]
    if not isinstance(node, dict):
        return []
    shown = ("text", "title", "caption", "heading", "label", "detail")
    own = [node[key] for key in shown if isinstance(node.get(key), str)]
    return own + [text for child in node.values() for text in texts(child)]


@pytest.fixture(scope="module")
def page() -> Reader:
    return Reader(html.render(document()))


def test_every_text_of_the_document_is_on_the_page(page: Reader):
    shown = page.text
    assert [text for text in texts(document()["chapters"]) if text not in shown] == []


def test_what_a_submitter_wrote_is_text_and_nothing_more(page: Reader):
    assert HOSTILE in page.text
    assert LONG.strip() in page.text
    assert LONGEST_WORD in page.text
    assert not [tag for tag, _ in page.elements if tag in {"script", "iframe", "object", "form"}]


@pytest.mark.parametrize("key", ["alt", "title", "caption"])
def test_an_attribute_cannot_be_broken_out_of(key: str):
    report = document()
    figure = copy.deepcopy(next(b for b in report["chapters"][1]["blocks"] if b["type"] == "figure"))
    figure[key] = '"><script>alert(1)</script>'
    assert "<script>" not in html.render(only(figure))


def test_headings_skip_no_level_and_there_is_one_of_the_first(page: Reader):
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_no_id_stands_twice_and_every_link_inside_the_page_leads_somewhere(page: Reader):
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    inside = [href.removeprefix("#") for href in page.values("href") if href.startswith("#")]
    assert set(inside) <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)


def test_the_page_asks_nothing_of_another_host_and_runs_nothing(page: Reader):
    loaded = page.values("src") + page.values("srcset")
    loaded += [a["href"] or "" for tag, a in page.elements if tag == "link"]
    assert loaded
    assert all(address.startswith("../") for address in loaded)
    assert not [key for _, attributes in page.elements for key in attributes if key.startswith("on") or key == "style"]
    policy = next(a["content"] or "" for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_a_counted_number_carries_its_key_and_its_machine_value():
    block = paragraph({"text": "553,4", "number": "budget.joint", "value": "553.4"})
    assert '<data value="553.4" data-number="budget.joint">553,4</data>' in html.render(only(block))


def test_a_status_is_a_word_and_never_a_colour_alone(page: Reader):
    marks = [a["class"] for tag, a in page.elements if tag == "span" and (a.get("class") or "").startswith("status")]
    assert {"status status-red", "status status-yellow", "status status-green"} == set(marks)
    assert not re.search(r'class="status[^"]*"></span>', html.render(document()))


def test_words_of_another_language_say_so():
    block = paragraph({"text": "patient summary", "lang": "en"})
    assert '<span lang="en">patient summary</span>' in html.render(only(block))


def test_e_helse_keeps_together_and_can_still_be_searched_for():
    assert html.unbroken("Direktoratet for e-helse") == 'Direktoratet for <span class="unbroken">e-h</span>else'
    assert html.unbroken("helse- og omsorg") == "helse- og omsorg"
    assert html.unbroken("<e-helse>") == '&lt;<span class="unbroken">e-h</span>else&gt;'


def test_an_edition_that_is_no_draft_says_nothing_of_drafts():
    report = {**document(measure_count=1), "draft": False, "mark": ""}
    assert "Utkast" in html.render(document(measure_count=1))
    assert "Utkast" not in html.render(report)


def test_a_table_without_row_headers_has_none():
    table = {"type": "table", "id": "t", "number": None, "caption": "Uten", "row_header": False}
    table |= {"columns": [{"heading": "A"}, {"heading": "B"}], "rows": [[{"text": "1"}, {"text": "2"}]]}
    assert 'scope="row"' not in html.render(only(table))
    assert html.render(only({**table, "row_header": True})).count('scope="row"') == 1


def test_a_document_that_lacks_a_word_stops_the_page():
    report = document(measure_count=1)
    del report["chrome"]["contents"]
    with pytest.raises(UndefinedError, match="contents"):
        html.render(report)


def test_a_block_of_an_unknown_type_stops_the_page():
    with pytest.raises(UndefinedError, match="carousel"):
        html.render(only({"type": "carousel"}))


def test_the_stylesheet_reaches_for_nothing_but_its_fonts():
    beside = html.companions()
    addresses = re.findall(r'url\("?([^")]+)', beside["style.css"].decode())
    assert addresses
    assert set(addresses) == set(beside) - {"style.css", "designsystemet.css"}
    assert b"@import" not in beside["style.css"] + beside["designsystemet.css"]
    assert set(re.findall(r"url\(.(.....)", beside["designsystemet.css"].decode())) == {"data:"}


def test_designsystemet_comes_with_its_licence_and_no_more_of_it_than_is_used():
    sheet = html.companions()["designsystemet.css"].decode()
    assert sheet.startswith("/*! Copyright Digitaliseringsdirektoratet (Digdir)")
    assert len(sheet) < 90_000
    used = set(re.findall(r'class="([^"]*)"', html.render(document())))
    used = {name for names in used for name in names.split() if name.startswith("ds-")}
    assert used
    assert [name for name in used if f".{name}" not in sheet] == []
