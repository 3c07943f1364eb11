"""The office's files as they were: read back from where every file that was used is kept by its hash."""

from __future__ import annotations

import tempfile
from pathlib import Path

from assets import office
from assets.editions.refusals import HistoryError
from assets.home import Home, sha256
from assets.office import Office
from assets.sums import read_sums


def listed(home: Home, state: str) -> dict[str, str]:
    """Path below ``office/`` and hash of each file of a state (``Office.state``). Raises HistoryError."""
    return read_sums(content_of(home, state))


def content_of(home: Home, digest: str) -> bytes:
    """A kept file's bytes. Raises HistoryError when they are not there or not those."""
    path = home.office_history / digest
    if not path.is_file():
        raise HistoryError(f"{path} is missing")
    content = path.read_bytes()
    if sha256(content) != digest:
        raise HistoryError(f"{path} is damaged: its name is the hash of what it held")
    return content


def lay_out(home: Home, state: str, folder: Path) -> None:
    """Write the files of a state into a folder. Raises HistoryError."""
    for path, digest in listed(home, state).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content_of(home, digest))


def office_as_of(home: Home, state: str) -> Office:
    """What the office's files said then. Raises HistoryError, and OfficeError where this code finds a fault in them."""
    with tempfile.TemporaryDirectory(prefix="portefolje-") as folder:
        lay_out(home, state, Path(folder))
        return office.load(Path(folder))
