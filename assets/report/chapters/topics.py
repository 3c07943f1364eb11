"""Chapter 4: the office's own texts on matters of the round, new ones and those that follow up the round before."""

from __future__ import annotations

from typing import Any

from assets.office import Text
from assets.report import blocks as b
from assets.report.material import Material


def topics(m: Material) -> dict[str, Any]:
    """Chapter 4. The words are the office's; each topic names the measures that it is about."""
    of_round = m.texts("new", "follow_up")
    sections = []
    for kind in ("new", "follow_up"):
        blocks = [block for topic in of_round if topic.kind == kind for block in _topic(m, topic)]
        if blocks:
            sections.append(b.section(f"temaer-{kind.replace('_', '-')}", b.message(f"topics.{kind}"), blocks))
    lead = b.message("topics.lead") if of_round else b.message("topics.none")
    return b.chapter("temaer", b.message("topics.title"), [b.paragraph(lead)], sections)


def _topic(m: Material, topic: Text) -> list[b.Block]:
    stem = topic.path.removeprefix("topics/").removesuffix(".md")
    blocks = [b.subheading(f"tema-{stem}", b.text(topic.title)), b.markdown(topic.markdown, topic.language)]
    about = [b.measure(one) for one in topic.measures if one in m.names]
    if about:
        blocks.append(b.note(b.message("topics.about", which=b.listed(about))))
    return blocks
