"""What has been published, from the ledger: each edition of each round, and where it lies.

How one comes to be is ``assets.editions.freezing``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from assets.editions.refusals import DamagedEditionError, UnknownEditionError
from assets.home import Home, sha256
from assets.ledger import Record
from assets.report.drafts import MANIFEST
from assets.report.model import Model


@dataclass(frozen=True, slots=True)
class Edition:
    """A published edition, as its record in the ledger says it. ``sequence`` is the record's."""

    round: str
    number: int
    published_at: str
    manifest_sha256: str
    supersedes: int | None
    note: str
    sequence: int

    @classmethod
    def of(cls, record: Record) -> Edition:
        return cls(
            round=record["quarter"],
            number=record["edition"],
            published_at=record["taken_at"],
            manifest_sha256=record["manifest_sha256"],
            supersedes=record["supersedes"],
            note=record["note"],
            sequence=record["sequence"],
        )

    @property
    def folder(self) -> str:
        """Where it lies, below the home."""
        return f"editions/{self.round}/{self.number}"

    def as_dict(self) -> dict[str, Any]:
        """The shape of ``portefolje editions --json``."""
        return {
            "round": self.round,
            "edition": self.number,
            "published_at": self.published_at,
            "manifest_sha256": self.manifest_sha256,
            "supersedes": self.supersedes,
            "note": self.note,
        }


def editions(records: Iterable[Record]) -> list[Edition]:
    """Every edition, in the order of publication."""
    return [Edition.of(record) for record in records if record["event"] == "publication"]


def newest(records: Iterable[Record], quarter: str) -> Edition | None:
    """The edition of the round that holds."""
    return next((one for one in reversed(editions(records)) if one.round == quarter), None)


def edition(records: Iterable[Record], quarter: str, number: int) -> Edition:
    """One edition. Raises UnknownEditionError."""
    found = [one for one in editions(records) if one.round == quarter]
    for one in found:
        if one.number == number:
            return one
    there = ", ".join(str(one.number) for one in found) or "none"
    raise UnknownEditionError(f"{quarter} has no edition {number}; published: {there}")


def show_published(home: Home, records: Iterable[Record], other: Home) -> None:
    """Let another home show what the records say was published: a report compares with earlier editions."""
    for one in editions(records):
        place = other.root / one.folder
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(home.root / one.folder)


def manifest_of(home: Home, found: Edition) -> dict[str, Any]:
    """The edition's manifest. Raises DamagedEditionError when it is not the one that the ledger names."""
    read: dict[str, Any] = json.loads(_proved(home.root / found.folder / MANIFEST, found.manifest_sha256))
    return read


def model_of(home: Home, found: Edition) -> Model:
    """The edition's ``report.json``. Raises DamagedEditionError when it is not the one that its manifest lists."""
    outputs = {one["path"]: one["sha256"] for one in manifest_of(home, found)["outputs"]}
    content = _proved(home.root / found.folder / "report.json", outputs["report.json"])
    read: Model = json.loads(content, parse_float=Decimal)
    return read


def _proved(path: Path, wanted: str) -> bytes:
    if not path.is_file():
        raise DamagedEditionError(f"{path} is missing")
    content = path.read_bytes()
    if sha256(content) != wanted:
        raise DamagedEditionError(f"{path} is not what was published; portefolje verify says what else has changed")
    return content
