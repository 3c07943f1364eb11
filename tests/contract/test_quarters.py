"""A quarter as people write it, and the years that they can mean."""

import pytest

from checks.contract import Quarter


@pytest.mark.parametrize("written", ["2015-Q1", "2023-Q2", "2050-Q4"])
def test_a_quarter_is_written_as_it_was_read(written):
    assert str(Quarter.parse(written)) == written


@pytest.mark.parametrize(
    "written",
    [
        "2023-Q5",
        "2023-q2",
        "23-Q2",
        "2023-Q2\n",
        "0000-Q1",
        "2014-Q4",
        "2051-Q1",
        "9999-Q4",
        "\u0662\u0660\u0662\u0663-Q2",
    ],
)
def test_every_other_spelling_and_a_year_that_nobody_means_are_refused(written):
    with pytest.raises(ValueError, match="is not a quarter from 2015 to 2050; write it like 2023-Q2"):
        Quarter.parse(written)


def test_looking_back_may_lead_beyond_the_years_that_are_written():
    assert str(Quarter.parse("2015-Q1").shifted(-8)) == "2013-Q1"
    assert str(Quarter(999, 4)) == "0999-Q4"
