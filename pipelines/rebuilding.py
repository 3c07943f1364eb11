"""Making an edition anew, for ``rebuild``: in an empty home, from the archive and the office's files of then.

Nothing of the drafts and the store is used, nor the inbox. The replay is ``assets.editions.replaying``.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assets.code import code_version
from assets.editions.corrections import compared
from assets.editions.freezing import Publication, draft_manifest, stage
from assets.editions.history import lay_out, office_as_of
from assets.editions.published import Edition, edition, manifest_of, show_published
from assets.editions.refusals import DamagedEditionError
from assets.editions.replaying import Difference, Replay, replay
from assets.home import Clock, Home, sha256
from assets.ledger import Ledger, Record
from assets.report.drafts import MANIFEST
from pipelines.running import make_draft_again


@dataclass(frozen=True)
class Rebuilt:
    """How an edition compares with itself made anew."""

    edition: Edition
    edition_code: str
    differences: list[Difference]
    unproved: list[Difference]

    @property
    def is_same(self) -> bool:
        return not self.differences

    def as_dict(self) -> dict[str, Any]:
        """The shape of ``portefolje rebuild --json``; ``code`` is the code that rebuilt it."""
        return {
            "ok": self.is_same,
            "code": code_version(),
            "edition_code": self.edition_code,
            "differences": [one.as_dict() for one in self.differences],
            "unproved": [one.as_dict() for one in self.unproved],
        }


def rebuild(home: Home, quarter: str, number: int) -> Rebuilt:
    """Make the edition anew and compare every byte.

    Raises UnknownEditionError; HistoryError and DamagedEditionError when something that it was made of is gone.
    """
    records = Ledger(home.ledger).records
    wanted = edition(records, quarter, number)
    try:
        published_by = manifest_of(home, wanted)["code"]
    except DamagedEditionError:
        published_by = "unknown, since its manifest is damaged"
    with tempfile.TemporaryDirectory(prefix="portefolje-") as folder:
        made, replayed = _make(home, records, wanted, Path(folder))
        differences = [*replayed.differences, *_unlike(made, home.root / wanted.folder, wanted.folder)]
        return Rebuilt(wanted, published_by, differences, replayed.unproved)


def _make(home: Home, records: list[Record], wanted: Edition, folder: Path) -> tuple[Path, Replay]:
    """The edition in an empty place, and what the replay of the ledger found."""
    record = records[wanted.sequence - 1]
    empty = Home(folder / "home", Clock(datetime.fromisoformat(wanted.published_at)))
    lay_out(home, record["office"], empty.office)
    empty.inbox.mkdir(parents=True)
    before = records[: wanted.sequence - 1]
    replayed = replay(home, before, empty)
    show_published(home, before, empty)
    make_draft_again(empty, wanted.round)
    ledger = Ledger(empty.ledger)
    office = office_as_of(home, record["office"])
    superseded = edition(before, wanted.round, wanted.supersedes) if wanted.supersedes else None
    said = Publication(
        quarter=wanted.round,
        number=wanted.number,
        supersedes=wanted.supersedes,
        at=datetime.fromisoformat(wanted.published_at),
        note=wanted.note,
        waivers=record["waivers"],
        draft_sha256=draft_manifest(empty, wanted.round)[1],
        after={"sequence": len(before), "sha256": ledger.last_hash},
    )
    comparison = compared(empty, ledger.records, office, superseded) if superseded else None
    made = folder / "edition"
    stage(empty, ledger.records, office, said, comparison, made)
    return made, replayed


def _unlike(made: Path, published: Path, below: str) -> list[Difference]:
    """The files of two folders that differ, by path below the home; the manifest, which lists the others, is last."""
    there, here = (
        {path.relative_to(folder).as_posix(): sha256(path.read_bytes()) for path in folder.rglob("*") if path.is_file()}
        for folder in (made, published)
    )
    differences = []
    for path in sorted(there.keys() | here.keys(), key=lambda path: (path == MANIFEST, path)):
        if there.get(path) != here.get(path):
            why = "not published" if path not in here else "not made again" if path not in there else "other bytes"
            differences.append(Difference(f"{below}/{path}", why))
    return differences


def shown(rebuilt: Rebuilt) -> str:
    """The comparison for a terminal."""
    name = f"edition {rebuilt.edition.number} of {rebuilt.edition.round}"
    lines = []
    if rebuilt.edition_code != code_version():
        lines.append(f"Published by code {rebuilt.edition_code}, rebuilt by code {code_version()}")
    lines += [f"{one.path}: {one.why}" for one in rebuilt.differences]
    lines += [f"Not proved: {one.path}: {one.why}" for one in rebuilt.unproved]
    lines.append(
        f"Rebuilt {name}: " + ("the same bytes" if rebuilt.is_same else f"{len(rebuilt.differences)} differences")
    )
    return "\n".join(lines)
