"""One visual language: page, PDF and charts take colours and sizes from the same file."""

from __future__ import annotations

import re

import pytest

from assets.report import html, look
from assets.report.charts import contrast
from assets.report.fonts import NotInstalledError, installed
from templates import FOLDER


def test_every_colour_of_the_pdf_and_of_the_page_is_a_role():
    typst = (FOLDER / "report" / "report.typ").read_text(encoding="utf-8")
    assert set(re.findall(r'colour\("([a-z_]+)"\)', typst)) <= look.colours().keys()
    assert 'rgb("#' not in typst
    own = html.companions()["style.css"].decode()
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", own)) == {"#fff"}  # the charts' paper
    named = set(re.findall(r"var\(--([a-z-]+)\)", own))
    roles = {role.replace("_", "-") for role in look.colours()} | {f"size-{role}" for role in look.sizes()}
    local = set(re.findall(r"--([a-z-]+):", own))
    assert {name for name in named if not name.startswith("ds-")} <= roles | local


def test_the_stylesheet_says_the_roles_in_designsystemets_own_variables():
    sheet = look.stylesheet().decode()
    assert "--ink:var(--ds-color-neutral-text-default)" in sheet
    assert "--yellow:#f5c84b" in sheet
    assert "--size-body:1.125rem" in sheet
    variables = set(re.findall(r"(?<!\w)--[\w-]+:var\((--ds-color-[a-z-]+)\)", sheet))
    assert [one for one in variables if f"{one}:" not in sheet] == []


@pytest.mark.parametrize("code", ["red", "yellow", "green"])
def test_text_on_a_chip_and_on_a_bar_can_be_read(code: str):
    assert contrast("ink", f"{code}_tint") >= 7
    assert contrast(f"{code}_text", code) >= 4.5


@pytest.mark.parametrize("role", ["muted", "heading", "link"])
def test_text_on_paper_and_on_the_tint_can_be_read(role: str):
    assert contrast(role, "paper") >= 4.5
    assert contrast(role, "tint") >= 4.5


def test_what_is_not_installed_is_named_with_the_way_out():
    with pytest.raises(NotInstalledError, match="npm ci"):
        installed("@digdir/designsystemet-css/dist/src/no-such.css")
