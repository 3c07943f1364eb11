"""One cell as read -> one value of the contract, or the rule that it breaks.

Types and vocabularies are said in ``checks.contract``; cells come from ``assets.intake.reading`` in its JSON form, in
which dates, times, error cells and formulas without an answer are one-key objects. Whole rows are judged in
``checks.schemas``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from checks.contract import ID, Column, Vocabulary

Cell = None | str | int | float | bool | dict[str, Any]

_NUMBER = re.compile(r"(-?)(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,](\d+))?", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_NORWEGIAN_DAY = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})", re.ASCII)
_SCHEME = "https://"
_HOST = re.compile(r"[^\s/?#.]+(?:\.[^\s/?#.]+)+\.?(?:[/?#]\S*)?")
_ADDRESS = re.compile(r"[^\s@<>,;:\"()]{1,64}@[^\s@<>,;:\"()]{1,255}")
_LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet holds."""
_LONGEST = {"ids": 1_000, "url": 2_000}
"""Characters of what is none of a text's."""
_FIRST_DAY = date(1900, 3, 1)
"""Before it the date cells of a spreadsheet are small numbers in disguise; one is the leap day that 1900 lacked."""
_WHOLE_DIGITS, _DECIMALS = 15, 18
_YES_NO = {"ja": True, "yes": True, "true": True, "1": True, "nei": False, "no": False, "false": False, "0": False}


class Parsed(NamedTuple):
    """A value, or the rule that the cell breaks; ``remark`` is a rule that blocks nothing."""

    value: str | int | Decimal | date | bool | None
    error: str | None = None
    remark: str | None = None


NOTHING = Parsed(None)


def longest(column: Column) -> int:
    """Characters that a value of the column may have, and beyond which nobody looks at it."""
    return column.length or _LONGEST.get(column.kind, _LONGEST_CELL)


def is_email_address(text: str) -> bool:
    """Whether something could be written to: one address, on one line, with a host that has a point."""
    return bool(_ADDRESS.fullmatch(text)) and "." in text.rpartition("@")[2].strip(".")


def displayed(cell: Cell) -> str | None:
    """A cell as a person would see it, for receipts and evidence; None when there is nothing."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "SANN" if cell else "USANN"
    if isinstance(cell, dict):
        return "=" if "formula" in cell else str(next(iter(cell.values())))
    return _number_text(cell) if isinstance(cell, int | float) else cell


@dataclass
class CellParser:
    """Parses cells of one column; remembers what it has seen, since most columns repeat few values."""

    column: Column
    vocabulary: Vocabulary | None = None
    _seen: dict[tuple[type, Any], Parsed] = field(default_factory=dict)

    def __call__(self, cell: Cell) -> Parsed:
        if cell is None:
            return NOTHING
        if isinstance(cell, dict):
            return self._parse(cell)
        key = (type(cell), cell)
        parsed = self._seen.get(key)
        if parsed is None:
            parsed = self._seen[key] = self._parse(cell)
        return parsed

    def _parse(self, cell: Cell) -> Parsed:
        if isinstance(cell, dict):
            if "error" in cell:
                return Parsed(None, "error_cell")
            if "formula" in cell:
                return Parsed(None, "formula_without_value")
            if "nested" in cell:
                return Parsed(None, "nested_value")
            if "time" in cell:
                return Parsed(None, "no_date" if self.column.kind == "date" else "wrong_type")
        if isinstance(cell, str) and len(cell) > max(longest(self.column), _LONGEST_CELL):
            return Parsed(None, "too_long")
        if self.column.kind == "code":
            return self._code(cell)
        return _PARSERS[self.column.kind](cell, self.column)

    def _code(self, cell: Cell) -> Parsed:
        if isinstance(cell, dict):
            return Parsed(None, "date_for_text")
        if isinstance(cell, bool):
            return Parsed(None, "unknown_code")
        text = seen_only(_number_text(cell) if isinstance(cell, int | float) else str(cell))
        if not text:
            return NOTHING
        code = self.vocabulary.code_of(text) if self.vocabulary else None
        return Parsed(code) if code else Parsed(None, "unknown_code")


def seen_only(text: str) -> str:
    """A text without characters that cannot be seen, in one Unicode form, trimmed: for codes, ids and numbers."""
    normal = unicodedata.normalize("NFC", text)
    return normal.translate(dict.fromkeys(map(ord, _unseen(normal)))).strip()


_LOOKS_EMPTY = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs by their category that nobody sees when they stand alone."""


def _unseen(text: str) -> set[str]:
    """The characters of a text that cannot be seen."""
    if text.isprintable():
        return set()
    return {one for one in set(text) if unicodedata.category(one) in {"Cf", "Cc"} and one not in "\n\r\t"}


def _number_text(number: float) -> str:
    return f"{number:.15g}" if isinstance(number, float) else str(number)


def _text(cell: Cell, column: Column) -> Parsed:
    if isinstance(cell, dict):
        # A target is short and looks like a date to a spreadsheet; in longer texts a date is what somebody wrote.
        return Parsed(None, "date_for_text") if (column.length or 0) <= 40 else Parsed(displayed(cell))
    if isinstance(cell, bool):
        return Parsed(None, "wrong_type")
    if not isinstance(cell, str):
        return Parsed(_number_text(cell or 0))
    text = unicodedata.normalize("NFC", cell).replace("\r\n", "\n").replace("\r", "\n").strip()
    unseen = _unseen(text)
    if all(one.isspace() or one in _LOOKS_EMPTY or one in unseen for one in set(text)):
        return NOTHING
    return Parsed(text, None, "unseen_characters" if unseen else None)


_SMALL = "abcdefghijklmnopqrstuvwxyzæøå"
_CAPITALS = str.maketrans(_SMALL, _SMALL.upper())
"""Of the letters of an id alone: ``upper`` makes others out of letters that no id has, SS of ß."""


def _id(cell: Cell, column: Column) -> Parsed:
    if isinstance(cell, dict):
        return Parsed(None, "date_for_text")
    if isinstance(cell, bool):
        return Parsed(None, "faulty_id")
    text = seen_only(cell if isinstance(cell, str) else _number_text(cell or 0)).translate(_CAPITALS)
    if not text:
        return NOTHING
    if ID.fullmatch(text):
        return Parsed(text)
    return Parsed(None, "faulty_id" if isinstance(cell, str) else "number_for_id")


def _ids(cell: Cell, column: Column) -> Parsed:
    if not isinstance(cell, str):
        return _id(cell, column)
    if len(cell) > longest(column):
        return Parsed(None, "too_long")
    each = [_id(part, column) for part in cell.split(";") if seen_only(part)]
    wrong = next((one for one in each if one.error), None)
    return wrong or Parsed(";".join(str(one.value) for one in each) or None)


def _decimal(cell: Cell, column: Column) -> Parsed:
    if isinstance(cell, dict):
        return Parsed(None, "date_for_text")
    if isinstance(cell, bool):
        return Parsed(None, "faulty_number")
    text = seen_only(cell if isinstance(cell, str) else f"{Decimal(_number_text(cell or 0)):f}").replace("\u2212", "-")
    if not text:
        return NOTHING
    read = _NUMBER.fullmatch(text)
    if read is None:
        return Parsed(None, "faulty_number")
    sign, whole, decimals = read[1], re.sub(r"\D", "", read[2]).lstrip("0"), (read[3] or "").rstrip("0")
    if len(whole) > _WHOLE_DIGITS or len(decimals) > _DECIMALS:
        return Parsed(None, "number_out_of_range")
    number = Decimal(f"{sign}{whole or '0'}.{decimals or '0'}")
    return Parsed(number if number else Decimal(0))


def _date(cell: Cell, column: Column) -> Parsed:
    if isinstance(cell, dict):
        read = _day(str(next(iter(cell.values())))[:10])
        return Parsed(None, "date_too_old") if isinstance(read.value, date) and read.value < _FIRST_DAY else read
    if isinstance(cell, bool):
        return Parsed(None, "no_date")
    if not isinstance(cell, str):
        return Parsed(None, "number_for_date")
    return _day(seen_only(cell))


def _day(text: str) -> Parsed:
    if not text:
        return NOTHING
    if iso := _ISO_DAY.fullmatch(text):
        year, month, day = iso.groups()
    elif norwegian := _NORWEGIAN_DAY.fullmatch(text):
        day, month, year = norwegian.groups()
    else:
        return Parsed(None, "number_for_date" if text.isdecimal() else "misshapen_date")
    try:
        return Parsed(datetime(int(year), int(month), int(day)).date())
    except ValueError:
        return Parsed(None, "faulty_date")


def _year(cell: Cell, column: Column) -> Parsed:
    if isinstance(cell, dict):
        return Parsed(None, "date_for_text")
    if isinstance(cell, bool):
        return Parsed(None, "faulty_year")
    text = seen_only(cell if isinstance(cell, str) else _number_text(cell or 0))
    if not text:
        return NOTHING
    return Parsed(int(text)) if re.fullmatch(r"[0-9]{4}", text) else Parsed(None, "faulty_year")


def _yes_no(cell: Cell, column: Column) -> Parsed:
    if isinstance(cell, bool):
        return Parsed(cell)
    if isinstance(cell, dict):
        return Parsed(None, "faulty_yes_no")
    text = seen_only(cell if isinstance(cell, str) else _number_text(cell or 0)).casefold()
    if not text:
        return NOTHING
    return Parsed(_YES_NO[text]) if text in _YES_NO else Parsed(None, "faulty_yes_no")


def _url(cell: Cell, column: Column) -> Parsed:
    text = seen_only(displayed(cell) or "")
    if not text:
        return NOTHING
    if len(text) > longest(column):
        return Parsed(None, "too_long")
    if text[: len(_SCHEME)].lower() != _SCHEME:
        return Parsed(None, "not_https")
    return Parsed(text) if _HOST.fullmatch(text, len(_SCHEME)) else Parsed(None, "faulty_url")


_PARSERS: dict[str, Callable[[Cell, Column], Parsed]] = {
    "text": _text,
    "id": _id,
    "ids": _ids,
    "decimal": _decimal,
    "date": _date,
    "year": _year,
    "yes/no": _yes_no,
    "url": _url,
}
