"""The report's chapters in the order of the printed edition, each a function of the material.

Source of the order and of what each holds: the outline of the edition of August 2023. What the sentences say in a
language is ``templates/locale``.
"""

from __future__ import annotations

from typing import Any

from assets.report.chapters.changes import changes
from assets.report.chapters.costs import costs
from assets.report.chapters.definitions import definitions
from assets.report.chapters.index import index
from assets.report.chapters.office import with_office_words
from assets.report.chapters.opening import foreword, silence, summary
from assets.report.chapters.others import others
from assets.report.chapters.plan import plan, roadmap
from assets.report.chapters.quality import quality
from assets.report.chapters.revisions import revisions
from assets.report.chapters.status import status
from assets.report.chapters.topics import topics
from assets.report.material import Material


def chapters(material: Material) -> list[dict[str, Any]]:
    """The whole report, without language: what the model says, with the office's introductions and exceptions."""
    return with_office_words(material, _generated(material))


def chapter_ids(material: Material) -> list[str]:
    """What an introduction of the office may open."""
    return [chapter["id"] for chapter in _generated(material)]


def _generated(material: Material) -> list[dict[str, Any]]:
    """A round in which nobody has reported has no figures to speak of."""
    if not material.has("measures.active"):
        return [foreword(material), silence(material), topics(material)]
    told = [
        foreword(material),
        summary(material),
        status(material),
        changes(material),
        topics(material),
        costs(material),
        roadmap(material),
        plan(material),
        quality(material),
        definitions(material),
        revisions(material),
        index(material),
    ]
    rest = others(material, told)
    return [*told, rest] if rest else told
