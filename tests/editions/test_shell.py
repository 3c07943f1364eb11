"""A page's body is frozen; its shell may change around it."""

import pytest

from assets.editions.shell import body_of, marked, superseded

PAGE = """<!doctype html>
<html lang="nb"><head><title>Rapport – 2. kvartal 2023 (Utkast)</title></head>
<body>
<header><!--mark--><p class="draft">Utkast</p><!--/mark--><h1>Rapport</h1></header>
<!--body-->
<main>Tallet er 17 &lt;!--body--&gt;</main>
<!--/body-->
<footer>Rapport<!--mark--> · Utkast<!--/mark--></footer>
</body></html>
"""


def test_without_a_mark_nothing_of_the_shell_says_draft():
    page = marked(PAGE)
    assert "Utkast" not in page
    assert "<title>Rapport – 2. kvartal 2023</title>" in page


def test_another_mark_stands_in_title_head_and_foot_with_a_link_in_its_place_in_the_head():
    assert marked(PAGE, "Revisjon 2 <ny>").count("Revisjon 2 &lt;ny&gt;") == 3
    page = marked(PAGE, "Revisjon 2", "Se <rettelser>", "errata.html")
    assert page.count("Revisjon 2") == 2
    assert '<p class="draft"><a href="errata.html">Se &lt;rettelser&gt;</a></p>' in page


def test_whatever_the_shell_says_the_body_is_the_same_bytes():
    pages = [PAGE, marked(PAGE), marked(PAGE, "Revisjon 3", "Se", "errata.html")]
    pages.append(superseded(pages[1], "nb", 2, "../2/nb/index.html"))
    assert {body_of(page) for page in pages} == {body_of(PAGE)}


def test_a_banner_stands_above_the_body_and_leads_to_the_newer_edition():
    above, found, _ = superseded(marked(PAGE), "nb", 3, "../3/nb/index.html?a=1&b=2").partition("<!--body-->")
    assert found
    assert "Det finnes en nyere revisjon av denne rapporten." in above
    assert '<a href="../3/nb/index.html?a=1&amp;b=2">Les revisjon 3</a>' in above


def test_a_page_without_a_body_is_refused():
    with pytest.raises(ValueError, match="no frozen body"):
        body_of("<p>Hei</p>")
