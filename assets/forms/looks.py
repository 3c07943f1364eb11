"""How a form looks, said once: the formats of its cells by name, each made when it is first used in a workbook."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

_TEXT = 49
"""Excel's own number for its format Text."""
_BLUE, _INK = "#1B3A57", "#1D2733"
_HEADING = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#FFFFFF"}
_FIELD = {"valign": "top", "border": 1, "border_color": "#C5D0DA"}
_CELL = {"valign": "top", "text_wrap": True}
_GUIDE = {"valign": "top", "text_wrap": True, "font_color": _INK}

LOOKS: dict[str, dict[str, Any]] = {
    # Headings, by when their column needs a value.
    "always": {**_HEADING, "bg_color": _BLUE, "font_color": "#FFFFFF"},
    "sometimes": {**_HEADING, "bg_color": "#4A6B8A", "font_color": "#FFFFFF"},
    "never": {**_HEADING, "bg_color": "#D5E0EA", "font_color": _INK},
    # Cells that are told apart.
    "known": {"bg_color": "#E3ECF5", "font_color": _BLUE, "bold": True, "num_format": _TEXT, "valign": "top"},
    "missing": {"bg_color": "#FBD9C6", "border": 1, "border_color": "#C2410C"},
    "unasked": {"bg_color": "#E4E6E9", "font_color": "#5B6570"},
    "green": {"bg_color": "#CFE8D8", "font_color": "#0F4A2C"},
    "yellow": {"bg_color": "#FBE7A1", "font_color": "#4A3800"},
    "red": {"bg_color": "#F3C1BC", "font_color": "#6B120C"},
    # Whole columns, by what stands in them.
    "text": _CELL,
    "code": {**_CELL, "num_format": _TEXT},
    "decimal": {**_CELL, "num_format": "#,##0.0##", "align": "right", "indent": 1},
    "date": {**_CELL, "num_format": "dd.mm.yyyy", "align": "center"},
    "year": {**_CELL, "num_format": "0", "align": "center"},
    # The sheet Innmelding.
    "field": {**_FIELD, "bold": True, "bg_color": "#F2F6FA"},
    "answer": {**_FIELD, "num_format": _TEXT, "text_wrap": True},
    # The guide.
    "title": {"bold": True, "font_size": 20, "font_color": _BLUE},
    "subtitle": {"font_size": 12, "font_color": "#4A5B6C"},
    "deadline": {
        "bold": True,
        "font_size": 13,
        "bg_color": "#FDF0C8",
        "font_color": "#4A3800",
        "indent": 1,
        "valign": "vcenter",
    },
    "section": {"bold": True, "font_size": 13, "font_color": _BLUE, "valign": "bottom"},
    "sentence": _GUIDE,
    "hint": {**_GUIDE, "italic": True},
    "name": {**_GUIDE, "bold": True},
    "beside": {**_GUIDE, "align": "left", "indent": 1},
}


class Looks:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._made:
            self._made[name] = self._book.add_format(LOOKS[name])
        return self._made[name]
