"""What a chart shows and never does; how it looks is looked at."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from assets.report import charts
from tests.report.fixture_charts import CHARTS, bar, category, stack

SVG = "{http://www.w3.org/2000/svg}"


def said(svg: bytes) -> list[str]:
    """The lines of text of a chart: matplotlib notes each beside the shapes that it is drawn with."""
    return [text.strip() for text in re.findall(r"<!--(.*?)-->", svg.decode(), re.DOTALL)]


def boxes(svg: bytes) -> list[tuple[float, float]]:
    """Left edge and width of each rectangle that is filled, the paper first."""
    paths = [path for path in ET.fromstring(svg).iter(f"{SVG}path") if "fill: none" not in path.get("style", "")]
    shapes = [path.get("d", "") for path in paths if path.get("d", "").count("L") == 3]
    corners = [[float(number) for number in re.findall(r"-?[\d.]+", shape)] for shape in shapes]
    return [(min(c[0::2]), max(c[0::2]) - min(c[0::2])) for c in corners]


@pytest.mark.parametrize("width", [charts.WIDTH, charts.NARROW])
@pytest.mark.parametrize("name", CHARTS)
def test_the_same_chart_gives_the_same_bytes(name: str, width: float):
    assert charts.draw(CHARTS[name], width) == charts.draw(CHARTS[name], width)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_says_every_number_it_is_given(name: str):
    chart = CHARTS[name]
    given = [row.get("text") for row in chart["rows"]] + [row.get("total") for row in chart["rows"]]
    parts = [part for row in chart["rows"] for part in row.get("values", row.get("parts", ()))]
    given += [part["text"] for part in parts if part["value"]]
    assert {text for text in given if text} <= set(said(charts.draw(chart)))


@pytest.mark.parametrize("width", [charts.WIDTH, charts.NARROW])
@pytest.mark.parametrize("name", CHARTS)
def test_nothing_sticks_out_of_the_paper(name: str, width: float):
    drawn = charts.draw(CHARTS[name], width)
    paper, *marks = boxes(drawn)
    assert paper == (0, width)
    assert marks
    assert all(left >= 0 and left + breadth <= width for left, breadth in marks)


def test_a_chart_reaches_for_nothing_outside_itself():
    drawn = charts.draw(CHARTS["status"])
    root = ET.fromstring(drawn)
    links = [value for element in root.iter() for key, value in element.attrib.items() if key.endswith("href")]
    assert links
    assert all(link.startswith("#") for link in links)
    assert not list(root.iter(f"{SVG}script"))


def test_a_bar_is_as_long_as_its_value():
    drawn = boxes(charts.draw({"kind": "bars", "rows": [bar("En", 10), bar("To", 5)]}))
    assert drawn[1][1] == pytest.approx(2 * drawn[2][1], rel=1e-3)


def test_a_part_too_thin_for_its_number_has_it_above_the_bar():
    crowded = {"kind": "stacked", "legend": [], "rows": [stack("Nå", "(300 tiltak)", 1, 2, 297)]}
    drawn = charts.draw(crowded)
    assert {"1", "2", "297"} <= set(said(drawn))


def test_a_share_stands_beside_its_count_where_there_is_room_and_nowhere_else():
    row = stack("Nå", "(37 tiltak)", 1, 17, 19)
    for part, share in zip(row["parts"], ("3 %", "46 %", "51 %"), strict=True):
        part["share"] = share
    drawn = said(charts.draw({"kind": "stacked", "legend": [], "rows": [row]}))
    assert {"1", "17", "19", "46 %", "51 %"} <= set(drawn)
    assert "3 %" not in drawn


def test_a_first_round_has_one_bar_and_no_changes():
    first = {"kind": "stacked", "legend": CHARTS["status"]["legend"], "rows": CHARTS["status"]["rows"][1:]}
    drawn = charts.draw(first)
    assert "Forrige runde" not in said(drawn)
    assert charts.size(drawn)[1] < charts.size(charts.draw(CHARTS["status"]))[1]


@pytest.mark.parametrize(
    "nothing",
    [
        {"kind": "bars", "rows": [bar("Ingen", 0)]},
        {"kind": "bars", "rows": []},
        {"kind": "stacked", "legend": [], "rows": [stack("Nå", "(0 tiltak)", 0, 0, 0)]},
        {"kind": "grid", "columns": CHARTS["dependencies"]["columns"], "rows": [category("Ingen", 0, 0, 0)]},
    ],
)
def test_a_chart_of_nothing_is_still_a_chart(nothing: dict[str, Any]):
    assert ET.fromstring(charts.draw(nothing)).tag == f"{SVG}svg"


def test_markup_in_a_label_is_text():
    label = "<script>--></script> $x^2$ & {{ 1 }} \\frac čđŋšŧž"
    drawn = charts.draw({"kind": "bars", "rows": [bar(label, 3)]})
    assert not list(ET.fromstring(drawn).iter(f"{SVG}script"))


def test_a_long_label_is_wrapped_and_a_long_word_cut():
    words = "Samarbeid og virkemidler som styrker gjennomføringskraft " + "x" * 200
    lines = charts.wrapped(words, 200)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(charts.breadth(line) <= 200 for line in lines)


@pytest.mark.parametrize("code", ["red", "yellow", "green", "unknown"])
def test_every_status_is_told_from_the_paper_and_its_number_from_it(code: str):
    look = charts.look_of(code)
    assert charts.contrast(look.on_fill, look.fill) >= 4.5
    assert max(charts.contrast(look.fill, charts.PAPER), charts.contrast(charts.INK, charts.PAPER)) >= 3
    assert charts.contrast(charts.INK, look.fill) >= 1.4


@pytest.mark.parametrize("fill", ["#4c9f38", "#fd6925", "#dd1367", "#19486a", charts.BAR])
def test_a_tag_can_be_read_on_its_colour(fill: str):
    assert charts.contrast(charts.readable_on(fill), fill) >= 4.5


def test_texts_on_the_paper_can_be_read():
    assert charts.contrast(charts.INK, charts.PAPER) >= 7
    assert charts.contrast(charts.MUTED, charts.PAPER) >= 4.5


def test_no_two_statuses_share_a_symbol_or_a_hatch():
    looks = [charts.look_of(code) for code in ("red", "yellow", "green", "unknown")]
    assert len({look.symbol for look in looks}) == len({look.hatch for look in looks}) == len(looks)


def test_an_unknown_kind_is_refused():
    with pytest.raises(KeyError, match="pie"):
        charts.draw({"kind": "pie"})
