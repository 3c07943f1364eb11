"""The foreword with what the report rests on, and chapter 1, the summary."""

from __future__ import annotations

from typing import Any

from assets.report import blocks as b
from assets.report.chapters.office import asked
from assets.report.chapters.status import red, trend
from assets.report.material import Material


def foreword(m: Material) -> dict[str, Any]:
    """What the portfolio and the report are, and who has reported."""
    per = b.message("foreword.basis", cut_off=b.day(m.round.cut_off.isoformat()), quarter=b.quarter(m.quarter))
    return b.chapter(
        "forord",
        b.message("foreword.title"),
        [
            *([b.markdown(text.markdown, text.language) for text in m.texts("foreword")] or _standing()),
            b.paragraph(b.message("foreword.report"), per),
        ],
        [b.section("grunnlag", b.message("coverage.title"), _coverage(m))],
        numbered=False,
    )


def _standing() -> list[b.Block]:
    """The foreword where the office has written none for the round."""
    return [
        b.paragraph(b.message("foreword.why")),
        b.paragraph(b.message("foreword.portfolio"), b.message("foreword.council")),
    ]


def _coverage(m: Material) -> list[b.Block | None]:
    states: dict[str, list[b.Ref]] = {state: [] for state in ("missing", "waiting", "nothing_to_report")}
    late = []
    for one in m.facts["organisations"]:
        if one["is_expected"] and one["state"] in states:
            states[one["state"]].append(b.organisation(one["code"]))
        if one["is_expected"] and one["is_late"]:
            late.append(b.organisation(one["code"]))
    sentences = [
        b.message(
            "coverage.submitted" if m.value("coverage.expected") > 1 else "coverage.submitted_alone",
            n=b.number("coverage.submitted"),
            expected=b.number("coverage.expected"),
        )
    ]
    for state, who in states.items():
        if who:
            sentences.append(b.message(f"coverage.{state}", who=b.listed(who)))
    if late:
        sentences.append(b.message("coverage.late", n=b.number("coverage.late"), who=b.listed(late)))
    return [b.paragraph(*sentences), _kept(m), not_reported(m)]


def _kept(m: Material) -> b.Block | None:
    """Measures of which a later file was refused: what stands of them is older than what their owner last sent."""
    kept = sorted({measure for one in m.facts["organisations"] for measure in one["kept"]} & m.measures.keys())
    if not kept:
        return None
    return b.paragraph(b.message("coverage.kept", which=b.listed(map(b.measure, m.by_name(kept)))))


def not_reported(m: Material) -> b.Block | None:
    """Measures that were active and of which nobody has said anything this time: named, not carried over."""
    if not m.value("measures.not_reported"):
        return None
    return b.paragraph(
        b.message(
            "coverage.not_reported",
            n=b.number("measures.not_reported"),
            which=b.listed(b.measure(one) for one in m.by_name(m.behind("measures.not_reported"))),
        )
    )


def silence(m: Material) -> dict[str, Any]:
    """What stands instead of the figures in a round in which nobody has reported."""
    return b.chapter(
        "oppsummering",
        b.message("summary.title"),
        [b.paragraph(b.message("summary.silence", round=b.quarter(m.quarter)))],
    )


def summary(m: Material) -> dict[str, Any]:
    """Chapter 1: the findings in a page."""
    return b.chapter(
        "oppsummering",
        b.message("summary.title"),
        [
            b.key_figures(_headlines(m)),
            b.paragraph(*_state(m)),
            b.paragraph(*_movement(m))
            if m.has("lifecycle.finished")
            else b.paragraph(b.message(f"summary.{m.nothing_before}", before=m.before)),
            *_topics(m),
            _plan(m),
        ],
        [decisions] if (decisions := asked(m)) else [],
    )


def _headlines(m: Material) -> list[tuple[str, b.Ref]]:
    """Headline numbers, each with what it was before where that is known."""
    joint = b.message("headline.joint", n=b.number("measures.active.joint"))
    figures = [("measures.active", joint)]
    for colour in ("red", "yellow"):
        before = f"status.before.{colour}"
        detail = (
            b.message("headline.before", n=b.number(before))
            if m.has(before)
            else b.message(f"headline.{m.nothing_before}")
        )
        figures.append((f"status.now.{colour}", detail))
    figures.append(("risk.now.red", b.message("headline.risk")))
    figures.append(("dependencies.high.red", b.message("headline.dependencies", n=b.number("dependencies.total"))))
    figures.append(("budget.joint", b.message("headline.budget")))
    return [(key, detail) for key, detail in figures if m.has(key)]


def _state(m: Material) -> list[b.Ref]:
    return [
        b.message("summary.active", n=b.number("measures.active")),
        red(m, "status"),
        trend(m, "status", "yellow"),
        red(m, "risk"),
    ]


def _movement(m: Material) -> list[b.Ref]:
    sentences = [b.message("summary.finished", n=b.number("lifecycle.finished"))]
    finished, was_paused = m.value("lifecycle.finished"), m.value("lifecycle.finished_was_paused")
    if was_paused:
        some = "" if was_paused < finished else {1: "_alone", 2: "_both"}.get(int(finished), "_all")
        sentences.append(b.message(f"summary.finished_was_paused{some}", n=b.number("lifecycle.finished_was_paused")))
    sentences.append(b.message("summary.new", n=b.number("lifecycle.new")))
    sentences.append(b.message("summary.paused", n=b.number("lifecycle.paused")))
    if m.value("lifecycle.cancelled"):
        sentences.append(b.message("summary.cancelled", n=b.number("lifecycle.cancelled")))
    return sentences


def _topics(m: Material) -> list[b.Block]:
    of_round = m.texts("new", "follow_up")
    if not of_round:
        return []
    said = [b.message(f"summary.topic.{topic.kind}", title=b.text(topic.title)) for topic in of_round]
    return [b.paragraph(b.message("summary.topics")), b.bullets(said)]


def _plan(m: Material) -> b.Block | None:
    if not m.value("roadmap.total"):
        return None
    plan = b.reference("tiltak-neste-ar")
    return b.paragraph(b.message("summary.plan", n=b.number("roadmap.total"), year=b.year(m.next_year), plan=plan))
