"""Submissions gone wrong at random: one of a valid file's bytes, members, texts or JSON nodes is changed, or several.

Chance comes from outside, so that the property test (``tests/intake/test_mutants.py``) can shrink what it finds and the
benchmark (``benchmarks.mutants``) can say its seed.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from html import escape
from pathlib import Path
from random import Random
from typing import Any

INBOX = Path(__file__).parents[1] / "examples" / "2023" / "inbox"
VALID = {
    ".xlsx": INBOX / "FHI" / "FHI-2023-Q2.xlsx",
    ".ods": INBOX / "HN" / "HN-2023-Q2.ods",
    ".json": INBOX / "KS" / "KS-2023-Q2.json",
    ".zip": INBOX / "HDO" / "HDO-2023-Q2.zip",
}
"""A submission of each format with nothing to say against it, each from another sender."""

STRANGE = (
    *("", " ", "\u00a0", "\u200b", "\u202e", "\x07", "A\u030a", "\U0001f600", "\ud800", "\n", '"', ";"),
    *("0", "-1", "2", "1e999", "NaN", "9" * 400, "1.234,5", "31.06.2023", "2023-13-01", "true", "null", "45169", "0.1"),
    *("2023-Q1", "2023-Q3", "correction", "nothing_to_report", "FHI", "red", "lilla", "ingen", "Sum", "Tiltaks-ID"),
    *("=1+1", "#REF!", "../../x", "<script>", "{{ 7 * 7 }}", "&#0;", "&x;", "]]>", "<!DOCTYPE x []>", "e", "d", "str"),
    *("x" * 5000, "1" * 41),
)
"""What is put in another value's place."""

_TOKENS = {
    "xml": re.compile(r'(?<=>)[^<>]+(?=<)|(?<==")[^"]*(?=")'),
    "json": re.compile(r'(?<=")(?:[^"\\]|\\.)*(?=")|-?\d+(?:\.\d+)?|[{}\[\]:,]'),
    "csv": re.compile(r"[^;,\r\n]+"),
}
_WHOLE = {
    "xml": re.compile(r"<((?:table:table-)?(?:row|cell)|c|v|t|sheet|text:p)\b[^>]*?(?:/>|>.*?</\1>)", re.DOTALL),
    "json": re.compile(r"\{[^{}]*\},?"),
    "csv": re.compile(r"[^\r\n]*\r?\n"),
}
"""Rows, cells and the like."""
_TEXTS = "xl/sharedStrings.xml"
"""Where a workbook keeps what people wrote; what else it is made of is mostly fatal to change."""


def mutant(content: bytes, suffix: str, chance: Random) -> tuple[bytes, str]:
    """A valid file's bytes, changed one to three times; and what was done, in words."""
    done = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        change = chance.choice(_OF_BYTES if chance.randrange(8) == 0 else _OF_FORMAT[suffix])
        try:
            content, how = change(content, chance)
        except (zipfile.BadZipFile, zlib.error, LookupError, ValueError, EOFError, NotImplementedError):
            continue  # an earlier change left nothing that this one could work on
        done.append(how)
    return content, ", ".join(done) or "as it was"


Change = Callable[[bytes, Random], tuple[bytes, str]]


def _cut_off(content: bytes, chance: Random) -> tuple[bytes, str]:
    return content[: chance.randrange(len(content) + 1)], "cut off"


def _flip(content: bytes, chance: Random) -> tuple[bytes, str]:
    changed = bytearray(content or b"\0")
    for _ in range(chance.choice((1, 1, 8, 64))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed), "bits flipped"


def _slice(content: bytes, chance: Random) -> tuple[bytes, str]:
    start = chance.randrange(len(content) + 1)
    end = min(len(content), start + chance.choice((1, 16, 256, 4096)))
    how, between = chance.choice(
        (("bytes lost", b""), ("bytes doubled", 2 * content[start:end]), ("bytes zeroed", bytes(end - start)))
    )
    return content[:start] + between + content[end:], how


def _text(content: bytes, chance: Random, language: str) -> tuple[bytes, str]:
    text = content.decode("utf-8")
    values = list(_TOKENS[language].finditer(text))
    wholes = list(_WHOLE[language].finditer(text))
    if not values or not wholes:
        raise ValueError("nothing to change")
    match chance.choice((*("value",) * 6, *("lost", "doubled", "swapped") * 2, "encoding")):
        case "value":
            found = chance.choice(values)
            strange = chance.choice(STRANGE)
            if language == "xml" and chance.randrange(4):
                strange = escape(strange, quote=True)
            text, how = text[: found.start()] + strange + text[found.end() :], "a strange value"
        case "lost":
            found = chance.choice(wholes)
            text, how = text[: found.start()] + text[found.end() :], "a row or cell lost"
        case "doubled":
            found = chance.choice(wholes)
            text, how = text[: found.end()] + found[0] * chance.choice((1, 2, 200)) + text[found.end() :], "doubled"
        case "swapped":
            one, other = sorted((chance.choice(values), chance.choice(values)), key=lambda found: found.start())
            if one.end() <= other.start():
                between = text[one.end() : other.start()]
                text = text[: one.start()] + other[0] + between + one[0] + text[other.end() :]
            how = "two values swapped"
        case _:
            encoding = chance.choice(("utf-16", "cp1252", "utf-8-sig"))
            return text.encode(encoding, "replace"), f"in {encoding}"
    return text.encode("utf-8", "surrogatepass"), how


def _node(content: bytes, chance: Random) -> tuple[bytes, str]:
    """One place of a JSON document changed, the rest as well-formed as before."""
    document = json.loads(content)
    places: list[tuple[Any, Any]] = []

    def walk(node: Any) -> None:
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            places.append((node, key))
            if isinstance(value, dict | list):
                walk(value)

    walk(document)
    node, key = chance.choice(places)
    match chance.choice(("value", "value", "lost", "renamed")):
        case "value":
            node[key], how = chance.choice((*STRANGE, None, True, 3.4, -7, [], {}, [[]], {"a": 1})), "a strange node"
        case "renamed" if isinstance(node, dict):
            node[chance.choice(STRANGE)], how = node.pop(key), "a key renamed"
        case _:
            del node[key]
            how = "a node lost"
    return json.dumps(document).encode(), how


def _members(content: bytes, chance: Random) -> tuple[bytes, str]:
    """One member of a zip lost, emptied, renamed, put in another's place, or changed itself; packed soundly again."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    names = list(members)
    name = max(chance.choice(names), chance.choice(names), key=lambda name: len(members[name]))
    if _TEXTS in members and chance.randrange(2):
        name = _TEXTS
    match chance.choice((*("text",) * 12, "bytes", "lost", "empty", "renamed", "swapped")):
        case "text":
            members[name], how = _text(members[name], chance, "csv" if name.endswith(".csv") else "xml")
        case "bytes":
            members[name], how = chance.choice(_OF_BYTES)(members[name], chance)
        case "lost":
            del members[name]
            how = "lost"
        case "empty":
            members[name], how = b"", "emptied"
        case "renamed":
            members[chance.choice(("../x", "x.zip", "x.csv", name.upper(), f"{name}/y"))] = members.pop(name)
            how = "renamed"
        case _:
            other = chance.choice(names)
            members[name], members[other] = members[other], members[name]
            how = f"swapped with {other}"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for member, inside in members.items():
            made.writestr(member, inside)
    return target.getvalue(), f"{name}: {how}"


def _json_text(content: bytes, chance: Random) -> tuple[bytes, str]:
    return _text(content, chance, "json")


_OF_BYTES: tuple[Change, ...] = (_cut_off, _flip, _slice)
_OF_FORMAT: dict[str, tuple[Change, ...]] = {
    ".json": (_json_text, _node, _node),
    **dict.fromkeys((".xlsx", ".ods", ".zip"), (_members,)),
}
