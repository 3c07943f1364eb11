"""The append-only record of what was handed in, and its fold: who owns what, and what each sender's word comes to.

One JSON file per record, each with the SHA-256 of the one before it; ``HEAD`` has the last one's, so that no record can
be changed, lost or added unseen. How a verdict is reached is ``assets.intake``; the rows behind a record are objects in
the home's store.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
from bisect import insort
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import simplejson

from assets.home import sha256
from assets.sums import read_sums, sums
from checks.contract import TABLES

log = logging.getLogger("portefolje.ledger")

Record = dict[str, Any]

HEAD = "HEAD"

ACCEPTED = frozenset({"accepted", "accepted_with_remarks", "partly_accepted"})
"""Verdicts that make a submission its sender's word on the round."""

_SAID_BY_RELEASE = ("verdict", "late", "measures", "rows", "findings")
"""What a release says anew of the submission that it lets in; the rest is the landing's."""

OF_MEASURE = tuple(key for key, table in TABLES.items() if table.of_measure)
BY_ROW = tuple(key for key, table in TABLES.items() if not table.of_measure)


class LedgerError(Exception):
    """The ledger on disk is not what was written; the message names the record."""


class Ledger:
    """The records of a home, read once and appended to under a lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records: list[Record] = []
        self.last_hash: str | None = None
        """SHA-256 of the last record."""
        self.refresh()

    def refresh(self) -> None:
        """Read the records that have come since the last look. Raises LedgerError on a gap or a broken chain."""
        while (path := self._path(len(self.records) + 1)).exists():
            content = path.read_bytes()
            try:
                record = json.loads(content)
            except ValueError as fault:
                raise LedgerError(f"{path} is not a ledger record: {fault}") from fault
            self._follow(record, content, path)

    def append(self, record: Record) -> Record:
        """Give a record its sequence and its predecessor's hash, and make it permanent.

        The bytes are on disk under a temporary name before ``HEAD`` names them, and have their own name last: a crash
        before ``HEAD`` leaves nothing, one after it leaves what :meth:`writing` finishes. The caller holds that. Raises
        LedgerError when another writer got there first.
        """
        numbered = {"sequence": len(self.records) + 1, "previous": self.last_hash, **record}
        content = canonical(numbered)
        path = self._path(numbered["sequence"])
        if path.exists():
            raise LedgerError(f"{path} was written by somebody else; run the command again")
        _write_through(_unfinished(path), content)
        head = self.folder / HEAD
        _write_through(_unfinished(head), sums({path.name: sha256(content)}))
        _unfinished(head).replace(head)
        _unfinished(path).replace(path)
        self._follow(numbered, content, path)
        return numbered

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One writer at a time, across processes; waits for its turn and then sees all records.

        Finishes an append that was cut off. Raises LedgerError when the records are not those that ``HEAD`` ends with.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            name, digest = self._head()
            path = self.folder / name
            cut_off = bool(name) and not path.exists() and _unfinished(path).exists()
            if cut_off and sha256(_unfinished(path).read_bytes()) == digest:
                _unfinished(path).replace(path)
                log.info("Finished writing %s, which had been cut off", path)
            self.refresh()
            if (name, digest) != (self._path(len(self.records)).name if self.records else "", self.last_hash or ""):
                raise LedgerError(
                    f"{self.folder / HEAD} ends with {name or 'no record'}, and the last record is not that one: "
                    "the ledger was changed from outside. portefolje verify says where"
                )
            yield

    def _head(self) -> tuple[str, str]:
        """Name and SHA-256 of the last record; empty texts when there is none."""
        path = self.folder / HEAD
        if not path.exists():
            return "", ""
        try:
            ((name, digest),) = read_sums(path.read_bytes()).items()
        except ValueError as fault:
            raise LedgerError(f"{path} is damaged; portefolje verify says what else is") from fault
        return name, digest

    def _follow(self, record: Record, content: bytes, path: Path) -> None:
        if record.get("previous") != self.last_hash or record.get("sequence") != len(self.records) + 1:
            raise LedgerError(f"{path} does not follow the record before it; the ledger was changed from outside")
        self.records.append(record)
        self.last_hash = sha256(content)

    def _path(self, sequence: int) -> Path:
        return self.folder / f"{sequence:06}.json"


def erased(records: Iterable[Record]) -> dict[str, Record]:
    """The hashes whose bytes were erased, each with the last record that says so; read anew, they are back."""
    gone: dict[str, Record] = {}
    for record in records:
        _erase(gone, record)
    return gone


def _erase(gone: dict[str, Record], record: Record) -> None:
    if record["event"] == "erasure":
        gone[record["sha256"]] = record
    elif record["event"] == "landing" and record["verdict"] != "duplicate":
        gone.pop(record["sha256"], None)


def known_by(records: Iterable[Record], time: datetime) -> list[Record]:
    """The records of what was known at a time."""
    return [record for record in records if datetime.fromisoformat(record["taken_at"]) <= time]


def _unfinished(path: Path) -> Path:
    return path.with_name(f".{path.name}.unfinished")


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def canonical(value: Any) -> bytes:
    """JSON bytes that depend on the value alone; decimals keep every digit."""
    written: str = simplejson.dumps(value, ensure_ascii=False, sort_keys=True, use_decimal=True)
    return f"{written}\n".encode()


@dataclass
class Standing:
    """What an organisation's word on a round comes to after its full submissions and corrections.

    ``measures`` says for each measure and each of its tables which submission's rows stand; ``rows`` the same for each
    cost and roadmap row. ``kept`` names the measures of which a later file was refused, and that file.
    """

    measures: dict[str, dict[str, int]] = field(default_factory=dict)
    rows: dict[str, dict[str, int]] = field(default_factory=lambda: {table: {} for table in BY_ROW})
    kept: dict[str, int] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    """Tables of which some submission that counts gave rows."""
    word: Record | None = None
    """The newest accepted submission."""

    def apply(self, record: Record) -> None:
        """Let a later word follow. Source: the contract's 'Which facts hold'."""
        accepted, refused = record["measures"]["accepted"], record["measures"]["refused"]
        given = set(record["tables"])
        if record["kind"] != "correction":
            replaced, self.measures = self.measures, {}
            self.rows = {table: {} for table in BY_ROW}
            self.kept, self.filled = {}, set()
            if record["kind"] == "full":
                for measure in refused:
                    if measure in replaced:
                        self.measures[measure] = replaced[measure]
        for measure in refused:
            if measure in self.measures:
                self.kept[measure] = record["sequence"]
        for measure in accepted:
            before = self.measures.get(measure, {})
            self.measures[measure] = before | {table: record["sequence"] for table in OF_MEASURE if table in given}
            self.kept.pop(measure, None)
        for table in BY_ROW:
            for row in record["identities"].get(table, {}).get("accepted", []):
                self.rows[table][row] = record["sequence"]
        self.filled |= {table for table, rows in record["rows"].items() if rows["accepted"]}
        self.word = record


@dataclass
class Known:
    """The fold of the ledger: what is known after its records, in their order.

    A submission is a landing, under its own sequence for ever. Releases and withdrawals say whether it counts; the last
    of them holds, and what they undo comes back as it was.
    """

    records: dict[int, Record] = field(default_factory=dict)
    """Each landing as it stands now: a waiting one that was let in has the verdict and rows that its release gave."""
    taken: dict[str, str] = field(default_factory=dict)
    """SHA-256 of the newest landing of each file of the inbox."""
    words: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    """Sequences of the submissions of (organisation, quarter) that count, in the order in which they do."""
    landings: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    """Sequences of all files of (organisation, quarter), whatever their verdict."""
    withdrawals: dict[int, Record] = field(default_factory=dict)
    """Of each submission that was taken out and not let in again: the record that did it."""
    releases: dict[int, Record] = field(default_factory=dict)
    """Of each submission that was let in and not taken out again: the record that did it."""
    places: dict[int, int] = field(default_factory=dict)
    """Each submission's place among the words, once it has counted: its own sequence, or that of its first release."""
    erased: dict[str, Record] = field(default_factory=dict, compare=False)
    """As :func:`erased`; no fact."""
    _landed: dict[int, Record] = field(default_factory=dict)
    _first_reporter: dict[str, str] | None = None

    @classmethod
    def of(cls, records: Iterable[Record]) -> Known:
        known = cls()
        for record in records:
            known.apply(record)
        return known

    def apply(self, record: Record) -> None:
        """Let the next record follow. Publications and erasures change no facts."""
        _erase(self.erased, record)
        match record["event"]:
            case "landing":
                self._land(record)
            case "release":
                self._let_in(record)
            case "withdrawal":
                self._take_out(record)

    def _land(self, record: Record) -> None:
        sequence, organisation, quarter = record["sequence"], record["organisation"], record["quarter"]
        self.records[sequence] = self._landed[sequence] = record
        self.taken[record["file"]] = record["sha256"]
        if not organisation or not quarter:
            return
        self.landings.setdefault((organisation, quarter), []).append(sequence)
        if record["verdict"] in ACCEPTED:
            self.places[sequence] = sequence
            self.words.setdefault((organisation, quarter), []).append(sequence)
            if self._first_reporter is not None:
                self._report(self._first_reporter, record)

    def _let_in(self, release: Record) -> None:
        """Count a submission, at the place that it had before if it had one."""
        sequence = release["of"]
        self.records[sequence] = self._landed[sequence] | {key: release[key] for key in _SAID_BY_RELEASE}
        self.withdrawals.pop(sequence, None)
        self.releases[sequence] = release
        self.places.setdefault(sequence, release["sequence"])
        words = self.words.setdefault((release["organisation"], release["quarter"]), [])
        insort(words, sequence, key=self.places.__getitem__)
        self._first_reporter = None

    def _take_out(self, withdrawal: Record) -> None:
        """Count a submission no longer. One that was let in waits again."""
        sequence = withdrawal["of"]
        self.records[sequence] = landing = self._landed[sequence]
        self.withdrawals[sequence] = withdrawal
        self.releases.pop(sequence, None)
        sender = landing["organisation"], landing["quarter"]
        self.words[sender].remove(sequence)
        if not self.words[sender]:
            del self.words[sender]
        self._first_reporter = None

    def counts(self, sequence: int) -> bool:
        """Whether the submission is part of its sender's word."""
        record = self.records[sequence]
        return sequence in self.words.get((record["organisation"], record["quarter"]), [])

    def counts_since(self, sequence: int) -> str:
        """When a submission that counts came to: it was taken, or let in."""
        since: str = self.releases.get(sequence, self.records[sequence])["taken_at"]
        return since

    @property
    def first_reporter(self) -> dict[str, str]:
        """The organisation that first reported each measure, of the submissions that count."""
        if self._first_reporter is None:
            self._first_reporter = {}
            counting = (sequence for sequences in self.words.values() for sequence in sequences)
            for sequence in sorted(counting, key=self.places.__getitem__):
                self._report(self._first_reporter, self.records[sequence])
        return self._first_reporter

    @staticmethod
    def _report(first_reporter: dict[str, str], record: Record) -> None:
        for measure in record["measures"]["accepted"]:
            first_reporter.setdefault(measure, record["organisation"])

    def standing(self, organisation: str, quarter: str) -> Standing:
        """The organisation's word on the quarter as it stands now; empty when it has none."""
        standing = Standing()
        for sequence in self.words.get((organisation, quarter), []):
            standing.apply(self.records[sequence])
        return standing

    def latest_word(self, organisation: str, quarter: str) -> Record | None:
        sequences = self.words.get((organisation, quarter))
        return self.records[sequences[-1]] if sequences else None

    def word_with(self, organisation: str, content_hash: str) -> Record | None:
        """The round's latest accepted word of the sender, when it is these very bytes."""
        for (sender, _), sequences in self.words.items():
            record = self.records[sequences[-1]]
            if sender == organisation and record["sha256"] == content_hash:
                return record
        return None

    def owner(self, measure: str, quarter: str, transfers: Mapping[str, list[tuple[str, str]]]) -> str | None:
        """Who reports the measure in the quarter: the office's word where it has one, else the first to report it.

        ``transfers`` maps a measure to (from_round, owner) pairs in order of time.
        """
        owner = self.first_reporter.get(measure)
        for from_round, new_owner in transfers.get(measure, []):
            if from_round <= quarter:
                owner = new_owner
        return owner
