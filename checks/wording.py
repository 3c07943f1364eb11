"""What must hold of a text whoever wrote it: that its dates exist and that it is finished; and what its counts say.

Looks at letters alone and knows no measure and no figure: whether a sentence agrees with the figures is
``assets.report.text_check``; dates in cells are ``assets.intake.values``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import NamedTuple


class Found(NamedTuple):
    """A piece of a text as it was written, and where it begins."""

    text: str
    start: int


def impossible_dates(text: str) -> list[str]:
    """Dates that no calendar has, as written: ``31. juni``, ``29.02.2023``, ``2023-06-31``, ``June 31, 2023``."""
    return [found.text for found in find_impossible_dates(text)]


def unfinished(text: str) -> list[str]:
    """Marks that somebody meant to write more, as written: ``TBD``, ``xxx``, ``lorem ipsum``, ``[sett inn tall]``."""
    return [found.text for found in find_unfinished(text)]


def find_impossible_dates(text: str) -> Iterator[Found]:
    """The same as ``impossible_dates``, each with its place."""
    end = 0
    for begun in islice(_BEGINS.finditer(text), _LOOKED_AT):
        start = begun.start()
        if start < end:
            continue
        match = _DAY_FIRST.match(text, start)
        if match is None:
            before = _MONTH_BEFORE.search(text[max(0, start - _LONGEST_MONTH) : start])
            match = _MONTH_FIRST.match(text, start - len(before[0])) if before else None
        if match is not None:
            end = match.end()
            is_numbered = match.lastgroup in {"year_6", "month_7"} and _NUMBERED.search(
                text[max(0, start - 12) : start]
            )
            if not (is_numbered or _exists(match)):
                yield Found(" ".join(match[0].split()), match.start())


def find_unfinished(text: str) -> Iterator[Found]:
    """The same as ``unfinished``, each with its place."""
    folded = text.lower()
    if not any(sign in folded for sign in _SIGNS):
        return
    for match in islice(_UNFINISHED.finditer(text), _LOOKED_AT):
        yield Found(" ".join(match[0].split()), match.start())


def find_counts(text: str) -> Iterator[tuple[Found, Decimal]]:
    """Every number of a text, in digits or as a Norwegian word: ``37``, ``553,4``, ``15 500``, ``fem``, ``ingen``.

    The articles en, ei, et and ein count nothing. Parts of dates, versions and names with digits in them (``4.12``,
    ``2023-Q2``, ``V1-2``) are not numbers of things either.
    """
    for match in _COUNT.finditer(text):
        word = match["word"]
        value = (
            Decimal(NUMBER_WORDS[word.casefold()])
            if word
            else Decimal(re.sub(r"[\s.]", "", match["digits"]).replace(",", "."))
        )
        yield Found(match[0], match.start()), value


def _number_words() -> dict[str, int]:
    units = ("", "en ett én ein eitt", "to", "tre", "fire", "fem", "seks", "sju syv", "åtte", "ni")
    teens = ("ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten")
    tens = ("tjue tyve", "tretti tredve", "førti", "femti", "seksti", "sytti", "åtti", "nitti")
    words = {"ingen": 0, "inga": 0, "null": 0, "én": 1, "ett": 1, "eitt": 1, "hundre": 100}
    words |= {word: value for value, spelt in enumerate(units[2:], start=2) for word in spelt.split()}
    words |= {word: value for value, word in enumerate(teens, start=10)}
    for ten, spelt in enumerate(tens, start=2):
        for word in spelt.split():
            for unit, ends in enumerate(units):
                words |= {word + end: 10 * ten + unit for end in ends.split() or [""]}
    return words


NUMBER_WORDS = _number_words()
"""What each Norwegian word for a number counts, to a hundred: bokmål and nynorsk, with the older forms."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan",
            "februar february feb",
            "mars march mar",
            "april apr",
            "mai may",
            "juni june jun",
            "juli july jul",
            "august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20|21)\d\d"
_FIRST = r"""
    # 31. juni, 31.juni 2023, 31st of June; without a point only what could be a day: '35 mars-rapporter' is a count
    (?<![\d.,])(?P<day>\d{1,2}(?=\.|st|nd|rd|th)|0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\.?\s*(?:of\s+)?
        (?P<month>NAME)\b(?!-)(?:\.?,?\s+(?P<year>YEAR)(?!\d))?
    | (?<![\d.])(?P<day_2>\d{1,2})\.\s?(?P<month_2>\d{1,2})\.\s?(?P<year_2>YEAR)(?!\d)(?!\.\d)
    # 31.06.23: two digits each, so that a version like 1.13.27 is none
    | (?<![\d.])(?P<day_3>[0-3]\d)\.(?P<month_3>[01]\d)\.(?P<year_3>\d\d)(?![\d.]*\d)
    | (?<![\d/])(?P<day_4>\d{1,2})/(?P<month_4>\d{1,2})/(?P<year_4>YEAR)(?!\d)(?!/)
    # 31/6-2023, 30/2-23
    | (?<![\d/])(?P<day_6>[0-3]?\d)/(?P<month_6>1[0-2]|0?[1-9])-(?P<year_6>YEAR|\d\d)(?![\d-])
    # 31.06. without a year: the last of a month, two digits each and its own point, as no number is written
    | (?<![\d.])(?P<day_7>3[01])\.(?P<month_7>0[1-9]|1[0-2])\.(?![\d.])
    | (?<![\d-])(?P<year_5>YEAR)-(?P<month_5>\d\d)-(?P<day_5>\d\d)(?![\d-])
"""
_DAY_FIRST = re.compile(_FIRST.replace("NAME", _NAME).replace("YEAR", _YEAR), re.IGNORECASE | re.VERBOSE)
_MONTH_BEFORE = re.compile(rf"\b(?:{_NAME})\.?\s+$", re.IGNORECASE)
_MONTH_FIRST = re.compile(
    # June 31, 2023: the order of English alone, so 'i april 31 tiltak' is none
    rf"(?P<month>{_NAME})\.?\s+(?P<day>\d{{1,2}})(?:(?:st|nd|rd|th)?,?\s+(?P<year>{_YEAR})(?!\d)|(?:st|nd|rd|th)\b)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:\b(?:saka?|saken|saker|punkt|pkt\.?|kap\.?|kapittel|ver\.?|versjon|nr\.?)|§)\s*$", re.IGNORECASE
)
"""What stands before a number of a case or a chapter, which may look like a date without a year."""
_LONGEST_MONTH = 20
"""Characters before a day in which its month is looked for."""
_BEGINS = re.compile(
    r"\d{1,4}(?:\.\s?\d\d?\.|[/-]\d|,?\s+(?:19|20|21)\d\d"
    r"|(?:\.|st|nd|rd|th)?[.,]?\s*(?:of\s|(?:19|20|21)\d\d|jan|feb|ma[riy]|apr|ju[nl]|aug|sep|o[ck]t|nov|de[sc])"
    r"|(?:st|nd|rd|th)\b)",
    re.IGNORECASE,
)
"""What the day of a date begins with: quick to find, as every expression is that begins with a digit, and most texts
have few. What it finds is looked at again."""
_LOOKED_AT = 50
"""Dates, and marks of what is unfinished, that one text is looked through for: nobody writes more, but a file can hold
millions."""


def _exists(match: re.Match[str]) -> bool:
    parts = {name.partition("_")[0]: part for name, part in match.groupdict().items() if part}
    year = parts.get("year", "2024")  # a year that has 29 February
    month = _MONTHS.get(parts["month"].casefold()) or int(parts["month"])
    day = int(parts["day"])
    if "/" in match[0] and month > 12:  # 12/31/2023 is how others write it
        month, day = day, month
    try:
        date(int(year) if len(year) > 2 else 2000 + int(year), month, day)
    except ValueError:
        return False
    return True


_PLACEHOLDERS = (
    *("sett", "set", "fyll", "skriv", "navn", "namn", "dato", "tall", "tal", "antall", "tekst", "lenke", "kilde"),
    "insert",
)
_SIGNS = (
    *("lorem", "dolor", "asdf", "bla", "todo", "fixme", "tbd", "tba", "tbc", "xx", "???", "___", "..", "…"),
    *(sign + word for sign in "[<" for word in _PLACEHOLDERS),
    *("tekst ", "tekst\n", "tekst\t", "tekst\xa0", "fylles", "fyllast", "sett", "skriv"),
)
"""Each of them cheap to look for; a text without them all is finished by the expression below too."""
_UNFINISHED = re.compile(
    r"""
    \A\s*(?:\.\.|…)[\s.…]*\Z
    | \b(?i:lorem\s+ipsum|dolor\s+sit\s+amet|asdf\w*|bla\s+bla)\b
    | \b(?i:todo|fixme|tbd|tba|tbc)\b
    | \b(?:[xX]{2,}\b(?!-)|[xX]{2}(?=\.[xX]{2}))
    | \?{3,} | _{3,}
    | \[\s*(?:\.{3}|…)\s*\]
    | [\[<](?i:sett\s+inn|set\s+inn|fyll\s+(?:inn|ut)|skriv|navn|namn|dato|tall|tal|antall|tekst|lenke|kilde|insert)\b
      [^][<>\n]*[]>](?!\()
    | \b(?i:mer\s+)?(?i:tekst\s+(?:kommer|mangler|kjem|manglar)|fylles\s+ut\s+senere|fyllast\s+ut\s+seinare)\b
    | \b(?i:sett\s+inn\s+(?:tekst|tall|figur|navn|dato|lenke)|skriv\s+(?:tekst|noe|mer)\s+her)\b
    """,
    re.VERBOSE,
)

_COUNT = re.compile(
    r"(?<![\w.,/–-])(?:(?P<digits>\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)|(?P<word>"
    + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
    + r"))(?![\w/-]|[.,]\d)",
    re.IGNORECASE,
)
