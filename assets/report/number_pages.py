"""A page per number and language: the value, what it counts and leaves out, its query, and every row that it rests on.

What stands behind a number is ``assets.report.evidence``, gathered once for all languages; nothing is counted here but
the rows of a group. The looks are ``templates/report/number.html.j2``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any

from assets.language import Language
from assets.report.evidence import Evidence, cell
from assets.report.html import template
from assets.report.labels import label
from assets.report.model import Model
from assets.report.words import Words, mark

FOLDER = "numbers"
ROWS = 200
"""Things counted on one page; what is more stands on the next."""

_LEFT_OUT = {
    "activities": "activities",
    "answers_by_age": "measures",
    "budget": "budget",
    "cost": "costs",
    "dependencies": "dependencies",
    "indicators": "indicators",
    "measures_by_lifecycle_move": "moves",
    "measures_by_risk": "risk",
    "measures_by_status_": "both_rounds",
    "measures_not_reported": "not_reported",
    "measures": "measures",
    "organisations": "organisations",
    "remarks": "remarks",
}
"""What is told of what a statistic leaves out, by the first words of its name; the first that fits."""


@dataclass(frozen=True, slots=True)
class Group:
    """Everything counted of one organisation, or of none."""

    organisation: str | None
    contributions: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Pages:
    """The evidence of one number, laid out on pages; without language."""

    key: str
    sheets: list[list[Group]]
    total: Decimal
    terms: int


def laid_out(evidence: Evidence) -> dict[str, Pages]:
    """The pages of every number that has a value."""
    return {key: _pages(key, contributions, evidence) for key, contributions in evidence["numbers"].items()}


def _pages(key: str, contributions: Iterable[Mapping[str, Any]], evidence: Evidence) -> Pages:
    def by_organisation(one: Mapping[str, Any]) -> str:
        return str(one["organisation"] or "")

    resolved = [
        {**one, "cells": [cell(evidence, fact_id, field) for fact_id, field in one["cells"]]} for one in contributions
    ]
    resolved.sort(key=by_organisation)
    sheets = [resolved[start : start + ROWS] for start in range(0, max(len(resolved), 1), ROWS)]
    return Pages(
        key=key,
        sheets=[[Group(who or None, list(some)) for who, some in groupby(sheet, by_organisation)] for sheet in sheets],
        total=sum((Decimal(one["term"]) for one in resolved), Decimal(0)),
        terms=len(resolved),
    )


def write_pages(
    made: Model, evidence: Evidence, pages: Mapping[str, Pages], words: Words, languages: Sequence[Mapping[str, str]]
) -> Iterator[tuple[str, bytes]]:
    """Every page of one language: its path below ``<lang>/`` and its bytes."""
    writer = _Writer(made, evidence, words, languages)
    for key in made["numbers"]:
        laid = pages.get(key) or Pages(key, [[]], Decimal(0), 0)
        for number in range(1, len(laid.sheets) + 1):
            yield f"{FOLDER}/{key}/{_file(number)}", writer.page(laid, number).encode()


def address(key: str) -> str:
    """A number's page, from the report's own."""
    return f"{FOLDER}/{key}/index.html"


def _file(page: int) -> str:
    return "index.html" if page == 1 else f"{page}.html"


class _Writer:
    """Writes the pages of one language; what they have in common is worded once."""

    def __init__(self, made: Model, evidence: Evidence, words: Words, languages: Sequence[Mapping[str, str]]) -> None:
        self.made, self.evidence, self.words = made, evidence, words
        self.language: Language = words.language
        self.term = cache(self.language.number)  # nearly all are 1
        self.template = template("report/number.html.j2")
        self.places = _places(made, words)
        say = self.language.say
        self.submissions = {
            int(sequence): {
                **one,
                "organisation": words.organisations.get(one["organisation"], one["organisation"]),
                "round": self.language.quarter(one["round"]),
                "taken_at": self.language.moment(datetime.fromisoformat(one["taken_at"])),
            }
            for sequence, one in evidence["submissions"].items()
        }
        rounds = {one["round"]: self.language.quarter(one["round"]) for one in evidence["submissions"].values()}
        self.hashes = {name: hashlib.sha256(query.encode()).hexdigest() for name, query in evidence["queries"].items()}
        self.shell = {
            "language": self.language.code,
            "languages": languages,
            "report": say("cover.title"),
            "subtitle": say("cover.subtitle", quarter=self.language.quarter(made["round"])),
            "mark": mark(self.language, made["edition"]),
            "own": words.own_language("a"),
            "rounds": rounds,
            "say": {name: say(f"number.page.{name}") for name in _SAID},
        }

    def page(self, laid: Pages, page: int) -> str:
        number, say = self.made["numbers"][laid.key], self.language.say
        statistic, count = number["statistic"], len(laid.sheets)
        groups = laid.sheets[page - 1]
        shown = [one for group in groups for one in group.contributions]
        used = sorted(
            {cell["sequence"] for one in shown for cell in one["cells"]}
            | {one for each in shown for one in each["ledger"]}
        )
        value = None if number["value"] is None else self.language.number(number["value"])
        page_written: str = self.template.render(
            **self.shell,
            key=laid.key,
            title=self.words.spans(label(number["label"], number["parts"], self.made["names"]["spellings"])),
            value=value if value is not None else say("number.absent"),
            unit=say(f"unit.{number['unit']}", number["value"]),
            of=say("number.page.of", whole=self.language.number(number["of"])) if number["of"] is not None else "",
            why=self._why_nothing(number, laid),
            definition=say(number["definition"]),
            left_out=say(f"left_out.{left_out(statistic)}"),
            statistic=statistic,
            query=self.evidence["queries"][statistic],
            query_sha256=self.hashes[statistic],
            places=self.places.get(laid.key, ()),
            groups=[self._group(group) for group in groups],
            total=self.language.number(laid.total) if laid.terms and page == count else "",
            terms=say("number.page.terms", count=laid.terms),
            page=page,
            pages=[{"number": one, "file": _file(one)} for one in range(1, count + 1)],
            page_of=say("number.page.page", page=page, pages=count),
            submissions=[(sequence, self.submissions[sequence]) for sequence in sorted(used)],
        )
        return page_written

    def _why_nothing(self, number: Mapping[str, Any], laid: Pages) -> str:
        if number["absent"]:
            return self.language.say(f"number.page.absent.{number['absent']}")
        return "" if laid.terms else self.language.say("number.page.nothing")

    def _group(self, group: Group) -> dict[str, Any]:
        return {
            "who": self.words.organisations.get(group.organisation or "", group.organisation),
            "terms": self.language.say("number.page.terms", count=len(group.contributions)),
            "rows": [self._row(one) for one in group.contributions],
        }

    def _row(self, one: Mapping[str, Any]) -> dict[str, Any]:
        measure = one["measure_id"]
        return {
            "measure": measure,
            "name": self.words.measures.get(measure, "") if measure else "",
            "cells": one["cells"],
            "ledger": one["ledger"],
            "term": self.term(one["term"]),
        }


_SAID = (
    "breadcrumbs",
    "languages",
    "to_content",
    "counts",
    "leaves_out",
    "key",
    "version",
    "query",
    "rows",
    "what",
    "cells",
    "term",
    "total",
    "submission",
    "organisation",
    "round",
    "taken_at",
    "timing",
    "late",
    "in_time",
    "sha256",
    "row",
    "column",
    "empty",
    "office",
    "of_the_office",
    "pages",
    "submissions",
)
"""Words of the page around the number: messages ``number.page.<word>``."""


def left_out(statistic: str) -> str:
    """Which message says what a statistic leaves out. Raises KeyError for one of which nothing is said."""
    for start, message in _LEFT_OUT.items():
        if statistic.startswith(start):
            return message
    raise KeyError(f"nothing is said of what {statistic} leaves out")


def _places(made: Model, words: Words) -> dict[str, list[dict[str, Any]]]:
    """Where in the report each number stands: the address and the words of figure, table or section; each once."""
    found: dict[str, dict[str, Any]] = {}
    for chapter in made["chapters"]:
        for part in (chapter, *chapter["sections"]):
            for block in part["blocks"]:
                kind, anchor, title = block["type"], part["id"], part["title"]
                if kind in {"figure", "table"}:
                    anchor, title = f"{kind}-{block['id']}", block.get("title") or block["caption"]
                for key in set(_numbers_in(block)):
                    found.setdefault(key, {}).setdefault(anchor, title)
    said: dict[str, Any] = {}

    def worded(anchor: str, title: Any) -> dict[str, Any]:
        if anchor not in said:
            # A link of its own: what the title's words lead to does not count here.
            bare = [{name: span[name] for name in ("text", "lang") if name in span} for span in words.spans(title)]
            said[anchor] = {"href": f"../../index.html#{anchor}", "spans": bare}
        place: dict[str, Any] = said[anchor]
        return place

    return {key: [worded(anchor, title) for anchor, title in anchors.items()] for key, anchors in found.items()}


def _numbers_in(value: Any) -> Iterator[str]:
    """The key of every number that a block refers to."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name in {"number", "share", "signed"} and isinstance(inner, str):
                yield inner
            elif name in {"numbers", "total"} and isinstance(inner, str | list):
                yield from (one for one in ([inner] if isinstance(inner, str) else inner) if isinstance(one, str))
            else:
                yield from _numbers_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _numbers_in(inner)
