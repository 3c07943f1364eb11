"""Who waits for whom: the dependencies as edges between measures and counterparts, in an order that can be drawn.

Edges come from the evidence of ``dependencies_by_counterpart``, so that they and its numbers cannot disagree. How they
are drawn is ``assets.report.network_chart``; what the report says of them is ``assets.report.chapters.network``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assets.statistics.counting import Contribution

WORST_FIRST = ("red", "yellow", "green")
ROOM = 40
"""Edges that a drawing can hold on one page and still be read."""
_PREFIX = "dependencies.counterpart."


@dataclass(frozen=True, slots=True)
class Edge:
    """A measure waits for a counterpart, in one matter or several; ``colour`` is that of the worst.

    ``counterpart`` is the end of a number's key: ``organisation.nhn``, ``measure.pll``, ``other.-`` for nobody named.
    """

    measure: str
    counterpart: str
    colour: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The edges that are drawn, and both sides from the top: measures that wait, counterparts that are waited for."""

    edges: list[Edge]
    measures: list[str]
    counterparts: list[str]


def edges_of(evidence: Iterable[Contribution]) -> list[Edge]:
    """One edge for each measure and counterpart, the worst first, else by name."""
    worst: dict[tuple[str, str], str] = {}
    for one in evidence:
        kind, who, *colour = one.key.removeprefix(_PREFIX).split(".")
        if colour and one.measure_id:
            pair = one.measure_id, f"{kind}.{who}"
            worst[pair] = min(worst.get(pair, colour[0]), colour[0], key=WORST_FIRST.index)
    found = [Edge(measure, counterpart, colour) for (measure, counterpart), colour in worst.items()]
    return sorted(found, key=lambda edge: (WORST_FIRST.index(edge.colour), edge.counterpart, edge.measure))


def most_waited_for(edges: Iterable[Edge]) -> list[str]:
    """Counterparts, those with most red edges first, then most yellow, then most at all."""
    counts: dict[str, list[int]] = {}
    for edge in edges:
        count = counts.setdefault(edge.counterpart, [0] * len(WORST_FIRST))
        count[WORST_FIRST.index(edge.colour)] += 1
    return sorted(counts, key=lambda who: ([-count for count in counts[who]], who))


def drawing(edges: list[Edge]) -> Drawing:
    """What can be read on a page: all edges that name somebody, else without the green, else the worst of them.

    A measure stands beside the counterparts that it waits for, so that few lines cross.
    """
    named = [edge for edge in edges if edge.counterpart != "other.-"]
    kept = named if len(named) <= ROOM else [edge for edge in named if edge.colour != "green"][:ROOM]
    counterparts = most_waited_for(kept)
    places = {who: place for place, who in enumerate(counterparts)}
    reach: dict[str, list[int]] = {}
    for edge in kept:
        reach.setdefault(edge.measure, []).append(places[edge.counterpart])
    worst = {edge.measure: WORST_FIRST.index(edge.colour) for edge in reversed(kept)}
    measures = sorted(reach, key=lambda one: (sum(reach[one]) / len(reach[one]), worst[one], one))
    return Drawing(kept, measures, counterparts)


def cycles(edges: Iterable[Edge], measures: Mapping[str, str]) -> list[list[str]]:
    """Groups of measures that wait for each other, each measure for all of its group by some way.

    ``measures`` gives the id of a measure by its piece of a key. A measure that waits for itself is a group of one.
    """
    follows: dict[str, set[str]] = {}
    for edge in edges:
        kind, _, piece = edge.counterpart.partition(".")
        if kind == "measure" and piece in measures:
            follows.setdefault(edge.measure, set()).add(measures[piece])
    reached = {start: _reached(start, follows) for start in follows}
    groups = {
        frozenset({other for other in reached[one] if one in reached.get(other, ())})
        for one in follows
        if one in reached[one]
    }
    return sorted(sorted(group) for group in groups)


def _reached(start: str, follows: Mapping[str, set[str]]) -> set[str]:
    """All that can be come to from a measure; itself too where a way leads back."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = follows.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found
