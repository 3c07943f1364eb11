"""The pages in a real browser: nothing that axe finds, nothing that sticks out, no request but to their own folder.

Needs Debian's chromium, so it is not in the default run: ``make test-system``.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from assets.report import html
from tests.forms.test_overview import page as forms_page
from tests.report.fixture_document import document, figures
from tests.report.test_receipt_page import page as receipt_page
from tests.system.office_pages import notice_page, secretariat_page


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages as they lie in a home, opened from the disk."""
    folder = tmp_path_factory.mktemp("draft")
    report, receipt = folder / "nb" / "index.html", folder / "000001.html"
    forms, notice, status = folder / "oversikt.html", folder / "000002.html", folder / "status.html"
    beside = {str(path.relative_to(folder)): text.encode() for path, text in
              ((report, html.render(document())), (receipt, receipt_page()), (notice, notice_page()),
               (status, secretariat_page()), (forms, forms_page()))}  # fmt: skip
    for name, content in {**beside, **html.companions(), **figures()}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return {"report": report, "receipt": receipt, "forms": forms, "notice": notice, "status": status}


@pytest.fixture(params=["light", "dark"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[1280, 390, 320])
def opened(request: pytest.FixtureRequest, mode: str, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": request.param, "height": 900}, color_scheme=mode)
    yield page
    page.close()


@pytest.mark.parametrize("name", ["report", "receipt", "forms", "notice", "status"])
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
    assert all(url.startswith(pages["receipt"].parent.as_uri()) for url in requests)
    assert [rule["id"] for rule in Axe().run(opened).response["violations"]] == []


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
