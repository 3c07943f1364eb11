"""The vocabularies that ship with the product: every code, its Norwegian name, and the other accepted spellings.

An office may replace them with its own ``vocabularies.csv`` (``assets.office``); this is what holds when it has none.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Term:
    """One code of a vocabulary; ``valid_from`` and ``valid_to`` are quarters as text, empty when unbounded.

    A code whose meaning changes has a term for each version: the series of its numbers breaks where the later begins.
    """

    code: str
    name: str
    also_accepted: tuple[str, ...] = ()
    meaning: str = ""
    valid_from: str = ""
    valid_to: str = ""

    def holds_in(self, quarter: str) -> bool:
        return (self.valid_from or quarter) <= quarter <= (self.valid_to or quarter)


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of terms, looked up by any accepted spelling in any case."""

    name: str
    terms: tuple[Term, ...] = field(default_factory=tuple)

    @cached_property
    def by_code(self) -> dict[str, Term]:
        return {term.code: term for term in self.terms}

    @cached_property
    def by_spelling(self) -> dict[str, str]:
        spellings: dict[str, str] = {}
        for term in self.terms:
            for spelling in (term.code, term.name, *term.also_accepted):
                spellings[fold(spelling)] = term.code
        return spellings

    def code_of(self, text: str) -> str | None:
        """The code that a spelling stands for, or None when nobody accepts it."""
        return self.by_spelling.get(fold(text))

    def in_force(self, quarter: str) -> Vocabulary:
        """The same vocabulary with just the terms that hold in the quarter."""
        return Vocabulary(self.name, tuple(term for term in self.terms if term.holds_in(quarter)))


def fold(text: str) -> str:
    """A spelling without what does not tell two spellings apart: case, outer and doubled blanks, Unicode form."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _vocabulary(name: str, *terms: Term) -> tuple[str, Vocabulary]:
    return name, Vocabulary(name, terms)


VOCABULARIES: dict[str, Vocabulary] = dict(
    [
        _vocabulary(
            "segment",
            Term("joint", "Samstyring", ("samstyre",), "Reports status, risk and budget."),
            Term("coordinated", "Koordinering", ("koordinere",), "Reports status and risk."),
            Term("other", "Øvrige", ("øvrig",), "Reports status only. The official name is not known to us."),
        ),
        _vocabulary(
            "lifecycle",
            Term("planned", "planlagt", (), "In no status figure."),
            Term("active", "aktiv", ("pågår",), "In every status figure."),
            Term("paused", "pause", ("på pause", "satt på pause"), "In no status figure."),
            Term("finished", "ferdigstilt", ("ferdig", "avsluttet"), "Named in the edition in which it finishes."),
            Term("cancelled", "avbrutt", ("stanset",), "Named in the edition in which it is cancelled."),
        ),
        _vocabulary(
            "colour",
            Term("green", "grønn", ("g", "grønt", "green"), "Of a dependency: it will be met in time."),
            Term("yellow", "gul", ("y", "gult", "yellow"), "Of a dependency: whether it will be met is uncertain."),
            Term("red", "rød", ("r", "rødt", "red"), "Of a dependency: unclear or wholly uncertain when it is met."),
        ),
        _vocabulary(
            "criticality",
            Term("high", "høy", ("high",)),
            Term("medium", "middels", ("middel", "medium")),
            Term("low", "lav", ("low",)),
        ),
        _vocabulary(
            "goal",
            Term("1", "Aktiv medvirkning i egen og næres helse"),
            Term("2", "Enklere arbeidshverdag"),
            Term("3", "Helsedata til fornying og forbedring"),
            Term("4", "Tilgjengelig informasjon og styrket samhandling"),
            Term("5", "Samarbeid og virkemidler som styrker gjennomføringskraft"),
        ),
        _vocabulary(
            "sdg",
            Term("3", "God helse og livskvalitet"),
            Term("9", "Industri, innovasjon og infrastruktur"),
            Term("10", "Mindre ulikhet"),
            Term("17", "Samarbeid for å nå målene"),
            Term("none", "ingen", ("none", "ikke relevant"), "An answer: contributes to none of them."),
        ),
        _vocabulary(
            "dependency_category",
            Term("national_solution", "Nasjonale løsninger", ("nasjonal løsning",), valid_to="2023-Q1"),
            Term(
                "national_solution",
                "Nasjonale løsninger",
                ("nasjonal løsning",),
                "With common and foundation components, which it did not include before.",
                valid_from="2023-Q2",
            ),
            Term("measure", "Andre tiltak", ("annet tiltak",)),
            Term("regulation", "Regelverk og juridiske avklaringer", ("juridisk", "regelverk")),
            Term("financing", "Finansiering"),
            Term("supplier", "Leverandør", ("leverandører",)),
            Term("standard", "Standarder og arkitektur", ("standard", "arkitektur")),
            Term("capacity", "Kapasitet og kompetanse", ("ressurser",)),
        ),
        _vocabulary(
            "submission_kind",
            Term("full", "full innmelding", ("full",)),
            Term("correction", "korreksjon", ("correction",)),
            Term("nothing_to_report", "ingenting å melde", ("nothing to report",)),
        ),
    ]
)

REPORTS: dict[str, frozenset[str]] = {
    "joint": frozenset({"status", "risk", "budget"}),
    "coordinated": frozenset({"status", "risk"}),
    "other": frozenset({"status"}),
}
"""What each segment is asked for. Source: the report's chapter 2 and the captions of figures 2 and 3."""

ASKED_IN: dict[str, str] = {"status": "status", "risk": "risk", "budget": "budget_mnok"}
"""The column of a measure that holds the answer to each of these."""
