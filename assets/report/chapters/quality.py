"""The page on data quality: what looks odd in the reports that the figures rest on, by question and by organisation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assets.report import blocks as b
from assets.report.material import Fact, Material
from checks.contract import TABLES
from checks.contract.numbers import slug

_RULE = "quality.rule.<rule>"
_OF_TEXTS = ("unfinished_text", "impossible_date_in_text")
"""Rules that read every text."""
_HEADINGS = {(table.key, column.key): column.heading for table in TABLES.values() for column in table.columns}


def quality(m: Material) -> dict[str, Any]:
    """What is asked about, most frequent first. A question is no error, and nothing is changed for it."""
    title = b.message("quality.title")
    lead = b.paragraph(b.message("quality.lead", n=b.number("quality.total")), b.message("quality.no_error"))
    if not m.value("quality.total"):
        return b.chapter("datakvalitet", title, [lead], numbered=False)
    return b.chapter("datakvalitet", title, [lead, _by_rule(m), _by_organisation(m), _each(m)], numbered=False)


def _by_rule(m: Material) -> b.Block:
    keys = sorted(m.keys(_RULE), key=lambda key: (-m.value(key), key))
    return b.table(
        "datakvalitet-sporsmal",
        [b.column("column.question", width=4), b.column("column.questions", "end")],
        [[_question(m.numbers[key].parts["rule"]), b.number(key)] for key in keys],
        foot=[[b.message("total"), b.number("quality.total")]],
        caption=b.message("quality.by_rule"),
    )


def _by_organisation(m: Material) -> b.Block:
    counted = {fact["organisation"]: f"quality.organisation.{slug(fact['organisation'])}" for fact in _remarks(m)}
    order = sorted(counted, key=lambda code: (-m.value(counted[code]), _name(m, code)))
    return b.table(
        "datakvalitet-virksomheter",
        [b.column("column.owner", width=4), b.column("column.questions", "end")],
        [[b.organisation(code), b.number(counted[code])] for code in order],
        foot=[[b.message("total"), b.number("quality.total")]],
        caption=b.message("quality.by_organisation"),
    )


def _each(m: Material) -> b.Block:
    """Each question on a line of its own, those about one measure in one row: as many lines as are counted above."""
    asked: dict[tuple[str, str], list[Fact]] = {}
    for fact in _remarks(m):
        asked.setdefault((fact["organisation"], fact["measure_id"] or ""), []).append(fact)
    dependencies = {fact["fact_id"]: fact["description"] for fact in m.facts["dependencies"]}

    def line(fact: Fact) -> b.Ref:
        about = _about(fact, dependencies)
        question = _question(fact["rule"])
        return b.message("quality.question.about", question=question, about=about) if about else question

    def place(about: tuple[str, str]) -> tuple[str, ...]:
        organisation, measure = about
        return _name(m, organisation), str(m.names.get(measure, measure)).casefold(), measure

    return b.table(
        "datakvalitet-tiltak",
        [
            b.column("column.owner", width=2),
            b.column("column.measure", width=2.5),
            b.column("column.question", width=4),
        ],
        [
            [
                b.organisation(organisation),
                b.measure(measure) if measure else b.text(""),
                b.lines(*map(line, asked[organisation, measure])),
            ]
            for organisation, measure in sorted(asked, key=place)
        ],
        caption=b.message("quality.each"),
    )


def _about(fact: Fact, dependencies: Mapping[str, str]) -> b.Ref | None:
    """What a question is about where its rule can ask it more than once of a measure; None where the rule says it."""
    if fact["fact_id"] in dependencies:
        return b.text(dependencies[fact["fact_id"]])
    if (colour := fact["column"].removesuffix("_reason")) in ("status", "risk"):
        return b.message(f"question.{colour}")
    if fact["rule"] in _OF_TEXTS:
        return b.text(_HEADINGS[fact["table"], fact["column"]])
    return None


def _remarks(m: Material) -> list[Fact]:
    return list(m.facts["remarks"])


def _name(m: Material, organisation: str) -> str:
    """By what people look for an organisation."""
    known = m.office.organisations.get(organisation)
    return (known.name if known else organisation).casefold()


def _question(rule: str) -> b.Ref:
    return b.message(f"quality.question.{rule}")
