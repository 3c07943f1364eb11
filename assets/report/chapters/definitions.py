"""What each figure counts, and which definitions have changed, so that one edition can be compared with another."""

from __future__ import annotations

from typing import Any

from assets.report import blocks as b
from assets.report.chapters.notes import broken
from assets.report.material import Material
from assets.statistics.catalogue import STATISTICS
from checks.contract.numbers import NUMBERS

_TOLD = (
    "measures.active",
    "measures.not_reported",
    "budget.joint",
    "status.now.<colour>",
    "status.before.<colour>",
    "status.change.<change>",
    "risk.now.<colour>",
    "dependencies.total",
    "goals.main.<goal>",
    "sdg.answered",
    "sdg.<sdg>",
    "lifecycle.new",
    "lifecycle.started",
    "lifecycle.finished",
    "lifecycle.resumed",
    "costs.<year>",
    "costs.internal.<year>",
    "roadmap.total",
    "answers.<question>.given",
    "age.<answers>.oldest",
)
"""The numbers whose meaning is told, by their pattern and in the order of the report."""
_STATISTIC_OF = {declared.pattern: declared.statistic for declared in NUMBERS}


def _version(pattern: str) -> str:
    """By which two editions can tell whether they count alike: the hash of the query, as the number's page has it."""
    return STATISTICS[_STATISTIC_OF[pattern]].sha256[:8]


def definitions(m: Material) -> dict[str, Any]:
    """The definitions of the numbers that the report rests on, and where the meaning of a code has changed."""
    table = b.table(
        "definisjoner-tabell",
        [
            b.column("column.concept", width=2),
            b.column("column.definition", width=5),
            b.column("column.version", width=1.2),
        ],
        [
            [b.message(f"concept.{pattern}"), b.message(f"definition.{pattern}"), b.text(_version(pattern))]
            for pattern in _TOLD
        ],
        caption=b.message("definitions.table"),
        notes=[b.message("definitions.version")],
    )
    versions = [
        [b.text(one.name), b.quarter(one.valid_from), broken(name, one)]
        for name in m.office.vocabularies
        for one in m.office.vocabularies[name].terms
        if one.valid_from and one.valid_from <= m.quarter
    ]
    changed = b.table(
        "definisjoner-endret",
        [
            b.column("column.concept", width=2),
            b.column("column.valid_from", width=1.4),
            b.column("column.what_changed", width=4),
        ],
        versions,
        caption=b.message("definitions.changed"),
    )
    return b.chapter(
        "definisjoner",
        b.message("definitions.title"),
        [b.paragraph(b.message("definitions.lead")), table, changed if versions else None],
        numbered=False,
    )
