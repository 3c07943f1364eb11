"""What a sentence is held against: the names that exist, the colours that were reported, and how many there are.

Reads the round's material; what a sentence claims is found in ``counts``, ``colours``, ``trends`` and ``names``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assets.report.material import Fact, Material
from checks.contract.vocabularies import REPORTS

COLOUR_NAMES = {"red": "rød", "yellow": "gul", "green": "grønn"}
CRITICALITY_NAMES = {"high": "høy", "medium": "middels", "low": "lav"}
_KIND = re.compile(r"^(?:program(?:met|ma)?|prosjekt(?:et)?|tiltaket) (?:for )?")
ASPECT_NAMES = {"status": "status", "risk": "risiko", "dependency": "avhengighet"}


@dataclass(frozen=True, slots=True)
class Held:
    """A number that the model holds: how many, of what (in words), and its key where it has one."""

    value: Decimal
    what: str
    key: str = ""


@dataclass(frozen=True)
class Knowledge:
    """The round's material as a sentence may speak of it."""

    material: Material

    @cached_property
    def measures(self) -> dict[str, str]:
        """Every name of a measure, aliases among them, folded, with its id; the id itself is one in capitals alone."""
        known: dict[str, str] = {}
        for measure, name in self.material.names.items():
            known[plain(name)] = measure
            known |= {plain(name[len(prefix) :]): measure for prefix in _prefixes(measure) if name.startswith(prefix)}
        return known | {plain(alias): measure for alias, measure in self.material.office.aliases.items()}

    @cached_property
    def without_kind(self) -> dict[str, str]:
        """The folded names without the word for what they are called before, with the names."""
        return {without_kind(name): name for name in self.measures}

    @cached_property
    def names(self) -> list[str]:
        """The same as they are written."""
        names = self.material.names
        shorter = (name[len(p) :] for one, name in names.items() for p in _prefixes(one) if name.startswith(p))
        return sorted({*names.values(), *self.material.office.aliases, *shorter})

    @cached_property
    def spellings(self) -> list[str]:
        """Names and ids, the longest first."""
        return sorted({*self.names, *self.material.names}, key=lambda one: (-len(one), one))

    @cached_property
    def others(self) -> frozenset[str]:
        """Folded names of whatever else has one: organisations, programmes, initiatives, goals, actors, categories."""
        m, office = self.material, self.material.office
        names: set[str | None] = {*office.organisations, *(one.name for one in office.organisations.values())}
        names |= {fact[column] for fact in m.facts["costs"] for column in ("programme", "product", "solution")}
        names |= {fact[column] for fact in m.facts["roadmap"] for column in ("actor", "service")}
        names |= {one.initiative for one in office.initiatives} | {one.name for one in office.priorities}
        names |= {term.name for one in office.vocabularies.values() for term in one.terms}
        names |= {text.title for text in office.texts}
        return frozenset(plain(name) for name in names if name)

    @cached_property
    def mention(self) -> re.Pattern[str]:
        """A measure or organisation named in running text; a capital where its name has one."""
        organisations = self.material.office.organisations
        listed = [*self.spellings, *(one.name for one in organisations.values())]
        pattern = "|".join(_loosely(name) for name in sorted(listed, key=len, reverse=True) if name)
        return re.compile(rf"(?<![\w-])(?:{pattern or '(?!)'})(?:s|’s|'s)?(?!\w)")

    def measure_of(self, mentioned: str) -> str | None:
        """The id of the measure that a mention names; None for an organisation."""
        for bare in (mentioned, re.sub(r"['’]?s$", "", mentioned)):
            if bare in self.material.names:
                return bare
        folded = plain(mentioned)
        return self.measures.get(folded) or self.measures.get(folded.rstrip("'’s"))

    def colour(self, measure: str, aspect: str, *, before: bool = False) -> str | None:
        """The status or risk that the measure reports now, or in its latest report before."""
        facts = self.material.earlier if before else self.material.measures
        fact = facts.get(measure)
        return fact[aspect] if fact and fact["lifecycle"] == "active" else None

    def dependencies(self, measure: str | None, colours: Iterable[str], criticality: str | None) -> list[Fact]:
        """Dependencies of the active measures, or of one measure; empty ``colours`` are all."""
        wanted = set(colours)
        return [
            fact
            for fact in self.material.facts["dependencies"]
            if (
                fact["measure_id"] == measure
                if measure
                else self.material.measures[fact["measure_id"]]["lifecycle"] == "active"
            )
            and (not wanted or fact["status"] in wanted)
            and criticality in (None, fact["criticality"])
        ]

    def active(self, aspect: str, colours: Iterable[str], segment: str | None = None) -> list[str]:
        """Ids of the active measures that report one of the colours."""
        wanted = set(colours)
        return [
            measure
            for measure, fact in self.material.measures.items()
            if fact["lifecycle"] == "active"
            and segment in (None, fact["segment"])
            and aspect in REPORTS.get(fact["segment"], ())
            and fact[aspect] in wanted
        ]

    def number(self, key: str, what: str) -> list[Held]:
        """The model's number of the key, or nothing where it has none or no value."""
        found = self.material.numbers.get(key)
        return [] if found is None or found.value is None else [Held(found.value, what, key)]

    def total(self, aspect: str, when: str, colours: Iterable[str]) -> Held | None:
        """How many have one of the colours; ``when`` is ``now`` or ``before``. None where the model does not know."""
        listed = sorted(colours, key=list(COLOUR_NAMES).index)
        if aspect == "dependency":
            pattern = "dependencies.colour.{}" if when == "now" else ""
        else:
            pattern = f"{aspect}.{when}.{{}}"
        found = [self.material.numbers.get(pattern.format(colour)) for colour in listed]
        values = [one.value for one in found if one is not None and one.value is not None]
        if not values or len(values) < len(listed):
            return None
        what = f"{'avhengigheter' if aspect == 'dependency' else 'tiltak'} med {said(aspect, listed)}"
        key = pattern.format(listed[0]) if len(listed) == 1 else ""
        return Held(sum(values, Decimal(0)), what, key)

    def whole(self, aspect: str, when: str) -> Decimal:
        """What a colour is a share of: all that reported the aspect."""
        held = self.total(aspect, when, COLOUR_NAMES)
        return held.value if held else Decimal(0)


def said(aspect: str, colours: Iterable[str], criticality: str | None = None) -> str:
    """``gul eller rød status``."""
    listed = [COLOUR_NAMES[colour] for colour in COLOUR_NAMES if colour in set(colours)]
    words = f"{' eller '.join(listed)} {'status' if aspect == 'dependency' else ASPECT_NAMES[aspect]}"
    return f"{words} og {CRITICALITY_NAMES[criticality]} kritikalitet" if criticality else words


def figure(value: Decimal) -> str:
    """A number as the messages write it."""
    return f"{value.normalize():f}".replace(".", ",")


def plain(text: str) -> str:
    """A name without what does not tell two names apart: case, dashes, quotes, doubled blanks."""
    bare = re.sub(r"[\s\-–—‑/]+", " ", unicodedata.normalize("NFC", text).casefold())
    return re.sub(r"[«»“”\"'’‘]", "", bare).strip()


def without_kind(folded: str) -> str:
    """``programmet digital samhandling`` and ``program for digital samhandling`` as ``digital samhandling``."""
    return _KIND.sub("", folded)


def _prefixes(measure: str) -> Iterable[str]:
    return (f"{measure} - ", f"{measure} – ")


def _loosely(name: str) -> str:
    """A pattern for a name across line breaks and whatever dash, its first letter as it is, the rest in any case."""
    parts = [re.escape(part) for part in re.split(r"[\s\-–—‑]+", name) if part]
    if re.fullmatch(r"[A-ZÆØÅ0-9-]+", name):
        return r"[-‑]".join(parts)
    whole = r"[\s\-–—‑]+".join(parts)
    return f"{whole[:1]}(?i:{whole[1:]})" if whole[:1].isalnum() else f"(?i:{whole})"
