"""Which characters the PDF can show: those of every face, for the typesetter refuses a report with any other.

People paste emoji, bullets of Word's own and marks that nobody sees into their answers. What is kept of a submission,
``report.json`` and the page hold the text as it came; the PDF alone shows a box for what its typeface lacks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from matplotlib.ft2font import FT2Font

from assets.report.fonts import faces

LACKING = "\N{WHITE SQUARE}"
"""Stands for a character that some face lacks."""

_BREAKS = frozenset("\t\n\r\v\f\x85\u2028\u2029")  # the template parts lines at these
_BULLETS = frozenset("\uf0b7\uf0a7\uf0a8\uf0d8\uf076\uf06f")  # Symbol's and Wingdings', as Word copies them


def shown(value: Any) -> Any:
    """A document, or a part of it, with every text as the PDF can show it; keys and addresses stay as they are.

    Raises NotInstalledError.
    """
    if isinstance(value, str):
        return value.translate(_characters())
    if isinstance(value, Mapping):
        return {key: part if key in ("href", "src") else shown(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [shown(part) for part in value]
    return value


class _Characters(dict[int, str]):
    """What stands for each code point, found when it is first met."""

    def __init__(self, had: frozenset[int]) -> None:
        super().__init__()
        self._had = had

    def __missing__(self, point: int) -> str:
        self[point] = found = _stand_in(chr(point), self._had)
        return found


@cache
def _characters() -> _Characters:
    return _Characters(frozenset.intersection(*(frozenset(FT2Font(path).get_charmap()) for path in faces().values())))


def _stand_in(char: str, had: frozenset[int]) -> str:
    kind = unicodedata.category(char)
    if char in _BREAKS:
        return char
    if char in _BULLETS:
        return "\N{BULLET}"
    if kind == "Cc" or char == "\N{ZERO WIDTH NO-BREAK SPACE}" or ord(char) & 0xFFFE == 0xFFFE:
        return ""
    if ord(char) in had and kind != "Co":  # an archive may not hold what has no agreed meaning
        return char
    if kind == "Cf" or unicodedata.name(char, "").startswith("VARIATION SELECTOR"):
        return ""
    return " " if kind == "Zs" else LACKING
