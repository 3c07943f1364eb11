"""One cell at a time: what is accepted, and which rule is broken by what is not."""

from datetime import date
from decimal import Decimal
from time import process_time

import pytest

from assets.intake.values import CellParser, displayed, is_email_address
from checks.contract import TABLES, VOCABULARIES


def parse(column, cell, table="measures"):
    said = TABLES[table].by_key[column]
    return CellParser(said, VOCABULARIES.get(said.vocabulary))(cell)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        (553.4, "553.4"),
        (7, "7"),
        ("1 234,50", "1234.5"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("-4", "-4"),
        ("\u22124", "-4"),
        ("\u200b12", "12"),
        (0.1 + 0.2, "0.3"),
        ("0", "0"),
    ],
)
def test_a_decimal_is_read_with_comma_or_point_and_blanks_between_thousands(cell, amount):
    assert parse("budget_mnok", cell) == (Decimal(amount), None, None)


@pytest.mark.parametrize("cell", ["1.234,5", "1,234.5", "12 34", "1,2,3", "ti", "5 %", "1e5", ",5", True])
def test_a_number_that_can_be_read_in_two_ways_is_an_error(cell):
    assert parse("budget_mnok", cell).error == "faulty_number"


def test_a_number_with_absurdly_many_digits_is_an_error():
    assert parse("budget_mnok", "9" * 16).error == "number_out_of_range"
    assert parse("budget_mnok", 1e300).error == "number_out_of_range"


@pytest.mark.parametrize(
    "cell", ["2023-08-31", "31.08.2023", {"date": "2023-08-31"}, {"datetime": "2023-08-31T00:00:00"}]
)
def test_a_date_is_a_date_cell_or_written_in_one_of_two_ways(cell):
    assert parse("start_date", cell).value == date(2023, 8, 31)


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("31.06.2023", "faulty_date"),
        ("2023-02-29", "faulty_date"),
        ("30.02.2023", "faulty_date"),
        ("31/08/2023", "misshapen_date"),
        ("31.8.2023", "misshapen_date"),
        ("2023/08/31", "misshapen_date"),
        ("31.08.23", "misshapen_date"),
        ("august 2023", "misshapen_date"),
        (45169, "number_for_date"),
        ("45169", "number_for_date"),
        (True, "no_date"),
        ({"time": "10:00:00"}, "no_date"),
        ({"date": "1900-02-28"}, "date_too_old"),
        ({"nested": "[…]"}, "nested_value"),
        ("\u0662\u0660\u0662\u0663-08-31", "misshapen_date"),
        ({"error": "#N/A"}, "error_cell"),
        ({"formula": True}, "formula_without_value"),
    ],
)
def test_a_date_that_is_none_is_an_error_and_never_a_guess(cell, rule):
    assert parse("start_date", cell).error == rule


def test_an_id_is_read_in_upper_case_without_what_cannot_be_seen():
    assert parse("measure_id", " epj-l\u00f8ftet\u200b ").value == "EPJ-LØFTET"
    assert parse("measure_id", "A\u030a-1").value == "Å-1"
    assert parse("measure_id", 17).value == "17"


@pytest.mark.parametrize("cell", ["\xdf", "\u01311", "A\u0661", "A B", "A/1", "../X", "<B>", "A" * 41, True])
def test_an_id_with_other_characters_is_an_error(cell):
    assert parse("measure_id", cell).error == "faulty_id"


@pytest.mark.parametrize("cell", [3.4, 1e20])
def test_a_number_that_is_no_id_was_perhaps_one_before_the_spreadsheet_took_it(cell):
    assert parse("measure_id", cell).error == "number_for_id"


@pytest.mark.parametrize(
    ("table", "column"),
    [("measures", "measure_id"), ("sdgs", "target"), ("measures", "budget_mnok"), ("costs", "year")],
)
def test_a_date_where_an_id_a_target_or_a_number_is_wanted_is_an_error_with_a_hint(table, column):
    assert parse(column, {"date": "2023-03-01"}, table).error == "date_for_text"


def test_codes_that_are_numbers_may_stand_in_number_cells():
    assert [parse("main_goal", cell).value for cell in (3, 3.0, "3", "Helsedata til fornying og forbedring")] == [
        "3"
    ] * 4


def test_a_code_that_nobody_accepts_is_an_error():
    assert parse("status", "lilla").error == "unknown_code"
    assert parse("status", True).error == "unknown_code"


@pytest.mark.parametrize(
    ("cell", "value"),
    [("ja", True), ("NEI", False), ("yes", True), (True, True), (0, False), ("1", True), ("false", False)],
)
def test_yes_and_no_are_read_in_all_their_ways(cell, value):
    assert parse("provisional", cell, "roadmap").value is value


def test_a_year_has_four_digits():
    assert parse("year", 2024, "costs").value == 2024
    assert parse("year", "24", "costs").error == "faulty_year"
    assert parse("year", 2024.5, "costs").error == "faulty_year"


@pytest.mark.parametrize("cell", ["http://ehelse.no", "ehelse.no", "javascript:alert(1)"])
def test_a_link_begins_with_https(cell):
    assert parse("url", cell).error == "not_https"


@pytest.mark.parametrize("cell", ["https://", "https://x", "https:// a.no", "https://a.no/b c", "https://a..no"])
def test_a_link_is_whole_and_has_no_blanks(cell):
    assert parse("url", cell).error == "faulty_url"


@pytest.mark.parametrize("cell", ["https://a.no", "HTTPS://www.a.no/b?c=d.e#f", "https://a.no:8443", "https://a.no?b"])
def test_a_link_that_is_whole_is_taken(cell):
    assert parse("url", cell).value == cell


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("url", "https://" + "a." * 15_000 + " x"),
        ("url", "https://" + "a." * 100_000 + " x"),
        ("succeeded_by", "A;" * 600),
        ("succeeded_by", "A;" * 2_000_000),
        ("status", "x" * 32_768),
        ("start_date", "9" * 32_768),
        ("budget_mnok", "1 " * 1_000_000),
        ("name", "x" * 32_768),
    ],
)
def test_what_is_longer_than_any_value_is_told_so_at_once(column, cell):
    before = process_time()
    assert parse(column, cell).error == "too_long"
    assert process_time() - before < 0.5


@pytest.mark.parametrize("blank", ["\u200b", "\u00ad\u00ad", " \u200b\n", "\u2800", "\u3164"])
def test_a_text_in_which_nothing_can_be_seen_is_none(blank):
    assert parse("status_reason", blank) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("kari.nordmann@eksempel.no", True),
        ("kari@m\xe5l.eksempel.no", True),
        ("ikke en adresse", False),
        ("ola@x.no\nBcc: alle@x.no", False),
        ("ola@x.no, alle@x.no", False),
        ("ola@x", False),
        ("@x.no", False),
        ("a@b@c.no", False),
    ],
)
def test_an_address_is_one_that_could_be_written_to(text, is_one):
    assert is_email_address(text) is is_one


def test_unseen_characters_are_taken_out_of_codes_and_remarked_on_in_texts():
    assert parse("status", "gr\u200bønn").value == "green"
    assert parse("purpose", "For\u200bmål") == ("For\u200bmål", None, "unseen_characters")


def test_several_ids_are_separated_by_semicolons_and_each_must_hold():
    assert parse("succeeded_by", "a-1; B ;").value == "A-1;B"
    assert parse("succeeded_by", "A;B C").error == "faulty_id"


def test_an_empty_cell_is_nothing_and_breaks_no_rule():
    for column in ("measure_id", "status", "budget_mnok", "start_date", "purpose", "url"):
        assert parse(column, None) == (None, None, None)
        assert parse(column, "  ").value is None


@pytest.mark.parametrize(
    ("cell", "shown"), [(12.0, "12"), (0.5, "0.5"), ({"date": "2023-01-01"}, "2023-01-01"), (None, None)]
)
def test_a_value_is_shown_as_a_person_would_see_it(cell, shown):
    assert displayed(cell) == shown


def test_two_lines_are_never_made_one_id_or_number():
    assert parse("measure_id", "MSIS\nPLL").error == "faulty_id"
    assert parse("budget_mnok", "12\n34").error == "faulty_number"
    assert parse("measure_id", "\tMSIS\n").value == "MSIS"


def test_the_name_of_a_code_may_stand_on_two_lines():
    assert parse("main_goal", "Helsedata til fornying\nog forbedring").value == "3"


def test_a_text_keeps_line_breaks_and_tabs_without_a_remark():
    assert parse("purpose", "En\r\nto\ttre\rfire") == ("En\nto\ttre\nfire", None, None)
