"""The case note for the council: what the report says of the matters at hand, on two pages at most.

Nothing is said here that the report does not say: parts of its model are picked by their ids, and cut where they are
long, with the chapter in which the rest stands. How the note looks is ``templates/report/case_note.typ``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf

from assets.report import blocks as b
from assets.report import pdf
from assets.report.model import Model
from assets.report.words import Words, document

PAGES = 2
_FINDINGS = 3
"""Blocks of the summary that the note takes over: the key figures, how things stand, what has moved."""
_DEPENDENCIES = "avhengigheter-rode"
_OF_MEASURES = ("status-rode", "risk-rode", _DEPENDENCIES)
"""Tables with a row for each red measure or dependency."""
_CHANGES = ("worsened", "improved")
"""What is told by name of those that were active in both rounds."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How much is kept: of the names in a list, of the rows of a table, of the letters of somebody's words."""

    names: int
    rows: int
    letters: int
    has_texts: bool = True
    """Whether a decision asked for is told with its text, or by its title alone."""


_AMOUNTS = ((8, 8, 280), (5, 6, 180), (3, 4, 120), (2, 2, 80))
CUTS = (*(Cut(*kept) for kept in _AMOUNTS), *(Cut(*kept, has_texts=False) for kept in (*_AMOUNTS, (0, 1, 40))))
"""From the longest note to the shortest; the first that fits is the one. What is asked is the last to be cut."""


def render(made: Model, words: Words) -> bytes:
    """The note as a PDF, from the report's model. Raises what ``pdf.render`` raises."""
    say = words.language.say
    own = {
        "note": say("case_note.title"),
        "origin": say("case_note.source", quarter=words.text(b.quarter(made["round"]))),
    }
    content = b""
    for cut in CUTS:
        said = document({**made, "chapters": chapters(made, cut)}, words)[0] | own
        for chapter in said["chapters"]:
            for block in chapter["blocks"]:
                block.pop("data", None)  # the note goes out alone: no file lies beside it
        content = pdf.render(said, {}, template="case_note.typ")
        with pikepdf.open(io.BytesIO(content)) as read:
            if len(read.pages) <= PAGES:
                break
    return content


def chapters(made: Model, cut: Cut) -> list[dict[str, Any]]:
    """What is asked, the summary, what is red, and what has changed; what the report has nothing of is left out."""
    parts = {part["id"]: (part, see) for part, see in _parts(made["chapters"])}

    def blocks(identity: str, *names: str) -> list[tuple[b.Block, str]]:
        """Blocks of a part, all of them or those of these names, each with the chapter in which it stands whole."""
        part, see = parts.get(identity, ({"blocks": []}, ""))
        return [(block, see) for block in part["blocks"] if not names or block.get("id") in names]

    asked = [(block, see) for block, see in blocks("saker") if cut.has_texts or block["type"] == "subheading"]
    red = [*blocks("overordnet-status", *_OF_MEASURES), *blocks("risiko", *_OF_MEASURES)]
    changes = [
        *blocks("overordnet-status", "status-endringer"),
        *(
            (named, see)
            for block, see in blocks("overordnet-status", "status-endringer-tiltak")
            for named in _named_by_change(block)
        ),
        *blocks("tiltak-new")[:1],
        *blocks("tiltak-finished")[:1],
    ]
    chosen = [
        ("saker", parts["saker"][0]["title"] if asked else None, asked),
        ("oppsummering", b.message("summary.title"), blocks("oppsummering")[:_FINDINGS]),
        ("rode-tiltak", b.message("case_note.red"), red),
        ("rode-avhengigheter", b.message("dependencies.title"), blocks("avhengigheter", _DEPENDENCIES)),
        ("endringer", b.message("case_note.changed"), changes),
    ]
    return [
        b.chapter(identity, title, [_shorter(block, cut, see) for block, see in found], numbered=False)
        for identity, title, found in chosen
        if title and found
    ]


def _named_by_change(block: b.Block) -> list[b.Block]:
    """Of the table with a row for each measure that has changed: who has become worse and better, a row for each."""
    measure, change = (
        next(place for place, column in enumerate(block["columns"]) if column["heading"] == b.message(heading))
        for heading in ("column.measure", "column.change")
    )
    rows = []
    for said in map(b.message, (f"change.{one}" for one in _CHANGES)):
        if who := [row[measure] for row in block["rows"] if row[change] == said]:
            rows.append([said, b.listed(who)])
    if not rows:
        return []
    columns = [b.column("column.change"), b.column("column.which", width=5)]
    return [b.table("status-endringer-navn", columns, rows, caption=b.message("case_note.by_name"))]


def _parts(listed: list[dict[str, Any]]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Every chapter and section with its number, as ``words`` gives it."""
    number = 0
    for chapter in listed:
        number += chapter["is_numbered"]
        yield chapter, str(number) if chapter["is_numbered"] else ""
        for position, section in enumerate(chapter["sections"], start=1):
            yield section, f"{number}.{position}" if chapter["is_numbered"] else ""


def _shorter(block: b.Block, cut: Cut, see: str) -> b.Block:
    """The block with its long lists, texts and tables of measures cut, and where the rest stands."""
    if block.get("id") not in _OF_MEASURES:
        return dict(_named(block, cut, see))
    rows = [[_named(cell, cut, see) for cell in row] for row in block["rows"][: cut.rows]]
    left = len(block["rows"]) - len(rows)
    rest = [b.message("case_note.rows", n=b.count(left), chapter=b.text(see))] if left else []
    return {**block, "rows": rows, "notes": [*block["notes"], *rest]}


def _named(ref: Any, cut: Cut, see: str) -> Any:
    """A reference, or what holds some, with no more names and letters than are kept."""
    if isinstance(ref, list):
        return [_named(one, cut, see) for one in ref]
    if not isinstance(ref, Mapping):
        return ref
    if isinstance(ref.get("text"), str) and len(ref["text"]) > cut.letters and "type" not in ref:
        return {**ref, "text": ref["text"][: cut.letters].rsplit(None, 1)[0].rstrip(" ,;:") + " …"}
    listed = ref.get("list")
    if isinstance(listed, list) and len(listed) > cut.names + 1:
        left = b.count(len(listed) - cut.names)
        key = "case_note.names" if cut.names else "case_note.all_names"
        return b.listed([*listed[: cut.names], b.message(key, n=left, chapter=b.text(see))])
    return {key: _named(value, cut, see) for key, value in ref.items()}
