"""The office's Markdown -> blocks of the document: a safe subset, in which markup of another kind is plain text.

Paragraphs, lists, emphasis and https links are kept; headings inside a text become strong lines, all else its words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

Span = dict[str, Any]


@lru_cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "code", "fence", "html_block", "html_inline"])


def document_blocks(markdown: str) -> list[dict[str, Any]]:
    """Blocks of the shapes ``paragraph`` and ``list``, with spans of text."""
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
            spans = _spans(token.children or [], {"strong": True} if is_heading else {})
            if items is not None:
                items.append(spans)
            else:
                blocks.append({"type": "paragraph", "spans": spans})
    return blocks


def _spans(tokens: list[Token], marks: Span) -> list[Span]:
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
        else:
            words = " " if token.type == "softbreak" else "\n" if token.type == "hardbreak" else token.content
            spans.append({"text": words, **open_marks[-1]})
    return spans
