"""Colours and type scale of page, chart and PDF, said once in ``templates/look.json``: one visual language.

A colour is Designsystemet's own, by its name in the theme, or written out where the theme has none that fits. The page
keeps the theme's variables, so that dark mode follows; charts and PDF are on white paper and get the light values.
"""

from __future__ import annotations

import json
import re
from functools import cache
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
def _theme() -> str:
    return installed(f"{_PACKAGE}/dist/theme/designsystemet.css").read_text(encoding="utf-8")


@cache
def colours() -> dict[str, str]:
    """The colour of each role on white paper, as ``#rrggbb``. Raises NotInstalledError; KeyError on a name not there."""
    # The theme says every name for light, then for dark: the first word counts.
    light = dict(reversed(re.findall(r"--ds-color-([a-z0-9-]+):(#[0-9a-f]{3,6})", _theme())))
    return {role: _six(name if name.startswith("#") else light[name]) for role, name in _said()["colours"].items()}


def colour(name: str) -> str:
    """The colour of a role; one that is written out is itself."""
    return name if name.startswith("#") else colours()[name]


def sizes() -> dict[str, float]:
    """The size of each role in CSS pixels; seven twelfths of it are points on an A4 page."""
    return dict(_said()["sizes"])


def _six(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def stylesheet() -> bytes:
    """Designsystemet's theme and the components in use, under its licence, and the roles as variables over it.

    Raises NotInstalledError.
    """

    def part(name: str) -> str:
        return installed(f"{_PACKAGE}/dist/src/{name}.css").read_text(encoding="utf-8")

    licence = installed(f"{_PACKAGE}/LICENSE").read_text(encoding="utf-8").strip()
    roles = [f"--{role.replace('_', '-')}:{_variable(name)}" for role, name in _said()["colours"].items()]
    roles += [f"--size-{role}:{size / 16:g}rem" for role, size in sizes().items()]
    return "\n".join(
        [
            f"/*! {licence} */",
            "@layer ds.theme, ds.base, ds.components;",
            _theme(),
            f"@layer ds.base{{{part('base')}}}",
            f"@layer ds.components{{{''.join(map(part, _COMPONENTS))}}}",
            f":root{{{';'.join(roles)}}}\n",
        ]
    ).encode()


def _variable(name: str) -> str:
    return name if name.startswith("#") else f"var(--ds-color-{name})"
