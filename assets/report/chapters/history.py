"""What has become of each measure: the change since the previous round, and its status in up to eight rounds."""

from __future__ import annotations

from typing import Any

from assets.report import blocks as b
from assets.report.material import COLOURS, Fact, Material
from checks.contract import Quarter

CHANGES = ("worsened", "improved", "entered", "left", "not_reported")
"""What can have become of a measure beside nothing, in the order in which it is told."""
ROUNDS = 8


def changes(m: Material) -> list[b.Block | None]:
    """The change since the previous round, summed up and measure by measure.

    So that more yellow because measures grew worse is told apart from more yellow because green ones were finished.
    """
    if not m.has("status.change.same"):
        return []
    if not any(m.value(f"status.change.{change}") for change in CHANGES):
        return [b.paragraph(b.message("change.none"))]
    return [b.paragraph(*_shares(m), *_sentences(m)), _sums(m), _by_measure(m)]


def _shares(m: Material) -> list[b.Ref]:
    """How the shares of red, where it has, and of yellow have moved, as shown: a move that rounding hides is none."""
    said = []
    for colour, key in (("red", "status.share.red"), ("yellow", "status.share")):
        shares = {"now": b.share(f"status.now.{colour}"), "before": b.share(f"status.before.{colour}")}
        now, before = m.share(f"status.now.{colour}"), m.share(f"status.before.{colour}")
        if now is None or before is None:
            continue
        way = "more" if now > before else "fewer" if now < before else "same"
        if way != "same" or colour == "yellow":
            said.append(b.message(f"{key}.{way}", **shares))
    return said


def _sentences(m: Material) -> list[b.Ref]:
    sentences = []
    for change in CHANGES:
        key = f"status.change.{change}"
        if not m.value(key) and change not in ("worsened", "improved"):
            continue
        sentences.append(b.message(f"change.{change}.sentence", n=b.number(key)))
        if change in ("entered", "left", "not_reported"):
            sentences.append(_colours(m, change))
    return sentences


def _colours(m: Material, change: str) -> b.Ref:
    """The status of measures that came, now, or that went or are silent, before."""
    when = "now" if change == "entered" else "last"
    counts = {one: f"status.moved.{change}.{one}" for one in COLOURS if m.value(f"status.moved.{change}.{one}")}
    if len(counts) == 1:
        ((colour, key),) = counts.items()
        return b.message(f"change.{when}.{colour}", n=b.number(key))
    parts = b.listed(b.message(f"counted.{one}", n=b.number(key)) for one, key in counts.items())
    return b.message(f"change.{when}.mixed", parts=parts)


def _sums(m: Material) -> b.Block:
    shown = [one for one in (*CHANGES, "same") if one != "not_reported" or m.value("status.change.not_reported")]
    return b.table(
        "status-endringer",
        [
            b.column("column.change", width=2.4),
            b.column("column.measures", "end"),
            *(b.column(f"column.{one}", "end") for one in COLOURS),
        ],
        [
            [
                b.message(f"change.{one}"),
                b.number(f"status.change.{one}"),
                *(b.number(f"status.moved.{one}.{colour}") for colour in COLOURS),
            ]
            for one in shown
        ],
        caption=b.message("change.table"),
        notes=[b.message("change.note"), b.message("change.colours")],
    )


def _by_measure(m: Material) -> b.Block:
    before = _of_round(m, m.previous.quarter if m.previous else "")
    rows = []
    for change in CHANGES:
        for one in m.by_name(m.behind(f"status.change.{change}")):
            fact = m.fact(one)
            was = _state(before[one], whole=True) if one in before else b.message("history.not_reported")
            now = _state(m.measures.get(one), whole=True)
            rows.append([b.measure(one), b.organisation(fact["organisation"]), b.message(f"change.{change}"), was, now])
    return b.table(
        "status-endringer-tiltak",
        [
            b.column("column.measure", width=2.6),
            b.column("column.owner", width=1.9),
            b.column("column.change", width=1.3),
            b.column("column.status_before", width=1.2),
            b.column("column.status_now", width=1.2),
        ],
        rows,
        caption=b.message("change.by_measure"),
    )


def history(m: Material) -> dict[str, Any] | None:
    """The status of each measure in up to eight rounds, as symbols; nothing in a first round."""
    rounds = [one.quarter for one in reversed(m.office.look_back(m.quarter)[:ROUNDS])]
    by_round = {quarter: _of_round(m, quarter) for quarter in rounds}
    told = [quarter for quarter in rounds if by_round[quarter]]
    measures = m.by_name(
        one
        for one in m.names
        if any(_is_active(by_round[quarter].get(one)) for quarter in (m.quarter, *told[-2:]) if quarter in by_round)
    )
    if len(told) < 2 or not measures:
        return None
    columns = [b.column("column.measure", width=4.2)]
    for quarter in map(Quarter.parse, told):
        heading = {"number": b.text(str(quarter.number)), "year": b.year(quarter.year)}
        columns.append(b.column("column.quarter", "center", width=1.25, **heading))
    return b.section(
        "statushistorikk",
        b.message("history.title"),
        [
            b.paragraph(b.message("history.lead")),
            b.table(
                "statushistorikk-tabell",
                columns,
                [[b.measure(one), *(_state(by_round[quarter].get(one)) for quarter in told)] for one in measures],
                caption=b.message("history.table", first=b.quarter(told[0]), last=b.quarter(told[-1])),
                notes=[b.message("history.note")],
                dense=True,
            ),
        ],
    )


def _of_round(m: Material, quarter: str) -> dict[str, Fact]:
    """The measures of a round by id: this one's, or one's that it looks back at."""
    if quarter == m.quarter:
        return m.measures
    return {fact["measure_id"]: fact for fact in m.facts["earlier_measures"] if fact["round"] == quarter}


def _is_active(fact: Fact | None) -> bool:
    return fact is not None and fact["lifecycle"] == "active"


def _state(fact: Fact | None, *, whole: bool = False) -> b.Ref:
    """The status of an active measure, else where in its life it is; a dash where nobody has reported it."""
    if fact is None:
        return b.message("history.not_reported.whole" if whole else "history.not_reported")
    if fact["lifecycle"] == "active":
        return b.colour(fact["status"]) if whole else b.symbol(fact["status"])
    return b.message(f"history.{fact['lifecycle']}.whole" if whole else f"history.{fact['lifecycle']}")
