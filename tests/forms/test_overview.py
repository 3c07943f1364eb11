"""The office's page of a round's forms, from an overview by hand."""

from datetime import date

import pytest

from assets.forms.asked import Asked
from assets.forms.overview import overview
from assets.forms.overview import page as page_of
from assets.office import Office, Organisation, Round
from checks.contract import VOCABULARIES, Term, Vocabulary
from pipelines.asking import shown
from tests.submissions import measure

CRITICALITY = Vocabulary(
    "criticality",
    (Term("low", "lav", valid_to="2023-Q1"), Term("low", "liten", valid_from="2023-Q2"), Term("high", "høy")),
)


def office(**vocabularies):
    rounds = {
        quarter: Round(quarter, date(2023, month, 30), name, None, False)
        for quarter, month, name in (("2023-Q1", 3, "mai"), ("2023-Q2", 6, "august"))
    }
    return Office(rounds, {}, vocabularies=VOCABULARIES | vocabularies)


def asked():
    fhi = Asked(Organisation("FHI", "Folkehelseinstituttet", "2023-Q1", ""))
    fhi.rows["measures"] = [
        measure("MSIS", name="<b>Melding</b>"),
        measure("SYSVAK-" + 4 * "X1234567", lifecycle="paused"),
    ]
    fhi.last_reported = {row["measure_id"]: "2023-Q1" for row in fhi.rows["measures"]}
    return [fhi, Asked(Organisation("KS", "KS", "2023-Q1", ""))]


def seen(**vocabularies):
    return overview(asked(), office(**vocabularies), "2023-Q2")


def page(**vocabularies):
    vocabularies = vocabularies or {"criticality": CRITICALITY}
    return page_of(seen(**vocabularies), office(**vocabularies))


def test_the_overview_names_what_is_expected_of_whom():
    fhi, ks = seen()["organisations"]
    assert fhi["measures"][0] == {
        "measure_id": "MSIS",
        "name": "<b>Melding</b>",
        "segment": "coordinated",
        "lifecycle": "active",
        "last_reported": "2023-Q1",
    }
    assert (ks["code"], ks["measures"]) == ("KS", [])


def test_the_overview_names_what_became_of_the_terms():
    assert seen(criticality=CRITICALITY)["vocabularies"] == [
        {"vocabulary": "criticality", "code": "low", "before": "lav", "now": "liten"}
    ]


def test_the_page_says_it_in_norwegian_and_markup_is_text():
    said = page()
    assert "Kritikalitet:" in said and "«lav» heter nå «liten»" in said
    assert "&lt;b&gt;Melding&lt;/b&gt;" in said and "<b>" not in said
    for words in ("Koordinering", "pause", "1. kvartal 2023", "Ingen kjente tiltak.", "30.\N{NO-BREAK SPACE}juni"):
        assert words in said


@pytest.mark.parametrize(
    ("vocabularies", "words"),
    [({}, "Vocabularies are those of 2023-Q1"), ({"criticality": CRITICALITY}, "criticality low: lav is now liten")],
)
def test_the_terminal_says_who_is_expected_to_report_what_and_which_terms_changed(vocabularies, words):
    said = shown(seen(**vocabularies), ["a/FHI.xlsx", "a/KS.xlsx"])
    assert "FHI  Folkehelseinstituttet: 2 measures expected" in said
    assert "(paused, last reported 2023-Q1)" in said
    assert "KS  KS: 0 measures expected" in said
    assert "2 files written to a" in said
    assert words in said
