"""Numbers that no chapter shows can be listed: each has a name and a unit in every language."""

from __future__ import annotations

import string

import pytest

from assets.language import language
from checks.contract.numbers import NUMBERS
from templates import LANGUAGES


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_number_has_a_name_and_a_unit(code: str):
    said = language(code)
    assert [one.pattern for one in NUMBERS if not said.has(f"label.{one.pattern}")] == []
    assert [one.unit for one in NUMBERS if not said.has(f"unit.{one.unit}")] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_name_of_a_number_says_every_part_of_its_key(code: str):
    said = language(code)

    def unsaid(pattern: str, parts: tuple[str, ...]) -> set[str]:
        places = {place for _, place, _, _ in string.Formatter().parse(said.template(f"label.{pattern}"))}
        return set(parts) - places - {"kind"}  # whose name the counterpart is, its name says

    assert {one.pattern: left for one in NUMBERS if (left := unsaid(one.pattern, one.placeholders))} == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_two_numbers_have_the_same_name(code: str):
    said = language(code)
    names = [said.template(f"label.{one.pattern}") for one in NUMBERS]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
