"""Draws amounts by year, shared beside internal, and indicators by year against their targets.

Nothing is counted or worded here. Paper, text and colours are those of ``assets.report.charts``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assets.report.charts import BAR, BODY, INK, LEADING, MARGIN, MUTED, Chart, Look, Sheet, breadth, look_of, wrapped

_INTERNAL = look_of("")
_TARGET = "#b3261e"
_BAR = 20.0
_GAP = 26.0
_NARROW_BELOW = 480

_Amount = dict[str, Any]


def years(sheet: Sheet, chart: Chart) -> None:
    """Rows of label, shared and internal (each value and text, or None), and a legend with a word for each part."""
    _legend(sheet, chart["legend"])
    amounts = [row[part] for row in chart["rows"] for part in ("shared", "internal") if row[part]]
    labels = max((breadth(row["label"], BODY, True) for row in chart["rows"]), default=0) + 16
    scale = _Scale(amounts, MARGIN + labels, sheet.width - MARGIN)
    for row in chart["rows"]:
        bars = [(row[part], look) for part, look in (("shared", None), ("internal", _INTERNAL)) if row[part]]
        middle = sheet.y + len(bars) * (_BAR + 4) / 2
        sheet.text(row["label"], MARGIN, middle + 3, bold=True)
        sheet.line(scale.zero, sheet.y - 3, scale.zero, sheet.y + len(bars) * (_BAR + 4) - 1, INK)
        for amount, look in bars:
            scale.bar(sheet, amount, sheet.y, look)
            sheet.down(_BAR + 4)
        sheet.down(9)


def targets(sheet: Sheet, chart: Chart) -> None:
    """Panels of label, unit and rows (label, value and target, either may be None), two abreast where there is room."""
    abreast = 1 if sheet.width < _NARROW_BELOW else 2
    width = (sheet.width - 2 * MARGIN - (abreast - 1) * _GAP) / abreast
    panels = chart["panels"]
    for first in range(0, len(panels), abreast):
        top, lowest = sheet.y, sheet.y
        for column, panel in enumerate(panels[first : first + abreast]):
            sheet.y = top
            _panel(sheet, panel, MARGIN + column * (width + _GAP), width, chart["target"])
            lowest = max(lowest, sheet.y)
        sheet.y = lowest + 14


def _panel(sheet: Sheet, panel: Chart, x: float, width: float, target: str) -> None:
    for line in wrapped(panel["label"], width, BODY, True):
        sheet.text(line, x, sheet.y + BODY, bold=True)
        sheet.down(LEADING)
    sheet.text(panel["unit"], x, sheet.y + 12, 12.5, colour=MUTED)
    sheet.down(22)
    rows = panel["rows"]
    labels = max((breadth(row["label"]) for row in rows), default=0) + 10
    aims = max((breadth(f"{target} {row['target']['text']}", 12.5) for row in rows if row["target"]), default=0)
    values = max((breadth(row["value"]["text"], BODY, True) for row in rows if row["value"]), default=0)
    amounts = [row[part] for row in rows for part in ("value", "target") if row[part]]
    end = (
        x + width - aims - 14
    )  # numbers stand in columns of their own: beside a bar the line of a target would cross them
    scale = _Scale(amounts, x + labels, end - values - 12, is_labelled=False)
    for row in rows:
        sheet.text(row["label"], x, sheet.y + 15)
        sheet.line(scale.zero, sheet.y - 2, scale.zero, sheet.y + _BAR + 2, INK)
        if row["value"]:
            scale.bar(sheet, row["value"], sheet.y, None)
            sheet.text(row["value"]["text"], end, sheet.y + 15, bold=True, anchor=1)
        if row["target"]:
            at = scale.x(row["target"]["value"])
            sheet.line(at, sheet.y - 3, at, sheet.y + _BAR + 3, _TARGET, 2.5)
            sheet.text(f"{target} {row['target']['text']}", x + width, sheet.y + 15, 12.5, colour=MUTED, anchor=1)
        sheet.down(_BAR + 8)


class _Scale:
    """Where amounts stand between two edges; bars begin at zero and may go either way, their texts beyond their end."""

    def __init__(self, amounts: Iterable[_Amount], left: float, right: float, *, is_labelled: bool = True) -> None:
        shown = list(amounts)
        self._is_labelled = is_labelled
        highest = max([0.0, *(one["value"] for one in shown)])
        lowest = min([0.0, *(one["value"] for one in shown)])
        room = max((breadth(one["text"], BODY, True) for one in shown), default=0) + 10 if is_labelled else 0
        before = room if lowest < 0 else 0
        self._unit = (right - left - room - before) / ((highest - lowest) or 1)
        self.zero = left + before - lowest * self._unit

    def x(self, value: float) -> float:
        return float(self.zero + value * self._unit)

    def bar(self, sheet: Sheet, amount: _Amount, y: float, look: Look | None) -> None:
        start, stop = sorted((self.zero, self.x(amount["value"])))
        if stop > start:
            sheet.box(start, y, stop - start, _BAR, look.fill if look else BAR, INK, look)
        if not self._is_labelled:
            return
        if amount["value"] < 0:
            sheet.text(amount["text"], start - 6, y + 15, bold=True, anchor=1)
        else:
            sheet.text(amount["text"], stop + 6, y + 15, bold=True)


def _legend(sheet: Sheet, words: tuple[str, str]) -> None:
    x = MARGIN
    for word, look in zip(words, (None, _INTERNAL), strict=True):
        if not word:
            continue
        room = 26 + breadth(word) + 24
        if x > MARGIN and x + room > sheet.width:
            x = MARGIN
            sheet.down(22)
        sheet.box(x, sheet.y + 2, 18, 14, look.fill if look else BAR, INK, look)
        sheet.text(word, x + 26, sheet.y + 14)
        x += room
    sheet.down(34)
