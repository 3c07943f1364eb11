"""A number's page: what it says of a sum, of nothing, of what is not there; and how many rows stay readable."""

import re

import pytest

from assets.report.number_pages import ROWS, left_out
from assets.statistics.catalogue import STATISTICS
from tests.report.fixture_numbers import MANY, page, pages


def text(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_every_number_has_a_page_also_one_without_a_value():
    firsts = {path for path in pages() if path.endswith("/index.html")}
    keys = ("measures.active", "status.now.red", "status.before.red", "status.change.worsened", "costs.2024")
    assert {f"numbers/{key}/index.html" for key in (*keys, "coverage.late", "coverage.expected")} == firsts


def test_a_page_says_value_definition_what_is_left_out_query_and_its_hash():
    said = text(page("measures.active"))
    for wanted in (
        "250 tiltak",
        "Hva som telles",
        "godtatt rapport",
        "Hva som ikke er med",
        "Planlagte",
        "measures.active",
    ):
        assert wanted in said
    assert "SELECT &#39;a&#39; &lt; &#39;b&#39;" in page("measures.active")
    assert re.search(r"[0-9a-f]{64}", said)


def test_a_row_names_measure_organisation_submission_sheet_row_column_and_value_as_it_stood():
    said = text(page("status.change.worsened"))
    assert "Status: grønn Innmelding 1 (1. kvartal 2023) · Tiltak · rad 9 · kolonne F" in said
    for wanted in ("Folkehelseinstituttet", "Innen fristen", "ab" * 32, "29. juni 2023 kl. 09:03"):
        assert wanted in said.replace("\u00a0", " ")


def test_a_change_names_the_submissions_of_both_rounds_and_a_late_one_as_late():
    said = text(page("status.change.worsened"))
    assert "1. kvartal 2023" in said and "2. kvartal 2023" in said
    assert "Etter fristen" in said


def test_what_submitters_wrote_never_acts():
    written = page("status.change.worsened")
    assert "&lt;script&gt;gul" in written and "<script" not in written
    assert "Tiltak &lt;b&gt;A&lt;/b&gt;" in written


def test_an_amount_shows_its_terms_and_their_sum():
    said = text(page("costs.2024"))
    assert "−1,5 mill. kr" in said.replace("\u00a0", " ")
    assert "Sum av bidragene: −1,5" in said


def test_a_zero_says_that_nothing_was_counted_and_an_absent_number_why_there_is_none():
    assert "Ingenting er talt her" in text(page("status.now.red"))
    assert "ikke er noen tidligere runde" in text(page("status.before.red"))


def test_who_is_expected_rests_on_the_offices_own_records_and_who_has_answered_on_a_submission():
    assert "Porteføljekontorets egne opplysninger" in text(page("coverage.expected"))
    assert "Innmelding 2" in text(page("coverage.late"))


def test_many_rows_are_parted_on_pages_that_lead_to_each_other_and_the_last_has_the_sum():
    first, last = page("measures.active"), page("measures.active", file="2.html")
    assert first.count('<th scope="row" role="rowheader" class="start"><span>Tiltak') == ROWS
    assert last.count('<th scope="row" role="rowheader" class="start"><span>Tiltak') == MANY - ROWS
    assert '<a class="ds-link" href="2.html">2</a>' in first and "Side 2 av 2" in text(last)
    assert "Sum av bidragene" in text(last) and "Sum av bidragene" not in text(first)


def test_the_way_back_leads_to_the_report_and_to_the_table_where_the_number_stands():
    written = page("status.change.worsened")
    assert '<a class="ds-link" href="../../index.html">' in written
    assert '<a class="ds-link" href="../../index.html#table-tall">Tabell med &lt;tall&gt;</a>' in written


def test_submitters_words_are_marked_as_bokmal_on_pages_in_other_languages():
    assert '<span lang="nb">Status: <strong>grønn</strong></span>' in page("status.change.worsened", "en")
    assert "Late" in text(page("status.change.worsened", "en"))
    assert "Etter fristen" in text(page("status.change.worsened", "nn"))


def test_a_page_asks_nobody_else_for_anything():
    for written in pages().values():
        assert "default-src 'none'" in written
        assert not re.search(r'(?:src|href)="(?:https?:)?//', written)


@pytest.mark.parametrize("statistic", STATISTICS)
def test_of_every_statistic_it_is_told_what_it_leaves_out(statistic):
    assert left_out(statistic)
