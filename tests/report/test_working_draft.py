"""The Word file holds what the document holds, in Word's own styles, and can be opened by another word processor."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
import pytest
from docx.oxml.ns import qn

from assets.report import working_draft
from tests.report.fixture_document import HOSTILE, document, figures, paragraph
from tests.report.test_html import texts

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def content() -> bytes:
    return working_draft.render(document(), figures())


@pytest.fixture(scope="module")
def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def only(*blocks, **more):
    """What Word reads of a document of a few blocks."""
    chapter = {"id": "one", "number": "1", "title": "Én", "blocks": list(blocks), "sections": []}
    return docx.Document(
        io.BytesIO(working_draft.render({**document(measure_count=1), "chapters": [chapter], **more}, {}))
    )


def languages(word) -> list[tuple[str, str | None]]:
    """Every run of text and the language that it is marked with."""
    runs = [run for one in word.paragraphs for run in one.runs]
    marks = [run._r.find(f"{qn('w:rPr')}/{qn('w:lang')}") for run in runs]
    return [(run.text, None if mark is None else mark.get(qn("w:val"))) for run, mark in zip(runs, marks, strict=True)]


def test_every_text_of_the_document_is_in_the_file(opened):
    shown = "\n".join(one.text for one in opened.element.body.iter(qn("w:p")))
    squeezed = "".join(shown.split())
    assert [text for text in texts(document()["chapters"]) if "".join(text.split()) not in squeezed] == []
    assert HOSTILE in shown


def test_chapters_sections_and_subheadings_are_words_own_headings(opened):
    said = document()
    headings = [(one.style.name, one.text) for one in opened.paragraphs if one.style.name.startswith("Heading")]
    for chapter in said["chapters"]:
        assert ("Heading 1", f"{chapter['number']} {chapter['title']}".strip()) in headings
        for section in chapter["sections"]:
            assert ("Heading 2", f"{section['number']} {section['title']}".strip()) in headings
    assert "Heading 3" in dict(headings)


def test_every_table_repeats_its_head_and_says_what_it_is(opened):
    said = [block for chapter in document()["chapters"] for part in (chapter, *chapter["sections"])
            for block in part["blocks"] if block["type"] == "table" or block.get("table")]  # fmt: skip
    assert len(opened.tables) == len(said) > 10
    for table, block in zip(opened.tables, said, strict=True):
        spec = block.get("table", block)
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert len(table.rows) == 1 + len(spec["rows"]) + len(spec.get("foot", ()))
        caption = block["title"] if block["type"] == "figure" else block["caption"]
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == caption


def test_every_chart_is_a_picture_with_its_numbers_as_alternative_text(opened):
    said = [block["alt"] for chapter in document()["chapters"] for part in (chapter, *chapter["sections"])
            for block in part["blocks"] if block["type"] == "figure"]  # fmt: skip
    assert [shape._inline.docPr.get("descr") for shape in opened.inline_shapes] == said
    assert all(len(alt) > 20 for alt in said)


def test_a_status_is_told_by_symbol_and_word(opened):
    cells = {cell.text for table in opened.tables for row in table.rows for cell in row.cells}
    assert {"■ Rød", "▲ Gul", "● Grønn"} <= cells


def test_words_of_another_language_are_marked_for_words_spelling_check():
    word = only(paragraph("Concerns ", {"text": "«Nasjonal løsning»", "lang": "nb"}), language="en")
    assert ("«Nasjonal løsning»", "nb-NO") in languages(word)
    assert ("Concerns ", None) in languages(word)
    assert {one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_a_link_leads_where_it_says():
    word = only(paragraph({"text": "strategien", "href": "https://www.ehelse.no/"}))
    (link,) = word.element.body.iter(qn("w:hyperlink"))
    assert word.part.rels[link.get(qn("r:id"))].target_ref == "https://www.ehelse.no/"


def test_characters_that_xml_cannot_hold_stop_nothing():
    assert "ab🚑" in [one.text for one in only(paragraph("a\x01b🚑\ufffe")).paragraphs]


def test_the_same_document_gives_the_same_bytes_and_carries_no_time_of_writing(content: bytes, opened):
    assert working_draft.render(document(), figures()) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = opened.core_properties
    assert about.created.replace(tzinfo=None) == about.modified.replace(tzinfo=None) == datetime(2023, 6, 30, 10)
    assert (about.author, about.title) == ("Nasjonal porteføljestyring", "Nasjonal e-helseportefølje")


def test_a_block_of_an_unknown_type_stops_the_file():
    with pytest.raises(KeyError, match="carousel"):
        only({"type": "carousel"})
