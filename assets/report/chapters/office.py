"""The office's own words around the chapters: introductions, decisions asked of the council, accepted exceptions.

The foreword is ``opening``, topics are ``topics``; whether a text agrees with the figures is
``assets.report.text_check``.
"""

from __future__ import annotations

from typing import Any

from assets.report import blocks as b
from assets.report.material import Material

_DEFINITIONS = "definisjoner"


def with_office_words(m: Material, chapters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The chapters with the office's introduction first in each, and its accepted exceptions under the definitions.

    Where there is no chapter of definitions they stand at the end of the last one.
    """
    opened = [chapter | {"blocks": [*_introduction(m, chapter["id"]), *chapter["blocks"]]} for chapter in chapters]
    if m.waivers:
        home = next((chapter for chapter in opened if chapter["id"] == _DEFINITIONS), opened[-1])
        home["sections"] = [*home["sections"], _exceptions(m)]
    return opened


def _introduction(m: Material, chapter: str) -> list[b.Block]:
    return [b.markdown(text.markdown, text.language) for text in m.texts("introduction") if text.chapter == chapter]


def asked(m: Material) -> dict[str, Any] | None:
    """What the council is asked to decide, each with its own heading."""
    blocks = []
    for text in m.texts("decision"):
        stem = text.path.removeprefix("texts/").removesuffix(".md")
        blocks += [b.subheading(f"beslutning-{stem}", b.text(text.title)), b.markdown(text.markdown, text.language)]
    return b.section("saker", b.message("decisions.title"), blocks) if blocks else None


def _exceptions(m: Material) -> dict[str, Any]:
    """Sentences that the text check would have stopped, and why the office lets them stand."""
    rows = [[b.text(one["sentence"]), b.text(one["fault"]), b.text(one["reason"])] for one in m.waivers]
    return b.section(
        "unntak",
        b.message("waivers.title"),
        [
            b.paragraph(b.message("waivers.lead")),
            b.table(
                "unntak-tabell",
                [
                    b.column("column.sentence", width=3),
                    b.column("column.finding", width=3),
                    b.column("column.accepted_because", width=2),
                ],
                rows,
                caption=b.message("waivers.table"),
            ),
        ],
    )
