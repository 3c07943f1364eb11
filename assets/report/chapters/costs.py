"""Chapter 5: growth in the yearly operating cost of the national solutions, by programme, product and year."""

from __future__ import annotations

from typing import Any

from assets.report import blocks as b
from assets.report.material import Material

_SHARED = "costs.programme.<programme>.<product>.<solution>.<year>"
_INTERNAL = "costs.internal.programme.<programme>.<product>.<solution>.<year>"

_Line = tuple[str, str, str]
"""Solution, programme and product, as somebody has written them."""


def costs(m: Material) -> dict[str, Any]:
    """Chapter 5. What the owner pays stands in parentheses and is in no sum."""
    years = sorted({int(fact["year"]) for fact in m.facts["costs"]})
    lead = b.paragraph(b.message("costs.why"), b.message("costs.source"))
    if not years:
        return b.chapter("kostnader", b.message("costs.title"), [lead, b.paragraph(b.message("costs.none"))])
    return b.chapter("kostnader", b.message("costs.title"), [lead, b.paragraph(*_sums(m, years)), _table(m, years)])


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
