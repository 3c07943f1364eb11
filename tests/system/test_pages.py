"""The pages in a real browser: nothing that axe finds, nothing that sticks out, no request but to their own folder.

Needs Debian's chromium, so it is not in the default run: ``make test-system``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from assets.report import html
from tests.forms.test_overview import page as forms_page
from tests.report.fixture_document import document, figures
from tests.report.fixture_numbers import page as number_page
from tests.report.test_receipt_page import page as receipt_page
from tests.system.office_pages import notice_page, secretariat_page

RUN = ("violations", "passes", "incomplete", "inapplicable")
ALL_RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""What axe runs of itself is WCAG 2.0 to 2.2 AA and best practice, but for the size of targets."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


KINDS: dict[str, tuple[str, Callable[[], str]]] = {
    "report": ("nb/index.html", lambda: html.render(document())),
    "number": ("nb/numbers/status.change.worsened/index.html", lambda: number_page("status.change.worsened")),
    "number of many rows": (
        "en/numbers/measures.active/2.html",
        lambda: number_page("measures.active", "en", "2.html"),
    ),
    "forms": ("forms/oversikt.html", forms_page),
    "receipt": ("receipts/000001.html", receipt_page),
    "notice": ("receipts/000003.html", notice_page),
    "status": ("status.html", secretariat_page),
    "receipt of a file that was taken whole": (
        "receipts/000002.html",
        lambda: receipt_page(errors=[], verdict="accepted"),
    ),
}
"""Every kind of page that people get, where it lies in a home, and one of it that has all that the kind can have."""


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages as they lie in a home, opened from the disk."""
    folder = tmp_path_factory.mktemp("draft")
    written = {path: page().encode() for path, page in KINDS.values()}
    for name, content in {**written, **html.companions(), **figures()}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return {kind: folder / path for kind, (path, _) in KINDS.items()}


@pytest.fixture(params=["light", "dark"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[1280, 390, 320])
def opened(request: pytest.FixtureRequest, mode: str, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": request.param, "height": 900}, color_scheme=mode)
    yield page
    page.close()


@pytest.mark.parametrize("name", KINDS)
def test_a_page_has_no_fault_that_axe_finds_and_nothing_sticks_out(opened: Page, pages: dict[str, Path], name: str):
    complaints: list[str] = []
    requests: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("request", lambda request: requests.append(request.url))
    opened.goto(pages[name].as_uri())
    opened.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    opened.evaluate("document.fonts.ready")
    width = opened.viewport_size["width"]
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    assert all(url.startswith(pages["report"].parents[1].as_uri()) for url in requests)
    found = Axe().run(opened, options=ALL_RULES).response
    assert {"target-size", "region", "color-contrast"} <= {rule["id"] for kind in RUN for rule in found[kind]}
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []


def test_a_page_is_whole_without_javascript(browser: Browser, pages: dict[str, Path]):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["report"].as_uri())
    assert page.get_by_role("heading", level=1).inner_text() == document()["title"]
    page.get_by_text("Tallene i figuren").first.click()
    assert page.get_by_role("table").first.is_visible()
    context.close()


def test_the_keyboard_reaches_the_content_first_and_sees_where_it_is(browser: Browser, pages: dict[str, Path]):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(pages["report"].as_uri())
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == document()["chrome"]["to_content"]
    assert skip.bounding_box()["height"] > 20
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.close()


def test_a_page_that_is_dark_on_the_screen_is_printed_on_white(browser: Browser, pages: dict[str, Path]):
    page = browser.new_page(color_scheme="dark")
    page.goto(pages["report"].as_uri())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    with pypdfium2.PdfDocument(page.pdf(print_background=True)) as printed:
        assert "Oppsummering" in printed[1].get_textpage().get_text_bounded()
        sheet = printed[1].render(scale=0.2, grayscale=True).to_numpy()
        assert sheet.mean() > 200
        assert len(printed) > 10
    page.close()


def test_the_stylesheet_the_charts_and_the_fonts_arrive_under_the_policy(browser: Browser, pages: dict[str, Path]):
    page = browser.new_page()
    page.goto(pages["report"].as_uri())
    page.evaluate("document.fonts.ready")
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Inter")
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
    assert page.evaluate("[...document.fonts].some(font => font.status === 'loaded')")
    page.close()


def test_a_folded_table_is_still_a_table_to_a_screen_reader(browser: Browser, pages: dict[str, Path]):
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(pages["report"].as_uri())
    table = page.get_by_role("table", name="Røde avhengigheter")
    assert table.get_by_role("rowheader").count() == 5
    assert table.get_by_role("columnheader").count() == 4
    page.close()
