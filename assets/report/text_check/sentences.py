"""The office's texts, sentence by sentence, as they will be printed: where each stands and what it was excused for.

References are said in words here already, so that what is checked is what people will read. What the sentences may
claim is the other modules of this package.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assets.office import Text
from assets.report.prose import Comment, Passage, Reference, passages

_WAIVER = re.compile(r"\s*godta\s*:(?P<reason>.*)", re.DOTALL | re.IGNORECASE)
_ABBREVIATIONS = ("bl.a", "ca", "dr", "ev", "evt", "f.eks", "iht", "inkl", "jf", "kap", "kl", "mill", "nr", "pr", "sak")
_END = re.compile(r"[.!?…]+[»”\"')]*(?=\s+[«“\"'(]*[A-ZÆØÅ0-9{])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text, its line breaks kept; ``paragraph`` tells which sentences stand together."""

    text: str
    path: str
    line: int
    paragraph: int
    about: tuple[str, ...]
    """Measures that the whole text is about."""
    reason: str | None = None
    """Why the office accepts it as it stands, where a comment after it says so."""

    def line_at(self, offset: int) -> int:
        return self.line + self.text.count("\n", 0, offset)


def sentences(text: Text, say: Callable[[Reference], str]) -> Iterator[Sentence]:
    """The title and every sentence of a text. A waiver holds for the sentence that it follows."""
    found = [Sentence(text.title, text.path, text.title_line, 0, text.measures)] if text.title else []
    for paragraph, passage in enumerate(passages(text.markdown), start=1):
        found += _of_passage(text, passage, paragraph, found, say)
    yield from found


def _of_passage(
    text: Text, passage: Passage, paragraph: int, before: list[Sentence], say: Callable[[Reference], str]
) -> list[Sentence]:
    words, waivers = "", []
    for piece in passage.pieces:
        if isinstance(piece, Comment):
            if waiver := _WAIVER.fullmatch(piece.said):
                waivers.append((len(words), " ".join(waiver["reason"].split())))
            words += "\n" * piece.said.count("\n")
        else:
            words += piece if isinstance(piece, str) else say(piece)
    line = text.first_line + passage.line
    found = [
        (start, Sentence(words[start:end], text.path, line + words.count("\n", 0, start), paragraph, text.measures))
        for start, end in _bounds(words)
    ]
    for place, reason in waivers:
        target = max((index for index, (start, _) in enumerate(found) if start < place), default=None)
        if target is not None:
            start, sentence = found[target]
            found[target] = start, _excused(sentence, reason)
        elif before:
            before[-1] = _excused(before[-1], reason)
    return [sentence for _, sentence in found]


def _excused(one: Sentence, reason: str) -> Sentence:
    return Sentence(one.text, one.path, one.line, one.paragraph, one.about, reason)


def _bounds(words: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _END.finditer(words):
        last = words[start : end.start()].rpartition(" ")[2].casefold().strip("(«\n")
        if last not in _ABBREVIATIONS and words[start : end.end()].strip():
            yield start + _blank(words, start), end.end()
            start = end.end()
    if words[start:].strip():
        yield start + _blank(words, start), len(words)


def _blank(words: str, start: int) -> int:
    return len(words[start:]) - len(words[start:].lstrip())
