"""Whether the office's own texts agree with the figures: every sentence is read before anything of a draft is written.

A fault names file and line and says, in Norwegian, what the figures are. A sentence is accepted as it stands with
``<!-- godta: grunnen -->`` behind it, and the reason is printed with the report. What a text may hold is
``assets.report.prose``; words that are wrong whatever the figures are, is ``checks.wording``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from assets.language import language
from assets.office import OfficeError, Text
from assets.report.material import Material
from assets.report.prose import FORMS, Comment, Passage, Reference, passages
from assets.report.text_check.colours import named_in, wrong_colours
from assets.report.text_check.counts import wrong_counts
from assets.report.text_check.knowledge import Knowledge
from assets.report.text_check.names import wrong_names
from assets.report.text_check.sentences import Sentence, sentences
from assets.report.text_check.trends import wrong_trends
from assets.report.words import Words
from checks.wording import find_impossible_dates, find_unfinished

_PRINTED = ("foreword", "introduction", "decision", "new", "follow_up")
_PRINTED_WITHOUT_FIGURES = ("foreword", "new", "follow_up")
"""In a round in which nobody has reported there are no chapters to introduce and nothing to decide."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with a text, and where."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"office/{self.path}, linje {self.line}: {self.message}"


class TextError(OfficeError):
    """All faults of a round's texts, one a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults)
        Exception.__init__(self, "\n".join(map(str, self.faults)))


Waiver = Mapping[str, Any]
"""A fault that the office accepts: ``path``, ``line``, ``sentence``, ``reason`` and the ``fault`` in words."""


def checked(material: Material, chapters: Iterable[str]) -> list[Waiver]:
    """Read the round's texts and return what the office accepts as it stands.

    ``chapters`` are the ids that an introduction may name. Raises TextError with every fault that is not accepted.
    """
    knowledge = Knowledge(material)
    faults: list[Fault] = []
    waivers: list[Waiver] = []
    for text in material.texts(*(_PRINTED if material.has("measures.active") else _PRINTED_WITHOUT_FIGURES)):
        faults += _of_form(text, material, list(chapters))
        for fault, sentence in _of_sentences(text, knowledge):
            if sentence.reason:
                waivers.append(
                    {
                        "path": fault.path,
                        "line": fault.line,
                        "sentence": " ".join(sentence.text.split()),
                        "reason": sentence.reason,
                        "fault": fault.message,
                    }
                )
            else:
                faults.append(fault)
    if faults:
        raise TextError(faults)
    return waivers


def _of_sentences(text: Text, knowledge: Knowledge) -> Iterator[tuple[Fault, Sentence]]:
    named: tuple[str, ...] = ()
    paragraph = 0
    for sentence in sentences(text, _said_in(text, knowledge.material)):
        if sentence.paragraph != paragraph:
            named, paragraph = (), sentence.paragraph
        for place, message in _wrong(sentence, knowledge, named, text.language):
            yield Fault(sentence.path, sentence.line_at(place), message), sentence
        named = named_in(sentence, knowledge) or named


def _wrong(
    sentence: Sentence, knowledge: Knowledge, named: tuple[str, ...], written_in: str
) -> Iterator[tuple[int, str]]:
    for date in find_impossible_dates(sentence.text):
        yield date.start, f"«{date.text}» er ingen dato. Skriv en dato som finnes."
    for mark in find_unfinished(sentence.text):
        yield mark.start, f"«{mark.text}» er uferdig tekst. Skriv den ferdig, eller ta den bort."
    yield from wrong_names(sentence, knowledge)
    has_figures = knowledge.material.has("measures.active")
    if has_figures and written_in != "en":  # the rules of what is claimed know Norwegian alone
        yield from wrong_counts(sentence, knowledge, named)
        yield from wrong_colours(sentence, knowledge, named)
        yield from wrong_trends(sentence, knowledge, named)


def _said_in(text: Text, material: Material) -> Callable[[Reference], str]:
    words = Words(
        language=language(text.language),
        numbers=material.numbers,
        measures=material.names,
        organisations={},
        vocabularies={},
    )

    def say(reference: Reference) -> str:
        if reference.kind == "measure" and reference.key not in material.names:
            return ""  # told of in _of_form
        try:
            return "".join(span["text"] for span in words.spoken(reference))
        except KeyError:
            return ""

    return say


def _of_form(text: Text, material: Material, chapters: list[str]) -> Iterator[Fault]:
    """What is wrong with a text as a text: references that lead nowhere, empty headings, comments left open."""
    if text.kind == "introduction" and text.chapter not in chapters:
        known = ", ".join(chapters)
        yield Fault(text.path, 1, f"rapporten har ikke kapittelet {text.chapter!r}. Skriv et av disse: {known}.")
    for measure in text.measures:  # one that is like none may be reported yet
        if measure not in material.names and get_close_matches(measure, material.names, cutoff=0.8):
            yield Fault(text.path, 1, f"measures: {_unknown('tiltaket', measure, material.names)}")
    found = list(passages(text.markdown))
    if not any(_prints(passage) for passage in found):
        yield Fault(text.path, text.first_line, "teksten er tom. Skriv den ferdig, eller ta bort filen.")
    for passage, following in zip(found, [*found[1:], None], strict=True):
        line = text.first_line + passage.line
        if passage.kind == "heading" and (not _prints(passage) or following is None or following.kind == "heading"):
            yield Fault(text.path, line, "overskriften står uten tekst under. Skriv teksten, eller ta den bort.")
        for piece in passage.pieces:
            yield from _of_piece(text.path, line, piece, material)
            line += piece.count("\n") if isinstance(piece, str) else 0


def _prints(passage: Passage) -> bool:
    return any(not isinstance(piece, Comment) and str(piece).strip() for piece in passage.pieces)


def _of_piece(path: str, line: int, piece: str | Reference | Comment, material: Material) -> Iterator[Fault]:
    if isinstance(piece, Reference):
        if message := _leads_nowhere(piece, material):
            yield Fault(path, line, message)
    elif isinstance(piece, Comment):
        if re.fullmatch(r"\s*godta\s*:?\s*", piece.said, re.IGNORECASE):
            yield Fault(path, line, "unntaket har ingen grunn. Skriv <!-- godta: grunnen -->.")
    elif match := re.search(r"\{\{|\}\}|\{%|<!--", piece):
        yield Fault(
            path,
            line,
            f"«{piece[match.start() :].splitlines()[0][:60]}» kan ikke leses. Skriv "
            '{{ number("status.now.red") }}, {{ measure("EPJ-LOFTET") }} eller <!-- godta: grunnen -->.',
        )


def _leads_nowhere(reference: Reference, material: Material) -> str | None:
    if reference.kind == "measure":
        known = reference.key in material.names
        return None if known else _unknown("tiltaket", reference.key, material.names)
    number = material.numbers.get(reference.key)
    if number is None:
        return _unknown("tallet", reference.key, material.numbers)
    if number.value is None:
        return f"tallet {reference.key} har ingen verdi i denne runden ({number.absent})."
    if reference.form not in FORMS:
        return f"form er {reference.form!r}. Skriv en av disse: {', '.join(FORMS)}."
    return None


def _unknown(what: str, key: str, known: Iterable[str]) -> str:
    near = get_close_matches(key, list(known), n=3, cutoff=0.5)
    hint = f" Mente dere {' eller '.join(near)}?" if near else ""
    return f"{what} {key} finnes ikke i runden.{hint}"
