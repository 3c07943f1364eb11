"""What the office sees of a round's forms: the measures that each organisation is expected to report, and what became
of the vocabularies since the round before. A page to read and to print, and the same as JSON.

What is asked is decided in ``assets.forms.asked``; the page's looks are ``templates/forms``.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from assets.forms.asked import Asked, columns_of, term_changes
from assets.language import language
from assets.office import Office
from templates import FOLDER

Overview = dict[str, Any]


def overview(asked: Iterable[Asked], office: Office, quarter: str) -> Overview:
    """The shape of ``oversikt.json``. Raises OfficeError when the calendar lacks the round."""
    previous = office.previous(quarter)
    return {
        "round": quarter,
        "cut_off": office.round(quarter).cut_off.isoformat(),
        "previous": previous.quarter if previous else None,
        "organisations": [
            {
                "code": one.organisation.code,
                "name": one.organisation.name,
                "measures": [
                    {key: measure[key] for key in ("measure_id", "name", "segment", "lifecycle")}
                    | {"last_reported": one.last_reported[measure["measure_id"]]}
                    for measure in one.rows["measures"]
                ],
            }
            for one in asked
        ],
        "vocabularies": [
            {"vocabulary": change.vocabulary, "code": change.code, "before": change.before, "now": change.now}
            for change in term_changes(office, quarter)
        ],
    }


def page(seen: Overview, office: Office) -> str:
    """The overview as a page of its own, in Norwegian."""
    nb = language("nb")
    names = {
        name: {term.code: term.name for term in office.vocabularies[name].terms} for name in ("segment", "lifecycle")
    }
    round_ = office.round(seen["round"])
    style = (FOLDER / "forms" / "overview.css").read_text(encoding="utf-8")
    return _template().render(
        seen=seen,
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        quarter=nb.quarter(seen["round"]),
        previous=nb.quarter(seen["previous"]) if seen["previous"] else "",
        deadline=nb.day(round_.cut_off),
        names=names,
        quarter_of=nb.quarter,
        columns_of=lambda vocabulary: " og ".join(columns_of(vocabulary)),
        count=sum(len(one["measures"]) for one in seen["organisations"]),
    )


@lru_cache
def _template() -> Template:
    pages = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return pages.get_template("forms/overview.html.j2")
