"""How far the strategy's goals are attained: told once a year, from the office's indicators."""

from __future__ import annotations

from itertools import groupby

from assets.office import Indicator
from assets.report import blocks as b
from assets.report.material import Material
from assets.roadmap.attainment import attained
from checks.contract.numbers import slug


def attainment(m: Material) -> list[b.Block | None]:
    """Each indicator by year against its target, and which have moved. Nothing in a round without yearly parts."""
    if not m.round.is_yearly:
        return []
    heading = b.subheading("maloppnaelse", b.message("attainment.title"))
    told = [one for one in attained(m.office, m.quarter) if one.value is not None or one.target is not None]
    if not told:
        return [heading, b.paragraph(b.message("attainment.none"))]
    by_indicator = [
        sorted(of_one, key=lambda one: one.year)
        for _, of_one in groupby(
            sorted(told, key=lambda one: (one.goal, slug(one.indicator))), lambda one: slug(one.indicator)
        )
    ]
    return [
        heading,
        b.paragraph(b.message("attainment.lead"), *_moves(m, by_indicator)),
        _figure(m, by_indicator),
    ]


def _key(m: Material, what: str, one: Indicator) -> str | None:
    key = f"indicators.{what}{slug(one.indicator)}.{one.year}"
    return key if m.has(key) else None


def _moves(m: Material, by_indicator: list[list[Indicator]]) -> list[b.Ref]:
    """Which indicators are higher, lower or as they were a year before, in the latest year with a value."""
    moved: dict[str, list[b.Ref]] = {"higher": [], "lower": [], "same": [], "unknown": []}
    for years in by_indicator:
        latest = next((one for one in reversed(years) if one.value is not None), None)
        if latest is None:
            continue
        key = _key(m, "difference.", latest)
        difference = m.value(key) if key else 0
        way = "unknown" if key is None else "higher" if difference > 0 else "lower" if difference < 0 else "same"
        moved[way].append(b.message("attainment.in_year", what=b.text(latest.indicator), year=b.year(latest.year)))
    return [b.message(f"attainment.{way}", which=b.listed(which)) for way, which in moved.items() if which]


def _figure(m: Material, by_indicator: list[list[Indicator]]) -> b.Block:
    panels = [
        {
            "label": b.text(years[0].indicator),
            "unit": b.text(years[-1].unit),
            "rows": [
                {"label": b.year(one.year), "value": _key(m, "", one), "target": _key(m, "target.", one)}
                for one in years
            ],
        }
        for years in by_indicator
    ]
    return b.figure(
        "maloppnaelse-indikatorer",
        {"kind": "targets", "panels": panels},
        _table(m, by_indicator),
        title=b.message("attainment.finding"),
        caption=b.message("attainment.caption"),
        notes=[b.message("attainment.note"), *_sources(by_indicator)],
    )


def _table(m: Material, by_indicator: list[list[Indicator]]) -> b.Block:
    def cell(key: str | None, *, signed: bool = False) -> b.Ref:
        return b.text("") if key is None else b.signed(key) if signed else b.number(key)

    return b.table(
        "maloppnaelse-tall",
        [
            b.column("column.indicator", width=3),
            b.column("column.goal_number", width=0.6),
            b.column("column.indicator_year", "end"),
            b.column("column.value", "end"),
            b.column("column.target", "end"),
            b.column("column.moved", "end", width=1.2),
        ],
        [
            [
                b.message("attainment.unit", what=b.text(one.indicator), unit=b.text(one.unit)),
                b.text(one.goal),
                b.year(one.year),
                cell(_key(m, "", one)),
                cell(_key(m, "target.", one)),
                cell(_key(m, "difference.", one), signed=True),
            ]
            for years in by_indicator
            for one in years
        ],
        caption=b.message("attainment.table"),
    )


def _sources(by_indicator: list[list[Indicator]]) -> list[b.Ref]:
    sources = dict.fromkeys(one.source for years in by_indicator for one in years if one.source)
    return [b.message("attainment.source", which=b.listed(map(b.text, sources)))] if sources else []
