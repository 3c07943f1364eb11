"""The charts with modules of their own: what each shows, within its paper, and the same bytes twice."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest

from assets.report.charts import NARROW, WIDTH
from assets.report.drawing import draw
from assets.report.network import ROOM
from tests.report.test_charts import SVG, boxes
from tests.report.test_charts import said as texts


def amount(value: float, text: str) -> dict[str, Any]:
    return {"value": value, "text": text}


LONG = "Digital legemiddelhåndtering i kommunal helse- og omsorgssektor, andre fase"
CHARTS: dict[str, dict[str, Any]] = {
    "network": {
        "kind": "network",
        "titles": ["Tiltak som venter", "Motparten de venter på"],
        "measures": [{"label": LONG}, {"label": "B"}],
        "counterparts": [
            {
                "label": "Norsk Helsenett",
                "counts": [{"code": "red", **amount(2, "2")}, {"code": "green", **amount(11, "11")}],
            },
            {"label": LONG, "counts": [{"code": "yellow", **amount(1, "1")}]},
        ],
        "edges": [
            {"measure": 0, "counterpart": 0, "code": "red"},
            {"measure": 1, "counterpart": 0, "code": "green"},
            {"measure": 1, "counterpart": 1, "code": "yellow"},
        ],
    },
    "years": {
        "kind": "years",
        "legend": ["Ikke dekket internt", "Dekkes internt (i parentes)"],
        "rows": [
            {"label": "2022", "shared": None, "internal": amount(17, "(17)")},
            {"label": "2023", "shared": amount(61.5, "61,5"), "internal": amount(27.4, "(27,4)")},
            {"label": "2024", "shared": amount(-4, "−4"), "internal": None},
        ],
    },
    "targets": {
        "kind": "targets",
        "target": "Måltall",
        "panels": [
            {
                "label": LONG,
                "unit": "prosent",
                "rows": [
                    {"label": "2022", "value": amount(41, "41"), "target": None},
                    {"label": "2023", "value": amount(46.5, "46,5"), "target": amount(50, "50")},
                    {"label": "2024", "value": None, "target": amount(55, "55")},
                ],
            },
            {
                "label": "Endring",
                "unit": "timer",
                "rows": [{"label": "2023", "value": amount(-2, "−2"), "target": amount(3, "3")}],
            },
            {"label": "Uten", "unit": "tall", "rows": []},
        ],
    },
}


@pytest.mark.parametrize("width", [WIDTH, NARROW])
@pytest.mark.parametrize("name", CHARTS)
def test_the_same_chart_gives_the_same_bytes_and_stays_on_its_paper(name: str, width: float):
    drawn = draw(CHARTS[name], width)
    assert drawn == draw(CHARTS[name], width)
    paper, *marks = boxes(drawn)
    assert paper == (0, width)
    assert all(left >= 0 and left + breadth <= width for left, breadth in marks)


@pytest.mark.parametrize("width", [WIDTH, NARROW])
def test_a_chart_says_every_number_and_name_it_is_given(width: float):
    shown = {name: " ".join(texts(draw(chart, width))) for name, chart in CHARTS.items()}
    assert all(words in shown["network"] for words in ("Norsk Helsenett", "B", "2", "11", "1", "andre fase"))
    assert all(words in shown["years"] for words in ("2022", "(17)", "61,5", "(27,4)", "−4", "Dekkes internt"))
    assert all(
        words in shown["targets"] for words in ("41", "46,5", "Måltall 50", "Måltall 55", "−2", "timer", "prosent")
    )


@pytest.mark.parametrize(
    "nothing",
    [
        {"kind": "network", "titles": ["A", "B"], "measures": [], "counterparts": [], "edges": []},
        {"kind": "years", "legend": ["A", ""], "rows": [{"label": "2024", "shared": amount(0, "0"), "internal": None}]},
        {"kind": "targets", "target": "Måltall", "panels": []},
    ],
)
@pytest.mark.parametrize("width", [WIDTH, NARROW])
def test_a_chart_of_nothing_is_still_a_chart(nothing: dict[str, Any], width: float):
    assert ET.fromstring(draw(nothing, width)).tag == f"{SVG}svg"


def test_a_chart_of_forty_edges_fits_on_a_page():
    edges = [{"measure": place, "counterpart": place % 9, "code": "yellow"} for place in range(ROOM)]
    crowd = CHARTS["network"] | {
        "measures": [{"label": f"Tiltak {place}"} for place in range(ROOM)],
        "counterparts": [{"label": f"Motpart {place}", "counts": []} for place in range(9)],
        "edges": edges,
    }
    height = float(ET.fromstring(draw(crowd)).attrib["viewBox"].split()[3])
    assert height < 1000
