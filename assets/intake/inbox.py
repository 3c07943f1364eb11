"""What lies in the inbox: which files are new landings, which are none, and when each was handed in.

Nothing is opened here beyond hashing its bytes. A file's own dates mean nothing; a history's times come from a list.
"""

from __future__ import annotations

import csv
import fnmatch
import hashlib
import io
import os
import shutil
import stat
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from assets.home import Home, parse_time

LITTER = (
    *("~$*", ".~lock.*#"),  # somebody has the workbook open
    *("*.part", "*.filepart", "*.crdownload", "*.tmp"),  # somebody is still sending
    *(".ds_store", "._*", "thumbs.db", "desktop.ini"),
)
"""What systems leave behind, in whatever case."""
SECONDS_BETWEEN_LOOKS = 0.2
_BLOCK = 1 << 20


class ArrivalsError(ValueError):
    """The list of arrival times cannot be used; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something in the inbox that is no submission, or not yet one."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class Landing:
    """A file that has not been taken before: where it lies, its bytes' hash, and the drop folder's name."""

    path: Path
    file: str
    """Path below ``inbox/``, with ``/``."""
    sha256: str
    size: int
    taken_at: datetime

    @property
    def folder(self) -> str:
        """Composed as the office writes its codes: some systems take the letters of a name apart from their marks."""
        folder, slash, _ = self.file.partition("/")
        return unicodedata.normalize("NFC", folder) if slash else ""

    @property
    def suffix(self) -> str:
        return Path(self.file).suffix.lower()


@dataclass
class FirstLook:
    """What lay in the inbox at a moment: new files in the order in which they are taken, and what is none.

    A new file may still be growing: see :func:`look_again`.
    """

    began: float
    found: list[Landing] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)


def look(home: Home, taken: Mapping[str, str], arrivals: Mapping[str, datetime]) -> FirstLook:
    """The new files of the inbox.

    ``taken`` maps each file to the hash under which it was last taken: such a file is no new landing.
    """
    now, first = home.clock.now(), FirstLook(time.monotonic())
    for path, file in _walk(home.inbox, first.ignored):
        try:
            if why := why_none(path):
                first.ignored.append(Ignored(file, why))
            elif path.is_file():
                size, digest = hashed(path)
                if taken.get(file) != digest:
                    first.found.append(Landing(path, file, digest, size, arrivals.get(file, now)))
        except (FileNotFoundError, NotADirectoryError):
            continue  # taken away since the folder was listed
        except OSError as fault:
            first.ignored.append(_unreadable(file, fault))
    first.found.sort(key=lambda landing: (landing.taken_at, landing.file))
    return first


def look_again(landings: Iterable[Landing], began: float) -> tuple[list[Landing], list[Ignored]]:
    """Of landings first seen when the look ``began``, those that have not grown since, and those that have.

    Waits until the two looks are far enough apart to tell.
    """
    time.sleep(max(0.0, SECONDS_BETWEEN_LOOKS - (time.monotonic() - began)))
    steady, growing = [], []
    for landing in landings:
        if _size(landing.path) == landing.size:
            steady.append(landing)
        else:
            growing.append(Ignored(landing.file, "skrives det fortsatt til; tas neste gang"))
    return steady, growing


def archive(home: Home, landing: Landing) -> Path | None:
    """Keep a landing's bytes under their hash; None when they are no longer those that were looked at."""
    kept = home.archive / landing.sha256
    if kept.exists():
        return kept
    home.archive.mkdir(parents=True, exist_ok=True)
    unfinished = kept.with_name(f".{kept.name}.{os.getpid()}.unfinished")
    try:
        with landing.path.open("rb") as source, unfinished.open("wb") as target:
            shutil.copyfileobj(source, target, _BLOCK)
            target.flush()
            os.fsync(target.fileno())
        if hashed(unfinished)[1] != landing.sha256:
            return None
        unfinished.replace(kept)
        return kept
    except OSError:
        if landing.path.exists():
            raise
        return None  # taken away between the look and now
    finally:
        unfinished.unlink(missing_ok=True)


def read_arrivals(path: Path) -> dict[str, datetime]:
    """When each file of the inbox was handed in. Raises ArrivalsError with the line that cannot be read."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise ArrivalsError(f"{path}, line {line}: the file is not UTF-8; save it as CSV UTF-8") from fault
    arrivals = {}
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    try:
        if not {"file", "taken_at"} <= set(reader.fieldnames or ()):
            raise ArrivalsError(f"{path}, line 1: the heading must be file,taken_at")
        for row in reader:
            file, taken_at = row["file"].strip(), row["taken_at"].strip()
            if not file or not taken_at:
                raise ArrivalsError(f"{path}, line {reader.line_num}: a row must have both file and taken_at")
            try:
                arrivals[file.removeprefix("inbox/")] = parse_time(taken_at)
            except (ValueError, OverflowError) as fault:
                raise ArrivalsError(f"{path}, line {reader.line_num}: {fault}; write 2023-03-20T09:00+01:00") from fault
    except csv.Error as fault:
        raise ArrivalsError(f"{path}, line {reader.reader.line_num}: {fault}") from fault
    return arrivals


def _walk(folder: Path, ignored: list[Ignored]) -> Iterator[tuple[Path, str]]:
    """Everything below the inbox, folders among it, in the order of paths; folders that do not open are ``ignored``."""

    def tell(fault: OSError) -> None:
        if not isinstance(fault, FileNotFoundError | NotADirectoryError):
            ignored.append(_unreadable(written(Path(fault.filename).relative_to(folder)), fault))

    entries = []
    for where, folders, files in os.walk(folder, onerror=tell):
        entries += [Path(where, name) for name in (*folders, *files)]
    for path in sorted(entries):
        yield path, written(path.relative_to(folder))


def _unreadable(file: str, fault: OSError) -> Ignored:
    return Ignored(file, f"kan ikke leses ({fault.strerror}); prøves igjen neste gang")


def written(path: Path) -> str:
    """A path as text; bytes that are no UTF-8 are written out, so that every name can be recorded."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def why_none(path: Path) -> str | None:
    """Why something is no submission, or None when it may be one (or is an ordinary folder)."""
    mode = path.lstat().st_mode
    if any(fnmatch.fnmatchcase(path.name.casefold(), pattern) for pattern in LITTER):
        return "systemfil, ikke en innmelding"
    if stat.S_ISLNK(mode):
        return "lenke, ikke en fil; legg inn filen selv"
    if stat.S_ISDIR(mode):
        return "mappe, ikke en fil" if path.suffix.lower() in {".xlsx", ".ods", ".json", ".zip", ".xlsm"} else None
    return None if stat.S_ISREG(mode) else "ikke en vanlig fil"


def hashed(path: Path) -> tuple[int, str]:
    """A file's size in bytes and its SHA-256. Raises OSError."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
