"""The charts of the modules beside ``charts``, worded: references become labels, keys become values with their texts.

For each kind, what the drawing gets and the same in words for those who do not see it. The kinds that ``charts`` draws
are worded in ``assets.report.words``, which hands over how it says a reference and a number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assets.report.blocks import Ref

Chart = Mapping[str, Any]
Drawn = dict[str, Any]


@dataclass(frozen=True)
class Speech:
    """How references, messages and numbers are said in the language of the document."""

    text: Callable[[Ref], str]
    say: Callable[..., str]
    drawn: Callable[[str], Drawn]


def worded(chart: Chart, speech: Speech) -> tuple[Drawn, str]:
    """The chart as it is drawn, and in words. Raises KeyError on a kind that is none of these."""
    return _KINDS[chart["kind"]](chart, speech)


def _years(chart: Chart, speech: Speech) -> tuple[Drawn, str]:
    def amount(row: Chart, part: str) -> Drawn | None:
        if row[part] is None:
            return None
        drawn = speech.drawn(row[part])
        return drawn | {"text": speech.say("costs.internal", n=drawn["text"])} if part == "internal" else drawn

    parts = ("shared", "internal")
    rows: list[Drawn] = [
        {"label": speech.text(row["label"]), **{part: amount(row, part) for part in parts}} for row in chart["rows"]
    ]
    legend = [speech.say(f"chart.costs.{part}") if any(row[part] for row in rows) else "" for part in parts]
    said = [
        f"{row['label']}: "
        + ", ".join(
            f"{word.lower()} {row[part]['text']}" for part, word in zip(parts, legend, strict=True) if row[part]
        )
        for row in rows
    ]
    return {"kind": "years", "rows": rows, "legend": legend}, _joined(said)


def _targets(chart: Chart, speech: Speech) -> tuple[Drawn, str]:
    target = speech.say("chart.target")

    def year(row: Drawn) -> str:
        value = row["value"]["text"] if row["value"] else ""
        aim = f"{target.lower()} {row['target']['text']}" if row["target"] else ""
        return f"{row['label']} {', '.join(part for part in (value, aim) if part)}"

    panels, said = [], []
    for panel in chart["panels"]:
        rows: list[Drawn] = [
            {
                "label": speech.text(row["label"]),
                **{part: speech.drawn(row[part]) if row[part] else None for part in ("value", "target")},
            }
            for row in panel["rows"]
        ]
        panels.append({"label": speech.text(panel["label"]), "unit": speech.text(panel["unit"]), "rows": rows})
        said.append(f"{panels[-1]['label']} ({panels[-1]['unit']}): {', '.join(map(year, rows))}")
    return {"kind": "targets", "panels": panels, "target": target}, _joined(said)


def _network(chart: Chart, speech: Speech) -> tuple[Drawn, str]:
    measures = [{"label": speech.text(one)} for one in chart["measures"]]
    counterparts = [
        {
            "label": speech.text(one["label"]),
            "counts": [{"code": count["code"], **speech.drawn(count["number"])} for count in one["counts"]],
        }
        for one in chart["counterparts"]
    ]
    edges = [dict(edge) for edge in chart["edges"]]
    said = []
    for place, one in enumerate(counterparts):
        who = [
            f"{measures[edge['measure']]['label']} ({speech.text({'colour': edge['code']}).lower()})"
            for edge in edges
            if edge["counterpart"] == place
        ]
        said.append(f"{one['label']}: {', '.join(who)}")
    titles = [speech.say("chart.network.measures"), speech.say("chart.network.counterparts")]
    return {
        "kind": "network",
        "measures": measures,
        "counterparts": counterparts,
        "edges": edges,
        "titles": titles,
    }, _joined(said)


def _joined(parts: list[str]) -> str:
    return "; ".join(parts) + "."


_KINDS: dict[str, Callable[[Chart, Speech], tuple[Drawn, str]]] = {
    "years": _years,
    "targets": _targets,
    "network": _network,
}
