"""What a number is called: its label with the parts of its key in words, as a reference that carries no language."""

from __future__ import annotations

from collections.abc import Mapping

from assets.report import blocks as b
from checks.contract.numbers import VOCABULARY_OF

_OURS = {"change": "change", "question": "question", "rule": "quality.question", "answers": "answers"}
"""Parts that are neither a code of a vocabulary nor somebody's text: the messages that say them, ``<here>.<part>``."""


def label(message: str, parts: Mapping[str, str], spellings: Mapping[str, str]) -> b.Ref:
    """The label, its places filled. ``spellings`` are the texts behind the parts that were made of one."""
    return b.message(
        message, **{name: _part(name, piece, spellings.get(piece, piece)) for name, piece in parts.items()}
    )


def _part(name: str, piece: str, text: str) -> b.Ref:
    if name in VOCABULARY_OF:
        return b.name(VOCABULARY_OF[name], piece)
    if name in _OURS:
        return b.message(f"{_OURS[name]}.{piece}")
    return b.organisation(text) if name == "organisation" else b.text(text)
