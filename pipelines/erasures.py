"""Erasing a submission's bytes, for ``erase``: tried out, or entered into the ledger and done; without Dagster."""

from __future__ import annotations

from typing import Any

from assets import office
from assets.editions.erasing import Erasure, erasure, erasure_record, remove_erased, remove_written
from assets.home import Home
from assets.ledger import Ledger


def try_out(home: Home, sequence: int) -> dict[str, Any]:
    """What erasing would remove. Raises EraseError."""
    return _said(erasure(home, Ledger(home.ledger).records, sequence))


def erase(home: Home, sequence: int, why: str) -> dict[str, Any]:
    """Erase, and say what was removed; the record first. Raises EraseError."""
    ledger, read = Ledger(home.ledger), office.load(home.office)
    with ledger.writing():
        found = erasure(home, ledger.records, sequence)
        said = erasure_record(ledger.records, found, sequence, why, home.clock.now(), read.snapshot(home))
        remove_written(found)
        record = ledger.append(said)
        remove_erased(home, ledger.records)
    return _said(found) | {"record": record}


def _said(found: Erasure) -> dict[str, Any]:
    return {
        "sha256": found.sha256,
        "submissions": found.submissions,
        "removed": [str(path) for path in (*found.removed, *found.written)],
        "still_there": [str(path) for path in found.elsewhere],
    }


def shown(said: dict[str, Any]) -> str:
    """What is removed and what is not, for a terminal."""
    lines = [f"Submissions with these bytes: {', '.join(map(str, said['submissions']))}"]
    lines += [f"{'Removed' if 'record' in said else 'Would remove'} {path}" for path in said["removed"]]
    lines += [f"The same bytes lie in {path}: remove them there too" for path in said["still_there"]]
    lines.append("Facts, hash and record stay; that the facts are those of the file can no longer be proved.")
    return "\n".join(lines)
