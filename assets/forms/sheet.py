"""A worksheet whose rows are as high as their texts and still grow with what is typed."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

LINE = 15
"""Points that a line of text takes."""
_HIGHEST = 405


class GrowingSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter ships no types
    """Says heights without fixing them, as a spreadsheet does with those that it has worked out itself.

    xlsxwriter fixes every height that it is told. Told none, Excel works it out when it opens the file; LibreOffice
    does not, and would show the first line of each text.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row":
            attributes = [one for one in attributes if one[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


def height(texts: list[tuple[str, float]]) -> float:
    """Points for a row with these texts, each in a column so many characters wide."""
    lines = max((_lines(text, width) for text, width in texts), default=1)
    return float(min(_HIGHEST, LINE * lines + 3))


def _lines(text: str, width: float) -> int:
    # Most letters are narrower than the digit that widths are counted in; a word that does not fit leaves a gap.
    fits = 1.05 * width - 2
    return sum(1 + int((len(paragraph) - 1) / fits) for paragraph in text.split("\n"))
