"""Chapter 6, the roadmap at a glance, and chapter 7, the recommended measures for next year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assets.office import Initiative
from assets.report import blocks as b
from assets.report.material import Fact, Material
from assets.roadmap.plan import Plan, PlannedInitiative, plan_for


def roadmap(m: Material) -> dict[str, Any]:
    """Chapter 6: how many activities each goal and initiative has."""
    blocks: list[b.Block | None] = [b.paragraph(b.message("roadmap.what"), b.message("roadmap.where"))]
    if m.value("roadmap.total"):
        blocks.append(
            b.paragraph(
                b.message("roadmap.sentence", n=b.number("roadmap.total")),
                b.message(_provisional(m), n=b.number("roadmap.provisional")),
            )
        )
        blocks.append(_by_goal(m))
        blocks.append(_by_actor(m))
    else:
        blocks.append(b.paragraph(b.message("roadmap.sentence", n=b.number("roadmap.total"))))
    return b.chapter("veikart", b.message("roadmap.title"), blocks)


def _provisional(m: Material) -> str:
    """The sentence on how many of the activities are not finally treated: of one, of all, or of some."""
    if m.value("roadmap.total") == 1:
        return "roadmap.provisional_alone"
    is_all = m.value("roadmap.provisional") == m.value("roadmap.total")
    return "roadmap.provisional_all" if is_all else "roadmap.provisional"


def _by_goal(m: Material) -> b.Block:
    return b.table(
        "veikart-mal",
        [b.column("column.strategy_goal", width=5), b.column("column.activities", "end")],
        [[b.term("goal", one), b.number(f"roadmap.goal.{one}")] for one in m.terms("goal")],
        foot=[[b.message("total"), b.number("roadmap.total")]],
        caption=b.message("roadmap.table"),
    )


def _by_actor(m: Material) -> b.Block:
    """All actors, those who do most first."""
    keys = sorted(m.keys("roadmap.actor.<actor>"), key=lambda key: (-m.value(key), m.part(key, "actor")))
    return b.table(
        "veikart-aktor",
        [b.column("column.actor", width=5), b.column("column.activities", "end")],
        [[b.text(m.part(key, "actor")), b.number(key)] for key in keys],
        foot=[[b.message("total"), b.number("roadmap.total")]],
        caption=b.message("roadmap.actors"),
    )


def plan(m: Material) -> dict[str, Any]:
    """Chapter 7: by goal and initiative, who does what in the plan year, with priorities and reservations."""
    year = b.year(m.next_year)
    recommended = plan_for(m.next_year, m.facts["roadmap"], m.office.initiatives, m.terms("goal"))
    title = b.message("plan.title", year=year)
    if not recommended.goals:
        return b.chapter("tiltak-neste-ar", title, [b.paragraph(b.message("plan.none", year=year))])
    sections = [_priorities(m)] if m.office.priorities else []
    for goal, initiatives in recommended.goals:
        blocks = [block for one in initiatives for block in _initiative(m, one)]
        sections.append(b.section(f"plan-mal-{goal}", b.message("plan.goal", goal=b.term("goal", goal)), blocks))
    return b.chapter("tiltak-neste-ar", title, _lead(m, recommended), sections)


def _lead(m: Material, recommended: Plan) -> Iterable[b.Block | None]:
    year = b.year(m.next_year)
    yield b.paragraph(b.message("plan.assignment", year=year), b.message("plan.process"))
    if recommended.has_provisional:
        yield b.note(b.message("plan.reservation"))


def _priorities(m: Material) -> dict[str, Any]:
    rows = [
        [
            b.text(priority.name),
            b.text(f"{priority.initiative_no} {priority.initiative}".strip()),
            b.listed(b.measure(one) for one in priority.measure_ids),
        ]
        for priority in m.office.priorities
    ]
    return b.section(
        "prioriteringer",
        b.message("priorities.title"),
        [
            b.paragraph(b.message("priorities.why")),
            b.table(
                "prioriteringer-tabell",
                [
                    b.column("column.area", width=2.4),
                    b.column("column.initiative", width=3.4),
                    b.column("column.which", width=2),
                ],
                rows,
                caption=b.message("priorities.table"),
            ),
        ],
    )


def _initiative(m: Material, planned: PlannedInitiative) -> list[b.Block]:
    office: Initiative | None = planned.office
    identity = f"initiativ-{planned.key.replace('.', '-')}"
    heading = f"{office.initiative_no} {office.initiative}" if office else planned.title
    which = b.text(office.initiative_no) if office else b.message("quoted", text=b.text(planned.title))
    blocks = [b.subheading(identity, b.text(heading))]
    if office and office.candidate:
        blocks.append(b.note(b.message("plan.candidate")))
    if office and office.objective_or_prerequisite:
        blocks.append(b.paragraph(b.text(office.objective_or_prerequisite)))
    blocks.append(
        b.table(
            f"{identity}-tabell",
            [
                b.column("column.actor", width=1.6),
                b.column("column.service", width=1.8),
                b.column("column.happens", width=4, year=b.year(m.next_year)),
                b.column("column.period", width=1),
            ],
            [_activity(fact) for fact in planned.activities],
            caption=b.message("plan.table", year=b.year(m.next_year), which=which),
        )
    )
    return blocks


def _activity(fact: Fact) -> list[b.Ref]:
    what = b.text(fact["activity"])
    if fact["provisional"]:
        what = b.lines(what, b.message("plan.provisional"))
    return [b.text(fact["actor"]), b.text(fact["service"]), what, _period(fact["start_year"], fact["end_year"])]


def _period(start: int | None, end: int | None) -> b.Ref:
    if start and end:
        return b.year(start) if start == end else b.message("period.closed", start=b.year(start), end=b.year(end))
    if start:
        return b.message("period.open", start=b.year(start))
    return b.message("period.until", end=b.year(end)) if end else b.message("not_given")
