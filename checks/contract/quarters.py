"""A quarter as a value: what people write (``2023-Q2``) and what Dagster's partitions are called (``2023-04-01``).

Which quarters the office collects in, and when each closes, is the office's calendar: ``assets.office``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from checks.contract.tables import YEARS

_WRITTEN = re.compile(r"(\d{4})-Q([1-4])", re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """One quarter of a year; ordered, hashable, written ``2023-Q2`` and no other way."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read ``2023-Q2``. Raises ValueError on every other spelling, and on a year that no table may name either."""
        written, (first, last) = _WRITTEN.fullmatch(text), YEARS
        if written is None or not first <= int(written[1]) <= last:
            raise ValueError(f"{text!r} is not a quarter from {first} to {last}; write it like 2023-Q2")
        return cls(int(written[1]), int(written[2]))

    @classmethod
    def containing(cls, day: date) -> Quarter:
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def from_partition_key(cls, key: str) -> Quarter:
        """Read Dagster's key of the quarter, its first day in ISO form."""
        return cls.containing(date.fromisoformat(key))

    @property
    def partition_key(self) -> str:
        return self.first_day.isoformat()

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    def shifted(self, quarters: int) -> Quarter:
        """The quarter so many quarters later (earlier when negative)."""
        years, index = divmod(self.year * 4 + self.number - 1 + quarters, 4)
        return Quarter(years, index + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-Q{self.number}"
