"""A measure must be called by a name that it has: its own, its id, or an alias in ``office/measures.csv``.

Found are names that nearly are one ('DVH' for 'DHV'), and what a sentence calls 'tiltaket «...»' that nobody knows.
Other names in quotes are let be: a text may name what is no measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches

from assets.report.text_check.knowledge import Knowledge, plain
from assets.report.text_check.norwegian import COLOURS
from assets.report.text_check.sentences import Sentence

_QUOTED = re.compile(
    r"«(?P<a>[^«»]{2,160})»|“(?P<b>[^“”]{2,160})”|\"(?P<c>[^\"]{2,160})\"|[‘'](?P<d>[^‘’'\n]{3,160})[’']"
)
_WORD = re.compile(r"[\w’-]+", re.UNICODE)
_IS_CALLED = re.compile(r"\b(?:tiltak|tiltaket|tiltaka|tiltakene)\s*$", re.IGNORECASE)
_INTRODUCED = re.compile(r"\b(?:tiltaket|prosjektet|programmet|programma)\s*$", re.IGNORECASE)
_KIND = re.compile(r"^(?:programmet|programma|prosjektet|tiltaket) ")
_REPORTS = re.compile(rf"\s+(?:har|hadde|melder|meldte|rapporterer|er)\s[^.,;]*\b(?:{'|'.join(COLOURS)})\b")
_LIKE = 0.86
"""How alike two names must be for one to be the other misspelt; where the endings alone differ it is inflected."""
_SLIP = 3
"""How many letters may differ: a whole word in another's place is another name."""


def wrong_names(sentence: Sentence, knowledge: Knowledge) -> Iterator[tuple[int, str]]:
    """Each name that no measure has, with its place and the names that are like it."""
    text = sentence.text
    seen: list[tuple[int, int]] = []
    for match in _QUOTED.finditer(text):
        said = next(part for part in match.groups() if part)
        seen.append(match.span())
        if _is_known(said, knowledge):
            continue
        if nearest := _nearest_id(said, True, knowledge) or _nearest(said, knowledge):
            yield match.start(), _message(said, nearest)
        elif _IS_CALLED.search(text[: match.start()]) and not _is_within(said, knowledge):
            yield (
                match.start(),
                f"«{said}» er ikke navnet på noe tiltak. Skriv navnet som det er meldt inn, eller gi "
                "det som alias i office/measures.csv.",
            )
    masked = text
    for start, end in [*seen, *(match.span() for match in knowledge.mention.finditer(text))]:
        masked = masked[:start] + " " * (end - start) + masked[end:]
    yield from _in_running_text(masked, knowledge)


def _in_running_text(text: str, knowledge: Knowledge) -> Iterator[tuple[int, str]]:
    found = list(_WORD.finditer(text))
    lengths = sorted({len(_WORD.findall(name)) for name in knowledge.spellings})
    taken = -1
    for index, first in enumerate(found):
        if first.start() < taken or not first[0][:1].isupper():
            continue
        slips = []
        for window in (found[index : index + length] for length in lengths if index + length <= len(found)):
            said = text[first.start() : window[-1].end()]
            if "." in said or "  " in said or _is_known(said, knowledge):
                continue
            is_meant = bool(_INTRODUCED.search(text[: first.start()]) or _REPORTS.match(text, first.end()))
            nearest = _nearest_id(said, is_meant, knowledge) if len(window) == 1 else None
            if nearest or (nearest := _nearest(said, knowledge) if len(said) >= 8 else None):
                slips.append((_difference(said, nearest), window[-1].end(), said, nearest))
        if slips:
            _, taken, said, nearest = min(slips)
            yield first.start(), _message(said, nearest)


def _nearest_id(said: str, is_meant: bool, knowledge: Knowledge) -> str | None:
    """The id or short name in capitals that a word in capitals is a slip of.

    Of a short one only two letters that changed places count, and only where a measure ``is_meant``: DPS is no PDS.
    """
    if not re.fullmatch(r"[A-ZÆØÅ0-9-]{3,}", said):
        return None
    for name in knowledge.spellings:
        if not re.fullmatch(r"[A-ZÆØÅ0-9-]{3,}", name) or abs(len(name) - len(said)) > 1:
            continue
        differing = sum(a != b for a, b in zip(name, said, strict=False)) if len(name) == len(said) else len(said)
        is_swapped = differing == 2 and sorted(name) == sorted(said)
        is_long = len(name) > 5
        if (is_swapped and (is_long or is_meant)) or (is_long and (differing == 1 or _is_like(name, said))):
            return name
    return None


def _is_like(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _LIKE


def _is_known(said: str, knowledge: Knowledge) -> bool:
    folded = plain(said)
    bare = folded.rstrip("s") if folded.endswith("s") else folded
    known = knowledge.measures
    if said in knowledge.material.names:
        return True
    return folded in known or folded in knowledge.others or bare in known or bare in knowledge.others


def _is_within(said: str, knowledge: Knowledge) -> bool:
    """Whether the words are a part of a known name, or hold one whole."""
    folded = f" {plain(said)} "
    return any(folded in f" {name} " or f" {name} " in folded for name in knowledge.measures)


def _nearest(said: str, knowledge: Knowledge) -> str | None:
    """The known name that this one is a slip of, as it is written; None where the two differ in an ending alone."""
    folded = plain(said)
    if (bare := _KIND.sub("", folded)) != folded and _is_within(bare, knowledge):
        return None  # 'Programmet Pasientens legemiddelliste'
    for near in get_close_matches(folded, knowledge.measures, n=3, cutoff=_LIKE):
        # One word is no slip of several: of 'Helseplatformen er' the first word alone is like a name.
        is_alike = (" " in near) == (" " in folded)
        if len(near) >= 6 and is_alike and _difference(folded, near) <= _SLIP and not _is_inflected(folded, near):
            return next(name for name in knowledge.names if plain(name) == near)
    return None


def _difference(one: str, other: str) -> int:
    """How many letters differ."""
    changes = SequenceMatcher(None, plain(one), plain(other), autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for kind, i1, i2, j1, j2 in changes if kind != "equal")


def _is_inflected(one: str, other: str) -> bool:
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return (len(one) - same <= 3 and len(other) - same <= 3) or f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _message(said: str, nearest: str) -> str:
    return (
        f"«{said}» er ikke navnet på noe tiltak; mente dere «{nearest}»? Er begge navn i bruk, gi det som alias i "
        "office/measures.csv."
    )
