"""The office's own texts on the example: each fault of the printed edition stops the build, sound texts are printed."""

import json
import shutil

import pytest

from tests.pipelines.conftest import Office
from tests.pipelines.test_commands import said

pytestmark = pytest.mark.slow

PRINTED = {
    "five measures where the table has five dependencies of three": (
        "topics/2-epj-loftet.md",
        "Samtidig kommer det",
        "Fem tiltak har røde avhengigheter med høy kritikalitet. Samtidig kommer det",
        "office/topics/2-epj-loftet.md, linje 8: «fem tiltak» stemmer ikke med tallene.",
    ),
    "red risk where no measure has any": (
        "texts/innledning-status.md",
        "Det som haster mest",
        '{{ measure("HELIKS") }} melder fortsatt rød risiko med høy kritikalitet.\n\nDet som haster mest',
        "office/texts/innledning-status.md, linje 9: «HELIKS» har meldt gul risiko, ikke rød risiko.",
    ),
    "a day that June has not": (
        "topics/5-felles-kommunal-journal.md",
        "avviklet 30. juni",
        "avviklet 31. juni 2023",
        "office/topics/5-felles-kommunal-journal.md, linje 8: «31. juni 2023» er ingen dato.",
    ),
    "one programme under another name": (
        "topics/1-behandlingsplaner.md",
        "Tiltaket for spredning av digital hjemmeoppfølging venter",
        "Tiltaket «DVH – Digital hjemmeoppfølging spredning» venter",
        "office/topics/1-behandlingsplaner.md, linje 10: «DVH – Digital hjemmeoppfølging spredning» er ikke navnet på "
        "noe tiltak; mente dere «DHV - Digital hjemmeoppfølging spredning»?",
    ),
}


@pytest.fixture(scope="module")
def planted(built, tmp_path_factory) -> Office:
    """A copy of the example whose office has planted all four faults."""
    office = Office(tmp_path_factory.mktemp("planted") / "home")
    shutil.copytree(built.home.root, office.home.root)
    for name, before, after, _ in PRINTED.values():
        path = office.home.office / name
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1
        path.write_text(text.replace(before, after), encoding="utf-8")
    return office


@pytest.fixture(scope="module")
def answer(planted) -> tuple[int, str]:
    return said("--home", str(planted.home.root), "report", "2023-Q2")


@pytest.mark.parametrize("fault", PRINTED)
def test_each_fault_of_the_printed_edition_stops_the_build_with_file_and_line(answer, fault):
    code, output = answer
    assert code == 1
    assert PRINTED[fault][3] in output


def test_a_build_that_a_text_stops_tells_every_fault_and_leaves_the_draft_as_it_was(answer, planted, built):
    assert answer[1].count("linje") == len(PRINTED)
    assert planted.files("2023-Q2") == built.files("2023-Q2")


def test_the_examples_own_texts_are_printed_with_numbers_that_keep_their_keys(built):
    page = (built.home.draft("2023-Q2") / "nb" / "index.html").read_text(encoding="utf-8")
    assert '<data value="5" data-number="dependencies.high.red">Fem</data></a> avhengigheter har både rød' in page
    assert "Saker som legges fram" in page and "Aktørene bes om å ta dem med" in page
    assert "Ingen har instruksjonsmyndighet over hele sektoren. Derfor hviler" in page.replace("\n", " ")
    assert built.report("2023-Q2")["waivers"] == []
    assert "{{" not in page and "Unntak fra tekstkontrollen" not in page


def test_what_the_office_accepts_is_listed_with_its_reason_in_report_manifest_and_page(office):
    path = office.home.office / "texts" / "innledning-kostnader.md"
    text = path.read_text(encoding="utf-8").rstrip()
    path.write_text(
        f'{text} {{{{ measure("HELIKS") }}}} venter. To tiltak melder rød status. <!-- godta: talt før rettelsen -->\n',
        encoding="utf-8",
    )
    office.type("report", "2023-Q2")
    folder = office.home.draft("2023-Q2")
    (waiver,) = office.report("2023-Q2")["waivers"]
    assert (waiver["path"], waiver["line"]) == ("texts/innledning-kostnader.md", 7)
    assert (waiver["sentence"], waiver["reason"]) == ("To tiltak melder rød status.", "talt før rettelsen")
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["waivers"] == [waiver]
    page = (folder / "nb" / "index.html").read_text(encoding="utf-8")
    assert 'data-measure="HELIKS">«HELIKS»</a> venter.' in page
    assert "Unntak fra tekstkontrollen" in page and "talt før rettelsen" in page and "godta:" not in page
