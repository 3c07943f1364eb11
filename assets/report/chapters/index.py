"""The list of all active measures at the end, so that every name in the report can be found in one place."""

from __future__ import annotations

from typing import Any

from assets.report import blocks as b
from assets.report.material import Material
from checks.contract.vocabularies import REPORTS


def index(m: Material) -> dict[str, Any]:
    """Every active measure with owner, segment, status, risk and main goal, by name."""
    active = m.by_name(one for one, fact in m.measures.items() if fact["lifecycle"] == "active")
    rows = []
    for one in active:
        fact = m.measures[one]
        reports_risk = "risk" in REPORTS.get(fact["segment"], ())
        rows.append(
            [
                b.measure(one),
                b.organisation(fact["organisation"]),
                b.term("segment", fact["segment"]),
                b.colour(fact["status"]),
                b.colour(fact["risk"]) if reports_risk else b.message("not_required"),
                b.term("goal", fact["main_goal"]),
            ]
        )
    if not rows:
        return b.chapter("tiltakene", b.message("index.title"), [b.paragraph(b.message("index.none"))], numbered=False)
    return b.chapter(
        "tiltakene",
        b.message("index.title"),
        [
            b.paragraph(b.message("index.lead", n=b.number("measures.active"))),
            b.table(
                "tiltakene-tabell",
                [
                    b.column("column.measure", width=2.6),
                    b.column("column.owner", width=2),
                    b.column("column.segment", width=1.5),
                    b.column("column.status"),
                    b.column("column.risk"),
                    b.column("column.goal", width=2),
                ],
                rows,
                caption=b.message("index.table"),
            ),
        ],
        numbered=False,
    )
