"""Writes the report as one HTML page, and names the files that must lie beside it.

The page's looks and structure are ``templates/report``; its every word and number arrive in the document, which is
made by ``assets.report.model`` and worded by ``assets.report.words``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from assets.report.alignment import aligned
from assets.report.fonts import face
from assets.report.look import stylesheet
from templates import FOLDER

_SHORT_COMPOUND = re.compile(r"\b\w{1,4}-\w")


def render(document: Mapping[str, Any]) -> str:
    """The page for ``<lang>/index.html``; figures, data and stylesheets are expected in the folder above.

    Raises jinja2.UndefinedError when the document lacks something that the page shows.
    """
    return template("report/report.html.j2").render(aligned(document))


def companions() -> dict[str, bytes]:
    """The stylesheets and their fonts, by their path beside the page's folder. Raises NotInstalledError."""
    fonts = {f"fonts/inter-{name}.ttf": face(name).read_bytes() for name in ("regular", "italic", "semibold")}
    own = (FOLDER / "report" / "style.css").read_bytes()
    return {"designsystemet.css": stylesheet(), "style.css": own, **fonts}


def template(name: str) -> Template:
    """A template of the report's, compiled once."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(FOLDER)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, auto_reload=False)
    environment.filters["unbroken"] = unbroken
    environment.filters["sentence"] = lambda text: text[:1].upper() + text[1:]
    return environment


def unbroken(text: str) -> Markup:
    """The text escaped, ``e-helse`` never parted at its hyphen, which stays the plain one for searches."""
    return Markup(_SHORT_COMPOUND.sub(r'<span class="unbroken">\g<0></span>', str(escape(text))))
