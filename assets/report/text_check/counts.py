"""A number typed next to something that the model counts must be the model's number.

'Fem tiltak har røde avhengigheter' is held against the measures, not against the dependencies. Where the clause says
more than the model knows ('fem tiltak med gul status har fått penger') the number may be a part of the model's, never
more than it. What is no statement of the round ('fem tiltak skal starte') is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assets.report.text_check.clauses import (
    Clause,
    Colours,
    Token,
    clauses,
    colours_of,
    criticality,
    number_first,
    words,
)
from assets.report.text_check.knowledge import CRITICALITY_NAMES, Held, Knowledge, figure, said
from assets.report.text_check.norwegian import (
    ANSWERED,
    CHANGES,
    COLOURS,
    HEDGES,
    KNOWN,
    LIFECYCLES,
    NEGATIONS,
    NOUNS,
    PAST,
    REPORTED,
    SEGMENTS,
    SUPPOSED,
    WHOLE,
)
from assets.report.text_check.sentences import Sentence
from checks.contract import Quarter


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A number and the noun that it counts: the tokens that say what is counted, and whether it is 'n av tiltakene'."""

    kind: str
    typed: Token
    noun: int
    is_part: bool


def wrong_counts(
    sentence: Sentence, knowledge: Knowledge, last_named: tuple[str, ...] = ()
) -> Iterator[tuple[int, str]]:
    """Each number that differs from the model's, with its place and what to write.

    Dependencies may be those of the measures named just before, or that the text is about.
    """
    meant = last_named or sentence.about
    for clause in number_first(clauses(sentence.text, knowledge)):
        for index, token in enumerate(clause):
            phrase = _phrase(clause, index) if token.kind == "number" else None
            if phrase and not _is_open(clause, index, phrase, knowledge):
                yield from _held_against(clause, index, phrase, meant, knowledge)
        meant = tuple(token.word for token in clause if token.kind == "measure") or meant


def _phrase(clause: Clause, index: int) -> _Phrase | None:
    at, is_part = index + 1, False
    if at < len(clause) and clause[at].word == "av":
        at, is_part = at + 1, True
        while at < len(clause) and (clause[at].word in {"de", "dei", "disse", "desse"} or clause[at].kind == "number"):
            at += 1
    for noun in range(at, min(at + 5, len(clause))):
        word = clause[noun].word
        if word in NOUNS:
            return _Phrase(NOUNS[word], clause[index], noun, is_part)
        if clause[noun].kind != "word" or not _describes(word):
            return None
    return None


def _describes(word: str) -> bool:
    """Whether a word can stand between a number and its noun: an adjective in the plural, or a joining word."""
    return word in LIFECYCLES or word in COLOURS or word in {"og", "eller"} or (word.endswith("e") and len(word) > 4)


def _is_open(clause: Clause, index: int, phrase: _Phrase, knowledge: Knowledge) -> bool:
    """Whether the number is no plain statement of this round: about, at least, next year, what shall be."""
    before = words(clause[:index])
    after = clause[phrase.noun + 1].word if phrase.noun + 1 < len(clause) else ""
    hedged = {token.word for token in clause[max(0, index - 2) : index]} & HEDGES
    other_year = {str(one.value) for one in clause if one.kind == "number"} & _other_years(knowledge)
    return bool(before & SUPPOSED or after in SUPPOSED or hedged or (other_year and phrase.kind != "MNOK"))


def _other_years(knowledge: Knowledge) -> set[str]:
    own = Quarter.parse(knowledge.material.quarter).year
    return {str(year) for year in range(2000, 2100) if year != own}


def _held_against(
    clause: Clause, index: int, phrase: _Phrase, meant: tuple[str, ...], knowledge: Knowledge
) -> Iterator[tuple[int, str]]:
    match phrase.kind:
        case "measures":
            held, is_exact = _measures(clause, index, phrase, knowledge)
        case "dependencies":
            held, is_exact = _dependencies(clause, index, phrase, meant, knowledge)
        case "activities":
            held, is_exact = _activities(clause, knowledge)
        case "organisations":
            held, is_exact = _organisations(clause, knowledge)
        case _:
            held, is_exact = _amounts(clause, index, phrase, meant, knowledge)
    typed = phrase.typed.value * (1000 if clause[phrase.noun].word.startswith("milliard") else 1)
    if not held or any(_same(typed, one.value, phrase) for one in held):
        return
    if is_exact or typed > max(one.value for one in held):
        text = " ".join(token.word for token in clause[index : phrase.noun + 1])
        yield phrase.typed.start, f"«{text}» stemmer ikke med tallene. {_way_out(held)}"


def _same(typed: Decimal, value: Decimal, phrase: _Phrase) -> bool:
    """Equal, or for an amount equal as far as its decimals go."""
    if phrase.kind != "MNOK":
        return typed == value
    exponent = phrase.typed.value.as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent)) * (typed / phrase.typed.value if phrase.typed.value else 1)
    return abs(typed - value) * 2 <= step


def _way_out(held: list[Held]) -> str:
    known = "; ".join(dict.fromkeys(f"{one.what}: {figure(one.value)}" for one in held))
    keys = [one.key for one in held if one.key]
    return f"Modellen har {known}." + (f' Skriv {{{{ number("{keys[0]}", form="counted") }}}}.' if keys else "")


def _measures(clause: Clause, index: int, phrase: _Phrase, knowledge: Knowledge) -> tuple[list[Held], bool]:
    said_of = _said_of(clause, index, phrase)
    found = [one for one in colours_of(clause) if clause[one.first] in said_of]
    around = words(said_of)
    lifecycles = {LIFECYCLES[word] for word in around if word in LIFECYCLES}
    named_before = [SEGMENTS[token.word] for token in clause[:index] if token.word in SEGMENTS]
    segments = {*named_before[-1:]} or {SEGMENTS[word] for word in around if word in SEGMENTS}
    segment = next(iter(segments)) if len(segments) == 1 else None
    is_exact = _is_told_whole(clause, index, phrase) and not _is_part_of_some(clause, index, phrase, knowledge)
    if len(found) > 1 or len(lifecycles) > 1 or len(segments) > 1 or _is_denied(clause, phrase):
        return [], False
    if not found and phrase.typed.value == 0 and not lifecycles and not segments:
        return [], False
    if found:
        return ([] if lifecycles - {"active"} else _coloured(found[0], segment, knowledge)), is_exact
    changes = {CHANGES[word] for word in around if word in CHANGES}
    if len(changes) == 1 and "status" in around:
        change = next(iter(changes))
        what = {"worsened": "tiltak med dårligere status", "improved": "tiltak med bedre status"}[change]
        return knowledge.number(f"status.change.{change}", what), is_exact
    if lifecycles - {"active"}:
        return _of_lifecycle(next(iter(lifecycles)), knowledge), is_exact
    if around & ANSWERED:
        return _answered(clause, knowledge), is_exact
    if phrase.is_part:
        return _of_goals(clause, knowledge), False
    if segment:
        return knowledge.number(f"measures.active.{segment}", "aktive tiltak i segmentet"), is_exact
    if lifecycles or words(clause[:index]) & WHOLE:
        active = knowledge.number("measures.active", "aktive tiltak")
        before = knowledge.number("measures.before", "aktive tiltak forrige runde") if words(clause) & PAST else []
        reported = [] if lifecycles else [Held(Decimal(len(knowledge.material.measures)), "innmeldte tiltak")]
        return [*active, *before, *reported], is_exact
    return _of_goals(clause, knowledge), False


def _is_part_of_some(clause: Clause, index: int, phrase: _Phrase, knowledge: Knowledge) -> bool:
    """Whether it is 'to av de fire nye tiltakene', of which the model knows no more than that they are among all."""
    between = clause[index + 2 : phrase.noun] if phrase.is_part else ()
    active = knowledge.material.value("measures.active")
    return any(
        token.value != active if token.kind == "number" else token.word not in {"de", "dei", "disse", "desse", "aktive"}
        for token in between
    )


def _is_denied(clause: Clause, phrase: _Phrase) -> bool:
    """Whether the clause says no; 'ingen' before the noun counts."""
    return bool(words([token for token in clause if token is not phrase.typed]) & NEGATIONS)


def _said_of(clause: Clause, index: int, phrase: _Phrase) -> list[Token]:
    """The tokens that say more of the noun: what stands between, and what follows it up to the next counted noun.

    Of 'tre av de 37 aktive tiltakene' the three are not said to be all the active ones.
    """
    start = phrase.noun if phrase.is_part else index + 1
    last = phrase.noun + 1
    part_before = index > 0 and clause[index - 1].word in {"av", "de"} and any(t.word == "av" for t in clause[:index])
    if not part_before:
        while last < len(clause) and clause[last].kind != "number":
            last += 1
    return list(clause[start:last])


def _is_told_whole(clause: Clause, index: int, phrase: _Phrase) -> bool:
    """Whether the clause says no more than the model knows, so that the number must be all of it."""
    listed = [token for place, token in enumerate(clause) if place != index and place != phrase.noun]
    return all(token.kind == "number" or token.word in KNOWN for token in listed)


def _coloured(found: Colours, segment: str | None, knowledge: Knowledge) -> list[Held]:
    what = f"tiltak med {said(found.aspect, found.colours, found.criticality)}"
    if found.aspect == "dependency":
        listed = knowledge.dependencies(None, found.colours, found.criticality)
        measures = {fact["measure_id"] for fact in listed}
        return [Held(Decimal(len(measures)), f"tiltak med avhengigheter som har {_of(found)}")]
    held = [Held(Decimal(len(knowledge.active(found.aspect, found.colours, segment))), what)]
    total = None if segment else knowledge.total(found.aspect, "now", found.colours)
    before = knowledge.total(found.aspect, "before", found.colours) if found.when != "now" else None
    return [*([total] if total else held), *([before] if before else [])]


def _of(found: Colours) -> str:
    return said(found.aspect, found.colours, found.criticality)


def _of_lifecycle(lifecycle: str, knowledge: Knowledge) -> list[Held]:
    names = {
        "finished": "ferdigstilte tiltak",
        "new": "nye tiltak",
        "paused": "tiltak på pause",
        "cancelled": "avbrutte tiltak",
        "resumed": "gjenopptatte tiltak",
    }
    return knowledge.number(f"lifecycle.{lifecycle}", names[lifecycle])


def _answered(clause: Clause, knowledge: Knowledge) -> list[Held]:
    """Measures that answered what they were asked, and all active ones, of which they are a part."""
    held = [
        one
        for key in knowledge.material.numbers
        if key.endswith(".answered")
        for one in knowledge.number(key, f"tiltak som har svart ({key})")
    ]
    active = knowledge.number("measures.active", "aktive tiltak")
    return [*held, *active] if held else []


def _of_goals(clause: Clause, knowledge: Knowledge) -> list[Held]:
    """Measures by main goal or UN goal, where the clause names one by its number."""
    for place, token in enumerate(clause[:-1]):
        number = clause[place + 1]
        if number.kind != "number":
            continue
        if token.word.startswith("hovedmål") or (token.word == "mål" and "hovedmål" in words(clause)):
            return knowledge.number(f"goals.main.{number.value}", f"aktive tiltak med hovedmål {number.value}")
        if token.word.startswith(("bærekraftsmål", "bærekraftmål", "berekraftsmål")):
            return knowledge.number(f"sdg.{number.value}", f"aktive tiltak som bidrar til bærekraftsmål {number.value}")
    return []


def _dependencies(
    clause: Clause, index: int, phrase: _Phrase, meant: tuple[str, ...], knowledge: Knowledge
) -> tuple[list[Held], bool]:
    said_of = _said_of(clause, index, phrase)
    found = [one for one in colours_of(clause) if clause[one.first] in said_of]
    whose = [token.word for token in clause[:index] if token.kind == "measure"]
    named = _category(said_of, knowledge)
    critical = criticality(said_of)
    colours = found[0].colours if found else frozenset()
    is_whole = bool(words(clause[: index + 1]) & (WHOLE | {"tiltakene", "tiltaka", "sammen", "saman"}))
    is_whole = is_whole or (bool(words(clause) & REPORTED) and _is_told_whole(clause, index, phrase))
    if len(found) > 1 or len(whose) > 1 or _is_denied(clause, phrase) or (found and found[0].aspect == "risk"):
        return [], False
    if not (colours or critical or named or whose or is_whole) or (named and (critical or whose)):
        return [], False
    if whose and whose[0] not in knowledge.material.measures:
        return [], False
    if whose:
        others = [token for token in clause if token.word != whose[0]]
        is_exact = _is_told_whole(others, others.index(phrase.typed), phrase)
        return [_of_one(whose[0], colours, critical, knowledge)], is_exact
    if named:
        return _of_category(named, colours, knowledge), False
    of_those_meant = [_of_one(one, colours, critical, knowledge) for one in meant]
    return [_of_all(colours, critical, knowledge), *of_those_meant], _is_told_whole(clause, index, phrase)


def _of_one(measure: str, colours: frozenset[str], critical: str | None, knowledge: Knowledge) -> Held:
    name = knowledge.material.names.get(measure, measure)
    value = len(knowledge.dependencies(measure, colours, critical))
    return Held(Decimal(value), f"slike avhengigheter for «{name}»")


def _of_category(category: str, colours: frozenset[str], knowledge: Knowledge) -> list[Held]:
    keys = [f"dependencies.{category}.{one}" for one in colours] or [f"dependencies.category.{category}"]
    held = [one for key in keys for one in knowledge.number(key, "")]
    key = keys[0] if len(keys) == 1 else ""
    return [Held(sum((one.value for one in held), Decimal(0)), "slike avhengigheter", key)]


def _of_all(colours: frozenset[str], critical: str | None, knowledge: Knowledge) -> Held:
    value = Decimal(len(knowledge.dependencies(None, colours, critical)))
    if not colours:
        what = f"avhengigheter med {CRITICALITY_NAMES[critical]} kritikalitet" if critical else "avhengigheter"
        return Held(value, what, "" if critical else "dependencies.total")
    key = f"dependencies.{critical or 'colour'}.{next(iter(colours))}" if len(colours) == 1 else ""
    return Held(value, f"avhengigheter med {said('dependency', colours, critical)}", key)


def _category(said_of: list[Token], knowledge: Knowledge) -> str | None:
    following = " ".join(token.word for token in said_of)
    for term in knowledge.material.office.vocabulary("dependency_category", knowledge.material.quarter).terms:
        if f"til {term.name.casefold()}" in following or f"kategorien {term.name.casefold()}" in following:
            return term.code
    return None


_ROADMAP = frozenset(
    {"veikart", "veikartet", "vegkart", "vegkartet", *(w for w, k in NOUNS.items() if k == "activities")}
)


def _activities(clause: Clause, knowledge: Knowledge) -> tuple[list[Held], bool]:
    said_words = words(clause)
    for place, token in enumerate(clause[:-1]):
        if token.word in {"mål", "strategimål"} and clause[place + 1].kind == "number":
            goal = clause[place + 1].value
            return knowledge.number(f"roadmap.goal.{goal}", f"aktiviteter under mål {goal}"), False
    if said_words & _ROADMAP and said_words & (
        WHOLE | REPORTED | {"har", "består", "inneholder", "omfatter", "totalt"}
    ):
        typed = [token for token in clause if token.kind != "number" and token.word not in _ROADMAP]
        return knowledge.number("roadmap.total", "aktiviteter i veikartet"), words(typed) <= KNOWN
    return [], False


def _organisations(clause: Clause, knowledge: Knowledge) -> tuple[list[Held], bool]:
    said_words = words(clause)
    if said_words & {"ikke", "ikkje", "mangler", "manglar"}:
        missing = said_words & {"levert", "rapportert", "meldt", "innmelding", "mangler", "manglar", "rapport"}
        return (knowledge.number("coverage.not_submitted", "virksomheter uten innmelding") if missing else []), False
    if {"etter", "fristen"} <= said_words or said_words & {"sent", "seint"}:
        return knowledge.number("coverage.late", "virksomheter etter fristen"), False
    if said_words & {"rapporterte", "rapportert", "levert", "leverte"} or {"meldt", "inn"} <= said_words:
        submitted = knowledge.number("coverage.submitted", "virksomheter som har levert")
        silent = knowledge.number("coverage.nothing_to_report", "virksomheter uten noe å melde")
        some = [Held(one.value - two.value, "av dem med tiltak") for one in submitted for two in silent]
        expected = knowledge.number("coverage.expected", "ventede virksomheter")
        return [*submitted, *some, *expected], False
    return [], False


_MONEY = frozenset(
    {"budsjettet", "kostnadene", "kostnadane", "krone", "kroner", "øker", "økte", "aukar", "stiger", "vokser"}
    | {word for word, kind in NOUNS.items() if kind == "MNOK"}
)


def _amounts(
    clause: Clause, index: int, phrase: _Phrase, meant: tuple[str, ...], knowledge: Knowledge
) -> tuple[list[Held], bool]:
    """The budget of the joint measures, or growth in operating cost of the year that the clause names.

    'Budsjettet' and 'kostnadene' without more are those of the portfolio where no measure has been spoken of.
    """
    said_words = words(clause)
    years = [str(one.value) for one in clause if one.kind == "number" and 2000 <= one.value < 2100]
    own = str(Quarter.parse(knowledge.material.quarter).year)
    is_whole = not meant and words([t for t in clause if t.kind != "number" and t.word not in _MONEY]) <= KNOWN
    if any("budsjett" in word for word in said_words) and (said_words & set(SEGMENTS) or is_whole):
        held = knowledge.number("budget.joint", "budsjettet i Samstyring i mill. kroner")
        return (held if set(years) <= {own} else []), not any(token.kind in {"measure", "name"} for token in clause)
    is_of_operation = any("drift" in word or "forvaltning" in word for word in said_words)
    if (is_of_operation or (is_whole and said_words & {"kostnadene", "kostnadane"})) and len(set(years)) == 1:
        held = knowledge.number(f"costs.{years[0]}", f"vekst i driftskostnader i {years[0]} i mill. kroner")
        internal = knowledge.number(f"costs.internal.{years[0]}", f"dekket av eierne i {years[0]}")
        is_sum = bool(said_words & {"samlet", "samla", "totalt", "sammen", "saman", "sum"})
        return [*held, *internal], is_sum or is_whole
    return [], False
