"""The right of erasure: the bytes of one submission leave the archive, and with them whoever filled it in.

The contact stands in the file itself, in the marked copy of the receipt, and in forms and reminders written to it; no
record and no object carries it (``checks.contract.tables.PERSONAL_FIELDS``). Facts and hash stay; what can no longer be
proved then is said by ``assets.editions.verifying`` and ``assets.editions.replaying``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assets.editions.refusals import EraseError
from assets.home import Home, sha256, write_whole, written_time
from assets.intake.receipts import path_of
from assets.ledger import Record, erased
from assets.sums import SUFFIX, read_sums, sums
from checks.contract import TABLES

log = logging.getLogger("portefolje.editions")


@dataclass(frozen=True)
class Erasure:
    """What erasing a submission removes. Submissions of the very same bytes go with it."""

    sha256: str
    submissions: list[int]
    removed: list[Path]
    """The archived bytes, and the copies of what stands in them."""
    written: list[Path]
    """The organisation's forms and reminders: they may name the contact, and are written again at will."""
    elsewhere: list[Path]
    """Copies of the same bytes that are not ours to remove: in the inbox."""


def erasure(home: Home, records: list[Record], sequence: int) -> Erasure:
    """What erasing the submission would remove. Raises EraseError."""
    landing = next((one for one in records if one["sequence"] == sequence and one["event"] == "landing"), None)
    if landing is None:
        raise EraseError(f"the ledger has no submission {sequence}; each is named by the number of its receipt")
    digest = landing["sha256"]
    if digest in erased(records):
        by = erased(records)[digest]["sequence"]
        raise EraseError(f"the bytes of submission {sequence} were erased already, by record {by}")
    same = [one for one in records if one["event"] == "landing" and one["sha256"] == digest]
    files = (home.inbox / one["file"] for one in same)
    return Erasure(
        sha256=digest,
        submissions=[one["sequence"] for one in same],
        removed=list(_holding(home, same)),
        written=sorted(path for one in same for path in _written_to(home, one["organisation"])),
        elsewhere=sorted({path for path in files if path.is_file() and sha256(path.read_bytes()) == digest}),
    )


def erasure_record(records: list[Record], found: Erasure, sequence: int, why: str, at: datetime, office: str) -> Record:
    """The record, still without its number, that says what was erased and why."""
    landing = records[sequence - 1]
    return {
        "event": "erasure",
        "of": sequence,
        "why": why,
        "submissions": found.submissions,
        "taken_at": written_time(at),
        "office": office,
        "organisation": landing["organisation"],
        "quarter": landing["quarter"],
        "kind": landing["kind"],
        "file": None,
        "sha256": found.sha256,
        "verdict": None,
        "late": False,
        "measures": {"accepted": [], "refused": [], "held": []},
        "rows": {key: {"read": 0, "accepted": 0, "refused": 0, "held": 0} for key in TABLES},
        "findings": [],
    }


def remove_written(found: Erasure) -> None:
    """Remove forms and reminders; before the record, since those written after it name nobody who was erased."""
    for path in found.written:
        path.unlink(missing_ok=True)


def remove_erased(home: Home, records: list[Record]) -> list[Path]:
    """Remove what the ledger says is erased and is still there; returns what it was.

    The record comes before this: what a kill leaves in between, the next command that settles publications removes.
    """
    removed = []
    gone = erased(records)
    for path in _holding(home, (one for one in records if one["event"] == "landing" and one["sha256"] in gone)):
        path.unlink()
        _forget(path)
        removed.append(path)
        log.info("Removed %s, which was erased", path)
    return removed


def _holding(home: Home, landings: Iterable[Record]) -> Iterable[Path]:
    """The files of the home that hold the bytes of landings, or what was copied out of them."""
    seen = set()
    for record in landings:
        for path in (home.archive / record["sha256"], path_of(home, record).with_suffix(".xlsx")):
            if path.exists() and path not in seen:
                seen.add(path)
                yield path


def _written_to(home: Home, organisation: str | None) -> Iterable[Path]:
    for folder in ("forms", "reminders"):
        if organisation:
            yield from (home.root / folder).glob(f"*/{organisation}.*")


def _forget(path: Path) -> None:
    """Take a removed copy off the list of its receipt's hashes."""
    listed = path.with_suffix(SUFFIX)
    if path.suffix and listed.exists():
        kept = read_sums(listed.read_bytes())
        kept.pop(path.name, None)
        write_whole(listed, sums(kept))
