"""The pieces that the report's model is built of: references, sentences, figures, tables.

All are plain JSON and carry no language: a sentence is a message key with references, a heading is a message key. They
become words in ``assets.report.words``; which of them a chapter holds is ``assets.report.chapters``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

Block = dict[str, Any]
Ref = dict[str, Any]
"""One of: number, count, share, signed, amount, measure, organisation, quarter, day, year, term, name, colour, symbol,
text, message, reference, list, lines."""


def number(key: str) -> Ref:
    """A number of the model, by its key."""
    return {"number": key}


def count(value: int) -> Ref:
    """How many of the pieces at hand, such as the rows that a table has been cut by: no number of the model."""
    return {"count": value}


def share(key: str) -> Ref:
    """A number of the model as percent of its whole."""
    return {"share": key}


def signed(key: str) -> Ref:
    """A number of the model that is a difference: with its sign."""
    return {"signed": key}


def amount(value: int | Decimal | None) -> Ref:
    """A number that only chooses the form of a word, or that another edition has printed; None where that had none."""
    return {"amount": value}


def measure(measure_id: str) -> Ref:
    """A measure, by its id; said with its name."""
    return {"measure": measure_id}


def organisation(code: str) -> Ref:
    """An organisation, by its code."""
    return {"organisation": code}


def quarter(written: str) -> Ref:
    """A quarter, written 2023-Q2."""
    return {"quarter": written}


def day(iso: str) -> Ref:
    """A date in ISO form."""
    return {"day": iso}


def year(value: int | None) -> Ref:
    """A year."""
    return {"year": value}


def term(vocabulary: str, code: str | None) -> Ref:
    """A code, said with its name in the vocabulary."""
    return {"term": [vocabulary, code]}


def name(vocabulary: str, code: str) -> Ref:
    """A code's name alone, where the code itself stands beside it."""
    return {"name": [vocabulary, code]}


def colour(code: str | None) -> Ref:
    """A status or risk, shown with symbol and word."""
    return {"colour": code}


def symbol(code: str) -> Ref:
    """A status as a symbol alone, where there is no room; its word is there for those who do not see it."""
    return {"symbol": code}


def text(words: str | None) -> Ref:
    """Somebody's own words, in the language in which they were written."""
    return {"text": words or ""}


def message(key: str, **places: Ref) -> Ref:
    """A message of the catalogue, its places filled with references; counted by the place called ``n``."""
    return {"message": key, "places": places} if places else {"message": key}


def reference(place: str) -> Ref:
    """A numbered part of the report, said with its number: a section's id, else ``figure-<id>`` or ``table-<id>``."""
    return {"reference": place}


def listed(refs: Iterable[Ref]) -> Ref:
    """Several references in one sentence: a, b og c."""
    return {"list": list(refs)}


MANY = 8
"""Names that a sentence lists where a table has them all."""


def named(measures: Iterable[str], see: str) -> Ref:
    """Measures in one sentence, of more than ``MANY`` the first, and of the rest how many and in which place to see."""
    return listed(map(measure, measures)) | {"most": MANY, "see": see}


def lines(*refs: Ref) -> Ref:
    """Several references below each other in one cell."""
    return {"lines": list(refs)}


def paragraph(*sentences: Ref) -> Block:
    """Sentences after each other."""
    return {"type": "paragraph", "sentences": list(sentences)}


def bullets(items: Iterable[Ref]) -> Block:
    """A list of points."""
    return {"type": "list", "items": list(items)}


def subheading(identity: str, title: Ref) -> Block:
    """A heading below that of a section."""
    return {"type": "subheading", "id": identity, "title": title}


def note(*sentences: Ref) -> Block:
    """Sentences set apart from the text."""
    return {"type": "note", "sentences": list(sentences)}


def key_figures(items: Iterable[tuple[str, Ref]]) -> Block:
    """The headline numbers: (key, what stands beside it)."""
    return {"type": "key_figures", "items": [{"number": key, "detail": detail} for key, detail in items]}


def markdown(words: str, language: str = "nb") -> Block:
    """A text of the office in the safe subset of Markdown, and the language that it is written in."""
    return {"type": "markdown", "text": words, "language": language}


def column(heading: str, align: str = "start", width: float = 1.0, **places: Ref) -> dict[str, Any]:
    """A column of a table: its heading, where its cells stand, and its share of the width."""
    return {"heading": message(heading, **places), "align": align, "width": width}


def table(
    identity: str,
    columns: Sequence[dict[str, Any]],
    rows: Iterable[Sequence[Ref]],
    *,
    caption: Ref,
    foot: Iterable[Sequence[Ref]] = (),
    notes: Iterable[Ref] = (),
    dense: bool = False,
) -> Block:
    """A table; the first cell of a row says what the row is. A dense one has many narrow columns and never folds."""
    return {
        "type": "table",
        "id": identity,
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        "foot": [list(row) for row in foot],
        "caption": caption,
        "notes": list(notes),
        "dense": dense,
    }


def figure(
    identity: str, chart: dict[str, Any], data: Block, *, title: Ref, caption: Ref, notes: Iterable[Ref] = ()
) -> Block:
    """A chart with the finding as its title and the table of what it draws."""
    return {
        "type": "figure",
        "id": identity,
        "chart": chart,
        "table": data,
        "title": title,
        "caption": caption,
        "notes": list(notes),
    }


def section(identity: str, title: Ref, blocks: Iterable[Block | None]) -> dict[str, Any]:
    """A part of a chapter; blocks that are None are left out."""
    return {"id": identity, "title": title, "blocks": [block for block in blocks if block]}


def chapter(
    identity: str,
    title: Ref,
    blocks: Iterable[Block | None] = (),
    sections: Iterable[dict[str, Any]] = (),
    *,
    numbered: bool = True,
) -> dict[str, Any]:
    """A chapter with its sections."""
    return section(identity, title, blocks) | {"sections": list(sections), "is_numbered": numbered}
