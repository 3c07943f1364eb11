"""The folder that a portfolio lives in: where each thing lies, what time it is, and how a file is written whole.

What the files mean is not known here: the office's are ``assets.office``, the record is ``assets.ledger``.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
"""The office's time zone: a cut-off is the end of its day there. Times are stored in UTC."""


class HomeError(Exception):
    """The folder is not a home, or cannot be used as one; the message says the way out."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The one place that knows the time; fixed when ``PORTFOLIO_NOW`` is set, so that two builds can be compared."""

    fixed: datetime | None = None

    @classmethod
    def from_text(cls, text: str | None) -> Clock:
        """Read ISO 8601; a time without an offset is Oslo's. Raises ValueError when it is no time."""
        return cls(parse_time(text) if text else None)

    def now(self) -> datetime:
        return self.fixed or datetime.now(UTC).replace(microsecond=0)


def parse_time(text: str) -> datetime:
    """ISO 8601 to UTC; a time without an offset is Oslo's. Raises ValueError."""
    time = datetime.fromisoformat(text)
    return (time if time.tzinfo else time.replace(tzinfo=OSLO)).astimezone(UTC)


def written_time(time: datetime) -> str:
    """A time as it is stored: UTC, ISO 8601, ``Z``."""
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


@dataclass(frozen=True)
class Home:
    """Paths of a home; nothing is created until something is written."""

    root: Path
    clock: Clock = field(default_factory=Clock)

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def office(self) -> Path:
        return self.root / "office"

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def office_history(self) -> Path:
        return self.root / "office-history"

    @property
    def ledger(self) -> Path:
        return self.root / "ledger"

    @property
    def receipts(self) -> Path:
        return self.root / "receipts"

    @property
    def accepted(self) -> Path:
        """The accepted rows of each submission, one immutable object each, named by its SHA-256."""
        return self.root / "store" / "accepted"

    @property
    def dagster(self) -> Path:
        return self.root / "dagster"

    @property
    def arrivals(self) -> Path:
        """When files of a history were handed in, for a first load; used when it is there."""
        return self.root / "arrivals.csv"

    def table(self, asset: str, quarter: str) -> Path:
        """Parquet of one asset (``portfolio/measures``) and one round."""
        return self.root / "store" / asset / f"{quarter}.parquet"

    def draft(self, quarter: str) -> Path:
        return self.root / "drafts" / quarter

    def forms(self, quarter: str) -> Path:
        return self.root / "forms" / quarter

    def edition(self, quarter: str, number: int) -> Path:
        return self.editions(quarter) / str(number)

    @property
    def is_there(self) -> bool:
        return self.office.is_dir() and self.inbox.is_dir()

    def status(self, quarter: str) -> Path:
        """The office's own page on who has reported in a round."""
        return self.root / "status" / f"{quarter}.html"

    def reminders(self, quarter: str) -> Path:
        return self.root / "reminders" / quarter

    def editions(self, quarter: str) -> Path:
        """The published editions of a round, one folder each, named 1, 2 and so on."""
        return self.root / "editions" / quarter

    def require(self) -> Home:
        """The same home, when it is one. Raises HomeError."""
        if not self.is_there:
            raise HomeError(
                f"{self.root} is not a portfolio home: it has no inbox/ and office/. "
                "Make one with: portefolje init DIR [--example]"
            )
        return self


def sha256(content: bytes) -> str:
    """The hash that everything here is named and proved by, as hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file that can be made again under a temporary name and rename it, so that nobody ever sees half of it.

    What cannot be made again (landed bytes, ledger records) waits for the disk where it is written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def keep(folder: Path, content: bytes) -> str:
    """Put bytes that can be made again into a content-addressed folder, once; returns their SHA-256."""
    name = sha256(content)
    path = folder / name
    if not path.exists():
        write_whole(path, content)
    return name
