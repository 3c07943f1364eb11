"""Colours and type scale of page, chart and PDF, said once in ``templates/look.json``: one visual language.

A colour is Designsystemet's own, by its name in the theme, or written out where the theme has none that fits. The page
keeps the theme's variables, so that dark mode follows; charts and PDF are on white paper and get the light values.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from assets.report.fonts import installed
from templates import FOLDER

_PACKAGE = "@digdir/designsystemet-css"
_COMPONENTS = ("heading", "paragraph", "list", "link", "table", "tag", "card", "skip-link")
"""Those that the pages use; the package has forty."""


@cache
def _said() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((FOLDER / "look.json").read_text(encoding="utf-8"))
    return read


@cache
def colours() -> dict[str, str]:
    """The colour of each role on white paper, as ``#rrggbb``. Raises NotInstalledError, KeyError."""
    # The theme says every name for light, then for dark: the first counts.
    light = dict(
        reversed(re.findall(r"--ds-color-([a-z0-9-]+):(#[0-9a-f]{3,6})", parts()[1].read_text(encoding="utf-8")))
    )
    return {role: _six(name if name.startswith("#") else light[name]) for role, name in _said()["colours"].items()}


def colour(name: str) -> str:
    """The colour of a role; one that is written out is itself."""
    return name if name.startswith("#") else colours()[name]


def sizes() -> dict[str, float]:
    """The size of each role in CSS pixels; seven twelfths of it are points on an A4 page."""
    return dict(_said()["sizes"])


def _six(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def parts() -> list[Path]:
    """The files of Designsystemet in use: licence, theme, base and components. Raises NotInstalledError."""
    files = ["LICENSE", "dist/theme/designsystemet.css", *(f"dist/src/{name}.css" for name in ("base", *_COMPONENTS))]
    return [installed(f"{_PACKAGE}/{name}") for name in files]


def stylesheet() -> bytes:
    """Designsystemet's theme and components, under its licence, and the roles as variables over it.

    Raises NotInstalledError.
    """
    licence, theme, base, *components = (path.read_text(encoding="utf-8").strip() for path in parts())
    roles = [f"--{role.replace('_', '-')}:{_variable(name)}" for role, name in _said()["colours"].items()]
    roles += [f"--size-{role}:{size / 16:g}rem" for role, size in sizes().items()]
    return "\n".join(
        [
            f"/*! {licence} */",
            "@layer ds.theme, ds.base, ds.components;",
            theme.replace(
                "@media (prefers-color-scheme:dark)", "@media screen and (prefers-color-scheme:dark)"
            ),  # paper is white
            f"@layer ds.base{{{base}}}",
            f"@layer ds.components{{{''.join(components)}}}",
            f":root{{{';'.join(roles)}}}\n",
        ]
    ).encode()


def _variable(name: str) -> str:
    return name if name.startswith("#") else f"var(--ds-color-{name})"
