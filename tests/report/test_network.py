"""Who waits for whom: which edges there are, which are drawn and in what order, and who waits for each other."""

from __future__ import annotations

from decimal import Decimal

from assets.report.network import ROOM, Edge, cycles, drawing, edges_of, most_waited_for
from assets.statistics.counting import Contribution


def counted(measure: str, who: str, colour: str) -> list[Contribution]:
    keys = (f"dependencies.counterpart.{who}", f"dependencies.counterpart.{who}.{colour}")
    return [Contribution(key, Decimal(1), measure, "FHI", (), ()) for key in keys]


def waits(measure: str, other: str, colour: str = "green") -> Edge:
    return Edge(measure, f"measure.{other.lower()}", colour)


def test_a_measure_waits_for_a_counterpart_once_with_the_worst_of_its_colours():
    evidence = [
        *counted("A", "organisation.nhn", "green"),
        *counted("A", "organisation.nhn", "red"),
        *counted("B", "organisation.nhn", "yellow"),
        *counted("A", "other.-", "yellow"),
    ]
    assert edges_of(evidence) == [
        Edge("A", "organisation.nhn", "red"),
        Edge("B", "organisation.nhn", "yellow"),
        Edge("A", "other.-", "yellow"),
    ]


def test_a_red_one_puts_a_counterpart_before_those_with_many_green():
    edges = [Edge(one, "other.many", "green") for one in "ABCD"] + [Edge("E", "other.one", "red")]
    assert most_waited_for(edges) == ["other.one", "other.many"]


def test_a_drawing_has_every_edge_that_names_somebody_while_there_is_room():
    edges = [Edge(str(place), "other.x", "green") for place in range(ROOM)] + [Edge("A", "other.-", "red")]
    assert drawing(edges).edges == edges[:ROOM]


def test_without_room_for_all_the_green_are_left_out_and_then_the_least_bad():
    green = [Edge(f"G{place}", "other.x", "green") for place in range(ROOM)]
    yellow = [Edge(f"Y{place}", "other.x", "yellow") for place in range(ROOM)]
    red = [Edge("R", "other.x", "red")]
    assert drawing(red + green).edges == red
    assert drawing(red + yellow + green).edges == red + yellow[: ROOM - 1]


def test_measures_stand_beside_those_they_wait_for():
    edges = [Edge("A", "other.z", "green"), Edge("B", "other.y", "red"), Edge("C", "other.z", "yellow")]
    drawn = drawing(edges)
    assert drawn.counterparts == ["other.y", "other.z"]
    assert drawn.measures == ["B", "C", "A"]


def test_measures_that_wait_for_each_other_are_found_also_by_a_long_way():
    edges = [waits("A", "B"), waits("B", "C"), waits("C", "A"), waits("D", "A"), waits("E", "E"), waits("F", "D")]
    assert cycles(edges, {one.lower(): one for one in "ABCDEF"}) == [["A", "B", "C"], ["E"]]


def test_a_counterpart_that_is_no_measure_closes_no_circle():
    edges = [waits("A", "GONE"), Edge("A", "organisation.a", "red"), Edge("B", "other.a", "red")]
    assert cycles(edges, {"a": "A", "b": "B"}) == []


def test_nothing_to_draw_is_an_empty_drawing():
    assert drawing([]).edges == drawing([]).measures == drawing([]).counterparts == []
