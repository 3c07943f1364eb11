"""Norwegian pages that stand alone: the receipt's stylesheet inside each, under a policy that lets nothing else in.

What a page says is its template and its caller; the report's pages are ``assets.report.html``.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from templates import FOLDER

STYLESHEET = "receipt/receipt.css"


def page(template: str, *styles: str, **context: object) -> str:
    """A template that extends ``page.html.j2``, with the receipt's stylesheet and those named beside it."""
    style = "".join((FOLDER / name).read_text(encoding="utf-8") for name in (STYLESHEET, *styles))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _environment().get_template(template).render(style=Markup(style), style_hash=f"sha256-{digest}", **context)


def plain(template: str, **context: object) -> str:
    """A template of plain text: nothing is escaped."""
    return _environment().get_template(template).render(**context)


@lru_cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=lambda name: name is not None and name.endswith(".html.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
