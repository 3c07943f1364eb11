"""The office's Markdown: what is kept, what becomes plain text, and how a reference becomes words."""

from decimal import Decimal

import pytest

from assets.language import language
from assets.report.prose import Comment, Reference, document_blocks, passages
from assets.report.words import Words
from assets.statistics.numbers import Number


def number(value, unit="measures"):
    return Number(Decimal(value), unit, None, "", "", {}, None, 0, "")


NUMBERS = {
    "none": number(0),
    "one": number(1),
    "many": number(5),
    "one.dependency": number(1, "dependencies"),
    "many.dependencies": number("70.000", "dependencies"),
    "one.organisation": number(1, "organisations"),
    "money": number("553.40", "MNOK"),
}


def spoken(text: str, code: str = "nb"):
    words = Words(language(code), NUMBERS, {"EPJ-LOFTET": "EPJ-løftet"}, {}, {})
    ((block),) = document_blocks(text, words.spoken)
    return block["spans"]


def said(text: str, code: str = "nb") -> str:
    return "".join(span["text"] for span in spoken(text, code))


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ('number("many")', "5"),
        ('number("many", form="word")', "fem"),
        ('number("many", form="Counted")', "Fem tiltak"),
        ('number("one", form="counted")', "ett tiltak"),
        ('number("none", form="Counted")', "Ingen tiltak"),
        ('number("one.dependency", form="word")', "én"),
        ('number("one.dependency", form="counted")', "én avhengighet"),
        ('number("many.dependencies", form="counted")', "70 avhengigheter"),
        ('number("money", form="counted")', "553,4 millioner kroner"),
        ('number("money", form="word")', "553,4"),
        ('measure("EPJ-LOFTET")', "«EPJ-løftet»"),
        ("number(“many”, form=”word”)", "fem"),
    ],
)
def test_a_reference_is_said_in_the_form_that_it_asks_for(reference, words):
    assert said("{{ " + reference + " }}") == words


def test_a_reference_is_said_in_the_language_of_its_text():
    assert said('{{ number("one.organisation", form="counted") }}', "nn") == "éi verksemd"
    assert said('{{ number("one", form="Counted") }}', "en") == "One measure"


def test_a_number_in_prose_keeps_its_key_and_value_and_the_emphasis_around_it():
    before, counted, noun, after = spoken('Det er **{{ number("many.dependencies", form="counted") }}** nå.')
    assert counted == {"text": "70", "number": "many.dependencies", "value": "70", "strong": True}
    assert (before["text"], noun, after["text"]) == ("Det er ", {"text": " avhengigheter", "strong": True}, " nå.")
    assert spoken('{{ measure("EPJ-LOFTET") }}')[0]["measure"] == "EPJ-LOFTET"


def test_nothing_else_in_braces_is_evaluated():
    for hostile in ("{{ 7 * 7 }}", "{% raw %}", '{{ number("a").x }}', '{{ number("many" + "x") }}', "{{ x }}"):
        assert said(hostile) == hostile


def test_a_comment_is_not_printed_and_leaves_no_hole():
    assert said("Én. <!-- godta: grunn --> To.") == "Én. To."
    blocks = document_blocks("Én.\n\n<!-- bare\nfor oss -->\n\n- to <!-- x -->\n", lambda reference: [])
    assert [block["type"] for block in blocks] == ["paragraph", "list"]
    assert "bare" not in str(blocks)


def test_passages_tell_where_they_begin_and_what_stands_in_them():
    heading, text, item = passages('## Om {{ measure("A") }}\n\nEn\nto <!-- c -->\n\n- tre\n')
    assert (heading.kind, heading.line, heading.pieces) == ("heading", 0, ("Om ", Reference("measure", "A")))
    assert (text.kind, text.line, text.pieces) == ("paragraph", 2, ("En", "\n", "to ", Comment(" c ")))
    assert item.line == 5


def test_links_over_https_and_emphasis_are_kept_and_other_markup_is_plain_text():
    (linked,) = [span for span in spoken("Se [her](https://www.ehelse.no).") if span.get("href")]
    assert linked == {"text": "her", "href": "https://www.ehelse.no"}
    assert not any(span.get("href") for span in spoken("Se [her](javascript:alert) og <b>der</b>."))
    assert "<b>der</b>" in said("og <b>der</b>.")
