"""What a revision corrects: ``errata.json`` for programs, and a page in each language with every number that moved.

Which numbers those are and why is ``assets.editions.corrections``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from assets.editions.corrections import Cell, Comparison, Correction, LaterRound
from assets.editions.shell import marked
from assets.home import OSLO
from assets.language import OWN, language
from assets.ledger import Record, canonical
from assets.report import blocks as b
from assets.report import html
from assets.report.data_files import data_files
from assets.report.model import Model
from assets.report.printing import worded
from assets.report.words import words_of
from checks.contract import TABLES
from checks.contract.numbers import VOCABULARY_OF
from templates import LANGUAGES

FILE = "errata.json"
PAGE = "errata.html"
"""Beside ``index.html`` in each language's folder."""


def write(folder: Path, model: Model, comparison: Comparison) -> None:
    """Write both forms into an edition's folder, the page in each language that the edition is in, and its table."""
    (folder / FILE).write_bytes(canonical(as_dict(model, comparison)))
    errata = model | {"chapters": [chapter(model, comparison)]}
    for name, content in data_files(errata, words_of(errata, language(OWN))).items():
        (folder / name).write_bytes(content)
    for path in sorted(folder.glob("*/index.html")):
        code = path.parent.name
        said, _ = worded(errata, code)
        page = html.render(said | {"languages": []})
        page = marked(page, said["mark"], language(code).say("shell.report"), "index.html")
        path.with_name(PAGE).write_text(page, encoding="utf-8")


def as_dict(model: Model, comparison: Comparison) -> dict[str, Any]:
    """The shape of ``errata.json``."""
    return {
        "round": model["round"],
        "edition": model["edition"],
        "supersedes": comparison.edition.number,
        "changes": [one.as_dict() for one in comparison.corrections],
        "submissions": [
            {key: record[key] for key in ("sequence", "event", "of", "organisation", "quarter", "taken_at", "sha256")}
            for record in comparison.submissions
        ],
        "office": comparison.office_files,
        "later_rounds": [one.as_dict() for one in comparison.later_rounds],
    }


def chapter(model: Model, comparison: Comparison) -> dict[str, Any]:
    """The page as a chapter of the report's blocks, without language."""
    number, superseded = b.count(model["edition"]), b.count(comparison.edition.number)
    moved = comparison.corrections
    blocks = [
        b.paragraph(b.message("errata.lead", number=number, superseded=superseded)),
        _table(moved) if moved else b.paragraph(b.message("errata.no_number")),
        *_listed("errata.submissions", map(_submission, comparison.submissions)),
        *_listed("errata.office", map(b.text, comparison.office_files)),
        *_listed("errata.later", map(_later, comparison.later_rounds)),
    ]
    return b.chapter("rettelser", b.message("errata.title", number=number), blocks, numbered=False)


def _table(corrections: list[Correction]) -> b.Block:
    return b.table(
        "rettelser-tall",
        [
            b.column("column.number", width=3),
            b.column("column.printed"),
            b.column("column.corrected"),
            b.column("column.cause", width=4),
        ],
        [
            [_label(one), b.amount(one.change.old), b.amount(one.change.new), b.lines(*_causes(one))]
            for one in corrections
        ],
        caption=b.message("errata.table"),
    )


def _label(one: Correction) -> b.Ref:
    if not all(language(code).has(one.label) for code in LANGUAGES):
        return b.text(one.change.key)  # an earlier version of the code had a number of this name
    return b.message(one.label, **{name: _part(name, part) for name, part in one.parts.items()})


def _part(name: str, part: str) -> b.Ref:
    if name in VOCABULARY_OF:
        return b.name(VOCABULARY_OF[name], part)
    return b.message(f"change.{part}") if name == "change" else b.text(part)


def _causes(one: Correction) -> Iterator[b.Ref]:
    for moved in one.moved:
        who = b.measure(moved.measure_id) if moved.measure_id else b.organisation(moved.organisation or "")
        if not moved.before and not moved.after:
            yield b.message("errata.cause.organisation", who=who)
        was = {cell.place: cell for cell in moved.before}
        for cell in moved.after:
            yield _cause("errata.cause.cell", cell, who=who, before=_value(was.pop(cell.place, None)))
        for cell in was.values():
            yield _cause("errata.cause.gone", cell, who=who)
    if not one.sequences:
        yield b.message("errata.cause.office")


def _cause(key: str, cell: Cell, **places: b.Ref) -> b.Ref:
    at = cell.address
    written = {name: b.text(str(at[name])) for name in ("sheet", "row", "column") if at[name] is not None}
    return b.message(
        key,
        heading=b.text(TABLES[cell.table].by_key[cell.field].heading),
        value=_value(cell),
        sequence=b.text(str(at["sequence"])),
        where=b.message("errata.place" if "column" in written else "errata.place.no_column", **written),
        **places,
    )


def _value(cell: Cell | None) -> b.Ref:
    """What a cell says: a code by its name, anything else as it was written."""
    if cell is None or cell.address["value"] is None:
        return b.message("errata.empty")
    vocabulary = TABLES[cell.table].by_key[cell.field].vocabulary
    return b.name(vocabulary, cell.value) if vocabulary and cell.value else b.text(cell.address["value"])


def _submission(record: Record) -> b.Ref:
    day = datetime.fromisoformat(record["taken_at"]).astimezone(OSLO).date().isoformat()
    return b.message(
        f"errata.submission.{record['event']}",
        sequence=b.text(str(record["of"] if record["of"] is not None else record["sequence"])),
        organisation=b.organisation(record["organisation"]),
        quarter=b.quarter(record["quarter"]),
        day=b.day(day),
    )


def _later(one: LaterRound) -> b.Ref:
    places = {"quarter": b.quarter(one.round), "count": b.count(len(one.changes))}
    if one.edition is None:
        return b.message("errata.later.not_published", **places)
    key = "errata.later.has_it" if one.has_it else "errata.later.published"
    return b.message(key, number=b.count(one.edition), **places)


def _listed(heading: str, items: Iterable[b.Ref]) -> list[b.Block]:
    listed = list(items)
    return [b.paragraph(b.message(heading)), b.bullets(listed)] if listed else []
