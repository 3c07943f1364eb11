"""Numbers that no chapter shows can be listed: each has a name and a unit in every language."""

from __future__ import annotations

import pytest

from assets.language import language
from checks.contract.numbers import NUMBERS


@pytest.mark.parametrize("code", ["nb", "nn", "en"])
def test_every_number_has_a_name_and_a_unit(code: str):
    said = language(code)
    assert [one.pattern for one in NUMBERS if not said.has(f"label.{one.pattern}")] == []
    assert [one.unit for one in NUMBERS if not said.has(f"unit.{one.unit}")] == []
