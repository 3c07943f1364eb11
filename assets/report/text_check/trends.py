"""A word for a trend (flere, økt, uendret, bedre) must be what the numbers of this round and the one before bear out.

'Andel' means the share of those that reported, 'antall', 'flere' and 'færre' mean the count; a sentence that says
neither is taken by whichever holds. Where the model has no number to compare with, nothing is said here.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assets.report.text_check.clauses import Clause, Colours, clauses, colours_of, is_supposed, words
from assets.report.text_check.knowledge import COLOUR_NAMES, Knowledge, figure, said
from assets.report.text_check.norwegian import (
    COLOURS,
    COMPARES,
    COUNT,
    COUNT_TRENDS,
    DIRECTIONS,
    GOES,
    MEASURES,
    SHARE,
    VALUE_TRENDS,
)
from assets.report.text_check.sentences import Sentence

_RANK = {"green": 0, "yellow": 1, "red": 2}


def wrong_trends(
    sentence: Sentence, knowledge: Knowledge, last_named: tuple[str, ...] = ()
) -> Iterator[tuple[int, str]]:
    """Each trend that the numbers do not bear out, with its place and what they say."""
    meant = last_named or sentence.about
    for clause in clauses(sentence.text, knowledge):
        named = tuple(dict.fromkeys(token.word for token in clause if token.kind == "measure"))
        if not is_supposed(clause):
            yield from _of_clause(clause, named or meant, bool(named), knowledge)
        meant = named or meant


def _of_clause(
    clause: Clause, meant: tuple[str, ...], is_named: bool, knowledge: Knowledge
) -> Iterator[tuple[int, str]]:
    said_words = words(clause)
    is_negated = bool(said_words & {"ikke", "ikkje", "verken", "aldri"})
    colours = [one for one in colours_of(clause) if one.aspect in {"status", "risk"}]
    aspect = _aspect(clause)
    is_counted = any(one.kind == "number" and two.word in MEASURES for one, two in pairwise(clause))
    if is_negated or (
        is_counted and not said_words & (SHARE | COUNT)
    ):  # 'åtte tiltak har fått bedre status' is counts'
        return
    for place, token in enumerate(clause):
        if token.word in {"flere", "fleire", "færre"} and not _is_of_measures(clause[place + 1 :]):
            continue
        way = _way_of_count(clause, place)
        if len(colours) == 1 and way is not None and not is_named:
            if token.word in {"flere", "fleire"} and not said_words & COMPARES:
                yield from _several(token.start, colours[0], knowledge)
            else:
                yield from _of_colour(clause, token.start, way, colours[0], knowledge)
            return
        if not colours and token.word in VALUE_TRENDS and aspect and _is_judged(clause):
            if len(meant) == 1 and not said_words & {"porteføljen", "porteføljens", "tiltakene"}:
                yield from _of_measure(token.start, VALUE_TRENDS[token.word], aspect, meant[0], knowledge)
            elif not meant or said_words & {"porteføljen", "porteføljens"}:
                yield from _of_portfolio(token.start, VALUE_TRENDS[token.word], aspect, knowledge)
            return
        if not colours and way is not None and {"aktive", "tiltak"} <= said_words and said_words & COUNT:
            yield from _of_active(token.start, way, knowledge)
            return


def _way_of_count(clause: Clause, place: int) -> int | None:
    """More (1), fewer (-1) or as many (0) by the word at the place; None where it says nothing of a number."""
    word = clause[place].word
    if word in DIRECTIONS:
        return DIRECTIONS[word] if words(clause[max(0, place - 2) : place]) & GOES else None
    return COUNT_TRENDS.get(word)


def _is_of_measures(following: Clause) -> bool:
    """Whether 'flere' counts measures, and not causes or suppliers."""
    return bool(following) and (
        following[0].word in MEASURES or following[0].word in {"som", "av", "har", "melder", *COLOURS}
    )


def _aspect(clause: Clause) -> str | None:
    for place, token in enumerate(clause):
        after = clause[place + 1].word if place + 1 < len(clause) else ""
        if token.word in {"status", "statusen"}:
            return "status"
        if token.word in {"risiko", "risikoen"} and after != "for":
            return "risk"
    return None


def _is_judged(clause: Clause) -> bool:
    """Whether status or risk itself is said to be better or worse, and nothing that the clause names beside it."""
    heads = [place for place, token in enumerate(clause) if token.word in {"status", "statusen", "risiko", "risikoen"}]
    values = [place for place, token in enumerate(clause) if token.word in VALUE_TRENDS]
    return min(abs(head - value) for head in heads for value in values) <= 4


def _of_colour(clause: Clause, place: int, way: int, claim: Colours, knowledge: Knowledge) -> Iterator[tuple[int, str]]:
    now, before = (knowledge.total(claim.aspect, when, claim.colours) for when in ("now", "before"))
    if now is None:
        return
    what = f"tiltak med {said(claim.aspect, claim.colours)}"
    if before is None:
        yield place, f"det finnes ingen forrige runde å sammenligne {what} med."
        return
    said_words = words(clause)
    count = _way(now.value - before.value)
    wholes = [knowledge.whole(claim.aspect, when) for when in ("now", "before")]
    shares = [held.value / whole if whole else Decimal(0) for held, whole in zip((now, before), wholes, strict=True)]
    share = _way(shares[0] - shares[1])
    holds = {way == share} if said_words & SHARE else {way == count} if said_words & COUNT else {way in (count, share)}
    if holds != {True}:
        yield (
            place,
            (
                f"trenden stemmer ikke: antall {what} gikk fra {figure(before.value)} til {figure(now.value)}, "
                f"andelen fra {_percent(shares[1])} til {_percent(shares[0])} prosent."
            ),
        )
    else:
        yield from _of_amount(clause, what, now.value, before.value)


def _of_amount(clause: Clause, what: str, now: Decimal, before: Decimal) -> Iterator[tuple[int, str]]:
    """'Fra 13 til 17' and 'med fire' beside a trend that holds; a share in per cent is left to the reader."""
    numbers = [(place, token) for place, token in enumerate(clause) if token.kind == "number"]
    if any(token.word.startswith("prosent") for token in clause):
        return
    for place, token in numbers:
        preposition = clause[place - 1].word if place else ""
        wanted = {"fra": before, "frå": before, "til": now, "med": abs(now - before)}.get(preposition)
        is_counted = place + 1 == len(clause) or clause[place + 1].word in {"til", "tiltak", "i", "siden", "nå"}
        if wanted is not None and is_counted and token.value != wanted:
            typed = f"{preposition} {token.word}"
            yield token.start, f"«{typed}» stemmer ikke: antall {what} gikk fra {figure(before)} til {figure(now)}."


def _several(place: int, claim: Colours, knowledge: Knowledge) -> Iterator[tuple[int, str]]:
    """'Flere tiltak har rød status' without a comparison says several, or more."""
    now, before = (knowledge.total(claim.aspect, when, claim.colours) for when in ("now", "before"))
    if now is not None and now.value < 2 and not (before is not None and now.value > before.value):
        yield place, f"«flere» stemmer ikke: {figure(now.value)} tiltak har {said(claim.aspect, claim.colours)}."


def _of_active(place: int, way: int, knowledge: Knowledge) -> Iterator[tuple[int, str]]:
    now, before = (knowledge.number(key, "") for key in ("measures.active", "measures.before"))
    if now and before and way != _way(now[0].value - before[0].value):
        yield place, f"antall aktive tiltak gikk fra {figure(before[0].value)} til {figure(now[0].value)}."


def _of_measure(place: int, way: int, aspect: str, measure: str, knowledge: Knowledge) -> Iterator[tuple[int, str]]:
    now, before = knowledge.colour(measure, aspect), knowledge.colour(measure, aspect, before=True)
    if now is None or before is None or _way(Decimal(_RANK[now] - _RANK[before])) == way:
        return
    name = knowledge.material.names.get(measure, measure)
    noun = "status" if aspect == "status" else "risiko"
    yield place, f"«{name}» gikk fra {COLOUR_NAMES[before]} til {COLOUR_NAMES[now]} {noun}."


def _of_portfolio(place: int, way: int, aspect: str, knowledge: Knowledge) -> Iterator[tuple[int, str]]:
    """Worse: more red, or more that are not green. Where the two go apart, the sentence is left to the reader."""
    ways = set()
    for colours in (("red",), ("red", "yellow")):
        now, before = (knowledge.total(aspect, when, colours) for when in ("now", "before"))
        if now is None or before is None:
            return
        ways.add(_way(now.value - before.value))
    if (way and ways - {0} == {-way}) or (not ways - {0} and way):
        noun = "status" if aspect == "status" else "risiko"
        counts = "; ".join(
            f"{COLOUR_NAMES[colour]} {noun} fra {figure(before.value)} til {figure(now.value)}"
            for colour in COLOUR_NAMES
            if (now := knowledge.total(aspect, "now", [colour]))
            and (before := knowledge.total(aspect, "before", [colour]))
        )
        yield place, f"trenden stemmer ikke: {counts}."


def _way(difference: Decimal) -> int:
    return (difference > 0) - (difference < 0)


def _percent(share: Decimal) -> str:
    return f"{100 * share:.1f}".replace(".", ",")
