"""The office's Markdown -> blocks of the document: a safe subset, in which markup of another kind is plain text.

Paragraphs, lists, emphasis and https links are kept; headings inside a text become strong lines, all else its words.
Two references stand for what the model knows, ``{{ number("status.now.red", form="counted") }}`` and
``{{ measure("EPJ-LOFTET") }}``, and nothing else is ever evaluated. An HTML comment is read by colleagues and never
printed; what a comment that begins with ``godta:`` means is ``assets.report.text_check``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

Span = dict[str, Any]

FORMS = ("figure", "word", "counted", "Word", "Counted")
"""How a number may be said: 5, fem, fem tiltak; with a capital where a sentence begins."""

_QUOTE = "[\"'“”«»’]"  # a word processor turns straight quotes into these
_REFERENCE = re.compile(
    rf"\{{\{{[ \t]*(?P<kind>number|measure)\([ \t]*{_QUOTE}(?P<key>[^\"'“”«»’\n]*){_QUOTE}"
    rf"(?:[ \t]*,[ \t]*form[ \t]*=[ \t]*{_QUOTE}(?P<form>\w+){_QUOTE})?[ \t]*\)[ \t]*\}}\}}"
)
_COMMENT = re.compile(r"<!--(?P<said>.*?)-->", re.DOTALL)
_COMMENT_AND_BLANK = re.compile(_COMMENT.pattern + "[ \\t]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reference:
    """A number or measure that a text names by its key; ``form`` is one of ``FORMS`` in a sound text."""

    kind: Literal["number", "measure"]
    key: str
    form: str = "figure"


@dataclass(frozen=True, slots=True)
class Comment:
    """What colleagues tell each other in a text."""

    said: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, an item of a list or a heading, with the line on which it begins, counted from 0."""

    kind: Literal["paragraph", "heading"]
    line: int
    pieces: tuple[str | Reference | Comment, ...]
    """In the order of the text; a line break is ``\\n`` in a piece."""


def document_blocks(markdown: str, say: Callable[[Reference], list[Span]]) -> list[dict[str, Any]]:
    """Blocks of the shapes ``paragraph`` and ``list``, with spans of text; ``say`` words the references."""
    blocks: list[dict[str, Any]] = []
    items: list[list[Span]] | None = None
    depth, is_heading = 0, False
    for token in _parser().parse(markdown):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            depth += 1
            if items is None:
                items = []
                blocks.append({"type": "list", "items": items})
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            depth -= 1
            items = None if depth == 0 else items
        elif token.type in {"heading_open", "heading_close"}:
            is_heading = token.type == "heading_open"
        elif token.type == "inline":
            spans = _spans(token.children or [], {"strong": True} if is_heading else {}, say)
            if not any(span["text"].strip() for span in spans):  # a comment by itself
                continue
            if items is not None:
                items.append(spans)
            else:
                blocks.append({"type": "paragraph", "spans": spans})
    return blocks


def passages(markdown: str) -> Iterator[Passage]:
    """The text as it will be printed, piece by piece, for those who check it."""
    tokens = _parser().parse(markdown)
    for before, token in pairwise(tokens):
        if token.type == "inline":
            kind: Literal["paragraph", "heading"] = "heading" if before.type == "heading_open" else "paragraph"
            pieces = tuple(_piece(child) for child in token.children or [] if child.nesting == 0)
            yield Passage(kind, (token.map or [0])[0], pieces)


def _piece(token: Token) -> str | Reference | Comment:
    found: Reference | Comment | None = token.meta.get("found")
    return found or ("\n" if token.type in {"softbreak", "hardbreak"} else token.content)


@lru_cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["image", "code", "fence", "html_block", "html_inline"])
    parser.inline.ruler.before("escape", "reference", _reference)
    parser.inline.ruler.before("autolink", "comment", _comment)
    return parser


def _reference(state: StateInline, silent: bool) -> bool:
    match = _REFERENCE.match(state.src, state.pos)
    if not match:
        return False
    kind: Any = match["kind"]
    return _push(state, silent, match, Reference(kind, match["key"], match["form"] or "figure"))


def _comment(state: StateInline, silent: bool) -> bool:
    # Between two blanks it takes the second along, so that none is printed double.
    match = (_COMMENT_AND_BLANK if state.pending.endswith(" ") else _COMMENT).match(state.src, state.pos)
    return match is not None and _push(state, silent, match, Comment(match["said"]))


def _push(state: StateInline, silent: bool, match: re.Match[str], found: Reference | Comment) -> bool:
    if not silent:
        state.push(type(found).__name__, "", 0).meta["found"] = found
    state.pos = match.end()
    return True


def _spans(tokens: list[Token], marks: Span, say: Callable[[Reference], list[Span]]) -> list[Span]:
    spans: list[Span] = []
    open_marks = [marks]
    for token in tokens:
        if token.type == "strong_open":
            open_marks.append(open_marks[-1] | {"strong": True})
        elif token.type == "em_open":
            open_marks.append(open_marks[-1] | {"emphasis": True})
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
            open_marks.append(open_marks[-1] | ({"href": href} if href.startswith("https://") else {}))
        elif token.nesting < 0:
            open_marks.pop()
        elif token.type == "Reference":
            spans += [span | open_marks[-1] for span in say(token.meta["found"])]
        elif token.type != "Comment":
            words = " " if token.type == "softbreak" else "\n" if token.type == "hardbreak" else token.content
            spans.append({"text": words, **open_marks[-1]})
    return spans
