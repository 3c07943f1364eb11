"""The ledger up to a sequence, made again in an empty home from the archived bytes and the office's files as they were.

Every file is read and judged anew by the code that took it in (``assets.intake.taking.judged``), and every record and
its accepted rows are held against what the ledger has. What counts is the ledger's record: a verdict is never judged
again. Making an edition from the replayed home is ``pipelines.rebuilding``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from assets.editions.history import office_as_of
from assets.home import Home, keep, sha256
from assets.intake import decisions, judging
from assets.intake.accepted import AcceptedRows
from assets.intake.inbox import Landing
from assets.intake.past import Past
from assets.intake.submission import Submission, from_reading
from assets.intake.taking import judged
from assets.intake.worker import ReadingWorker
from assets.ledger import Known, Ledger, Record, canonical, erased
from assets.office import Office


@dataclass(frozen=True, slots=True)
class Difference:
    """A file of the home that is not what it must be, and why."""

    path: str
    why: str

    def as_dict(self) -> dict[str, str]:
        return {"path": self.path, "why": self.why}


@dataclass
class Replay:
    """What a replay found. ``unproved`` is what cannot be made again because its bytes were erased."""

    differences: list[Difference] = field(default_factory=list)
    unproved: list[Difference] = field(default_factory=list)


def replay(home: Home, records: list[Record], into: Home) -> Replay:
    """Make the records again in a home that has nothing yet; ``records`` are those of ``home`` up to some sequence."""
    return _Replay(home, Ledger(home.ledger).records, into).of(records)


class _Replay:
    def __init__(self, home: Home, all_records: list[Record], into: Home) -> None:
        self.home, self.into = home, into
        self.erased = erased(all_records)
        self.ledger = Ledger(into.ledger)
        self.known = Known()
        self.found = Replay()

    def of(self, records: list[Record]) -> Replay:
        with self.ledger.writing():
            for state, some in groupby(records, key=lambda record: str(record["office"])):
                self._by_office(office_as_of(self.home, state), list(some))
        return self.found

    def _by_office(self, office: Office, records: list[Record]) -> None:
        """Records that one state of the office's files judged: read together, decided one by one."""
        read = dict(self._read(office, records))
        judging.examine(list(read.values()), office)
        past = Past(self.known, office, AcceptedRows(self.into))
        for record in records:
            made, rows = self._made(record, past, read)
            if made is not None:
                self._compare(record, made)
            self._keep_rows(record, rows, can_be_made=made is not None)
            said = {key: value for key, value in record.items() if key not in ("sequence", "previous")}
            self.known.apply(self.ledger.append(said))

    def _read(self, office: Office, records: list[Record]) -> Iterator[tuple[int, Submission]]:
        with ReadingWorker(office.limits) as worker:
            for record in records:
                if record["event"] == "landing" and self._has_bytes(record) and record["verdict"] != "duplicate":
                    landing = self._landing(record)
                    yield (
                        record["sequence"],
                        from_reading(worker.read(landing.path, landing.suffix), office.vocabularies),
                    )

    def _made(self, record: Record, past: Past, read: dict[int, Submission]) -> tuple[Record | None, bytes | None]:
        """The record and its rows made again; None where they cannot be, or are nothing that is made from bytes."""
        at = datetime.fromisoformat(record["taken_at"])
        match record["event"]:
            case "landing" if self._has_bytes(record):
                landing = self._landing(record)
                submission = read.get(record["sequence"])
                if submission is None and not past.known.word_with(landing.folder, landing.sha256):
                    return {}, None
                return judged(landing, submission, past)
            case "release":
                made = decisions.release(self.known, past.office, record["of"], at)
            case "withdrawal":
                made = decisions.withdrawal(self.known, record["of"], record["why"], at)
            case _:
                return None, None
        return made | {"office": past.office.state}, None

    def _compare(self, record: Record, made: Record) -> None:
        keys = (record.keys() | made.keys()) - {"sequence", "previous"}
        unlike = sorted(key for key in keys if canonical(record.get(key)) != canonical(made.get(key)))
        if unlike:
            why = f"made again from the archive, the record says otherwise: {', '.join(unlike)}"
            self.found.differences.append(Difference(record_path(record), why))

    def _keep_rows(self, record: Record, rows: bytes | None, *, can_be_made: bool) -> None:
        """The accepted rows in the new home: made again, else those that are kept."""
        name = record.get("accepted")
        if not name or record["event"] != "landing":
            return
        if rows is not None and sha256(rows) == name:
            keep(self.into.accepted, rows)
            return
        kept = self.home.accepted / name
        if can_be_made:
            why = "made again from the archive, the accepted rows are others"
            self.found.differences.append(Difference(f"store/accepted/{name}", why))
        if kept.is_file() and sha256(kept.read_bytes()) == name:
            keep(self.into.accepted, kept.read_bytes())
        else:
            self.found.differences.append(Difference(f"store/accepted/{name}", "missing or damaged"))

    def _has_bytes(self, record: Record) -> bool:
        """Whether the archive has the landed bytes; says so, once, where it has not."""
        digest = record["sha256"]
        path = self.home.archive / digest
        if path.is_file() and sha256(path.read_bytes()) == digest:
            return True
        if digest in self.erased:
            by = self.erased[digest]["sequence"]
            why = f"the bytes of submission {record['sequence']} were erased by record {by}: its facts are unproved"
            self._say(self.found.unproved, Difference(f"archive/{digest}", why))
        else:
            why = "damaged: its name is the hash of what it held" if path.is_file() else "missing"
            self._say(self.found.differences, Difference(f"archive/{digest}", why))
        return False

    @staticmethod
    def _say(found: list[Difference], one: Difference) -> None:
        if one not in found:
            found.append(one)

    def _landing(self, record: Record) -> Landing:
        path = self.home.archive / record["sha256"]
        taken_at = datetime.fromisoformat(record["taken_at"])
        return Landing(path, record["file"], record["sha256"], path.stat().st_size, taken_at)


def record_path(record: Record) -> str:
    """Where a record lies, below the home."""
    return f"ledger/{record['sequence']:06}.json"
