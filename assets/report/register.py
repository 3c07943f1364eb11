"""The index of measures at the end of the report: every measure that is named, and where.

Made from the worded document, so that it holds what is printed and nothing else. On the page an entry links to the
chapters and sections; the PDF prints page numbers instead, which only its typesetter knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assets.report.words import Document, Words

ID = "register"


def with_register(said: Document, words: Words) -> Document:
    """The document with the index as its last chapter; a report that names no measure is left as it is."""
    named: dict[str, dict[str, Any]] = {}
    for chapter in said["chapters"]:
        for part in (chapter, *chapter["sections"]):
            place = {"to": part["id"], "text": part["number"] or part["title"]}
            for measure in _measures(part["blocks"]):
                named.setdefault(measure, {})[part["id"]] = place
    if not named:
        return said
    items = []
    for one in sorted(named, key=lambda one: (words.measures[one].casefold(), one)):
        name = words.measures[one]
        marked = {"lang": lang} if (lang := words.own_language(name)) else {}
        items.append(
            {"id": f"tiltak-{one}", "measure": one, "text": name, "places": list(named[one].values()), **marked}
        )
    lead = {"type": "paragraph", "spans": [{"text": words.language.say("register.lead")}]}
    chapter = {
        "id": ID,
        "number": "",
        "title": words.language.say("register.title"),
        "blocks": [lead, {"type": "register", "items": items}],
        "sections": [],
    }
    return said | {"chapters": [*said["chapters"], chapter]}


def _measures(node: Any) -> Iterator[str]:
    """Ids of the measures that spans name, as often as they do."""
    if isinstance(node, list):
        for child in node:
            yield from _measures(child)
    elif isinstance(node, Mapping):
        if "measure" in node:
            yield node["measure"]
        for child in node.values():
            if isinstance(child, list | dict):
                yield from _measures(child)
