"""Where the one typeface of every page, chart and PDF lies: Inter, installed and pinned by hash, never committed.

Which weight is used for what is decided by charts, stylesheets and the PDF's template; here are only the files.
"""

from __future__ import annotations

from pathlib import Path

from templates import FOLDER

_INTER = FOLDER / "node_modules" / "@expo-google-fonts" / "inter"
_FACES = {"regular": "400Regular", "italic": "400Regular_Italic", "semibold": "600SemiBold", "bold": "700Bold"}


class FontsMissingError(Exception):
    """The fonts are not installed; the message says how they are."""


def face(name: str) -> Path:
    """The TTF of a face (regular, italic, semibold, bold). Raises FontsMissingError."""
    weight = _FACES[name]
    path = _INTER / weight / f"Inter_{weight}.ttf"
    if not path.is_file():
        raise FontsMissingError(f"{path} is missing. Install the fonts with: npm ci --prefix {FOLDER}")
    return path


def faces() -> dict[str, Path]:
    """All faces by name. Raises FontsMissingError."""
    return {name: face(name) for name in _FACES}
