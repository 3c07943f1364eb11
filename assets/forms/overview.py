"""What the office sees of a round's forms: the measures that each organisation is expected to report, and what became
of the vocabularies since the round before. A page to read and to print, and the same as JSON.

What is asked is decided in ``assets.forms.asked``; the page's looks are ``templates/forms``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assets.forms.asked import Asked, columns_of, term_changes
from assets.language import language
from assets.office import Office
from assets.pages import page as page_of

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
    return page_of(
        "forms/overview.html.j2",
        "forms/overview.css",
        title=f"Skjemaer for {nb.quarter(seen['round'])}",
        seen=seen,
        previous=nb.quarter(seen["previous"]) if seen["previous"] else "",
        deadline=nb.day(round_.cut_off),
        names=names,
        quarter_of=nb.quarter,
        columns_of=lambda vocabulary: " og ".join(columns_of(vocabulary)),
        count=sum(len(one["measures"]) for one in seen["organisations"]),
    )
