"""A small report's numbers with what stands behind them, by hand: all that a number's page can have."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from assets.language import language
from assets.report import blocks as b
from assets.report.number_pages import laid_out, write_pages
from assets.report.words import words_of
from assets.statistics.numbers import Number
from checks.contract import VOCABULARIES

MANY = 250
"""Measures that are active: more than one page shows."""


def number(key: str, value: str | None, pattern: str, statistic: str, **said: Any) -> dict[str, object]:
    return Number(
        value=None if value is None else Decimal(value),
        unit=said.pop("unit", "measures"),
        of=said.pop("of", None),
        label=f"label.{pattern}",
        definition=f"definition.{pattern}",
        parts=said.pop("parts", {}),
        absent=said.pop("absent", None),
        terms=said.pop("terms", 0),
        statistic=statistic,
    ).as_json()


def made() -> dict[str, Any]:
    colour = {"parts": {"colour": "red"}}
    table = b.table(
        "tall", [b.column("column.number")], [[b.number("status.change.worsened")]], caption=b.text("Tabell med <tall>")
    )
    return {
        "round": "2023-Q2",
        "edition": None,
        "known_at": "2023-06-29T07:03:00Z",
        "numbers": {
            "measures.active": number("measures.active", str(MANY), "measures.active", "measures_by_segment"),
            "status.now.red": number("status.now.red", "0", "status.now.<colour>", "measures_by_status", of=Decimal(3))
            | colour,
            "status.before.red": number(
                "status.before.red", None, "status.before.<colour>", "measures_by_status_before", absent="first_round"
            )
            | colour,
            "status.change.worsened": number(
                "status.change.worsened",
                "1",
                "status.change.<change>",
                "measures_by_status_change",
                parts={"change": "worsened"},
            ),
            "costs.2024": number(
                "costs.2024", "-1.5", "costs.<year>", "cost_growth_by_year", unit="MNOK", parts={"year": "2024"}
            ),
            "coverage.late": number("coverage.late", "1", "coverage.late", "organisations_by_submission"),
            "coverage.expected": number("coverage.expected", "1", "coverage.expected", "organisations_by_submission"),
        },
        "names": {
            "measures": {"A": "Tiltak <b>A</b>"} | {f"M-{place}": f"Tiltak {place}" for place in range(MANY)},
            "organisations": {"FHI": "Folkehelseinstituttet", "KS": "KS"},
            "vocabularies": {
                name: [asdict(term) for term in vocabulary.terms] for name, vocabulary in VOCABULARIES.items()
            },
            "spellings": {},
        },
        "chapters": [b.chapter("status", b.text("Overordnet status"), [table])],
    }


def row(sequence: int, line: int, **cells: str | None) -> dict[str, Any]:
    return {
        "sequence": sequence,
        "sheet": "Tiltak",
        "row": line,
        "cells": {
            field: {"column": "F", "heading": field.capitalize(), "value": value} for field, value in cells.items()
        },
    }


def evidence() -> dict[str, Any]:
    def one(term: int | Decimal, who: str, measure: str | None = None, *cells: tuple[str, str], ledger: Any = ()):
        return {"term": term, "organisation": who, "measure_id": measure, "cells": list(cells), "ledger": list(ledger)}

    active = [
        one(1, "FHI" if place % 2 else "KS", f"M-{place}", (f"2/measures/{place}", "lifecycle"))
        for place in range(MANY)
    ]
    worsened = one(1, "FHI", "A", ("1/measures/9", "status"), ("2/measures/900", "status"))
    return {
        "round": "2023-Q2",
        "known_at": "2023-06-29T07:03:00Z",
        "numbers": {
            "measures.active": active,
            "status.now.red": [],
            "status.change.worsened": [worsened],
            "costs.2024": [one(Decimal("-1.5"), "KS", None, ("2/measures/900", "status"))],
            "coverage.late": [one(1, "KS", ledger=[2])],
            "coverage.expected": [one(1, "KS")],
        },
        "rows": {
            "1/measures/9": row(1, 9, status="grønn"),
            "2/measures/900": row(2, 900, status="<script>gul"),
            **{f"2/measures/{place}": row(2, place, lifecycle="aktiv") for place in range(MANY)},
        },
        "submissions": {
            "1": submission("FHI", "2023-Q1", late=False),
            "2": submission("KS", "2023-Q2", late=True),
        },
        "queries": {
            name: f"-- {name}\nSELECT 'a' < 'b'"
            for name in (
                "measures_by_segment",
                "measures_by_status",
                "measures_by_status_before",
                "measures_by_status_change",
                "cost_growth_by_year",
                "organisations_by_submission",
            )
        },
    }


def submission(organisation: str, quarter: str, *, late: bool) -> dict[str, Any]:
    said = {"organisation": organisation, "round": quarter, "late": late, "taken_at": "2023-06-29T07:03:00Z"}
    return said | {"sha256": "ab" * 32}


def pages(code: str = "nb") -> dict[str, str]:
    """Every page in a language, by its path below the language's folder."""
    found = evidence()
    languages = [{"code": one, "name": one} for one in ("nb", "nn", "en")]
    written = write_pages(made(), found, laid_out(found), words_of(made(), language(code)), languages)
    return {path: content.decode() for path, content in written}


def page(key: str, code: str = "nb", file: str = "index.html") -> str:
    return pages(code)[f"numbers/{key}/{file}"]
