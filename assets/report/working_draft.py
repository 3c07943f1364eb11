"""Writes the report as a Word file, for a secretariat that comments on a draft and writes in it.

The same document as the page and the PDF, in Word's own styles, so that its outline, comments and screen readers
work on it. What is printed or published is ``html`` and ``pdf`` of this room; charts come as drawn by ``charts``.
"""

from __future__ import annotations

import copy
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import docx
import typst
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from templates import FOLDER

Spans = Sequence[Mapping[str, Any]]

_PAGE_WIDTH, _PAGE_HEIGHT, _MARGIN = Cm(21), Cm(29.7), Cm(2.3)
_TEXT_WIDTH = Length(_PAGE_WIDTH - 2 * _MARGIN)
_DOTS_PER_INCH = 180.0
_FONT = "Calibri"  # the report's own typeface is on few machines
_ROWS_TOGETHER = 8
"""A table of fewer rows stays on one page."""
_HEADING, _MUTED = RGBColor(0x1B, 0x3A, 0x57), RGBColor(0x4A, 0x5B, 0x6C)
_SYMBOLS = {"red": "■ ", "yellow": "▲ ", "green": "● "}
"""What stands before the word of a status, so that it is told apart without reading; as on the page."""
_ALIGNMENTS = {"start": WD_ALIGN_PARAGRAPH.LEFT, "end": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}
_REGIONS = {"en": "en-GB"}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may hold."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_qualified = cache(qn)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def render(document: Mapping[str, Any], figures: Mapping[str, bytes]) -> bytes:
    """The Word file, the same bytes for the same input; ``figures`` holds the SVG of every ``src`` in the document.

    Dated by the document's ``known_at``, never by the clock. Raises KeyError on a block of an unknown type.
    """
    return _Writer(document, figures).content()


def as_pictures(figures: Mapping[str, bytes]) -> dict[str, bytes]:
    """Charts as PNG, which every version of Word shows, by the same names."""
    if not figures:
        return {}
    charts = json.dumps([svg.decode() for svg in figures.values()])
    drawn = typst.compile(
        FOLDER / "report" / "pictures.typ",
        root=FOLDER,
        ignore_system_fonts=True,
        sys_inputs={"figures": charts, "width": f"{_TEXT_WIDTH.pt:.1f}"},
        format="png",
        ppi=_DOTS_PER_INCH,
    )
    return dict(zip(figures, drawn if isinstance(drawn, list) else [drawn], strict=True))


class _Writer:
    """Writes a document into Word's, from its cover to its last table."""

    def __init__(self, document: Mapping[str, Any], figures: Mapping[str, bytes]) -> None:
        self.document = document
        self.chrome = document["chrome"]
        self.pictures = as_pictures(figures)
        self.word = docx.Document()
        self._set_styles()
        self._style_ids = {style.name: style.style_id for style in self.word.styles}

    def content(self) -> bytes:
        self._cover()
        for chapter in self.document["chapters"]:
            self._part(chapter, 1)
            for section in chapter.get("sections", ()):
                self._part(section, 2)
        _dated(self.word, self.document)
        return _saved(self.word)

    def _set_styles(self) -> None:
        """Word's own styles in the report's colours, its language, and its running head and foot."""
        styles, section = self.word.styles, self.word.sections[0]
        section.page_width, section.page_height = _PAGE_WIDTH, _PAGE_HEIGHT
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
        for default in styles.element.iter(qn("w:lang")):
            default.set(qn("w:val"), _tag(self.document["language"]))
        for fonts in styles.element.iter(qn("w:rFonts")):
            if fonts.get(qn("w:asciiTheme")):
                fonts.attrib.clear()
                fonts.attrib.update({qn(f"w:{script}"): _FONT for script in ("ascii", "hAnsi", "eastAsia", "cs")})
        sizes = {"Title": 28, "Subtitle": 15, "Heading 1": 20, "Heading 2": 14, "Heading 3": 11.5, "Caption": 9.5}
        for name, points in sizes.items():
            style = styles[name]
            style.font.size, style.font.color.rgb, style.font.italic = Pt(points), _HEADING, False
            style.paragraph_format.keep_with_next = True
        styles["Normal"].font.size = Pt(10.5)
        note = self._new_style("Report note")
        border = _element("w:left", val="single", sz="24", space="8", color=str(_HEADING))
        note.element.get_or_add_pPr().append(_element("w:pBdr", border))
        note.paragraph_format.left_indent = Cm(0.3)
        small = self._new_style("Report small")
        small.font.size, small.font.color.rgb = Pt(9), _MUTED
        for name, alignment in _ALIGNMENTS.items():
            cell = self._new_style(f"Report cell {name}")
            cell.font.size, cell.paragraph_format.space_after, cell.paragraph_format.alignment = Pt(9), Pt(2), alignment
        kind = f" · {self.document['mark']}" if self.document["mark"] else ""
        for tabs in self.word.settings.element.findall(qn("w:defaultTabStop")):
            tabs.addnext(_element("w:autoHyphenation"))
        section.header.paragraphs[0].text = f"{self.document['title']} · {self.document['subtitle']}{kind}"
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        foot.add_run(f"{self.chrome['page']} ")
        _field(foot.add_run(), "PAGE")

    def _new_style(self, name: str) -> ParagraphStyle:
        made: ParagraphStyle = self.word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = self.word.styles["Normal"]
        return made

    def _cover(self) -> None:
        said = self.document
        self.word.add_paragraph(said["title"], "Title")
        self.word.add_paragraph(said["subtitle"], "Subtitle")
        edition: dict[str, Any] = {"text": said["edition"][:1].upper() + said["edition"][1:]}
        if said["edition_lang"]:
            edition["lang"] = said["edition_lang"]
        self._paragraph([edition, {"text": f" · {said['reported_per']}"}])
        if said["draft"]:
            self._note([{"text": self.chrome["draft_note"]}])

    def _part(self, part: Mapping[str, Any], level: int) -> None:
        heading = self._paragraph([], f"Heading {level}")
        heading.paragraph_format.page_break_before = level == 1
        if part.get("number"):
            heading.add_run(f"{part['number']} ")
        self._write(heading, _phrase(part, "title"))
        for block in part["blocks"]:
            self._block(block, level + 1)

    def _block(self, block: Mapping[str, Any], level: int) -> None:
        match block["type"]:
            case "paragraph":
                self._paragraph(_in_language(block, block["spans"]))
            case "list":
                for item in block["items"]:
                    self._paragraph(_in_language(block, item), "List Bullet")
            case "subheading":
                self._paragraph(_phrase(block, "text"), f"Heading {level}")
            case "note":
                self._note(block["spans"])
            case "key_figures":
                self._key_figures(block["items"])
            case "figure":
                self._figure(block)
            case "table":
                self._caption("table", block.get("number"), _phrase(block, "caption"))
                self._table(block, block["caption"])
            case "register":
                for item in block["items"]:
                    places = ", ".join(place["text"] for place in item["places"])
                    self._paragraph(
                        [*_in_language(item, [{"text": item["text"]}]), {"text": f": {places}"}], "List Bullet"
                    )
            case unknown:
                raise KeyError(f"no such block: {unknown}")

    def _paragraph(self, spans: Spans, style: str = "Normal") -> Paragraph:
        paragraph = self.word.add_paragraph()
        paragraph._p.style = self._style_ids[style]  # by its name it would be looked for among hundreds each time
        self._write(paragraph, spans)
        return paragraph

    def _write(self, paragraph: Paragraph, spans: Spans) -> None:
        for span in spans:
            holder = paragraph._p
            if span.get("href"):
                holder = _child(holder, "w:hyperlink")
                address = paragraph.part.relate_to(span["href"], RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                holder.set(qn("r:id"), address)
            _run(holder, span)

    def _note(self, spans: Spans) -> None:
        self._paragraph(spans, "Report note")

    def _key_figures(self, items: Iterable[Mapping[str, Any]]) -> None:
        for item in items:
            paragraph = self._paragraph([one | {"strong": True} for one in item["value"]], "List Bullet")
            self._write(paragraph, [{"text": f" {item['label']}"}])
            if item.get("detail"):
                self._write(paragraph, [{"text": " ("}, *item["detail"], {"text": ")"}])

    def _caption(self, kind: str, number: int | None, spans: Spans) -> None:
        head = [{"text": f"{self.chrome[kind]} {number}. "}] if number else []
        self._paragraph([*head, *spans], "Caption")

    def _figure(self, block: Mapping[str, Any]) -> None:
        self._caption("figure", block.get("number"), _phrase(block, "title"))
        holder = self.word.add_paragraph()
        picture = holder.add_run().add_picture(io.BytesIO(self.pictures[block["src"]]), width=_TEXT_WIDTH)
        picture._inline.docPr.set("descr", _NO_XML.sub("", block["alt"]))
        note = block.get("note") or []
        self._paragraph([*_phrase(block, "caption"), *([{"text": " "}] if note else []), *note], "Report small")
        if block.get("table"):
            self._caption("figure", block.get("number"), [{"text": self.chrome["data_behind"]}])
            self._table(block["table"], block["title"])

    def _table(self, spec: Mapping[str, Any], name: str) -> None:
        columns = spec["columns"]
        table = self.word.add_table(rows=1, cols=len(columns))
        table._tbl.tblStyle_val = self._style_ids["Table Grid"]
        table.autofit = False
        _describe(table, name)
        head = table.rows[0]
        for grid, cell, column, width in zip(table.columns, head.cells, columns, _shares(columns), strict=True):
            grid.width = cell.width = width
            cell.paragraphs[0]._p.style = self._style_ids[f"Report cell {column.get('align', 'start')}"]
            cell.paragraphs[0].paragraph_format.keep_with_next = len(spec["rows"]) < _ROWS_TOGETHER or None
        empty = copy.deepcopy(head._tr)  # a row made by the library takes ten times as long
        empty.get_or_add_trPr().append(_element("w:cantSplit"))
        head._tr.get_or_add_trPr().append(_element("w:tblHeader"))
        self._row(head, [{"spans": _phrase(column, "heading")} for column in columns], bold=True)
        for cell in head.cells:
            cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill="F2F6FA"))
        for n, said in enumerate([*spec["rows"], *spec.get("foot", ())]):
            row = _Row(copy.deepcopy(empty), table)
            table._tbl.append(row._tr)
            self._row(row, said, bold=n == len(spec["rows"]))
        self._paragraph(spec.get("note") or [], "Report small")

    def _row(self, row: _Row, said: Sequence[Mapping[str, Any]], *, bold: bool) -> None:
        """Fill the cells of a row; the first says what the row is."""
        for x, (cell, content) in enumerate(zip(row.cells, said, strict=True)):
            lines = content["lines"] if "lines" in content else [content.get("spans", [content])]
            if symbol := _SYMBOLS.get(content.get("colour", "")):
                lines = [[{"text": symbol}, *lines[0]], *lines[1:]]
            paragraph = cell.paragraphs[0]
            empty = copy.deepcopy(paragraph._p)
            for n, line in enumerate(lines):
                if n:
                    paragraph = Paragraph(copy.deepcopy(empty), cell)
                    cell._tc.append(paragraph._p)
                self._write(paragraph, [{**span, "strong": True} for span in line] if bold or x == 0 else line)


def _phrase(part: Mapping[str, Any], name: str) -> Spans:
    """A heading or caption as spans, those of another language marked."""
    spans: Spans = part.get("marked", {}).get(name) or [{"text": part[name]}]
    return spans


def _in_language(block: Mapping[str, Any], spans: Spans) -> Spans:
    return [{**span, "lang": block["lang"]} for span in spans] if block.get("lang") else spans


@cache
def _tag(code: str) -> str:
    """A language as Word knows it, with its region."""
    return _REGIONS.get(code, f"{code}-NO")


def _shares(columns: Sequence[Mapping[str, Any]]) -> list[Length]:
    """The width of each column, of that of the text."""
    widths = [column.get("width", 1) for column in columns]
    return [Length(int(_TEXT_WIDTH * width / sum(widths))) for width in widths]


def _element(name: str, *children: BaseOxmlElement, **attributes: str) -> BaseOxmlElement:
    """An element of Word's own XML, for what the library has no word for."""
    made: BaseOxmlElement = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    made.extend(children)
    return made


def _child(parent: BaseOxmlElement, name: str, **attributes: str) -> BaseOxmlElement:
    made: BaseOxmlElement = parent.makeelement(_qualified(name))
    parent.append(made)
    for key, value in attributes.items():
        made.set(_qualified(f"w:{key}"), value)
    return made


def _run(holder: BaseOxmlElement, span: Mapping[str, Any]) -> None:
    """Words of one kind; written by hand, for the library takes three times as long over thousands of them."""
    run = _child(holder, "w:r")
    if any(span.get(mark) for mark in ("strong", "emphasis", "href", "lang")):
        marks = _child(run, "w:rPr")
        for mark, name in (("strong", "w:b"), ("emphasis", "w:i")):
            if span.get(mark):
                _child(marks, name)
        if span.get("href"):
            _child(marks, "w:u", val="single")
        if span.get("lang"):
            _child(marks, "w:lang", val=_tag(span["lang"]))
    for n, line in enumerate(_NO_XML.sub("", span["text"]).splitlines()):
        if n:
            _child(run, "w:br")
        text = _child(run, "w:t")
        text.text = line
        text.set(_SPACE, "preserve")


def _field(run: Run, instruction: str) -> None:
    """A number that Word fills in, such as that of the page."""
    text = _element("w:instrText")
    text.text = instruction
    run._r.extend([_element("w:fldChar", fldCharType="begin"), text, _element("w:fldChar", fldCharType="end")])


def _describe(table: Table, caption: str) -> None:
    """What a screen reader calls a table, and that its first row and column are headings."""
    properties = table._tbl.tblPr
    for look in properties.findall(qn("w:tblLook")):
        properties.remove(look)
    properties.append(_element("w:tblLook", firstRow="1", firstColumn="1", noHBand="1", noVBand="1"))
    properties.append(_element("w:tblCaption", val=_NO_XML.sub("", caption)))


def _dated(word: WordDocument, document: Mapping[str, Any]) -> None:
    """What the file says of itself; the library's own words and the clock are in none of it."""
    about = word.core_properties
    known_at = datetime.fromisoformat(document["known_at"]).replace(tzinfo=None)
    about.title, about.subject = document["title"], document["subtitle"]
    about.author = about.last_modified_by = document["publisher"]
    about.language = _tag(document["language"])
    about.comments = about.keywords = ""
    about.created = about.modified = known_at
    about.revision = 1


def _saved(word: WordDocument) -> bytes:
    """The file, whose members carry no time of writing."""
    written, finished = io.BytesIO(), io.BytesIO()
    word.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(finished, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ZIP_EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return finished.getvalue()
