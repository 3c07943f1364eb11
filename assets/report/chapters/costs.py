"""Chapter 5: growth in the yearly operating cost of the national solutions, by programme, product and year."""

from __future__ import annotations

from typing import Any

from assets.office import Round
from assets.report import blocks as b
from assets.report.chapters.notes import estimates
from assets.report.material import Material

_SHARED = "costs.programme.<programme>.<product>.<solution>.<year>"
_INTERNAL = "costs.internal.programme.<programme>.<product>.<solution>.<year>"

_Line = tuple[str, str, str]
"""Solution, programme and product, as somebody has written them."""


def costs(m: Material) -> dict[str, Any]:
    """Chapter 5. What the owner pays stands in parentheses and is in no sum."""
    years = sorted({int(fact["year"]) for fact in m.facts["costs"]})
    lead = [
        b.paragraph(b.message("costs.why"), b.message("costs.source")),
        b.paragraph(b.message("costs.inclusion"), b.message("costs.treatment")),
    ]
    sections = [_compared(m)] if m.round.is_yearly else []
    told = [b.paragraph(*_sums(m, years)), _figure(m, years), _table(m, years)] if years else [_none()]
    return b.chapter("kostnader", b.message("costs.title"), [*lead, *told], sections)


def _none() -> b.Block:
    return b.paragraph(b.message("costs.none"))


def _figure(m: Material, years: list[int]) -> b.Block:
    """Growth by year; what owners cover has bars of its own and is in no other."""

    def key(which: str, year: int) -> str | None:
        found = f"costs.{which}{year}"
        return found if m.has(found) else None

    parts = (("shared", ""), ("internal", "internal."))
    rows = [{"label": b.year(year)} | {part: key(which, year) for part, which in parts} for year in years]
    data = b.table(
        "kostnader-tall",
        [
            b.column("column.cost_year", width=2),
            b.column("column.cost_shared", "end"),
            b.column("column.cost_internal", "end"),
        ],
        [[b.year(year), _amount(m, f"costs.{year}", ""), _amount(m, "", f"costs.internal.{year}")] for year in years],
        caption=b.message("costs.by_year"),
    )
    return b.figure(
        "kostnader-ar",
        {"kind": "years", "rows": rows},
        data,
        title=_finding(m, years),
        caption=b.message("costs.caption"),
        notes=[b.message("costs.parentheses"), *estimates(m)],
    )


def _finding(m: Material, years: list[int]) -> b.Ref:
    growing = {year: m.value(f"costs.{year}") for year in years if m.value(f"costs.{year}") > 0}
    if not growing:
        return b.message("costs.finding.nothing")
    most = [year for year, value in growing.items() if value == max(growing.values())]
    key = "costs.finding" if len(most) == 1 else "costs.finding_several"
    return b.message(key, n=b.number(f"costs.{most[0]}"), year=b.listed(map(b.year, most)))


def _compared(m: Material) -> dict[str, Any]:
    """Once a year: the growth that all measures cause, by solution and year, against last year's estimate."""
    last_year = m.office.latest_of_year_before(m.quarter)
    title = b.message("costs.yearly.title")
    patterns = ("costs.solution.<solution>.<year>", "costs.last_year.solution.<solution>.<year>")
    lines = sorted(
        {(m.numbers[key].parts["solution"], m.numbers[key].parts["year"]) for key in m.keys(*patterns)},
        key=lambda line: (m.spellings.get(line[0], "").casefold(), line),
    )
    if not lines:
        return b.section("samlet-okning", title, [_none()])
    years = sorted({year for _, year in lines})
    is_compared = any(m.has(f"costs.last_year.{year}") for year in years)
    columns = [
        b.column("column.solution", width=3),
        b.column("column.cost_year", "end"),
        b.column("column.estimate_now", "end", width=1.4),
    ]
    if is_compared:
        columns += [
            b.column("column.estimate_before", "end", width=1.4),
            b.column("column.moved_estimate", "end", width=1.2),
        ]

    def row(first: b.Ref, piece: str, year: str) -> list[b.Ref]:
        cells = [first, b.year(int(year)), _cell(m, f"costs.{piece}{year}")]
        if is_compared:
            cells += [
                _cell(m, f"costs.last_year.{piece}{year}"),
                _cell(m, f"costs.difference.{piece}{year}", signed=True),
            ]
        return cells

    table = b.table(
        "samlet-okning-tabell",
        columns,
        [row(_solution(m, solution), f"solution.{solution}.", year) for solution, year in lines],
        foot=[row(b.message("costs.total"), "", year) for year in years],
        caption=b.message("costs.yearly.table"),
        notes=[b.message("costs.yearly.without_internal"), *estimates(m)],
    )
    return b.section("samlet-okning", title, [b.paragraph(*_moves(m, years, last_year)), table])


def _moves(m: Material, years: list[str], last_year: Round | None) -> list[b.Ref]:
    """In which years more or less is estimated than a year ago, or why that cannot be said."""
    moved: dict[str, list[b.Ref]] = {"higher": [], "lower": [], "same": []}
    for year in years:
        key = f"costs.difference.{year}"
        if m.has(key):
            way = "higher" if m.value(key) > 0 else "lower" if m.value(key) < 0 else "same"
            moved[way].append(b.year(int(year)))
    lead = b.message("costs.yearly.lead")
    if last_year is None or not any(moved.values()):
        return [lead, b.message("costs.yearly.nothing_before")]
    told = [b.message(f"costs.yearly.{way}", years=b.listed(which)) for way, which in moved.items() if which]
    return [lead, b.message("costs.yearly.compared", round=b.quarter(last_year.quarter)), *told]


def _solution(m: Material, piece: str) -> b.Ref:
    return b.text(m.spellings.get(piece, "")) if piece != "-" else b.message("not_given")


def _cell(m: Material, key: str, *, signed: bool = False) -> b.Ref:
    return (b.signed(key) if signed else b.number(key)) if m.has(key) else b.text("")


def _sums(m: Material, years: list[int]) -> list[b.Ref]:
    shown = [year for year in years if m.has(f"costs.{year}")]
    sums = [b.message("costs.in_year", n=b.number(f"costs.{year}"), year=b.year(year)) for year in shown]
    sentences = [b.message("costs.sums", sums=b.listed(sums))] if sums else []
    internal = [
        b.message("costs.in_year", n=b.number(f"costs.internal.{year}"), year=b.year(year))
        for year in years
        if m.has(f"costs.internal.{year}")
    ]
    if internal:
        sentences.append(b.message("costs.internal_sums", sums=b.listed(internal)))
    return sentences


def _table(m: Material, years: list[int]) -> b.Block:
    lines: dict[_Line, dict[int, dict[str, str]]] = {}
    for pattern in (_SHARED, _INTERNAL):
        for key in m.keys(pattern):
            line = m.part(key, "solution"), m.part(key, "programme"), m.part(key, "product")
            lines.setdefault(line, {}).setdefault(int(m.numbers[key].parts["year"]), {})[pattern] = key
    rows = []
    for line, by_year in sorted(lines.items(), key=lambda one: [part.casefold() for part in one[0]]):
        solution, programme, product = line
        what = b.message("costs.product", programme=b.text(programme), product=b.text(product))
        amounts = [_amount(m, *(by_year.get(year, {}).get(one, "") for one in (_SHARED, _INTERNAL))) for year in years]
        rows.append([what if product else b.text(programme), b.text(solution), *amounts])
    foot = [[b.message("costs.total"), b.text(""), *(_amount(m, f"costs.{year}", "") for year in years)]]
    if any(m.has(f"costs.internal.{year}") for year in years):
        own = [_amount(m, "", f"costs.internal.{year}") for year in years]
        foot.append([b.message("costs.total_internal"), b.text(""), *own])
    return b.table(
        "driftskostnader",
        [
            b.column("column.programme", width=4),
            b.column("column.solution", width=2.2),
            *(b.column("column.year", "end", year=b.year(year)) for year in years),
        ],
        rows,
        foot=foot,
        caption=b.message("costs.table"),
        notes=[b.message("costs.parentheses"), b.message("costs.empty")],
    )


def _amount(m: Material, shared: str, internal: str) -> b.Ref:
    """What is in the sums, and in parentheses what the owner pays; either may be absent."""
    parts: list[b.Ref] = [b.number(shared)] if m.has(shared) else []
    if m.has(internal):
        parts.append(b.message("costs.internal", n=b.number(internal)))
    return b.lines(*parts) if len(parts) > 1 else parts[0] if parts else b.text("")
