"""How wide the columns of a printed table are: enough for their longest word, so that no name is parted in the middle.

The chapters say shares; here a column that needs more takes it from those that have room, and a table whose words do
not fit beside each other at all is set smaller. The page folds or scrolls instead and needs none of this.
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
_FULL = (0.85, 0.9, 1.0)
"""How much of the width the longest words may take at each size: what is left is for sentences to run on in."""

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
    shares = [float(column.get("width", 1)) for column in table["columns"]]
    headed = bool(table.get("row_header", True))
    least, natural = zip(*(_needs(table, place) for place in range(len(shares))), strict=True)
    sizes = zip(SIZES, _FULL, strict=True)
    size = next((one for one, full in sizes if sum(least) * one + PADDING * len(shares) <= full * WIDTH), SIZES[-1])
    widths = _shared([one * size + PADDING for one in least], [one * size + PADDING for one in natural], shares)
    columns = [{**column, "width": width} for column, width in zip(table["columns"], widths, strict=True)]
    inner = [(width - PADDING) / size for width in widths]

    def marked(row: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [_marked(cell, inner[place], headed and place == 0) for place, cell in enumerate(row)]

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


def _shared(least: Sequence[float], natural: Sequence[float], shares: Sequence[float]) -> list[float]:
    """The width dealt out: what the longest words need, then what little some lack, then by shares."""
    widths = list(least)
    lacking = {n: natural[n] - least[n] for n in range(len(least))}
    for n in sorted(lacking, key=lambda one: lacking[one]):
        rest = WIDTH - sum(widths)
        if lacking[n] * len(lacking) <= rest:
            widths[n] += lacking.pop(n)
    rest = max(0.0, WIDTH - sum(widths))
    behind = {n: max(0.01, WIDTH * shares[n] / sum(shares) - widths[n]) for n in lacking or range(len(least))}
    return [round(width + rest * behind.get(n, 0.0) / sum(behind.values()), 2) for n, width in enumerate(widths)]


def _needs(table: Mapping[str, Any], place: int) -> tuple[float, float]:
    """Ems of a column's longest word, and of its longest line, with a hair more lest rounding parts them."""
    least = natural = 0.0
    headed = place == 0 and table.get("row_header", True)
    cells = [row[place] for row in table["rows"]]
    foot = [row[place] for row in table.get("foot") or ()]
    for bold, of in ((True, [table["columns"][place]]), (headed, cells), (True, foot)):
        for cell in of:
            for line in lines(cell):
                extra = 0.03 + (_CHIP if cell.get("colour") else 0.0) + _gap(cell.get("gap"))
                unbroken = table["columns"][place].get("align") == "end"
                words = [line] if unbroken else _WORD.split(line)
                least = max(least, max((ems(word, bold) for word in words if word), default=0.0) + extra)
                natural = max(natural, ems(line, bold) + extra)
    return min(least, _LONGEST_WORD), max(natural, min(least, _LONGEST_WORD))


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
