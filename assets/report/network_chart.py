"""Draws who waits for whom: measures to the left, counterparts to the right, a line for each that waits.

On a telephone it is a list: each counterpart, and below it who waits. Nothing is counted or ordered here; that is
``assets.report.network``. Paper, text and the looks of a status are those of ``assets.report.charts``.
"""

from __future__ import annotations

from typing import Any

from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from assets.report.charts import BODY, INK, LEADING, MARGIN, MUTED, Chart, Sheet, breadth, look_of, wrapped

_SMALL, _LINE = 12.0, 15.0
_PORT = 13.0
_LINES = {"red": ("#b3261e", 2.4), "yellow": ("#8a6a00", 1.5), "green": ("#1f7a4d", 0.9)}
"""Colour and weight of a line; the symbol at its beginning says the same without colour."""
_LEFT, _RIGHT = 268.0, 200.0
"""Room for the names on either side."""
_NARROW_BELOW = 480

_Row = dict[str, Any]


def network(sheet: Sheet, chart: Chart) -> None:
    """``measures`` (label), ``counterparts`` (label, counts of code and text), ``edges`` (both places, code)."""
    draw = _listed if sheet.width < _NARROW_BELOW else _lines
    draw(sheet, chart)


def _lines(sheet: Sheet, chart: Chart) -> None:
    every = [dict(edge) for edge in chart["edges"]]
    left = [
        _row(one["label"], _LEFT, [edge for edge in every if edge["measure"] == place])
        for place, one in enumerate(chart["measures"])
    ]
    right = [
        _row(one["label"], _RIGHT, [edge for edge in every if edge["counterpart"] == place], one["counts"])
        for place, one in enumerate(chart["counterparts"])
    ]
    start, end = MARGIN + _LEFT + 16, sheet.width - MARGIN - _RIGHT - 12
    for title, x in zip(chart["titles"], (MARGIN, end + 12), strict=True):
        sheet.text(title, x, sheet.y + BODY, bold=True)
    top = sheet.y + LEADING + 12
    height = max(sum(row["height"] for row in side) for side in (left, right))
    for side in (left, right):
        spare = (height - sum(row["height"] for row in side)) / max(len(side), 1)
        y = top
        for row in side:
            row["y"] = y + (row["height"] + spare) / 2
            y += row["height"] + spare
    for row in left:
        row["edges"].sort(key=lambda edge: right[edge["counterpart"]]["y"])
        _label(sheet, row, MARGIN)
        for port, edge in enumerate(row["edges"]):
            edge["from"] = row["y"] + (port - (len(row["edges"]) - 1) / 2) * _PORT
    for row in right:
        row["edges"].sort(key=lambda edge: edge["from"])
        spread = min(_PORT, (row["height"] - 8) / max(len(row["edges"]), 1))
        for port, edge in enumerate(row["edges"]):
            edge["to"] = row["y"] + (port - (len(row["edges"]) - 1) / 2) * spread
        ends = [edge["to"] for edge in row["edges"]]
        sheet.line(end + 3, min(ends) - 4, end + 3, max(ends) + 4, INK, 2.0)
        _label(sheet, row, end + 12)
    for code in ("green", "yellow", "red"):
        for edge in every:
            if edge["code"] == code:
                _curve(sheet, start + 8, edge["from"], end + 1, edge["to"], *_LINES[code])
    for edge in every:
        sheet.symbol(look_of(edge["code"]), start, edge["from"], 5.0)
    sheet.y = top + height


def _row(label: str, width: float, edges: list[_Row], counts: Any = ()) -> _Row:
    lines = wrapped(label, width, _SMALL)
    block = len(lines) * _LINE + (_LINE + 2 if counts else 0)
    return {
        "lines": lines,
        "block": block,
        "counts": counts,
        "edges": edges,
        "height": max(block, len(edges) * _PORT) + 6,
    }


def _label(sheet: Sheet, row: _Row, x: float) -> None:
    y = row["y"] - row["block"] / 2
    for line in row["lines"]:
        sheet.text(line, x, y + _SMALL, _SMALL, bold=bool(row["counts"]))
        y += _LINE
    _counts(sheet, row["counts"], x, y + 2)


def _counts(sheet: Sheet, counts: Any, x: float, y: float) -> None:
    for count in counts:
        sheet.symbol(look_of(count["code"]), x + 5, y + 7, 4.5)
        sheet.text(count["text"], x + 13, y + 11.5, _SMALL)
        x += 13 + breadth(count["text"], _SMALL) + 10


def _curve(sheet: Sheet, x1: float, y1: float, x2: float, y2: float, colour: str, weight: float) -> None:
    bend = (x2 - x1) * 0.45
    codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    path = Path([(x1, y1), (x1 + bend, y1), (x2 - bend, y2), (x2, y2)], codes)
    sheet.shape(path, Affine2D(), None, colour, weight=weight)


def _listed(sheet: Sheet, chart: Chart) -> None:
    for place, who in enumerate(chart["counterparts"]):
        sheet.paragraph(who["label"], MARGIN, sheet.width - 2 * MARGIN, bold=True)
        _counts(sheet, who["counts"], MARGIN, sheet.y)
        sheet.down(22)
        for edge in chart["edges"]:
            if edge["counterpart"] == place:
                sheet.symbol(look_of(edge["code"]), MARGIN + 8, sheet.y + 9, 5.5)
                for line in wrapped(chart["measures"][edge["measure"]]["label"], sheet.width - 2 * MARGIN - 24, _SMALL):
                    sheet.text(line, MARGIN + 22, sheet.y + 13, _SMALL)
                    sheet.down(_LINE)
                sheet.down(4)
        sheet.down(8)
        if place + 1 < len(chart["counterparts"]):
            sheet.line(MARGIN, sheet.y, sheet.width - MARGIN, sheet.y)
            sheet.down(8)
    if not chart["counterparts"]:
        sheet.text("–", MARGIN, sheet.y + BODY, colour=MUTED)
        sheet.down(LEADING)
