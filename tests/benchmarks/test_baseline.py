"""The plain script is a fair yardstick: its numbers are the true ones, and its page has the charts and the tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import baseline

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "2023"


@pytest.mark.parametrize("quarter", ["2023-Q1", "2023-Q2"])
def test_the_plain_script_gets_every_number_right(quarter: str) -> None:
    expected = json.loads((ROOT / f"tests/data/2023/expected-{quarter}.json").read_bytes())["numbers"]
    numbers, _ = baseline.of_round(EXAMPLE, quarter)
    assert {key: numbers.get(key) for key in expected} == expected


def test_its_page_has_six_charts_and_every_table() -> None:
    numbers, tables = baseline.of_round(EXAMPLE, "2023-Q2")
    page = baseline.page("2023-Q2", numbers, tables)
    assert page.count("<svg") == 6
    assert {name: len(rows) for name, rows in tables.items()} == {
        "active": 37,
        "red": 5,
        "moved": 11,
        "costs": 15,
        "roadmap": 109,
    }
    assert page.count("<tr>") == sum(map(len, tables.values())) + page.count("<table>")
