"""How wide the columns of a printed table are: enough for their longest word, so that no name is parted in the middle.

What is left of the width goes where it makes the table lowest. A table whose words do not fit beside each other at all
is set smaller. The page folds or scrolls instead and needs none of this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from matplotlib.ft2font import FT2Font

from assets.report.fonts import face

WIDTH = 463.0
"""Points across the text of a page; ``templates/report/report.typ`` has the margins that leave them."""
PADDING = 10.0
"""Points that a cell keeps free at its sides."""
SIZES = (8.75, 8.0, 7.25)
"""Sizes of type that a table may have, in points; the last one even when its words do not fit."""
_FULL = (0.85, 1.0, 1.0)
"""How much of the width the longest words may take at each size: what is left is for sentences to run on in."""

_STEP = 0.5
"""Ems that are dealt out at a time."""
_LONGEST_WORD = 13.0
"""A word wider than so many ems is parted at its syllables rather than given the whole table."""
_TALL = 15
"""A row with a cell of more lines than this may go on over the page; a shorter one stays whole."""
_CHIP = 2.0
"""Ems that the symbol of a status and the air around it take."""
# As the typesetter parts lines: at blanks that may break, and after the hyphen of a long compound.
_WORD = re.compile(r"[^\S\u00a0\u2007\u202f]+|(?<=\w{5}-)")


def fitted(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with its columns' ``width`` in points and the ``size`` of its type.

    A cell with a word wider than its column is marked ``parted``, one of many lines ``tall``. Raises NotInstalledError.
    """
    headed = bool(table.get("row_header", True))
    needs = [_needs(table, place) for place in range(len(table["columns"]))]
    least = [max(words) for words, _ in needs]
    room = sum(least), PADDING * len(least)
    sizes = zip(SIZES, _FULL, strict=True)
    size = next((one for one, full in sizes if room[0] * one + room[1] <= full * WIDTH), SIZES[-1])
    shares = [float(column.get("width", 1)) for column in table["columns"]]
    inner = _shared(least, [of for _, of in needs], (WIDTH - room[1]) / size, shares)

    def marked(row: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [_marked(cell, inner[place], headed and place == 0) for place, cell in enumerate(row)]

    columns = [
        column | {"width": round(inner[place] * size + PADDING, 2)} for place, column in enumerate(table["columns"])
    ]
    return {
        **table,
        "columns": [_marked(column, inner[place], True) for place, column in enumerate(columns)],
        "rows": [marked(row) for row in table["rows"]],
        "foot": [marked(row) for row in table.get("foot") or ()],
        "size": size,
    }


def _marked(cell: Mapping[str, Any], room: float, bold: bool) -> dict[str, Any]:
    """A cell, or a column for its heading, with what the typesetter must know of it."""
    parted = any(ems(word, bold) > room for line in lines(cell) for word in _WORD.split(line) if word)
    tall = sum(1 + ems(line, bold) // room for line in lines(cell)) > _TALL
    return {**cell, **({"parted": True} if parted else {}), **({"tall": True} if tall else {})}


def _shared(
    least: Sequence[float], lengths: Sequence[Sequence[float]], room: float, shares: Sequence[float]
) -> list[float]:
    """The width of each column in ems: what its longest word needs, then whatever makes the table lower.

    ``lengths`` are the ems of each column's cells in one line. What makes no row lower goes by the chapter's shares.
    """
    widths = list(least)
    rows = list(zip(*lengths, strict=True))
    while room - sum(widths) >= _STEP:
        lower = [0.0] * len(widths)
        for row in rows:
            heights = [length / width for length, width in zip(row, widths, strict=True)]
            highest = max(heights)
            if highest > 1:
                n = heights.index(highest)
                heights[n] = row[n] / (widths[n] + _STEP)
                lower[n] += highest - max(1.0, *heights)
        if max(lower) < 1e-9:
            break
        widths[lower.index(max(lower))] += _STEP
    rest = max(0.0, room - sum(widths))
    return [width + rest * share / sum(shares) for width, share in zip(widths, shares, strict=True)]


def _needs(table: Mapping[str, Any], place: int) -> tuple[list[float], list[float]]:
    """Ems of the longest word of each of a column's cells, the heading first, and of each cell in one line."""
    column = table["columns"][place]
    headed = place == 0 and bool(table.get("row_header", True))
    cells = [(column, True), *((row[place], headed) for row in table["rows"])]
    cells += [(row[place], True) for row in table.get("foot") or ()]
    found = [_need(cell, bold, column.get("align") == "end") for cell, bold in cells]
    return [min(word, _LONGEST_WORD) for word, _ in found], [length for _, length in found]


def _need(cell: Mapping[str, Any], bold: bool, unbroken: bool) -> tuple[float, float]:
    """Ems of a cell's longest word, and of its lines after each other, with a hair more lest rounding parts them."""
    extra = 0.03 + (_CHIP if cell.get("colour") else 0.0) + _gap(cell.get("gap"))
    said = list(lines(cell))
    words = said if unbroken else [word for line in said for word in _WORD.split(line)]
    return max((ems(word, bold) for word in words), default=0.0) + extra, sum(ems(line, bold) + extra for line in said)


def lines(cell: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a cell, or of a column's heading, before they are wrapped."""
    if "heading" in cell:
        yield from cell["heading"].splitlines()
    elif "lines" in cell:
        for line in cell["lines"]:
            yield from "".join(span["text"] for span in line).splitlines()
    elif "spans" in cell:
        yield from "".join(span["text"] for span in cell["spans"]).splitlines()
    else:
        yield from str(cell["text"]).splitlines()


def _gap(gap: Mapping[str, int] | None) -> float:
    return ems("," * gap["comma"] + "0" * gap["digits"] + ")" * gap["parenthesis"], False) if gap else 0.0


@lru_cache(maxsize=16384)
def ems(words: str, bold: bool) -> float:
    """Width of a line in ems."""
    widths = _advances(bold)
    return sum(widths[char] for char in words)


class _Advances(dict[str, float]):
    """The width of each character in ems, looked up when it is first met."""

    def __init__(self, font: FT2Font) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, char: str) -> float:
        self[char] = found = self._font.load_char(ord(char)).linearHoriAdvance / 65536 / 100
        return found


@cache
def _advances(bold: bool) -> _Advances:
    font = FT2Font(face("semibold" if bold else "regular"))
    font.set_size(100, 72)
    return _Advances(font)
