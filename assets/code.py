"""Which code made an output: the version, and a hash over every source file that can change a byte of it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

VERSION = "0.1.0"
_ROOT = Path(__file__).parents[1]
_SOURCES = {"assets": "*.py *.sql", "checks": "*.py", "templates": "*.py *.j2 *.typ *.css *.po"}


@cache
def code_version() -> str:
    """The version and the first half of the sources' SHA-256, like ``0.1.0+4f0c...``."""
    digest = hashlib.sha256()
    for folder, patterns in _SOURCES.items():
        files = (path for pattern in patterns.split() for path in (_ROOT / folder).rglob(pattern))
        for path in sorted(path for path in files if "node_modules" not in path.parts):
            digest.update(f"{path.relative_to(_ROOT).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return f"{VERSION}+{digest.hexdigest()[:32]}"
