"""An Excel workbook -> a reading: the XML is scanned as a stream first, and calamine reads what the scan found safe.

The scan is there because calamine ends the whole process on a cell far out, and shows an error cell and a formula
without its answer as empty. OpenDocument is ``assets.intake.ods``; archives are opened in ``assets.intake.archives``.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from python_calamine import CalamineError, CalamineWorkbook

from assets.intake.archives import Archive, LocalNames, xml_parser
from assets.intake.reading import Allowance, Cell, Reading, Refused, Workbook, as_cell, letters

WORKBOOK = "xl/workbook.xml"
_PARTS_OF_CALAMINE = ("xl/sharedStrings.xml", "xl/styles.xml")
"""What it reads beside the sheets: parsed here only to be refused when it declares entities."""
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]{0,100}?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})")
_CELL = rb'(?:<c r="[A-Z]+[0-9]+"[^<>]*/>)'
_EMPTY = re.compile(rb'<row r="[0-9]+"[^<>]*>' + _CELL + rb"*</row>|" + _CELL + rb"+")
"""Cells with a format and nothing in them, and rows of none but such. Sheets can have millions of them, each next to
nothing for a regular expression and dear for a parser's callback. Not written with possessive quantifiers: in the
first releases of Python 3.11, Debian 12's among them, those match what they should not."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """A sheet as the workbook lists it; ``part`` is None for a chart."""

    name: str
    is_hidden: bool
    part: str | None


def read_xlsx(content: bytes, archive: Archive, allowance: Allowance) -> Reading:
    """Read a workbook. Raises Refused."""
    _refuse_macros(archive)
    listed = list(_list_sheets(archive))
    left = allowance.cells
    scans: dict[int, _Scan] = {}
    sifted: dict[str, bytes] = {}
    for index, sheet in enumerate(listed):
        if sheet.part:
            scans[index] = scan = _Scan(archive, sheet.part, sheet.name, left)
            _refuse_unlike_utf_8(archive, sheet.part)
            left -= scan.area
            if scan.sifted:
                sifted[sheet.part] = scan.sifted
    if sifted:
        content = archive.with_members(sifted)
    for part in map(archive.find, _PARTS_OF_CALAMINE):
        if part:
            archive.parse(part, xml_parser())
            _refuse_unlike_utf_8(archive, part)
    gathered = Workbook("xlsx", allowance)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        if workbook.sheet_names != [sheet.name for sheet in listed] or len(set(workbook.sheet_names)) < len(listed):
            raise Refused("unreadable_file", reason="sheets that cannot be told apart")
        for index, scan in scans.items():
            grid = workbook.get_sheet_by_index(index).to_python(skip_empty_area=False)
            rows = list(_rows(grid, scan.special))
            sheet = listed[index]
            gathered.add(sheet.name, rows, is_hidden=sheet.is_hidden, hidden_rows=scan.hidden_rows)
    except CalamineError as fault:
        raise Refused("unreadable_file", reason=str(fault)) from fault
    return gathered.reading()


def _refuse_macros(archive: Archive) -> None:
    carriers = ("vbaproject", "/macrosheets/")
    found = next((name for name in archive.names for carrier in carriers if carrier in name.casefold()), None)
    types = archive.find("[Content_Types].xml")
    if found or (types and b"macroEnabled" in archive.content(types)):
        raise Refused("macro_workbook", value=found or "macroEnabled")


def _refuse_unlike_utf_8(archive: Archive, part: str) -> None:
    """The scan understands other encodings and calamine does not: what it finds empty would be lost in silence."""
    start = archive.beginning(part)
    declared = _ENCODING.match(start)
    if b"\0" in start or (declared and declared[1].lower() not in {b"utf-8", b"us-ascii"}):
        raise Refused("unreadable_file", member=part, reason="XML in another encoding than UTF-8")


def _list_sheets(archive: Archive) -> Iterator[_Listed]:
    """The workbook's sheets in its own order."""
    relations = {
        relation["Id"]: relation
        for kind, relation in _elements(archive, "xl/_rels/workbook.xml.rels")
        if kind == "Relationship" and "Id" in relation
    }
    for kind, sheet in _elements(archive, WORKBOOK):
        if kind != "sheet":
            continue
        identity = next((value for name, value in sheet.items() if name.endswith(":id")), "")
        relation = relations.get(identity, {})
        target = posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))[1:]
        part = archive.find(target)
        if part is None:
            raise Refused("unreadable_file", sheet=sheet.get("name", ""), reason="a sheet that is not in the file")
        is_grid = relation.get("Type", "").endswith("/worksheet")
        yield _Listed(sheet.get("name", ""), sheet.get("state", "visible") != "visible", part if is_grid else None)


def _elements(archive: Archive, name: str) -> list[tuple[str, dict[str, str]]]:
    """Every element of a small part, its local name and attributes, in order."""
    part = archive.find(name)
    if part is None:
        raise Refused("unreadable_file", reason=f"no {name}")
    found: list[tuple[str, dict[str, str]]] = []
    parser, local = xml_parser(), LocalNames()
    parser.StartElementHandler = lambda tag, attributes: found.append((local[tag], attributes))
    archive.parse(part, parser)
    return found


class _Columns(dict[str, int]):
    """Numbers of columns by their letters, each worked out once."""

    def __missing__(self, name: str) -> int:
        number = 0
        for letter in name.upper():
            if not "A" <= letter <= "Z":
                raise ValueError(f"{name!r} is no column")
            number = number * 26 + ord(letter) - 64
        self[name] = number
        return number


class _Scan:
    """How far a sheet's values reach, which rows it hides, and the cells that calamine takes for empty ones."""

    def __init__(self, archive: Archive, part: str, sheet: str, most: int) -> None:
        self.special: dict[tuple[int, int], Cell] = {}
        """Error cells, formulas without an answer and ISO dates, by row and column from 1."""
        self.hidden_rows: set[int] = set()
        self._sheet, self._most = sheet, most
        self._last_row = self._last_column = 0
        self._before = (0, 0)
        """The cell before: of two with one address calamine keeps one, and what stands out of order it may misplace."""
        self._row = self._column = 0
        self._kind: str | None = None
        self._has_formula = False
        self._text: list[str] = []
        self._local, self._columns = LocalNames(), _Columns()
        self._parser = xml_parser()
        self._parser.StartElementHandler = self._start
        self.sifted: bytes | None = None
        """What a large sheet is without its empty cells."""
        if archive.is_large(part):
            self.sifted = archive.parse_sifted(part, self._parser, _EMPTY)
        else:
            archive.parse(part, self._parser)

    @property
    def area(self) -> int:
        """Cells from the first of the sheet to the last with a value: what a grid of it costs."""
        return self._last_row * self._last_column

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = self._local[tag]
        if kind == "c":
            self._kind, self._has_formula = attributes.get("t"), False
            if reference := attributes.get("r"):
                column = reference.rstrip("0123456789")
                self._column, row = self._columns[column], int(reference[len(column) :])
                if row != self._row:
                    raise Refused("unreadable_file", sheet=self._sheet, reason="a cell outside its row")
            else:
                self._column += 1
            if (self._row, self._column) <= self._before:
                raise Refused("unreadable_file", sheet=self._sheet, reason="a row or a cell that stands twice")
            self._before = self._row, self._column
        elif kind == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
            if attributes.get("hidden") in {"1", "true"}:
                self.hidden_rows.add(self._row)
        elif kind == "extLst":  # the last of a sheet; its elements share names with those of cells
            self._parser.StartElementHandler = None
        elif kind in {"v", "is", "f"}:
            self._reach()
            self._has_formula |= kind == "f"
            if self._has_formula or self._kind in {"e", "d"}:
                self._listen(kind)

    def _reach(self) -> None:
        row, column = max(self._row, self._last_row), max(self._column, self._last_column)
        if row * column > self._most:
            raise Refused("too_many_cells", sheet=self._sheet, row=self._row, column=letters(self._column))
        self._last_row, self._last_column = row, column

    def _listen(self, kind: str) -> None:
        """Follow the cell to its end, since what stands in it decides."""
        self._text = []
        self._parser.CharacterDataHandler = self._text.append if kind == "v" else None
        self._parser.EndElementHandler = self._end

    def _end(self, tag: str) -> None:
        kind = self._local[tag]
        if kind == "v":
            self._parser.CharacterDataHandler = None
        elif kind == "c":
            self._parser.EndElementHandler = None
            text, address = "".join(self._text).strip(), (self._row, self._column)
            if self._kind == "e":
                self.special[address] = {"error": text or "#VALUE!"}
            elif self._kind == "d":
                self.special[address] = _iso(text)
            elif not text and self._kind != "str":  # a formula may well answer with an empty text
                self.special[address] = {"formula": True}


def _iso(text: str) -> Cell:
    """A cell of type ``d``; what is no date there is the text that it is."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return as_cell(text)
    return as_cell(read.date() if read.time().isoformat() == "00:00:00" else read)


def _rows(
    grid: Sequence[Sequence[object]], special: Mapping[tuple[int, int], Cell]
) -> Iterator[tuple[int, dict[int, Cell]]]:
    """The rows of a grid that are not empty."""
    by_row: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in special.items():
        by_row.setdefault(row, {})[column] = cell
    for number, values in enumerate(grid, start=1):
        cells: dict[int, Cell] = {
            column: cell
            for column, value in enumerate(values, start=1)
            if value != "" and (cell := as_cell(value)) is not None
        }
        cells |= by_row.pop(number, {})
        if cells:
            yield number, cells
    yield from sorted(by_row.items())
