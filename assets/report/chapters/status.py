"""Chapter 2: how the portfolio stands. Status, risk, dependencies, strategy goals and UN goals."""

from __future__ import annotations

from typing import Any

from assets.report import blocks as b
from assets.report.chapters.attainment import attainment
from assets.report.chapters.history import changes, history
from assets.report.chapters.network import network
from assets.report.chapters.notes import answers, breaks, corrected, term
from assets.report.material import COLOURS, Fact, Material

_UN_COLOURS = {"3": "#4C9F38", "9": "#FD6925", "10": "#DD1367", "17": "#19486A"}
"""The UN's own colours of its goals."""


def status(m: Material) -> dict[str, Any]:
    """Chapter 2 with its five sections, and the report's own on each measure's history where there is one."""
    told = history(m)
    return b.chapter(
        "status",
        b.message("status.title"),
        _segments(m),
        [
            b.section("overordnet-status", b.message("status.overall.title"), _overall(m)),
            b.section("risiko", b.message("risk.title"), _risk(m)),
            b.section("avhengigheter", b.message("dependencies.title"), _dependencies(m)),
            b.section("strategi", b.message("goals.title"), _goals(m)),
            b.section("baerekraft", b.message("sdg.title"), _sdgs(m)),
            *([told] if told else []),
        ],
    )


def trend(m: Material, what: str, colour: str) -> b.Ref:
    """A sentence on how many have a colour now, against the round before where there is one.

    Says more, fewer or as many of the counts; a share would need another word.
    """
    now, before = f"{what}.now.{colour}", f"{what}.before.{colour}"
    if not m.has(before):
        return b.message(f"{what}.{colour}.now", n=b.number(now))
    difference = m.value(now) - m.value(before)
    if difference > 0 and not m.value(before):
        return b.message(f"{what}.{colour}.from_none", n=b.number(now))
    way = "more" if difference > 0 else "fewer" if difference < 0 else "same"
    return b.message(f"{what}.{colour}.{way}", n=b.number(now), before=b.number(before))


def red(m: Material, what: str) -> b.Ref:
    """Who is red, and whether there are more or fewer of them than in the round before."""
    now, before = f"{what}.now.red", f"{what}.before.red"
    key = f"{what}.red"
    if _has_moved(m, now, before):
        way = "fewer" if m.value(now) < m.value(before) else "more" if m.value(before) else "from_none"
        key += f".named_{way}"
    which = b.named(m.by_name(m.behind(now)), f"table-{what}-rode")
    return b.message(key, n=b.number(now), before=b.number(before), which=which)


def _has_moved(m: Material, now: str, before: str) -> bool:
    return m.has(before) and m.value(now) != m.value(before)


def _finding(m: Material, what: str) -> b.Ref:
    """What has moved, red before yellow; where neither has, that of the two which more report."""
    moved = [one for one in ("red", "yellow") if _has_moved(m, f"{what}.now.{one}", f"{what}.before.{one}")]
    larger = "red" if m.value(f"{what}.now.red") > m.value(f"{what}.now.yellow") else "yellow"
    return trend(m, what, moved[0] if moved else larger)


def _largest(m: Material, prefix: str, codes: list[str]) -> list[str]:
    """The codes under which most is counted: more than one when they tie."""
    most = max(m.value(prefix + code) for code in codes)
    return [code for code in codes if m.value(prefix + code) == most]


def _segments(m: Material) -> list[b.Block | None]:
    keys = {segment: f"measures.active.{segment}" for segment in m.terms("segment")}
    bars = [{"label": term(m, "segment", code), "number": key} for code, key in keys.items()]
    data = b.table(
        "segmenter-tall",
        [b.column("column.segment", width=3), b.column("column.active", "end"), b.column("column.share", "end")],
        [[term(m, "segment", code), b.number(key), b.share(key)] for code, key in keys.items()],
        caption=b.message("segments.table"),
        foot=[[b.message("total"), b.number("measures.active"), b.text("")]],
    )
    kind = "no_joint" if not m.value("measures.active.joint") else "sentence"
    if kind == "sentence" and m.value("measures.active.joint") == m.value("measures.active"):
        kind = "all_joint"
    active, joint = b.number("measures.active"), b.number("measures.active.joint")
    return [
        b.paragraph(
            b.message(f"segments.{kind}", n=active, joint=joint),
            _budget(m),
        ),
        b.figure(
            "segmenter",
            {"kind": "bars", "rows": bars},
            data,
            title=b.message(f"segments.finding.{kind}", n=active, joint=joint),
            caption=b.message("segments.caption", quarter=b.quarter(m.quarter)),
            notes=[*breaks(m, "segment"), *answers(m, "status")],
        ),
    ]


def _budget(m: Material) -> b.Ref:
    """A reported budget of nothing is told apart from none that is reported."""
    reported = m.numbers["budget.joint"].terms > 0
    key = "budget.zero" if reported and not m.value("budget.joint") else "budget.sentence"
    return b.message(key, n=b.number("budget.joint"), year=b.year(int(m.quarter[:4])))


def _overall(m: Material) -> list[b.Block | None]:
    return [
        b.paragraph(red(m, "status"), trend(m, "status", "yellow")),
        _now_and_before(m, "status"),
        _reasons(m, "status"),
        *changes(m),
    ]


def _risk(m: Material) -> list[b.Block | None]:
    return [
        b.paragraph(red(m, "risk"), trend(m, "risk", "yellow")),
        _now_and_before(m, "risk"),
        _reasons(m, "risk"),
    ]


def _now_and_before(m: Material, what: str) -> b.Block:
    """Status or risk as two stacked bars, with the change since the round before."""
    has_before = m.has(f"{what}.before.red") and m.previous is not None
    rounds = [("before", m.previous.quarter)] if has_before and m.previous else []
    rounds.append(("now", m.quarter))
    bars = [
        {
            "label": b.message(f"round.{when}"),
            "sub": b.quarter(quarter),
            "parts": [{"code": one, "label": b.colour(one), "number": f"{what}.{when}.{one}"} for one in COLOURS],
        }
        for when, quarter in rounds
    ]
    columns = [b.column("column.colour", width=2)]
    columns += [b.column(f"column.{when}", "end", quarter=b.quarter(quarter)) for when, quarter in rounds]
    columns.append(b.column("column.share_now", "end"))
    data = b.table(
        f"{what}-tall",
        columns,
        [
            [
                b.colour(one),
                *(b.number(f"{what}.{when}.{one}") for when, _ in rounds),
                b.share(f"{what}.now.{one}"),
            ]
            for one in COLOURS
        ],
        caption=b.message(f"{what}.table"),
    )
    chart: dict[str, Any] = {"kind": "stacked", "rows": bars}
    if has_before:
        chart["changes"] = [{"code": one, "number": f"{what}.difference.{one}"} for one in COLOURS]
    return b.figure(
        what,
        chart,
        data,
        title=_finding(m, what),
        caption=b.message(f"{what}.caption.{'both' if has_before else m.nothing_before}", before=m.before),
        notes=[b.message(f"{what}.who"), *corrected(m, what), *answers(m, what)],
    )


def _reasons(m: Material, what: str) -> b.Block | None:
    """Why each of the measures is red, in its owner's words."""
    measures = m.by_name(m.behind(f"{what}.now.red"))
    if not measures:
        return None
    return b.table(
        f"{what}-rode",
        [b.column("column.measure", width=2), b.column("column.owner", width=2), b.column("column.reason", width=4)],
        [
            [
                b.measure(one),
                b.organisation(m.measures[one]["organisation"]),
                b.text(m.measures[one][f"{what}_reason"]),
            ]
            for one in measures
        ],
        caption=b.message(f"{what}.reasons"),
    )


def _dependencies(m: Material) -> list[b.Block | None]:
    categories = sorted(
        m.terms("dependency_category"),
        key=lambda one: [-m.value(f"dependencies.{one}.{colour}") for colour in COLOURS],
    )
    largest = _largest(m, "dependencies.category.", categories)
    grid = {
        "kind": "grid",
        "columns": [{"code": one, "label": b.colour(one)} for one in COLOURS],
        "rows": [
            {
                "label": term(m, "dependency_category", one),
                "numbers": [f"dependencies.{one}.{colour}" for colour in COLOURS],
                "total": f"dependencies.category.{one}",
            }
            for one in categories
        ],
        "total_row": {
            "numbers": [f"dependencies.colour.{colour}" for colour in COLOURS],
            "total": "dependencies.total",
        },
    }
    data = b.table(
        "avhengigheter-tall",
        [
            b.column("column.category", width=3),
            *(b.column(f"column.{one}", "end") for one in COLOURS),
            b.column("total", "end"),
        ],
        [
            [
                term(m, "dependency_category", one),
                *(b.number(f"dependencies.{one}.{colour}") for colour in COLOURS),
                b.number(f"dependencies.category.{one}"),
            ]
            for one in categories
        ],
        foot=[
            [
                b.message("total"),
                *(b.number(f"dependencies.colour.{colour}") for colour in COLOURS),
                b.number("dependencies.total"),
            ]
        ],
        caption=b.message("dependencies.table"),
    )
    worst = [b.message(f"dependencies.{one}_red", n=b.number(f"dependencies.{one}.red")) for one in ("high", "medium")]
    if not m.value("dependencies.total"):
        return [b.paragraph(b.message("dependencies.sentence", n=b.number("dependencies.total")))]
    return [
        b.paragraph(
            b.message("dependencies.sentence", n=b.number("dependencies.total")),
            _categories(m, largest),
        ),
        b.figure(
            "avhengigheter",
            grid,
            data,
            title=b.message("dependencies.finding", n=b.number("dependencies.colour.red")),
            caption=b.message("dependencies.caption"),
            notes=[
                b.message("dependencies.colours"),
                *breaks(m, "dependency_category"),
                *answers(m, "status"),
            ],
        ),
        b.paragraph(*worst),
        _red_dependencies(m),
        *network(m),
    ]


def _categories(m: Material, largest: list[str]) -> b.Ref:
    category = b.listed(b.term("dependency_category", one) for one in largest)
    most = f"dependencies.category.{largest[0]}"
    if m.value(most) == m.value("dependencies.total"):
        return b.message("dependencies.only_category", n=b.number("dependencies.total"), category=category)
    key = "dependencies.largest" if len(largest) == 1 else "dependencies.several_largest"
    return b.message(key, n=b.number(most), category=category)


def _red_dependencies(m: Material) -> b.Block | None:
    def order(fact: Fact) -> tuple[str, str]:
        return m.names[fact["measure_id"]].casefold(), fact["dependency_id"]

    red = [
        fact
        for fact in m.facts["dependencies"]
        if fact["status"] == "red"
        and fact["criticality"] == "high"
        and m.measures[fact["measure_id"]]["lifecycle"] == "active"
    ]
    if not red:
        return None
    return b.table(
        "avhengigheter-rode",
        [
            b.column("column.measure", width=2),
            b.column("column.owner", width=1.9),
            b.column("column.dependency", width=2.8),
            b.column("column.counterpart", width=1.8),
            b.column("column.due", width=1.7),
        ],
        [
            [
                b.measure(fact["measure_id"]),
                b.organisation(fact["organisation"]),
                b.text(fact["description"]),
                _counterpart(fact),
                b.day(fact["due_date"].isoformat()) if fact["due_date"] else b.message("not_given"),
            ]
            for fact in sorted(red, key=order)
        ],
        caption=b.message("dependencies.red_table"),
        notes=[b.message("dependencies.red_note")] if any(fact["counterpart_measure_id"] for fact in red) else [],
    )


def _counterpart(fact: Fact) -> b.Ref:
    """Who must meet it as reported, and the measure by which it is counted."""
    said = [b.text(fact["counterpart"])] if fact["counterpart"] else []
    if fact["counterpart_measure_id"]:
        said.append(b.measure(fact["counterpart_measure_id"]))
    return b.lines(*said) if said else b.message("not_given")


def _goals(m: Material) -> list[b.Block | None]:
    goals = m.terms("goal")
    data = b.table(
        "hovedmal-tall",
        [b.column("column.goal", width=5), b.column("column.active", "end"), b.column("column.share", "end")],
        [[term(m, "goal", one), b.number(f"goals.main.{one}"), b.share(f"goals.main.{one}")] for one in goals],
        caption=b.message("goals.table"),
        foot=[[b.message("total"), b.number("measures.active"), b.text("")]],
    )
    return [
        b.paragraph(b.message("goals.strategy"), b.message("goals.main_only")),
        b.figure(
            "hovedmal",
            {
                "kind": "bars",
                "rows": [{"label": b.name("goal", one), "number": f"goals.main.{one}", "tag": one} for one in goals],
            },
            data,
            title=_goal_finding(m, goals),
            caption=b.message("goals.caption"),
            notes=[b.message("goals.note"), *breaks(m, "goal"), *answers(m, "goal")],
        ),
        *attainment(m),
    ]


def _goal_finding(m: Material, goals: list[str]) -> b.Ref:
    """Which goal has most measures; several when they tie."""
    largest = _largest(m, "goals.main.", goals)
    most = b.number(f"goals.main.{largest[0]}")
    if not m.value("measures.active"):
        return b.message("goals.none")
    if len(largest) == 1:
        return b.message("goals.finding", n=most, goal=b.term("goal", largest[0]))
    if largest == goals:
        return b.message("goals.even", n=most)
    return b.message("goals.several", n=most, goal=b.listed(map(b.text, largest)))


def _sdgs(m: Material) -> list[b.Block | None]:
    chosen = [one for one in m.terms("sdg") if one != "none"]
    by_size = sorted(chosen, key=lambda one: (-m.value(f"sdg.{one}"), int(one)))
    key = "sdg.answered" if m.value("measures.active") > 1 else "sdg.answered_alone"
    answered = b.message(key, n=b.number("sdg.answered"), of=b.number("measures.active"))
    data = b.table(
        "baerekraft-tall",
        [b.column("column.sdg", width=5), b.column("column.active", "end"), b.column("column.share", "end")],
        [[term(m, "sdg", one), b.number(f"sdg.{one}"), b.share(f"sdg.{one}")] for one in by_size],
        caption=b.message("sdg.table"),
    )
    silent = m.by_name(m.behind("sdg.not_answered"))
    return [
        b.paragraph(b.message("sdg.why"), *([answered] if m.value("measures.active") else [])),
        b.figure(
            "baerekraft",
            {
                "kind": "bars",
                "rows": [
                    {"label": b.name("sdg", one), "number": f"sdg.{one}", "tag": one, "colour": _UN_COLOURS.get(one)}
                    for one in by_size
                ],
            },
            data,
            title=b.message("sdg.finding", n=b.number(f"sdg.{by_size[0]}"), goal=b.term("sdg", by_size[0])),
            caption=b.message("sdg.caption"),
            notes=[b.message("sdg.several"), *breaks(m, "sdg"), *answers(m, "sdg")],
        ),
        b.paragraph(
            b.message("sdg.silent", n=b.number("sdg.not_answered"), which=b.named(silent, "table-tiltakene-tabell"))
        )
        if silent
        else None,
    ]
