import pytest

from assets.forms.columns import FormColumn
from assets.language import language
from checks.contract import TABLES, VOCABULARIES
from checks.contract.tables import SUBMISSION_FIELDS

COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]
IDS = [f"{table.key}.{column.key}" for table, column in COLUMNS]


def of(table, column):
    return FormColumn(TABLES[table], TABLES[table].by_key[column], VOCABULARIES, language("nb"), 500)


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=IDS)
def test_every_column_has_help_in_whole_sentences_that_do_not_repeat_when_it_is_needed(table, column):
    assert column.help[0].isupper() or column.help.startswith("Id")
    assert column.help.endswith(".")
    assert "fylles ut" not in column.help
    assert of(table.key, column.key).need().endswith(".")


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=IDS)
def test_every_rule_says_in_norwegian_what_to_do_and_excel_has_room_for_it(table, column):
    rule = of(table.key, column.key).validation()
    if column.kind == "ids":
        assert rule is None  # a list of ids is more than a spreadsheet can check
    else:
        assert 0 < len(rule["error_title"]) <= 32
        assert 20 < len(rule["error_message"]) <= 255


@pytest.mark.parametrize("field", SUBMISSION_FIELDS, ids=lambda field: field.key)
def test_the_help_of_a_field_fits_the_note_that_excel_shows(field):
    assert 0 < len(field.heading) <= 32
    assert field.help.endswith(".") and len(field.help) <= 255


def test_every_choice_comes_from_a_list_of_the_round():
    for table, column in COLUMNS:
        if column.vocabulary:
            assert of(table.key, column.key).validation()["source"] == f"=valg_{column.vocabulary}"


def test_what_a_spreadsheet_would_turn_into_dates_is_text():
    texts = {f"{table.key}.{column.key}" for table, column in COLUMNS if of(table.key, column.key).is_text}
    assert {"measures.measure_id", "dependencies.dependency_id", "goals.initiative", "sdgs.target"} <= texts
    assert {"measures.segment", "sdgs.sdg", "measures.succeeded_by", "costs.covered_by_owner"} <= texts
    assert not texts & {"measures.purpose", "measures.start_date", "costs.year", "costs.amount_mnok"}


def test_a_reason_is_missing_where_the_colour_is_yellow_or_red():
    assert of("measures", "status_reason").missing() == '=AND(OR(FALSE,$F2="gul",$F2="rød"),LEN(TRIM($G2))=0)'


def test_what_a_segment_reports_is_needed_of_its_active_measures_and_unasked_of_others():
    budget = of("measures", "budget_mnok")
    assert budget.need() == "Må fylles ut for aktive tiltak i Samstyring."
    assert '$D2="aktiv"' in budget.missing() and '$C2="Samstyring"' in budget.missing()
    assert "Koordinering" not in budget.missing()
    assert 'NOT(AND(OR(FALSE,$D2="aktiv"),OR(FALSE,$C2="Samstyring")))' in budget.unasked()
    assert of("measures", "risk").need() == "Må fylles ut for aktive tiltak i Samstyring og Koordinering."
    assert of("measures", "name").unasked() is None


def test_a_column_that_may_be_empty_is_never_missing():
    assert of("measures", "url").missing() is None
    assert of("measures", "url").need() == "Kan stå tomt."


def test_a_date_lies_no_earlier_than_the_one_it_follows_and_any_date_will_do_without_one():
    rule = of("measures", "current_end_date").validation()
    assert rule["value"] == "=MAX(1,$L2)"
    assert "Startdato" in rule["error_message"]
    assert rule["ignore_blank"] is False
    assert of("measures", "start_date").validation()["value"] == "=MAX(1)"


def test_a_measure_that_is_not_on_the_sheet_of_measures_is_a_warning_and_a_doubled_id_is_not_taken():
    assert of("sdgs", "measure_id").validation()["error_type"] == "warning"
    rule = of("dependencies", "dependency_id").validation()
    assert rule["value"] == "=AND(LEN($B2)<=40,COUNTIFS($A$2:$A$500,$A2,$B$2:$B$500,$B2)=1)"
    assert of("costs", "measure_id").validation()["validate"] == "length"  # anybody's measure


def test_no_column_is_narrower_than_the_longest_word_of_its_heading():
    for table, column in COLUMNS:
        assert of(table.key, column.key).width >= max(map(len, column.heading.split())) + 3
