"""A sentence as clauses of tokens, and the colours that a clause speaks of; the words are those of ``norwegian``.

What is claimed with them, and whether it holds, is ``counts``, ``colours`` and ``trends``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, takewhile
from typing import Literal

from assets.report.text_check.knowledge import Knowledge
from assets.report.text_check.norwegian import (
    ASPECTS,
    COLOURS,
    CONJUNCTIONS,
    CRITICALITIES,
    FUNCTION_WORDS,
    GONE,
    MEASURES,
    NEGATIONS,
    NOUNS,
    NUMBER_OF,
    PAST,
    REPORTED,
    REPORTING,
    SUPPOSED,
)
from checks.wording import find_counts

_SPLITTERS = frozenset(",;:()–—")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in small letters, a number, or a measure or organisation by its name; ``start`` is its place."""

    kind: Literal["word", "number", "measure", "name", "mark"]
    word: str
    start: int
    value: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours of one aspect that a clause speaks of, at the tokens from ``first`` to ``last``."""

    aspect: Literal["status", "risk", "dependency"]
    colours: frozenset[str]
    criticality: str | None
    first: int
    last: int
    when: Literal["now", "before", "either"]
    is_negated: bool


Clause = Sequence[Token]


def clauses(text: str, knowledge: Knowledge) -> list[Clause]:
    """The clauses of a sentence; names are one token each, so that no rule looks into them."""
    split: list[list[Token]] = [[]]
    tokens = _tokens(text, knowledge)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        is_list = bool(split[-1]) and all(one.kind == "measure" or one.word == "og" for one in split[-1])
        if token.word == "," and is_list and following and following.kind == "measure":
            split[-1].append(Token("word", "og", token.start))  # 'a, b og c har gul status'
        elif token.word in _SPLITTERS:
            split.append([])
        elif token.word in CONJUNCTIONS:
            split.append([token])
        elif token.kind != "mark":
            split[-1].append(token)
    return [clause for clause in split if clause]


def _tokens(text: str, knowledge: Knowledge) -> list[Token]:
    found: list[Token] = []
    masked = text
    for match in knowledge.mention.finditer(text):
        measure = knowledge.measure_of(match[0])
        found.append(Token("measure" if measure else "name", measure or match[0].casefold(), match.start()))
        masked = masked[: match.start()] + "\ue000" * len(match[0]) + masked[match.end() :]
    for number, value in find_counts(masked):
        found.append(Token("number", number.text.casefold(), number.start, value))
        masked = masked[: number.start] + "\ue000" * len(number.text) + masked[number.start + len(number.text) :]
    for word in re.finditer(r"\w[\w-]*|[^\w\s\ue000]", masked):
        kind: Literal["word", "mark"] = "word" if word[0][0].isalnum() else "mark"
        found.append(Token(kind, word[0].casefold(), word.start()))
    return sorted(found, key=lambda token: token.start)


def number_first(split: Sequence[Clause]) -> list[Clause]:
    """The clauses with a number that stands behind what it counts put before it, so that it is read as the others.

    'Antall avhengigheter er 70' and 'Tiltak med gul status: 4' become 'totalt 70 avhengigheter' and '4 tiltak med gul
    status', 'status er gul for 4 tiltak' becomes '4 tiltak har gul status'.
    """
    turned: list[Clause] = []
    for clause in split:
        before = turned[-1] if turned else ()
        is_alone = len(clause) == 1 and clause[0].kind == "number"
        if is_alone and before and before[0].word in NOUNS and not any(token.kind == "number" for token in before):
            turned[-1] = [clause[0], *before]
        else:
            turned.append(_with_number_first(clause))
    return turned


def _with_number_first(clause: Clause) -> Clause:
    first = next((place for place, token in enumerate(clause) if token.kind == "number"), 0)
    before, number, after = clause[:first], clause[first : first + 1], clause[first + 1 :]
    head = next((place for place, token in enumerate(before) if token.word in NUMBER_OF), None)
    verb = next((place for place, token in enumerate(before) if token.word in {"er", "var", "utgjør"}), None)
    if verb is None:
        return clause
    if head is not None and head < verb and words(before[verb + 1 :]) <= {"nå", "no", "på", "totalt"}:
        counted = before[head + 1 : verb]
        if counted and counted[0].word in {*NOUNS, *REPORTED, "aktive"} and not (after and after[0].word in NOUNS):
            whole = Token("word", "totalt", number[0].start)
            return [*before[:head], whole, *number, *counted, *before[verb:], *after]
    said_of = before[verb + 1 :]
    is_coloured = words(said_of[:-1]) <= COLOURS.keys() | {"og", "eller", "meldt"}
    if verb and before[verb - 1].word in ASPECTS and len(said_of) >= 2 and said_of[-1].word == "for" and is_coloured:
        return [*before[: verb - 1], *number, *after, before[verb], *said_of[:-1], before[verb - 1]]
    return clause


def words(clause: Clause) -> set[str]:
    """The words of a clause, those for numbers among them ('ingen' denies and counts)."""
    return {token.word for token in clause}


def colours_of(clause: Clause) -> Iterator[Colours]:
    """Every colour that is plainly one of status, risk or a dependency; a red light or a green shift is none."""
    first = 0
    while first < len(clause):
        if clause[first].word not in COLOURS:
            first += 1
            continue
        last = first
        while last + 2 < len(clause) and clause[last + 1].word in {"og", "eller"} and clause[last + 2].word in COLOURS:
            last += 2
        if found := _read(clause, first, last):
            yield found
        first = last + 1


def _read(clause: Clause, first: int, last: int) -> Colours | None:
    before = clause[:first]
    following = clause[last + 1].word if last + 1 < len(clause) else ""
    aspect = ASPECTS.get(following) or ("status" if following in MEASURES else None)
    if aspect is None and (not following or following in FUNCTION_WORDS | SUPPOSED | PAST):
        head = next((index for index in reversed(range(first)) if clause[index].word in ASPECTS), None)
        if head is not None:
            aspect = ASPECTS[clause[head].word]
        elif any(token.kind == "measure" or token.word in MEASURES for token in before) and _is_said(before):
            aspect = "status"
    if aspect is None:
        return None
    if aspect == "status" and _governing(before) == "dependency":
        aspect = "dependency"
    earlier = words(before)
    came_from = first > 0 and clause[first - 1].word in {"fra", "frå"}
    return Colours(
        aspect=aspect,  # type: ignore[arg-type]
        colours=frozenset(COLOURS[token.word] for token in clause[first : last + 1] if token.word in COLOURS),
        criticality=criticality(clause) if aspect == "dependency" else None,
        first=first,
        last=last,
        when="before" if came_from else "either" if words(clause) & PAST else "now",
        is_negated=bool(earlier & NEGATIONS) or _is_denied_after(before, clause[last + 1 :]),
    )


def _is_said(before: Clause) -> bool:
    return any(token.word in REPORTING for token in before[-4:])


def _is_denied_after(before: Clause, after: Clause) -> bool:
    """'Rød risiko forekommer ikke': the colour comes first, and what follows says that it is not there."""
    if words(before) & REPORTING:
        return False
    own = list(takewhile(lambda token: token.word not in {"at", "som"}, after))
    return bool(words(own) & ((NEGATIONS - {"uten", "utan"}) | GONE))


def _governing(before: Clause) -> str | None:
    """What the nearest thing before is that can have a status: a measure or a dependency."""
    for token in reversed(before):
        if token.kind == "measure" or token.word in MEASURES:
            return "measure"
        if ASPECTS.get(token.word) == "dependency":
            return "dependency"
    return None


def criticality(clause: Clause) -> str | None:
    """The criticality that a clause speaks of."""
    for one, next_one in pairwise(clause):
        if next_one.word.startswith("kritikalitet"):
            return CRITICALITIES.get(one.word)
    return None


def is_supposed(clause: Clause) -> bool:
    """Whether the clause speaks of what may come or explains a word, and so claims nothing."""
    for place, (one, following, of_what) in enumerate(zip(clause, clause[1:], clause[2:], strict=False)):
        if ASPECTS.get(one.word) != "risk" or following.word != "for":
            continue
        before = clause[:place]
        if before and before[-1].word in COLOURS and words(before) & REPORTING:
            return bool(words(before) & SUPPOSED)  # 'melder rød risiko for at det ikke kan leveres' is a claim
        if of_what.kind != "measure" and of_what.word not in MEASURES:
            return True
    return bool(words(clause) & SUPPOSED)
