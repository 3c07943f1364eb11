"""The report's model: numbers with their keys and chapters that refer to them, without language.

It is what ``report.json`` holds, with every name that the words need, so that pages can be made from it alone. What the
chapters say is ``assets.report.chapters``; the words are ``assets.report.words``.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from assets.home import written_time
from assets.report.chapters import chapters
from assets.report.material import Material

Model = dict[str, Any]


def model(material: Material, known_at: datetime | None) -> Model:
    """The report of a round. ``known_at`` is the time of the newest fact, None when there are no facts."""
    round_, office = material.round, material.office
    return {
        "round": round_.quarter,
        "edition": None,
        "languages": list(office.languages),
        "known_at": written_time(known_at) if known_at else None,
        "address": office.address,
        "cover": {"edition_name": round_.edition_name, "cut_off": round_.cut_off.isoformat()},
        "numbers": {key: number.as_json() for key, number in material.numbers.items()},
        "names": {
            "measures": dict(sorted(material.names.items())),
            "organisations": {code: one.name for code, one in office.organisations.items()},
            "vocabularies": {
                # Of a code with several versions the last one names it: that of the round.
                name: [
                    asdict(term) for term in sorted(vocabulary.terms, key=lambda term: term.holds_in(round_.quarter))
                ]
                for name, vocabulary in office.vocabularies.items()
            },
            # The texts behind those pieces of keys that were made of one.
            "spellings": {
                piece: material.spellings[piece]
                for piece in sorted({part for number in material.numbers.values() for part in number.parts.values()})
                if piece in material.spellings
            },
        },
        "waivers": [dict(one) for one in material.waivers],
        "chapters": chapters(material),
    }
