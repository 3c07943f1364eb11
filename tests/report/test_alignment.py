"""Amounts of a column stand comma under comma."""

from __future__ import annotations

from assets.report.alignment import aligned, gaps
from tests.report.fixture_document import document


def test_a_whole_number_leaves_room_for_the_comma_and_the_digits_of_its_neighbours():
    assert gaps(["12", "9,5", "0,25"]) == [
        {"comma": 1, "digits": 2, "parenthesis": 0},
        {"comma": 0, "digits": 1, "parenthesis": 0},
        {},
    ]


def test_a_number_beside_one_in_parentheses_leaves_room_for_the_closing_one():
    assert gaps(["(14)", "55"]) == [{}, {"comma": 0, "digits": 0, "parenthesis": 1}]


def test_words_and_empty_cells_are_left_where_they_are():
    assert gaps(["–", "", "Ikke oppgitt", "1 205,5"]) == [{}, {}, {}, {}]


def test_signs_and_blanks_between_thousands_belong_to_a_number():
    assert gaps(["\N{MINUS SIGN}4", "1\N{NO-BREAK SPACE}205,5"])[0] == {"comma": 1, "digits": 1, "parenthesis": 0}


def test_the_document_handed_in_is_left_as_it_was():
    given = document(measure_count=3)
    aligned(given)
    assert given == document(measure_count=3)
