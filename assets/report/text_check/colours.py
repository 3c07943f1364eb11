"""A status, risk or dependency said to be red, yellow or green must be reported so, by the measure or by anyone at all.

Of which measure a clause speaks: the one that it names, else the one named last in the paragraph, else those that the
text is about. Where no measure is meant, somebody in the portfolio must have reported the colour.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assets.report.text_check.clauses import Clause, Colours, clauses, colours_of, is_supposed, words
from assets.report.text_check.knowledge import ASPECT_NAMES, COLOUR_NAMES, Knowledge, figure, said
from assets.report.text_check.norwegian import (
    ALL,
    COLOURS,
    COUNT,
    COUNT_TRENDS,
    KNOWN,
    MEASURES,
    PAST,
    PREPOSITIONS,
    REPORTING,
    SEGMENTS,
    SEVERAL,
    SHARE,
    STILL,
)
from assets.report.text_check.sentences import Sentence


def wrong_colours(
    sentence: Sentence, knowledge: Knowledge, last_named: tuple[str, ...] = ()
) -> Iterator[tuple[int, str]]:
    """Each colour that nobody, or not the measure meant, has reported; ``last_named`` are those named just before."""
    meant = last_named or sentence.about
    found = clauses(sentence.text, knowledge)
    for clause, following in zip(found, [*found[1:], ()], strict=True):
        goes_on = bool(following) and following[0].word in COLOURS  # 'er grønne, gule eller røde'
        named = tuple(token.word for token in clause if token.kind == "measure")
        for claim in colours_of(clause):
            is_listed = goes_on and claim.last == len(clause) - 1
            if not (is_listed or is_supposed(clause) or _is_of_another_time(clause, knowledge)):
                yield from _held_against(clause, claim, _subjects(clause, claim, meant), knowledge)
        meant = named or meant


def named_in(sentence: Sentence, knowledge: Knowledge) -> tuple[str, ...]:
    """The measures that a sentence names."""
    return tuple(
        token.word for clause in clauses(sentence.text, knowledge) for token in clause if token.kind == "measure"
    )


def _is_of_another_time(clause: Clause, knowledge: Knowledge) -> bool:
    """'Hadde rød status i 2021': what was reported before the round before this one, the model does not know."""
    known = {knowledge.material.quarter[:4], *(one["round"][:4] for one in knowledge.material.earlier.values())}
    years = {str(token.value) for token in clause if token.kind == "number" and 2000 <= token.value < 2100}
    return bool(words(clause) & PAST) and "siden" not in words(clause) and bool(years) and not years & known


def _subjects(clause: Clause, claim: Colours, meant: tuple[str, ...]) -> tuple[str, ...]:
    """The measures of which the colour is said; empty where the clause speaks of no measure at all."""
    places = [place for place, token in enumerate(clause) if token.kind == "measure"]
    before = [place for place in places if place < claim.first]
    free = [place for place in before if place == 0 or clause[place - 1].word not in PREPOSITIONS]
    between = words(clause[before[-1] + 1 : claim.first]) if before else set()
    if between and not between & (REPORTING | {"med"}):
        return ()  # 'med vekt på EPJ-løftet og de røde avhengighetene'
    if before:
        if free and before[-1] == free[-1]:
            return tuple(clause[place].word for place in _listed_with(clause, free[-1], before))
        return tuple(clause[place].word for place in before)
    if places:
        return tuple(clause[place].word for place in places)
    if words(clause) & SEVERAL or any(token.kind == "number" for token in clause[: claim.first]):
        return ()
    if any(token.word == "tiltak" for token in clause[: claim.last + 2]):
        return ()
    return meant


def _listed_with(clause: Clause, place: int, places: list[int]) -> list[int]:
    """The measures of one list that ends at the place: a og b."""
    listed = [place]
    while listed[0] - 2 in places and clause[listed[0] - 1].word in {"og", "eller"}:
        listed.insert(0, listed[0] - 2)
    return listed


def _is_said_of_each(clause: Clause, claim: Colours, subjects: tuple[str, ...]) -> bool:
    """Whether the measures are a list that bears the colour together, 'a og b er røde', and not 'mellom a og b'."""
    places = [place for place, token in enumerate(clause) if token.kind == "measure" and place < claim.first]
    if len(places) < 2 or tuple(clause[place].word for place in places[-len(subjects) :]) != subjects:
        return False
    first, last = places[-len(subjects)], places[-1]
    joined = all(clause[place].word == "og" for place in range(first + 1, last, 2))
    governed_by = clause[first - 1].word if first else ""
    return joined and governed_by not in PREPOSITIONS - {"for", "hos"}


def _held_against(
    clause: Clause, claim: Colours, subjects: tuple[str, ...], knowledge: Knowledge
) -> Iterator[tuple[int, str]]:
    place = clause[claim.first].start
    if not subjects:
        if _is_said_of_all(clause, claim) and (differing := _others(claim, knowledge)):
            yield place, f"ikke alle tiltak har meldt {_what(claim)}: {figure(differing)} har meldt noe annet."
        elif not (claim.is_negated or _is_quantified(clause)) and _is_nobodys(claim, knowledge):
            yield place, f"ingen tiltak i runden har meldt {_what(claim)}."
        return
    if any(one not in knowledge.material.measures for one in subjects):
        return  # not reported this round: nothing says otherwise
    bearing = [one for one in subjects if _bears(one, claim, knowledge)]
    others = [one for one in subjects if one not in bearing]
    if claim.is_negated and len(subjects) == 1 and bearing and claim.when == "now":
        yield place, f"{_name(subjects[0], knowledge)} har meldt {_what(claim)}."
    elif not claim.is_negated and (not bearing or (others and _is_said_of_each(clause, claim, subjects))):
        yield place, " ".join(_reported(one, claim, knowledge) for one in dict.fromkeys(others))
    elif not claim.is_negated and len(subjects) == 1 and words(clause[: claim.first]) & STILL:
        yield from _not_before(place, subjects[0], claim, knowledge)


def _is_said_of_all(clause: Clause, claim: Colours) -> bool:
    """Whether it is 'alle tiltak er grønne' and no more: not those that the clause tells apart, and not nearly all."""
    before = clause[: claim.first]
    is_all = len(before) > 2 and before[0].word in ALL and bool(words(before[1:-1]) & MEASURES)
    is_plain = words(clause) - ALL <= KNOWN - COUNT_TRENDS.keys() and not words(clause) & SEGMENTS.keys()
    return is_all and is_plain and before[-1].word in REPORTING and claim.when == "now" and not claim.is_negated


def _others(claim: Colours, knowledge: Knowledge) -> Decimal:
    """How many have another colour; none where the model does not know."""
    held = None if claim.aspect == "dependency" else knowledge.total(claim.aspect, "now", claim.colours)
    return knowledge.whole(claim.aspect, "now") - held.value if held else Decimal(0)


def _is_quantified(clause: Clause) -> bool:
    """Whether the clause says how many, or more or fewer: ``counts`` and ``trends`` hold that against the numbers."""
    is_counted = any(one.kind == "number" and two.word in {"av", *MEASURES} for one, two in pairwise(clause))
    return is_counted or bool(words(clause) & (COUNT_TRENDS.keys() | COUNT | SHARE))


def _not_before(place: int, measure: str, claim: Colours, knowledge: Knowledge) -> Iterator[tuple[int, str]]:
    if claim.aspect == "dependency":
        return
    earlier = knowledge.colour(measure, claim.aspect, before=True)
    if earlier and earlier not in claim.colours:
        was = f"{COLOUR_NAMES[earlier]} {ASPECT_NAMES[claim.aspect]}"
        yield place, f"«fortsatt» stemmer ikke: {_name(measure, knowledge)} hadde {was} i forrige melding."


def _bears(measure: str, claim: Colours, knowledge: Knowledge) -> bool:
    if claim.aspect == "dependency":
        return bool(knowledge.dependencies(measure, claim.colours, claim.criticality))
    now = knowledge.colour(measure, claim.aspect)
    before = knowledge.colour(measure, claim.aspect, before=True)
    seen = {"now": (now,), "before": (before,), "either": (now, before)}[claim.when]
    return any(colour in claim.colours for colour in seen)


def _is_nobodys(claim: Colours, knowledge: Knowledge) -> bool:
    """Whether the numbers say that nobody has the colour; False where they do not say."""
    whens = {"now": ("now",), "before": ("before",), "either": ("now", "before")}[claim.when]
    if claim.aspect == "dependency" and claim.criticality:
        return not knowledge.dependencies(None, claim.colours, claim.criticality)
    held = [knowledge.total(claim.aspect, when, claim.colours) for when in whens]
    return not any(one is None or one.value for one in held)


def _reported(measure: str, claim: Colours, knowledge: Knowledge) -> str:
    name = _name(measure, knowledge)
    if claim.aspect == "dependency":
        return f"{name} har ikke meldt {_what(claim)}."
    colour = knowledge.colour(measure, claim.aspect, before=claim.when == "before")
    aspect = ASPECT_NAMES[claim.aspect]
    told = f"{COLOUR_NAMES[colour]} {aspect}" if colour else f"ingen {aspect}"
    others = knowledge.dependencies(measure, claim.colours, None)
    hint = f" Tiltaket har derimot avhengigheter med {said('dependency', claim.colours)}." if others else ""
    return f"{name} har meldt {told}, ikke {_what(claim)}.{hint}"


def _what(claim: Colours) -> str:
    """``rød status``, or ``avhengigheter med rød status og høy kritikalitet``: what is said to be reported."""
    what = said(claim.aspect, claim.colours, claim.criticality)
    return f"avhengigheter med {what}" if claim.aspect == "dependency" else what


def _name(measure: str, knowledge: Knowledge) -> str:
    return f"«{knowledge.material.names.get(measure, measure)}»"
