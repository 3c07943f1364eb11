"""Watch over a home: every file that it has made or keeps is held against the hash that something else has of it.

Nothing is changed here. What an edition's bytes should be is proved by making it again (``pipelines.rebuilding``); here
they are held against its manifest, and that against the ledger. People's own files (the inbox, the office's) may change
at any time and are no damage: that they have is said apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assets import office
from assets.editions.history import listed
from assets.editions.published import Edition, editions
from assets.editions.refusals import HistoryError
from assets.editions.replaying import Difference, record_path
from assets.home import Home, sha256
from assets.intake import notices
from assets.intake.receipts import path_of
from assets.ledger import HEAD, Record, erased
from assets.report.drafts import MANIFEST, sums_of
from assets.sums import SUFFIX, read_sums

UNCHECKED = {
    "arrivals.csv": "people's own",
    "cache": "may be deleted at any time",
    "dagster": "Dagster's own; nothing that is published is read from it",
    "forms": "written again at will",
    "reminders": "written again at will",
    "site": "made again from the editions",
    "status": "written again at will",
}
"""What is not looked at, and why."""

_RECORD = re.compile(r"(\d{6})\.json")


@dataclass
class Verified:
    """What does not hold, what cannot be proved since it was erased, and what people have changed since it was used."""

    differences: list[Difference] = field(default_factory=list)
    unproved: list[Difference] = field(default_factory=list)
    changed: list[Difference] = field(default_factory=list)

    def as_dict(self, code: str) -> dict[str, Any]:
        """The shape of ``portefolje verify --json``."""
        return {
            "ok": not self.differences,
            "code": code,
            "differences": [one.as_dict() for one in self.differences],
            "unproved": [one.as_dict() for one in self.unproved],
            "changed": [one.as_dict() for one in self.changed],
            "unchecked": UNCHECKED,
        }


def verify(home: Home) -> Verified:
    """Hold every file of the home against its hash. Takes no lock: a command at work meanwhile may be caught at it."""
    verifier = _Verifier(home)
    verifier.look()
    return verifier.found


class _Verifier:
    def __init__(self, home: Home) -> None:
        self.home, self.found = home, Verified()
        self.records: list[Record] = []
        """The records that are as they were written."""
        self.is_whole = True
        """Whether those are all records."""

    def look(self) -> None:
        self.records = sorted(self._ledger(), key=lambda record: int(record["sequence"]))
        self._kept_by_hash()
        self._archive()
        self._office_history()
        self._receipts()
        for path in sorted((self.home.root / "store").rglob("*.parquet")):
            if not path.with_suffix(SUFFIX).exists():
                self._differs(path, "nothing says what it must be; make the round's report again")
        for path in sorted((self.home.root / "store").rglob(f"*{SUFFIX}")):
            self._listed(path)
        self._drafts()
        self._editions()
        self._people()

    def _differs(self, path: Path | str, why: str) -> None:
        below = path if isinstance(path, str) else path.relative_to(self.home.root).as_posix()
        if below not in {one.path for one in self.found.differences}:
            self.found.differences.append(Difference(below, why))

    # The ledger: HEAD says what the last record is, and each record what the one before it is.

    def _ledger(self) -> Iterator[Record]:
        folder = self.home.ledger
        there = {int(found[1]): path for path in folder.glob("*.json") if (found := _RECORD.fullmatch(path.name))}
        known_names = {HEAD, *(path.name for path in there.values())}
        for path in sorted(folder.glob("[!.]*")):
            if path.name not in known_names:
                self._differs(path, "no file of the ledger's")
        last, digest = self._head(there)
        wanted = {last: digest} if digest else {}
        for sequence in range(max([last, *there]), 0, -1):
            path = folder / f"{sequence:06}.json"
            if digest and sequence > last:
                self._fails(path, "added: HEAD ends before it")
                continue
            record = self._record(path, sequence, wanted.get(sequence))
            if record is not None:
                if record["previous"]:
                    wanted[sequence - 1] = record["previous"]
                yield record

    def _head(self, there: Mapping[int, Path]) -> tuple[int, str]:
        """Sequence and hash of the last record, as HEAD has them; 0 and nothing where it cannot be read."""
        path = self.home.ledger / HEAD
        if not path.exists():
            if there:
                self._fails(path, "missing")
            return 0, ""
        try:
            ((name, digest),) = read_sums(path.read_bytes()).items()
            return int(Path(name).stem), digest
        except ValueError:
            self._fails(path, "damaged: it is not as it was written")
            return 0, ""

    def _record(self, path: Path, sequence: int, digest: str | None) -> Record | None:
        if not path.exists():
            cut_off = path.with_name(f".{path.name}.unfinished").exists()
            why = "the record after it, or HEAD, has its hash"
            self._fails(
                path, "cut off while it was written; the next publish finishes it" if cut_off else f"missing: {why}"
            )
            return None
        content = path.read_bytes()
        if digest is not None and sha256(content) != digest:
            self._fails(path, "changed: the record after it, or HEAD, has another hash of it")
            return None
        try:
            record: Record = json.loads(content)
            if record["sequence"] == sequence and (record["previous"] is None) == (sequence == 1):
                return record
        except (ValueError, KeyError, TypeError):
            pass
        self._fails(path, "changed: it is no record with this number")
        return None

    def _fails(self, path: Path, why: str) -> None:
        self.is_whole = False
        self._differs(path, why)

    # What is kept by its hash.

    def _kept_by_hash(self) -> None:
        for folder in (self.home.archive, self.home.accepted, self.home.office_history):
            for path in sorted(folder.glob("[!.]*")):
                if sha256(path.read_bytes()) != path.name:
                    self._differs(path, "damaged: its name is the hash of what it held")

    def _archive(self) -> None:
        gone = erased(self.records)
        for record in self.records:
            if record["event"] != "landing":
                continue
            path = self.home.archive / record["sha256"]
            if record["sha256"] in gone:
                by = gone[record["sha256"]]["sequence"]
                if path.exists():
                    self._differs(path, f"erased by record {by}, and still there; the next publish removes it")
                else:
                    why = f"the bytes were erased by record {by}: its facts are taken on trust"
                    self.found.unproved.append(Difference(record_path(record), why))
            elif not path.exists():
                self._differs(path, f"missing: the bytes of submission {record['sequence']}")
            rows = record.get("accepted")
            if rows and not (self.home.accepted / rows).exists():
                self._differs(self.home.accepted / rows, f"missing: the rows of submission {record['sequence']}")

    def _office_history(self) -> None:
        for state in sorted({record["office"] for record in self.records}):
            try:
                digests = listed(self.home, state).values()
            except (HistoryError, ValueError):
                if not (self.home.office_history / state).exists():
                    self._differs(self.home.office_history / state, "missing: the list of the office's files at a time")
                continue  # where it is damaged, that has been said
            for digest in digests:
                if not (self.home.office_history / digest).exists():
                    self._differs(self.home.office_history / digest, "missing: a file of the office that was used")

    # What is made of the ledger, and can be made again.

    def _receipts(self) -> None:
        expected = set()
        for record in self.records:
            if record["event"] == "landing" or record["event"] in notices.EVENTS:
                path = path_of(self.home, record)
                expected.add(path.with_suffix(SUFFIX))
                if not path.with_suffix(".json").exists() or not path.with_suffix(SUFFIX).exists():
                    self._differs(path.with_suffix(".json"), "missing or unfinished; the next intake writes it again")
                elif path.with_suffix(".json").read_bytes() != (self.home.root / record_path(record)).read_bytes():
                    self._differs(path.with_suffix(".json"), "not what the ledger says")
        sums = set(self.home.receipts.rglob(f"*{SUFFIX}"))
        for path in sorted(sums):
            self._listed(path)
            if self.is_whole and path not in expected:
                self._differs(path, "the receipt of no record")
        for path in sorted(self.home.receipts.rglob("[!.]*")):
            if path.is_file() and path.with_suffix(SUFFIX) not in sums:
                self._differs(path, "the receipt of no record")

    def _listed(self, path: Path) -> None:
        """The files that a list of hashes names, which lie beside it."""
        try:
            files = read_sums(path.read_bytes())
        except ValueError:
            self._differs(path, "damaged: it is not as it was written")
            return
        for name, digest in files.items():
            self._held(path.parent / name, digest)

    def _held(self, path: Path, digest: str) -> bool:
        if not path.is_file():
            self._differs(path, "missing")
        elif sha256(path.read_bytes()) != digest:
            self._differs(path, "changed: it is not what was written")
        else:
            return True
        return False

    def _drafts(self) -> None:
        for folder in sorted(path for path in (self.home.root / "drafts").glob("[!.]*") if path.is_dir()):
            if sums_of(folder).exists():
                self._listed(sums_of(folder))
                self._outputs(folder)
            else:
                self._differs(folder, "unfinished; make the report again")

    # What has been published.

    def _editions(self) -> None:
        published = editions(self.records)
        for one in published:
            self._edition(one)
        folders = {self.home.root / one.folder for one in published}
        for path in sorted((self.home.root / "editions").glob("*/*")):
            if path.name.endswith(".unfinished"):
                self._differs(path, "left by a publication that was cut off; the next publish finishes or clears it")
            elif self.is_whole and path not in folders:
                self._differs(path, "no record of the ledger says that it was published")

    def _edition(self, one: Edition) -> None:
        folder = self.home.root / one.folder
        if not folder.is_dir():
            self._differs(folder, f"missing: record {one.sequence} says that it was published")
        elif self._held(folder / MANIFEST, one.manifest_sha256):
            manifest = self._outputs(folder)
            for used in (*manifest["inputs"]["submissions"], *manifest["inputs"]["office"]):
                where = self.home.archive if "sequence" in used else self.home.office_history
                if not (where / used["sha256"]).exists() and used["sha256"] not in erased(self.records):
                    self._differs(where / used["sha256"], f"missing: edition {one.number} of {one.round} used it")

    def _outputs(self, folder: Path) -> dict[str, Any]:
        """The files that a manifest lists, and that there are no others."""
        try:
            manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
        except (ValueError, OSError):
            return {}  # that it is damaged or missing has been said
        outputs = {one["path"]: one["sha256"] for one in manifest["outputs"]}
        for path, digest in outputs.items():
            self._held(folder / path, digest)
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.relative_to(folder).as_posix() not in {*outputs, MANIFEST}:
                self._differs(path, "in no manifest")
        return manifest

    # What people own, and may have changed.

    def _people(self) -> None:
        taken = {one["file"]: one["sha256"] for one in self.records if one["event"] == "landing"}
        for file, digest in sorted(taken.items()):
            path = self.home.inbox / file
            if path.is_file() and sha256(path.read_bytes()) != digest:
                self._has_changed(path, "not what was taken in under this name; the next intake takes it as a new file")
        if self.records and self.home.office.is_dir():
            try:
                then = listed(self.home, self.records[-1]["office"])
            except (HistoryError, ValueError):
                return
            now = {one["path"]: one["sha256"] for one in office.read(self.home.office).office.inputs()}
            for name in sorted({name for name, _ in then.items() ^ now.items()}):
                self._has_changed(self.home.office / name, "not what the newest record was judged by")

    def _has_changed(self, path: Path, why: str) -> None:
        self.found.changed.append(Difference(path.relative_to(self.home.root).as_posix(), why))


def shown(found: Verified) -> str:
    """What was found, for a terminal."""
    lines = [f"{one.path}: {one.why}" for one in found.differences]
    lines += [f"Not proved: {one.path}: {one.why}" for one in found.unproved]
    lines += [f"Changed since: {one.path}: {one.why}" for one in found.changed]
    count = len(found.differences)
    lines.append(f"{count} files are not what they must be" if count else "Everything is what it must be")
    lines.append("Not looked at: " + "; ".join(f"{name} ({why})" for name, why in UNCHECKED.items()))
    return "\n".join(lines)
