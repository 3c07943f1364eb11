"""An OpenDocument spreadsheet -> a reading, in one pass over the stream of its ``content.xml``.

Every cell says its type there, so that nothing is left for calamine, which moreover loses the line breaks inside a
paragraph. Excel's format is ``assets.intake.xlsx``; archives are opened in ``assets.intake.archives``.
"""

from __future__ import annotations

import re
from datetime import datetime

from assets.intake.archives import Archive, LocalNames, xml_parser
from assets.intake.reading import Allowance, Cell, Reading, Refused, Workbook, as_cell, letters

_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d{3}")
_CLOCK = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


def read_ods(archive: Archive, allowance: Allowance) -> Reading:
    """Read a spreadsheet. Raises Refused."""
    manifest, content = archive.find("META-INF/manifest.xml"), archive.find("content.xml")
    if manifest and b"encryption-data" in archive.content(manifest):
        raise Refused("encrypted_file")
    if content is None:
        raise Refused("unreadable_file", reason="no content.xml")
    stream = _Stream(Workbook("ods", allowance), allowance.cells)
    archive.parse(content, stream.parser)
    return stream.workbook.reading()


class _Stream:
    """Takes a document's cells as they pass. Rows and columns count from 1, repeats included."""

    def __init__(self, workbook: Workbook, most: int) -> None:
        self.workbook = workbook
        self.parser = xml_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._local = LocalNames()
        self._left = most
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._sheet: str | None = None
        self._is_hidden = False
        self._rows: list[tuple[int, dict[int, Cell]]] = []
        self._hidden_rows: set[int] = set()
        self._is_row_hidden = False
        self._cells: dict[int, Cell] = {}
        self._row = self._column = self._rows_alike = 0
        self._cell: dict[str, str] | None = None
        self._depth = 0
        """Elements open below the cell: a paragraph of its own is the first; those of a comment lie deeper."""
        self._paragraphs: list[str] = []

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._local[tag]
        if self._cell is not None:
            self._depth += 1
            self._inside_cell(name, attributes)
        elif name in {"table-cell", "covered-table-cell"}:
            if self._sheet is not None:
                self._cell = {self._local[key]: value for key, value in attributes.items()}
                # calcext:value-type has the same local name as office:value-type and says more.
                self._cell["kind"] = attributes.get("calcext:value-type") or self._cell.get("value-type", "")
                self._depth, self._paragraphs = 0, []
        elif name == "table-row":
            self._row += 1
            self._column, self._cells = 0, {}
            self._rows_alike = _repeats(attributes.get("table:number-rows-repeated"))
            self._is_row_hidden = attributes.get("table:visibility", "visible") != "visible"
        elif name == "table":
            self._sheet, self._row, self._rows = attributes.get("table:name", ""), 0, []
            self._hidden_rows = set()
            self._is_hidden = attributes.get("table:style-name") in self._hidden_styles
        elif name == "style":
            self._style = attributes.get("style:name", "")
        elif name == "table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _inside_cell(self, name: str, attributes: dict[str, str]) -> None:
        if self._depth == 1:
            if name == "p":
                self._paragraphs.append("")
                self.parser.CharacterDataHandler = self._take_text
            else:
                self.parser.CharacterDataHandler = None
        elif self.parser.CharacterDataHandler:
            if name == "s":
                self._paragraphs[-1] += " " * min(_repeats(attributes.get("text:c")), 1000)
            elif name in {"line-break", "tab"}:
                self._paragraphs[-1] += "\n" if name == "line-break" else "\t"

    def _take_text(self, text: str) -> None:
        self._paragraphs[-1] += re.sub(r"[ \t\r\n]+", " ", text)  # as the format has it: more blanks are text:s

    def _end(self, tag: str) -> None:
        if self._cell is not None:
            if self._depth:
                if self._depth == 1:
                    self.parser.CharacterDataHandler = None
                self._depth -= 1
            else:
                self._end_cell(self._cell)
                self._cell = None
            return
        name = self._local[tag]
        if name == "table-row":
            self._end_row()
        elif name == "table" and self._sheet is not None:
            self.workbook.add(self._sheet, self._rows, is_hidden=self._is_hidden, hidden_rows=self._hidden_rows)
            self._sheet = None

    def _end_cell(self, cell: dict[str, str]) -> None:
        alike = _repeats(cell.get("number-columns-repeated"))
        value = _value(cell, "\n".join(self._paragraphs))
        if value is not None:
            self._spend(alike)
            self._cells.update(dict.fromkeys(range(self._column + 1, self._column + alike + 1), value))
        self._column += alike

    def _end_row(self) -> None:
        if self._cells:
            self._spend(len(self._cells) * (self._rows_alike - 1))
            alike = range(self._row, self._row + self._rows_alike)
            self._rows += ((row, self._cells) for row in alike)
            if self._is_row_hidden:
                self._hidden_rows.update(alike)
        self._row += self._rows_alike - 1

    def _spend(self, cells: int) -> None:
        self._left -= cells
        if self._left < 0:
            place = letters(self._column + 1)
            raise Refused("too_many_cells", sheet=self._sheet or "", row=self._row, column=place)


def _repeats(written: str | None) -> int:
    return max(1, int(written)) if written and written.isdecimal() else 1


def _value(cell: dict[str, str], text: str) -> Cell:
    """A cell by its declared type; what cannot be read as that is the text that people see."""
    has_formula = "formula" in cell
    match cell["kind"]:
        case "error":
            return {"error": text or "#VALUE!"}
        case "float" | "percentage" | "currency" if "value" in cell:
            try:
                return as_cell(float(cell["value"]))
            except ValueError:
                return as_cell(text)
        case "date":
            return _day(cell.get("date-value", "")) or as_cell(text)
        case "time" if clock := _CLOCK.fullmatch(cell.get("time-value", "")):
            hours, minutes, seconds = clock.groups()
            return {"time": f"{int(hours):02}:{minutes:0>2}:{seconds:0>2}"}
        case "boolean" if cell.get("boolean-value") in {"true", "false"}:
            return cell["boolean-value"] == "true"
        case "" if has_formula and not text:
            return {"formula": True}
    shown = text or cell.get("string-value", "")
    if has_formula and _ERROR.fullmatch(shown):
        return {"error": shown}  # as Excel saves it in this format
    return as_cell(shown)


def _day(text: str) -> Cell:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return as_cell(read if "T" in text else read.date())
