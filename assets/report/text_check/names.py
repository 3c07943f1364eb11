"""A measure must be called by a name that it has: its own, its id, or an alias in ``office/measures.csv``.

Found are names that nearly are one ('DVH' for 'DHV'), and what a sentence calls 'tiltaket «...»' that nobody knows.
Other names in quotes are let be: a text may name what is no measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches

from assets.report.text_check.knowledge import Knowledge, plain, without_kind
from assets.report.text_check.norwegian import ABBREVIATIONS, COLOURS
from assets.report.text_check.sentences import Sentence

_QUOTED = re.compile(
    r"«(?P<a>[^«»]{2,160})»|“(?P<b>[^“”]{2,160})”|\"(?P<c>[^\"]{2,160})\"|[‘'](?P<d>[^‘’'\n]{3,160})[’']"
)
_WORD = re.compile(r"[\w’-]+", re.UNICODE)
_IS_CALLED = re.compile(r"\b(?:tiltak|tiltaket|tiltaka|tiltakene)\s*$", re.IGNORECASE)
_INTRODUCED = re.compile(r"\b(?:tiltaket|prosjektet|programmet|programma)\s*$", re.IGNORECASE)
_IS_EXPLAINED = re.compile(r"\bforkort|\bstår for\b|\bbetyr\b", re.IGNORECASE)
_ENDINGS = frozenset({"a", "en", "et", "n", "t", "e", "er", "ene", "ane", "s", "ens", "ets", "as", "enes"})
_DEFINITE = frozenset({"a", "en", "et", "n", "t"})
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
    for start, said, nearest in _by_another_kind(text, knowledge):
        seen.append((start, start + len(said)))
        yield start, _message(said, nearest)
    masked = text
    for start, end in [*seen, *(match.span() for match in knowledge.mention.finditer(text))]:
        masked = masked[:start] + " " * (end - start) + masked[end:]
    yield from _in_running_text(masked, knowledge)


def _by_another_kind(text: str, knowledge: Knowledge) -> Iterator[tuple[int, str, str]]:
    """'Program for digital samhandling' where it is called 'Program digital samhandling'."""
    for name in knowledge.names:
        kind, _, rest = name.partition(" ")
        if rest and kind in {"Program", "Prosjekt"}:
            for match in re.finditer(rf"\b{kind}\s+for\s+(?i:{re.escape(rest)})(?!\w)", text):
                if not _is_known(match[0], knowledge):
                    yield match.start(), match[0], name


def _in_running_text(text: str, knowledge: Knowledge) -> Iterator[tuple[int, str]]:
    found = list(_WORD.finditer(text))
    lengths = sorted({len(_WORD.findall(name)) + more for name in knowledge.spellings for more in (-1, 0, 1)} - {0})
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
            is_meant = is_meant or not (said in ABBREVIATIONS or _is_explained(said, text))
            nearest = _nearest_id(said, is_meant, knowledge) if len(window) == 1 else None
            if nearest or (nearest := _nearest(said, knowledge) if len(said) >= 8 else None):
                slips.append((_difference(said, nearest), window[-1].end(), said, nearest))
        if slips:
            _, taken, said, nearest = min(slips)
            yield first.start(), _message(said, nearest)


def _is_explained(said: str, text: str) -> bool:
    """Whether the sentence says what the letters stand for: in words, in brackets, or by words that begin with them."""
    initials = "".join(word[0][0] for word in _WORD.finditer(text) if word[0] != said).casefold()
    return bool(_IS_EXPLAINED.search(text)) or f"({said})" in text or f"{said} (" in text or said.casefold() in initials


def _nearest_id(said: str, is_meant: bool, knowledge: Knowledge) -> str | None:
    """The id or short name in capitals that a word in capitals is a slip of.

    Of a short one only two letters that changed places count, and only where a measure ``is_meant``: DPS is no PDS.
    An x is read as ks.
    """
    if not re.fullmatch(r"[A-ZÆØÅ0-9-]{3,}", said):
        return None
    for name in knowledge.spellings:
        if not re.fullmatch(r"[A-ZÆØÅ0-9-]{3,}", name) or abs(len(name) - len(said)) > 1:
            continue
        differing = sum(a != b for a, b in zip(name, said, strict=False)) if len(name) == len(said) else len(said)
        is_swapped = differing == 2 and sorted(name) == sorted(said)
        is_long = len(name) > 5
        if is_long and said.replace("X", "KS") == name:
            return name
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
    if (bare := without_kind(folded)) != folded and _is_within(bare, knowledge):
        return None  # 'Programmet Pasientens legemiddelliste'
    bares = knowledge.without_kind
    if bare in bares:
        return None
    for near in get_close_matches(bare, bares, n=3, cutoff=_LIKE):
        # One word is no slip of several: of 'Helseplatformen er' the first word alone is like a name.
        is_alike = (" " in near) == (" " in bare)
        if len(near) >= 6 and is_alike and _difference(bare, near) <= _SLIP and not _is_inflected(bare, near):
            return next(name for name in knowledge.names if plain(name) == bares[near])
    return None


def _difference(one: str, other: str) -> int:
    """How many letters differ."""
    changes = SequenceMatcher(None, plain(one), plain(other), autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for kind, i1, i2, j1, j2 in changes if kind != "equal")


def _is_inflected(one: str, other: str) -> bool:
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    ends, end_of_name = one[same:], other[same:]
    is_cut = not ends and end_of_name in _DEFINITE  # 'EPJ-løfte' is no form of 'EPJ-løftet'
    is_inflection = not is_cut and all(end in _ENDINGS or not end for end in (ends, end_of_name))
    return is_inflection or f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _message(said: str, nearest: str) -> str:
    return (
        f"«{said}» er ikke navnet på noe tiltak; mente dere «{nearest}»? Er begge navn i bruk, gi det som alias i "
        "office/measures.csv."
    )
