"""Who waits for whom: the counterparts most waited for, measures that wait for each other, a drawing and a table."""

from __future__ import annotations

from functools import cached_property

from assets.report import blocks as b
from assets.report.chapters.notes import answers
from assets.report.material import COLOURS, Material
from assets.report.network import ROOM, Edge, cycles, drawing, edges_of, most_waited_for
from checks.contract.numbers import slug

_NOBODY = "other.-"
_FEW = 4
"""Names that a sentence can list; more are left to the figure."""


def network(m: Material) -> list[b.Block | None]:
    """The dependencies of active measures by counterpart. Nothing where no counterpart is named."""
    net = _Network(m)
    if not net.named:
        return []
    return [
        b.subheading("avhengigheter-motparter", b.message("network.title")),
        b.paragraph(*net.sentences()),
        net.figure(),
        net.table(),
    ]


class _Network:
    """The edges of the round, and how their ends are said."""

    def __init__(self, m: Material) -> None:
        self.m = m
        self.edges = edges_of(m.evidence("dependencies_by_counterpart"))
        self.named = [edge for edge in self.edges if edge.counterpart != _NOBODY]

    @cached_property
    def _measures(self) -> dict[str, str]:
        return {slug(one): one for one in self.m.names}

    @cached_property
    def _organisations(self) -> dict[str, str]:
        return {slug(code): code for code in self.m.office.organisations}

    def who(self, counterpart: str, *, plain: bool = False) -> b.Ref:
        """A counterpart by its piece of a key; ``plain`` without the quotes around a measure's name."""
        kind, _, piece = counterpart.partition(".")
        if kind == "measure" and piece in self._measures:
            one = self._measures[piece]
            return b.text(self.m.names[one]) if plain else b.measure(one)
        if kind == "organisation" and piece in self._organisations:
            return b.organisation(self._organisations[piece])
        return b.text(self.m.spellings.get(piece, "")) if piece != "-" else b.message("not_given")

    def number(self, counterpart: str, colour: str = "") -> str:
        return f"dependencies.counterpart.{counterpart}" + (f".{colour}" if colour else "")

    def sentences(self) -> list[b.Ref]:
        sentences = [self._most()]
        red = [one for one in most_waited_for(self.named) if self.m.has(self.number(one, "red"))]
        if red:
            few = len(red) <= _FEW
            sentences.append(
                b.message("network.red", who=b.listed(map(self.who, red))) if few else b.message("network.red_many")
            )
        if self.m.has(self.number(_NOBODY)):
            sentences.append(b.message("network.nobody", n=b.number(self.number(_NOBODY))))
        return [*sentences, *self._cycles()]

    def _most(self) -> b.Ref:
        named = {edge.counterpart for edge in self.named}
        most = max(self.m.value(self.number(one)) for one in named)
        largest = sorted(one for one in named if self.m.value(self.number(one)) == most)
        total = b.number("dependencies.total")
        if most == self.m.value("dependencies.total"):
            return b.message("network.only", n=total, who=self.who(largest[0]))
        places = {"who": b.listed(map(self.who, largest)), "of": total}
        if len(largest) > _FEW:
            return b.message("network.even")
        key = "network.most" if len(largest) == 1 else "network.most_several"
        return b.message(key, n=b.number(self.number(largest[0])), **places)

    def _all(self) -> list[str]:
        """Every counterpart, and last what is reported without one."""
        nobody = [_NOBODY] if len(self.named) < len(self.edges) else []
        return [*most_waited_for(self.named), *nobody]

    def _cycles(self) -> list[b.Ref]:
        groups = cycles(self.edges, self._measures)
        if groups:
            return [
                b.message(
                    "network.cycle" if len(group) > 1 else "network.own",
                    which=b.listed(map(b.measure, self.m.by_name(group))),
                )
                for group in groups
            ]
        between = any(edge.counterpart.startswith("measure.") for edge in self.edges)
        return [b.message("network.no_cycle" if between else "network.no_measure")]

    def figure(self) -> b.Block:
        drawn = drawing(self.edges)
        shown = drawn.counterparts or most_waited_for(self.named)
        measures = {one: place for place, one in enumerate(drawn.measures)}
        places = {one: place for place, one in enumerate(drawn.counterparts)}
        chart = {
            "kind": "network",
            "measures": [b.text(self.m.names[one]) for one in drawn.measures],
            "counterparts": [
                {
                    "label": self.who(one, plain=True),
                    "counts": [
                        {"code": colour, "number": self.number(one, colour)}
                        for colour in COLOURS
                        if self.m.has(self.number(one, colour))
                    ],
                }
                for one in drawn.counterparts
            ],
            "edges": [
                {
                    "measure": measures[edge.measure],
                    "counterpart": places[edge.counterpart],
                    "code": edge.colour,
                }
                for edge in drawn.edges
            ],
        }
        everything = len(drawn.edges) == len(self.named)
        return b.figure(
            "avhengigheter-nettverk",
            chart,
            self._counts(self._all()),
            title=self._finding(shown),
            caption=b.message("network.caption"),
            notes=[
                b.message("network.lines"),
                *([] if everything else [b.message(self._left_out(drawn.edges))]),
                *answers(self.m, "status"),
            ],
        )

    def _left_out(self, drawn: list[Edge]) -> str:
        return "network.only_worst" if len(drawn) == ROOM else "network.without_green"

    def _finding(self, shown: list[str]) -> b.Ref:
        """Who has most red ones; where several have as many, who has most at all."""
        most = max((self.m.value(self.number(one, "red")) for one in shown), default=0)
        worst = [one for one in shown if self.m.value(self.number(one, "red")) == most]
        if most and len(worst) == 1:
            return b.message("network.finding", n=b.number(self.number(worst[0], "red")), who=self.who(worst[0]))
        return self._most()

    def _counts(self, counterparts: list[str]) -> b.Block:
        def cell(key: str) -> b.Ref:
            return b.number(key) if self.m.has(key) else b.text("")

        return b.table(
            "avhengigheter-motparter-tall",
            [
                b.column("column.counterpart", width=3),
                *(b.column(f"column.{colour}", "end") for colour in COLOURS),
                b.column("total", "end"),
            ],
            [
                [
                    self.who(one),
                    *(cell(self.number(one, colour)) for colour in COLOURS),
                    b.number(self.number(one)),
                ]
                for one in counterparts
            ],
            foot=[
                [
                    b.message("total"),
                    *(b.number(f"dependencies.colour.{colour}") for colour in COLOURS),
                    b.number("dependencies.total"),
                ]
            ],
            caption=b.message("network.counts"),
        )

    def table(self) -> b.Block:
        rows = []
        for counterpart in self._all():
            for colour in COLOURS:
                waiting = [
                    edge.measure for edge in self.edges if (edge.counterpart, edge.colour) == (counterpart, colour)
                ]
                if waiting:
                    which = b.listed(map(b.measure, self.m.by_name(waiting)))
                    rows.append([self.who(counterpart), b.colour(colour), which])
        return b.table(
            "avhengigheter-motparter-tabell",
            [
                b.column("column.counterpart", width=2),
                b.column("column.worst", width=1.1),
                b.column("column.waiting", width=5),
            ],
            rows,
            caption=b.message("network.table"),
            notes=[b.message("network.table_note")],
        )
