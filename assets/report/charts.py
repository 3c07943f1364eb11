"""Draws a chart as SVG: horizontal bars, stacked bars, or a grid of small multiples, all in one visual language.

Nothing is counted, worded or rounded here: a chart arrives with its values and its texts from ``assets.report.model``.
What stands around it on the page (title, caption, alternative text, data table) belongs to the HTML page and the PDF.

The marks go straight to matplotlib's SVG renderer: loading its figures and axes would cost as long as all the rest.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import matplotlib
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from assets.report.fonts import face
from assets.report.look import colour as shade

Chart = Mapping[str, Any]
Kind = Callable[["Sheet", Chart], None]
"""How a kind of chart is drawn on its sheet."""

_Renderer: Any = RendererSVG  # it has no types

WIDTH = 720
"""Units across a chart for a page; a unit is a CSS pixel, and about two thirds of a point in the PDF."""
NARROW = 340
"""Units across the same chart for a telephone."""

INK, MUTED, RULE, PAPER, BAR = "ink", "muted", "rule", "paper", "bar"
"""Roles of ``assets.report.look``; wherever a colour is wanted, one that is written out will do as well."""
BODY, SMALL, LEADING = 14.0, 12.5, 18.0
MARGIN, BAR_HEIGHT, STACK_HEIGHT, ROW_GAP = 10.0, 24.0, 42.0, 14.0
_NARROW_BELOW = 480
"""A chart narrower than this sets a row's label above its bar instead of beside it."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a code is told apart by sight four times over: fill, hatch, text on the fill, and the shape of its symbol."""

    fill: str
    on_fill: str
    hatch: str | None
    hatch_colour: str
    symbol: str


_LOOKS = {
    "green": Look("green", "green_text", None, "green_hatch", "circle"),
    "yellow": Look("yellow", "yellow_text", "//", "yellow_hatch", "triangle"),
    "red": Look("red", "red_text", "xx", "red_hatch", "square"),
}
_OTHER = Look("other", INK, "..", MUTED, "diamond")

_SYMBOLS = {
    "circle": Path.unit_circle(),
    "triangle": Path([(-1.05, -0.85), (1.05, -0.85), (0, 1.0), (-1.05, -0.85)], closed=True),
    "square": Path([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9), (-0.9, -0.9)], closed=True),
    "diamond": Path([(0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0), (0, -1.1)], closed=True),
}


def look_of(code: str) -> Look:
    """How a code looks; a code that is no colour looks neutral."""
    return _LOOKS.get(code, _OTHER)


def draw(chart: Chart, width: float = WIDTH, kinds: Mapping[str, Kind] | None = None) -> bytes:
    """The chart as SVG, the same bytes for the same chart; ``width`` in units, the height follows from the content.

    Kinds and their keys: ``bars`` (rows of label, value, text, colour, tag), ``stacked`` (rows of label, sub, parts
    with a share beside the text; legend, changes, changes_title), ``grid`` (columns, rows of label, values, total;
    total_row, total_label). Each may have a note. ``kinds`` are those that can be drawn, these three when not said;
    ``assets.report.drawing`` has all. Raises KeyError on an unknown kind and NotInstalledError.
    """
    sheet = Sheet(width)
    (kinds or KINDS)[chart["kind"]](sheet, chart)
    if chart.get("note"):
        sheet.down(4)
        sheet.paragraph(chart["note"], MARGIN, width - 2 * MARGIN, SMALL, colour=MUTED)
    return sheet.svg()


def size(svg: bytes) -> tuple[int, int]:
    """Width and height of a drawn chart in units, for the page that reserves its place."""
    _, _, width, height = re.search(rb'viewBox="([^"]+)"', svg)[1].split()  # type: ignore[index]
    return round(float(width)), round(float(height))


@dataclass
class Sheet:
    """White paper of a fixed width that grows downwards; ``y`` is where the next thing begins."""

    width: float
    y: float = MARGIN
    _marks: list[Callable[[Any, float], None]] = field(default_factory=list)

    def down(self, units: float) -> None:
        self.y += units

    def shape(
        self,
        path: Path,
        place: Affine2D,
        fill: str | None,
        stroke: str | None = INK,
        look: Look | None = None,
        weight: float = 1.0,
    ) -> None:
        """A path, its own y upwards, set down on the paper by ``place`` (y downwards)."""

        def mark(renderer: Any, height: float) -> None:
            pen = renderer.new_gc()
            pen.set_linewidth(weight if stroke else 0)
            pen.set_foreground(_rgb(stroke or PAPER))
            if look and look.hatch:
                pen.set_hatch(look.hatch)
                pen.set_hatch_color(_rgb(look.hatch_colour))
                pen.set_hatch_linewidth(1.0)
            turned = place + Affine2D().scale(1, -1).translate(0, height)
            renderer.draw_path(pen, path, turned, _rgb(fill) if fill else None)

        self._marks.append(mark)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str | None,
        stroke: str | None = INK,
        look: Look | None = None,
    ) -> None:
        self.shape(Path.unit_rectangle(), Affine2D().scale(width, height).translate(x, y), fill, stroke, look)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = RULE, weight: float = 1.0) -> None:
        self.shape(Path([(x1, y1), (x2, y2)]), Affine2D(), None, colour, weight=weight)

    def symbol(self, look: Look, x: float, y: float, radius: float = 7.0) -> None:
        """The symbol of a code, centred on a point."""
        place = Affine2D().scale(radius, -radius).translate(x, y)
        self.shape(_SYMBOLS[look.symbol], place, look.fill, INK, weight=1.2)

    def text(
        self,
        words: str,
        x: float,
        y: float,
        points: float = BODY,
        *,
        bold: bool = False,
        colour: str = INK,
        anchor: float = 0.0,
    ) -> None:
        """One line on the baseline ``y``; ``anchor`` 0 begins at ``x``, 0.5 is centred on it, 1 ends there."""

        def mark(renderer: Any, height: float) -> None:
            pen = renderer.new_gc()
            pen.set_foreground(_rgb(colour))
            start = x - anchor * breadth(words, points, bold)
            renderer.draw_text(pen, start, y, words, _type(points, bold), 0)

        if words:
            self._marks.append(mark)

    def paragraph(
        self, words: str, x: float, width: float, points: float = BODY, *, bold: bool = False, colour: str = INK
    ) -> None:
        """Wrapped lines from ``y`` on, which moves below them."""
        for line in wrapped(words, width, points, bold):
            self.text(line, x, self.y + points, points, bold=bold, colour=colour)
            self.down(LEADING * points / BODY)

    def svg(self) -> bytes:
        height = round(self.y + MARGIN)
        stream = io.StringIO()
        with matplotlib.rc_context({"svg.hashsalt": "chart", "svg.fonttype": "path", "svg.id": None}):
            nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
            renderer = _Renderer(self.width, height, stream, image_dpi=72, metadata=nothing)
            paper = GraphicsContextBase()
            paper.set_linewidth(0)
            whole = Affine2D().scale(self.width, height)
            renderer.draw_path(paper, Path.unit_rectangle(), whole, _rgb(PAPER))
            for mark in self._marks:
                mark(renderer, height)
            renderer.finalize()
        return stream.getvalue().encode()


def _rgb(colour: str) -> tuple[float, float, float]:
    return matplotlib.colors.to_rgb(shade(colour))


@lru_cache
def _type(points: float, bold: bool) -> FontProperties:
    return FontProperties(fname=face("semibold" if bold else "regular"), size=points)


@lru_cache(maxsize=4096)
def breadth(words: str, points: float = BODY, bold: bool = False) -> float:
    """Width of a line in units."""
    return float(text_to_path.get_text_width_height_descent(words, _type(points, bold), ismath=False)[0])


def wrapped(words: str, width: float, points: float = BODY, bold: bool = False) -> list[str]:
    """Lines no wider than ``width``; only a word that is wider by itself is cut."""
    lines: list[str] = []
    for word in words.split():
        if lines and breadth(f"{lines[-1]} {word}", points, bold) <= width:
            lines[-1] += f" {word}"
            continue
        while breadth(word, points, bold) > width and len(word) > 1:
            fits = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or breadth(word[:n], points, bold) <= width)
            lines.append(word[:fits])
            word = word[fits:]
        lines.append(word)
    return lines


def readable_on(fill: str) -> str:
    """Black or paper, whichever has the greater contrast on the fill (WCAG 2.2, relative luminance)."""
    return max(("#000000", PAPER), key=lambda text: contrast(text, fill))


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _longest(values: Sequence[float | None]) -> float:
    """What a full bar stands for; 1 where there is nothing to show, so that no bar is divided by nothing."""
    return max((value or 0 for value in values), default=0) or 1


# Bars -----------------------------------------------------------------------------------------------------------------


def _bars(sheet: Sheet, chart: Chart) -> None:
    rows = chart["rows"]
    beside = sheet.width >= _NARROW_BELOW
    inset = MARGIN + (38 if any(row.get("tag") for row in rows) else 0)
    column = min(max((breadth(row["label"]) for row in rows), default=0), sheet.width * 0.40)
    label_width = column if beside else sheet.width - inset - MARGIN
    start = inset + column + 14 if beside else inset
    end_room = 10 + max((breadth(row["text"], 15, True) for row in rows), default=0)
    longest = _longest([row["value"] for row in rows])
    unit = (sheet.width - MARGIN - end_room - start) / longest
    for row in rows:
        fill = row.get("colour") or BAR
        lines = wrapped(row["label"], label_width)
        block = len(lines) * LEADING
        height = max(block, BAR_HEIGHT) if beside else block + 4 + BAR_HEIGHT
        bar_y = sheet.y + (height - BAR_HEIGHT) / 2 if beside else sheet.y + block + 4
        if row.get("tag"):
            tag_y = bar_y if beside else sheet.y - 3
            sheet.box(MARGIN, tag_y, 28, BAR_HEIGHT, fill)
            sheet.text(row["tag"], MARGIN + 14, tag_y + 17.5, bold=True, colour=readable_on(fill), anchor=0.5)
        first = sheet.y + (height - block) / 2 if beside else sheet.y
        for number, line in enumerate(lines):
            sheet.text(line, inset, first + number * LEADING + BODY)
        length = (row["value"] or 0) * unit
        if length > 0:
            sheet.box(start, bar_y, length, BAR_HEIGHT, fill)
        sheet.line(start, bar_y - 5, start, bar_y + BAR_HEIGHT + 5, INK)
        sheet.text(row["text"], start + length + 8, bar_y + 17.5, 15, bold=True)
        sheet.down(height + ROW_GAP)


# Stacked --------------------------------------------------------------------------------------------------------------


def _stacked(sheet: Sheet, chart: Chart) -> None:
    rows = chart["rows"]
    beside = sheet.width >= _NARROW_BELOW
    _flow(sheet, [(entry["code"], entry["label"]) for entry in chart["legend"]])
    sheet.down(8)
    column = min(
        max((max(breadth(r["label"], BODY, True), breadth(r.get("sub") or "", SMALL)) for r in rows), default=0),
        sheet.width * 0.32,
    )
    start = MARGIN + column + 16 if beside else MARGIN
    longest = _longest([sum(part["value"] for part in row["parts"]) for row in rows])
    unit = (sheet.width - MARGIN - start) / longest
    for row in rows:
        label = wrapped(row["label"], column if beside else sheet.width - 2 * MARGIN, BODY, True)
        sub = wrapped(row.get("sub") or "", column if beside else sheet.width - 2 * MARGIN, SMALL)
        block = LEADING * len(label) + 16 * len(sub)
        tiny_room = 18 if any(_is_tiny(part, unit) for part in row["parts"]) else 0
        bar_y = sheet.y + (tiny_room if beside else block + 6 + tiny_room)
        y = bar_y + (STACK_HEIGHT - block) / 2 if beside else sheet.y
        for line in label:
            sheet.text(line, MARGIN, y + BODY, bold=True)
            y += LEADING
        for line in sub:
            sheet.text(line, MARGIN, y + SMALL, SMALL, colour=MUTED)
            y += 16
        _stack(sheet, row["parts"], start, bar_y, unit)
        sheet.y = max(bar_y + STACK_HEIGHT, y) + ROW_GAP + 4
    if chart.get("changes"):
        sheet.line(MARGIN, sheet.y, sheet.width - MARGIN, sheet.y)
        sheet.down(10)
        sheet.paragraph(chart["changes_title"], MARGIN, sheet.width - 2 * MARGIN, bold=True)
        sheet.down(2)
        _flow(sheet, [(change["code"], change["text"]) for change in chart["changes"]])


def _is_tiny(part: Chart, unit: float) -> bool:
    return bool(part["value"]) and part["value"] * unit < breadth(part["text"], 15, True) + 8


def _stack(sheet: Sheet, parts: Sequence[Chart], start: float, y: float, unit: float) -> None:
    x = start
    above: list[tuple[float, str]] = []
    for part in parts:
        length, look = part["value"] * unit, look_of(part["code"])
        if not length:
            continue
        sheet.box(x, y, length, STACK_HEIGHT, look.fill, INK, look)
        if _is_tiny(part, unit):
            above.append((x + length / 2, part["text"]))
        else:
            room, share = breadth(part["text"], 15, True), part.get("share") or ""
            wide = room + 7 + breadth(share, SMALL) if share else room
            if wide + 12 > length:
                wide, share = room, ""
            left = x + (length - wide) / 2
            sheet.box(left - 4, y + 10, wide + 8, 22, look.fill, None)
            sheet.text(part["text"], left, y + 26.5, 15, bold=True, colour=look.on_fill)
            sheet.text(share, left + room + 7, y + 26.5, SMALL, colour=look.on_fill)
        x += length
    if not any(part["value"] for part in parts):
        sheet.box(x, y, 3, STACK_HEIGHT, RULE)
    _labels_above(sheet, above, y)


def _labels_above(sheet: Sheet, labels: Sequence[tuple[float, str]], y: float) -> None:
    """Numbers of parts too thin to hold them: above the bar, pushed apart, each with a line down to its part."""
    places: list[float] = []
    for centre, words in labels:
        half = breadth(words, 15, True) / 2
        places.append(max(centre, places[-1] + half * 2 + 6 if places else half))
    limit = sheet.width - MARGIN / 2
    for n in range(len(labels) - 1, -1, -1):
        half = breadth(labels[n][1], 15, True) / 2
        places[n] = min(places[n], limit - half)
        limit = places[n] - half - 6
    for place, (centre, words) in zip(places, labels, strict=True):
        sheet.line(place, y - 3.5, centre, y + 1, INK)
        sheet.text(words, place, y - 6, 15, bold=True, anchor=0.5)


def _flow(sheet: Sheet, entries: Sequence[tuple[str, str]]) -> None:
    """Symbols with their words side by side, as many to a line as fit."""
    x = MARGIN
    for code, words in entries:
        room = 22 + breadth(words)
        if x > MARGIN and x + room > sheet.width - MARGIN:
            x = MARGIN
            sheet.down(24)
        sheet.symbol(look_of(code), x + 8, sheet.y + 10)
        sheet.text(words, x + 22, sheet.y + 15)
        x += room + 26
    sheet.down(26 if entries else 0)


# Grid -----------------------------------------------------------------------------------------------------------------


def _grid(sheet: Sheet, chart: Chart) -> None:
    rows, columns = chart["rows"], chart["columns"]
    beside = sheet.width >= _NARROW_BELOW
    total_label = chart.get("total_label") or ""
    total_row = chart.get("total_row")
    widest = min(max((breadth(row["label"]) for row in rows), default=0), sheet.width * 0.34)
    start = MARGIN + widest + 16 if beside else MARGIN
    label_width = widest if beside else sheet.width - 2 * MARGIN
    totals = [total_label, *(row["total"] for row in rows), *([total_row["total"]] if total_row else [])]
    total_room = max(breadth(words, BODY, True) for words in totals) + 10
    step = (sheet.width - MARGIN - total_room - start) / len(columns)
    numbers = [value["text"] for row in rows for value in row["values"]]
    longest = _longest([value["value"] for row in rows for value in row["values"]])
    unit = (step - 22 - max((breadth(words, BODY, True) for words in numbers), default=0)) / longest
    edge = sheet.width - MARGIN
    for n, column in enumerate(columns):
        look = look_of(column["code"])
        sheet.symbol(look, start + n * step + 7, sheet.y + 9, 6.5)
        sheet.text(column["label"], start + n * step + 20, sheet.y + 14, bold=True)
    sheet.text(total_label, edge, sheet.y + 14, bold=True, anchor=1)
    sheet.down(24)
    sheet.line(MARGIN, sheet.y, edge, sheet.y, INK)
    sheet.down(8)
    for row in rows:
        lines = wrapped(row["label"], label_width)
        block = len(lines) * LEADING
        height = max(block, 22) if beside else block + 30
        bar_y = sheet.y + (height - 20) / 2 if beside else sheet.y + block + 6
        first = sheet.y + (height - block) / 2 if beside else sheet.y
        for number, line in enumerate(lines):
            sheet.text(line, MARGIN, first + number * LEADING + BODY)
        for n, (column, value) in enumerate(zip(columns, row["values"], strict=True)):
            look, x = look_of(column["code"]), start + n * step
            length = (value["value"] or 0) * unit
            if length:
                sheet.box(x, bar_y, length, 20, look.fill, INK, look)
            sheet.line(x, bar_y - 3, x, bar_y + 23, INK if length else RULE)
            sheet.text(value["text"], x + length + 7, bar_y + 15, bold=bool(length), colour=INK if length else MUTED)
        sheet.text(row["total"], edge, bar_y + 15, bold=True, anchor=1)
        sheet.down(height + 10)
    if total_row:
        sheet.line(MARGIN, sheet.y, edge, sheet.y, INK)
        sheet.down(6)
        sheet.text(total_row["label"], MARGIN, sheet.y + 15, bold=True)
        # On a telephone the row's name stands in the bars' column: the numbers go below it.
        sheet.down(0 if beside else LEADING + 4)
        for n, value in enumerate(total_row["values"]):
            sheet.text(value["text"], start + n * step + 7, sheet.y + 15, bold=True)
        sheet.text(total_row["total"], edge, sheet.y + 15, bold=True, anchor=1)
        sheet.down(24)


KINDS: dict[str, Kind] = {"bars": _bars, "stacked": _stacked, "grid": _grid}
