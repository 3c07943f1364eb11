"""The PDF is accessible, fit for archives, and holds what the document holds."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import typst

from assets.report import glyphs, pdf
from tests.report import verapdf
from tests.report.fixture_document import document, figures, measures, paragraph


@pytest.fixture(scope="module")
def report() -> bytes:
    return pdf.render(document(), figures())


def structure(content: bytes) -> list[tuple[str, str | None]]:
    """Kind and scope of every structure element, in reading order."""
    found = []

    def walk(element: Any) -> None:
        if isinstance(element, pikepdf.Array):
            for child in element:
                walk(child)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                kept = element.get("/A", [])
                attributes = list(kept) if isinstance(kept, pikepdf.Array) else [kept]
                scope = next((str(a["/Scope"]) for a in attributes if "/Scope" in a), None)
                found.append((str(element.S), scope))
            walk(element.get("/K", []))

    with pikepdf.open(io.BytesIO(content)) as file:
        walk(file.Root.StructTreeRoot.K)
    return found


def only(*blocks: dict[str, Any]) -> dict[str, Any]:
    """A document of a few blocks."""
    chapter = {"id": "one", "number": "1", "title": "Én", "blocks": list(blocks)}
    return {**document(measure_count=1), "chapters": [chapter]}


@pytest.mark.slow
@pytest.mark.parametrize("standard", ["ua-1", "a-2a"])
def test_the_report_conforms_by_the_reference_validator(report: bytes, standard: str, tmp_path: Path):
    path = tmp_path / "report.pdf"
    path.write_bytes(report)
    verdict = verapdf.validate(path, standard)
    assert verdict.faults == {}
    assert verdict.checks > 10_000


@pytest.mark.slow
@pytest.mark.parametrize(("standard", "missing"), [("ua-1", "/MarkInfo"), ("a-2a", "/Metadata")])
def test_the_validator_finds_a_fault_that_was_put_in(report: bytes, standard: str, missing: str, tmp_path: Path):
    path = tmp_path / "faulty.pdf"
    with pikepdf.open(io.BytesIO(report)) as file:
        del file.Root[missing]
        file.save(path)
    assert verapdf.validate(path, standard).faults


def test_the_same_document_gives_the_same_bytes(report: bytes):
    assert pdf.render(document(), figures()) == report


def test_the_report_is_dated_by_the_newest_fact_and_says_its_title_and_language(report: bytes):
    with pikepdf.open(io.BytesIO(report)) as file:
        assert str(file.docinfo["/CreationDate"]).startswith("D:20230630")
        assert str(file.docinfo["/Title"]) == "Nasjonal e-helseportefølje – Porteføljerapport for 2. kvartal 2023"
        assert str(file.Root.Lang).startswith("nb")


def test_chapters_and_sections_are_bookmarks(report: bytes):
    with pikepdf.open(io.BytesIO(report)) as file, file.open_outline() as outline:
        bookmarks = {re.sub(r"^[\d.\s]+", "", chapter.title) for chapter in outline.root}
        assert {chapter["title"] for chapter in document()["chapters"]} <= bookmarks
        assert any(chapter.children for chapter in outline.root)


def test_every_row_of_a_table_has_a_header_and_every_column_too():
    kinds = structure(pdf.render(only(measures(3)), {}))
    assert kinds.count(("/TH", "/Row")) == 4
    assert kinds.count(("/TH", "/Column")) == 6


def test_a_table_without_row_headers_has_none():
    kinds = structure(pdf.render(only({**measures(3), "row_header": False}, measures(2)), {}))
    assert kinds.count(("/TH", "/Row")) == 3


def test_only_the_installed_typeface_is_used(report: bytes):
    with pikepdf.open(io.BytesIO(report)) as file:
        names = {str(o.BaseFont) for o in file.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}
    assert names
    assert all("Inter" in name for name in names)


def test_links_lead_where_they_say():
    content = pdf.render(only(paragraph({"text": "ehelse.no", "href": "https://www.ehelse.no/"})), {})
    with pikepdf.open(io.BytesIO(content)) as file:
        actions = [annotation.get("/A", {}) for page in file.pages for annotation in page.get("/Annots", [])]
        addresses = {str(action["/URI"]) for action in actions if "/URI" in action}
    assert addresses == {"https://www.ehelse.no/"}


def test_a_block_of_an_unknown_type_stops_the_pdf():
    with pytest.raises(typst.TypstError, match="carousel"):
        pdf.render(only({"type": "carousel"}), {})


def test_any_text_at_all_can_be_set():
    texts = ["", " ", "\n", "x\r\ny", "#let x = 1", "$ x", "*", "@a", "<b>", "\\u{1}", "= H", "č" * 300]
    cells = {"type": "table", "id": "t", "number": None, "caption": "Tekst"}
    cells |= {"columns": [{"heading": "A"}, {"heading": "B"}]}
    cells |= {"rows": [[{"text": text}, {"lines": [[{"text": text}], []]}] for text in texts]}
    assert pdf.render(only(*(paragraph("før ", text, " etter") for text in texts), cells), {}).startswith(b"%PDF")


PASTED = [
    "Tiltak 🚑",
    "患者 سلام",
    "a\uf0b7b",
    "a\x01b",
    "\ufeff",
    "✔☐\ufffd",
    "a\ufffe\x00\ue000",
    "\ud83d",
    "☑\ufe0f\u200d\u00ad\u3000",
]


def test_characters_that_the_typeface_lacks_stop_nothing():
    named = {"type": "subheading", "text": "".join(PASTED)}
    rows = [[{"text": text}, {"lines": [[{"text": text, "strong": True, "emphasis": True}]]}] for text in PASTED]
    table = {
        **measures(1),
        "caption": "".join(PASTED),
        "columns": [{"heading": PASTED[0]}, {"heading": "B"}],
        "rows": rows,
    }
    content = pdf.render(only(named, *map(paragraph, PASTED), {**table, "foot": []}), {})
    assert content.startswith(b"%PDF")


def test_every_character_that_is_kept_can_be_set():
    kept = [chr(point) for point in range(0x30000) if glyphs.shown(chr(point)) == chr(point)]
    assert len(kept) > 2_000
    texts = ["".join(kept[start : start + 30]) for start in range(0, len(kept), 30)]
    styled = [{"text": text, "strong": strong, "emphasis": not strong} for text in texts for strong in (True, False)]
    assert pdf.render(only(paragraph(*texts), paragraph(*styled)), {}).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Tiltak 🚑", "Tiltak □"),
        ("\uf0b7 a\x01b\ufeff", "• ab"),
        ("✔\ufe0f\u200d☐\ufffd", "□□□"),
        ("a\u3000b", "a b"),
        ("ČčĐđŊŋŠšŦŧŽž «e\u2011helse» \u22121\u00a0%\n\t–", "ČčĐđŊŋŠšŦŧŽž «e\u2011helse» \u22121\u00a0%\n\t–"),
    ],
)
def test_a_box_stands_for_what_is_lacking_and_nothing_for_what_nobody_sees(text: str, seen: str):
    assert glyphs.shown({"blocks": [{"text": text, "href": text}]}) == {"blocks": [{"text": seen, "href": text}]}


def baselines(content: bytes) -> list[float]:
    """How high above the foot of its page every piece of text stands, in points."""
    found = []
    with pikepdf.open(io.BytesIO(content)) as file:
        for page in file.pages:
            above, now = [], pikepdf.Matrix()
            for operands, operator in pikepdf.parse_content_stream(page):
                match str(operator):
                    case "q":
                        above.append(now)
                    case "Q":
                        now = above.pop()
                    case "cm":
                        now = pikepdf.Matrix(*map(float, operands)) @ now
                    case "Tm":
                        found.append((pikepdf.Matrix(*map(float, operands)) @ now).f)
    return found


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_row_with_an_essay_goes_on_over_the_page(place: int):
    row = [{"text": "kort"}, {"text": "kort"}, {"text": "kort"}]
    row[place] = {"text": "forskrivningsmodulens nok " * 150}
    columns = [{"heading": name} for name in "ABC"]
    content = pdf.render(only({"type": "table", "id": "t", "caption": "T", "columns": columns, "rows": [row]}), {})
    heights = baselines(content)
    assert len(heights) > 150
    assert min(heights) > 20


def texts_of(content: bytes) -> list[str]:
    """What stands on each page, its no-break hyphens as people type them."""
    with pypdfium2.PdfDocument(content) as read:
        return [page.get_textpage().get_text_bounded().replace("\u2011", "-") for page in read]


def inked(content: bytes) -> list[tuple[float, float]]:
    """Left and right edge of what is written on each page but the cover, in points; an A4 page is 595 wide."""
    with pypdfium2.PdfDocument(content) as read:
        pages = [page.get_textpage() for page in list(read)[1:]]
        boxes = [[page.get_rect(n) for n in range(page.count_rects())] for page in pages]
    return [(min(box[0] for box in of), max(box[2] for box in of)) for of in boxes]


def test_a_long_cell_among_eight_columns_stays_on_the_paper():
    columns = [{"heading": f"Kolonne {n}"} for n in range(8)]
    rows = [[{"text": "behandlinger"}] * 7 + [{"text": ("forskrivningsmodul " * 43)[:800]}]] * 2
    content = pdf.render(only({"type": "table", "id": "t", "caption": "T", "columns": columns, "rows": rows}), {})
    assert min(baselines(content)) > 20
    assert "".join(texts_of(content)).count("forskrivningsmodul") >= 80


@pytest.mark.parametrize("rows", [39, 40, 41])
def test_a_sum_never_stands_alone_on_a_page(rows: int):
    columns = [{"heading": "Hvem"}, {"heading": "Antall", "align": "end"}]
    body = [[{"text": f"Rad {n}"}, {"text": "1"}] for n in range(rows)]
    foot = [[{"text": "Summen"}, {"text": str(rows)}]]
    table = {"type": "table", "id": "t", "caption": "T", "columns": columns, "rows": body, "foot": foot}
    (page,) = (text for text in texts_of(pdf.render(only(table), {})) if "Summen" in text)
    assert f"Rad {rows - 1}" in page


def test_what_keeps_rows_together_is_no_cell_to_a_screen_reader():
    kinds = [kind for kind, _ in structure(pdf.render(only(measures(5)), {}))]
    assert kinds.count("/TH") + kinds.count("/TD") == 7 * 6


def test_nothing_is_written_outside_the_margins(report: bytes):
    edges = inked(report)
    assert min(left for left, _ in edges) > 60
    assert max(right for _, right in edges) < 595 - 60


def test_the_index_names_the_pages_on_which_a_measure_stands(report: bytes):
    pages = texts_of(report)
    # Summary, and the chapter on status; the name is in a table of the latter as well, without being a reference.
    named = [n for n, text in enumerate(pages, start=1) if "status: «EPJ-løftet»" in " ".join(text.split())]
    (entry,) = (line for line in pages[-1].splitlines() if line.startswith("EPJ-løftet"))
    assert [int(number) for number in re.findall(r"\d+", entry)] == named


def test_a_page_is_headed_by_its_chapter(report: bytes):
    chapters = document()["chapters"]
    assert [
        c["title"] for c in chapters if not any(c["title"] in text.splitlines()[0] for text in texts_of(report)[2:])
    ] == []


def test_a_name_leads_to_its_place_in_the_index_and_a_reference_to_its_table(report: bytes):
    with pikepdf.open(io.BytesIO(report)) as file:
        pages = [page.objgen for page in file.pages]
        leads = [a["/Dest"][0].objgen for a in file.pages[2]["/Annots"] if isinstance(a.get("/Dest"), pikepdf.Array)]
        assert {pages.index(page) + 1 for page in leads} >= {5, len(pages)}
