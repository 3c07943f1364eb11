"""What a revision corrects: ``errata.json`` for programs, and a page in each language with every number that moved.

Which numbers those are and why is ``assets.editions.corrections``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from assets.editions.corrections import Cell, Comparison, Correction, LaterRound, about
from assets.editions.shell import marked
from assets.home import OSLO
from assets.language import OWN, language
from assets.ledger import Record, canonical
from assets.report import blocks as b
from assets.report import html
from assets.report.data_files import data_files
from assets.report.labels import label
from assets.report.model import Model
from assets.report.printing import worded
from assets.report.words import words_of
from checks.contract import TABLES
from templates import LANGUAGES

FILE = "errata.json"
PAGE = "errata.html"
"""Beside ``index.html`` in each language's folder."""


def write(folder: Path, model: Model, comparison: Comparison, note: str) -> None:
    """Write both forms into an edition's folder, the page in each language that the edition is in, and its table."""
    (folder / FILE).write_bytes(canonical(as_dict(model, comparison, note)))
    names = {kind: comparison.names.get(kind, {}) | now for kind, now in model["names"].items()}
    errata = model | {"names": names}
    errata |= {"chapters": [chapter(errata, comparison, note)]}
    for name, content in data_files(errata, words_of(errata, language(OWN))).items():
        (folder / name).write_bytes(content)
    for path in sorted(folder.glob("*/index.html")):
        code = path.parent.name
        said, _ = worded(errata, code)
        page = html.render(said | {"languages": []})
        page = marked(page, said["mark"], language(code).say("shell.report"), "index.html")
        path.with_name(PAGE).write_text(page, encoding="utf-8")


def as_dict(model: Model, comparison: Comparison, note: str) -> dict[str, Any]:
    """The shape of ``errata.json``."""
    return {
        "round": model["round"],
        "edition": model["edition"],
        "supersedes": comparison.edition.number,
        "note": note,
        "changes": [one.as_dict() for one in comparison.corrections],
        "submissions": [
            {key: record[key] for key in ("sequence", "event", "of", "organisation", "quarter", "taken_at", "sha256")}
            for record in comparison.submissions
        ],
        "office": comparison.office_files,
        "later_rounds": [one.as_dict() for one in comparison.later_rounds],
    }


def chapter(model: Model, comparison: Comparison, note: str) -> dict[str, Any]:
    """The page as a chapter of the report's blocks, without language."""
    number, superseded = b.count(model["edition"]), b.count(comparison.edition.number)
    moved = comparison.corrections
    blocks = [
        b.paragraph(b.message("errata.lead", number=number, superseded=superseded)),
        *([b.paragraph(b.message("errata.note", note=b.text(note)))] if note else []),
        _table(moved, model) if moved else b.paragraph(b.message("errata.no_number")),
        *_listed("errata.submissions", map(_submission, comparison.submissions)),
        *_listed("errata.office", map(b.text, comparison.office_files)),
        *_listed("errata.later", map(_later, comparison.later_rounds)),
    ]
    return b.chapter("rettelser", b.message("errata.title", number=number), blocks, numbered=False)


def _table(corrections: list[Correction], model: Model) -> b.Block:
    return b.table(
        "rettelser-tall",
        [
            b.column("column.number", width=3),
            b.column("column.printed", align="end"),
            b.column("column.corrected", align="end"),
            b.column("column.cause", width=4),
        ],
        [
            [
                _label(one, model["names"]["spellings"]),
                b.amount(one.change.old),
                b.amount(one.change.new),
                b.lines(*_causes(one, model["round"])),
            ]
            for one in corrections
        ],
        caption=b.message("errata.table"),
    )


def _label(one: Correction, spellings: Mapping[str, str]) -> b.Ref:
    if not all(language(code).has(one.label) for code in LANGUAGES):
        return b.text(one.change.key)  # an earlier version of the code had a number of this name
    return label(one.label, one.parts, spellings)


def _causes(one: Correction, quarter: str) -> Iterator[b.Ref]:
    """The cells that differ; the records that none of them names; and the office, where it has a part in it."""
    cited = set()
    for moved in one.moved:
        who = b.measure(moved.measure_id) if moved.measure_id else b.organisation(moved.organisation or "")
        was = {cell.place: cell for cell in moved.before}
        for cell in moved.after:
            yield _cause("errata.cause.cell", cell, quarter, who=who, before=_value(was.pop(cell.place, None)))
        for cell in was.values():
            yield _cause("errata.cause.gone", cell, quarter, who=who)
        cited |= {cell.address["sequence"] for cell in (*moved.after, *was.values())}
    for record in one.records:
        if about(record) not in cited:
            yield _submission(record)
    if one.by_office or not one.records:
        yield b.message("errata.cause.office")


def _cause(key: str, cell: Cell, quarter: str, **places: b.Ref) -> b.Ref:
    at = cell.address
    written = {name: b.text(str(at[name])) for name in ("sheet", "row", "column") if at[name] is not None}
    sequence = b.text(str(at["sequence"]))
    if at["round"] != quarter:
        sequence = b.message("errata.of_round", sequence=sequence, quarter=b.quarter(at["round"]))
    return b.message(
        key,
        heading=b.text(TABLES[cell.table].by_key[cell.field].heading),
        value=_value(cell),
        sequence=sequence,
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
