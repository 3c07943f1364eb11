"""Where the one typeface of every page, chart and PDF lies: Inter, installed and pinned by hash, never committed.

Which weight is used for what is decided by charts, stylesheets and the PDF's template; here are only the files.
Colours and sizes are ``assets.report.look``.
"""

from __future__ import annotations

from pathlib import Path

from templates import FOLDER

_INTER = "@expo-google-fonts/inter"
_FACES = {"regular": "400Regular", "italic": "400Regular_Italic", "semibold": "600SemiBold", "bold": "700Bold"}


class NotInstalledError(Exception):
    """The typeface or Designsystemet is not installed; the message says how they are."""


def installed(name: str) -> Path:
    """A file of an npm package, by package and path. Raises NotInstalledError."""
    path = FOLDER / "node_modules" / name
    if not path.is_file():
        raise NotInstalledError(f"{path} is missing. Install what the pages are made with: npm ci --prefix {FOLDER}")
    return path


def face(name: str) -> Path:
    """The TTF of a face (regular, italic, semibold, bold). Raises NotInstalledError."""
    weight = _FACES[name]
    return installed(f"{_INTER}/{weight}/Inter_{weight}.ttf")


def faces() -> dict[str, Path]:
    """All faces by name. Raises NotInstalledError."""
    return {name: face(name) for name in _FACES}
