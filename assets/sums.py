"""Lists of files and their hashes, as ``sha256sum -c`` reads them; a seal tells a changed list from a changed file.

Used where no manifest says what a file must be: the ledger's last record, the office's files at a time, what is made
from the ledger. Who finds what has changed is ``assets.editions.verifying``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from assets.home import sha256, write_whole

SUFFIX = ".sha256"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def sums(files: Mapping[str, str]) -> bytes:
    """A list of files, name to SHA-256; its last line is a comment that seals the others."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
    return f"{lines}# {sha256(lines.encode())}\n".encode()


def read_sums(content: bytes) -> dict[str, str]:
    """Name to SHA-256. Raises ValueError when the list is not as it was written."""
    found = {}
    for line in content.decode(errors="replace").splitlines()[:-1]:
        if (match := _LINE.fullmatch(line)) is None:
            raise ValueError("the list of hashes is damaged")
        found[match[2]] = match[1]
    if sums(found) != content:
        raise ValueError("the list of hashes is damaged")
    return found


def write_sums(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write the list of files, name to bytes, that were made beside it; the files come first."""
    return write_whole(path, sums({name: sha256(content) for name, content in files.items()}))
