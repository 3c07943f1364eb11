"""The report in bokmål, nynorsk and English: what is ours is said in each, what is others' is marked as theirs."""

import io
import json
import re
from html.parser import HTMLParser

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn

from assets.report import case_note
from templates import LANGUAGES
from tests.pipelines.conftest import Office
from tests.report.test_languages import BOKMAL
from tests.submissions import content, hand_in, make_home, measure

pytestmark = pytest.mark.slow

FORMS = ("report.pdf", "report.docx", "case-note.pdf")
VOID = {"meta", "link", "img", "br", "source"}


class Reader(HTMLParser):
    """Reads a page and keeps apart what is said in its own language and what is marked with another."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._languages: list[str | None] = []
        self.said: dict[str | None, str] = {}
        self.links: list[dict[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if "hreflang" in attributes:
            self.links.append({"tag": tag, **attributes})
        if tag not in VOID:
            self._languages.append(attributes.get("lang") or (self._languages[-1] if self._languages else None))
            self._keep(" ")

    def handle_endtag(self, tag):
        self._keep(" ")
        self._languages.pop()

    def handle_data(self, data):
        self._keep(data)

    def _keep(self, data):
        if self._languages:
            self.said[self._languages[-1]] = self.said.get(self._languages[-1], "") + data


@pytest.fixture
def new(tmp_path, monkeypatch):
    """A small home of one's own, at a time when 2023-Q2 is open."""
    monkeypatch.setenv("PORTFOLIO_NOW", "2023-06-15T12:00:00+02:00")
    make_home(tmp_path / "home")
    return Office(tmp_path / "home")


def page(office, code) -> str:
    return (office.home.draft("2023-Q2") / code / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages(built):
    return {code: Reader(page(built, code)) for code in LANGUAGES}


@pytest.mark.parametrize("quarter", ["2023-Q1", "2023-Q2"])
def test_a_draft_has_every_form_and_every_figure_in_each_language(built, quarter):
    files = built.files(quarter)
    listed = {one["path"] for one in json.loads(files["manifest.json"])["outputs"]}
    for code in LANGUAGES:
        assert {f"{code}/{name}" for name in ("index.html", *FORMS)} <= files.keys() & listed
    figures = {code: {re.sub(rf"\.{code}\.", ".", one) for one in files if f".{code}." in one} for code in LANGUAGES}
    assert figures["nb"] == figures["nn"] == figures["en"]
    assert {"figures/status.svg", "figures/status.narrow.svg"} <= figures["en"]


def test_a_page_says_its_language_and_leads_to_the_others(pages):
    for code, read in pages.items():
        anchors = [one for one in read.links if one["tag"] == "a"]
        assert [(one["hreflang"], one["href"]) for one in anchors] == [(c, f"../{c}/index.html") for c in LANGUAGES]
        assert [one["hreflang"] for one in anchors if one.get("aria-current") == "page"] == [code]
        assert [one["hreflang"] for one in read.links if one["tag"] == "link"] == list(LANGUAGES)


def test_a_page_leads_to_the_other_forms_of_the_report(built):
    for code in LANGUAGES:
        assert set(FORMS) <= set(re.findall(r'href="([^"#]+)"', page(built, code)))


def test_the_case_note_of_the_example_says_what_the_report_says(built):
    for quarter, ids in (
        ("2023-Q1", ["oppsummering", "rode-tiltak", "rode-avhengigheter"]),
        ("2023-Q2", ["saker", "oppsummering", "rode-tiltak", "rode-avhengigheter", "endringer"]),
    ):
        found = [chapter["id"] for chapter in case_note.chapters(built.report(quarter), case_note.CUTS[0])]
        assert found == ids
        for code in LANGUAGES:
            with pikepdf.open(io.BytesIO(built.files(quarter)[f"{code}/case-note.pdf"])) as file:
                assert len(file.pages) <= 2
                assert str(file.Root.Lang).startswith(code)


def test_the_word_file_says_its_language_and_marks_the_words_of_others(built):
    for code, tag in (("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")):
        word = docx.Document(io.BytesIO(built.files("2023-Q2")[f"{code}/report.docx"]))
        assert {one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))} == {tag}
        marked = {one.get(qn("w:val")) for one in word.element.body.iter(qn("w:lang"))}
        assert marked == (set() if code == "nb" else {"nb-NO"})


def test_in_english_no_norwegian_is_left_unmarked(pages):
    assert re.findall(r"\S*[æøåÆØÅ«»]\S*", pages["en"].said["en"]) == []
    assert "Folkehelseinstituttet" not in pages["en"].said["en"]
    assert "Folkehelseinstituttet" in pages["en"].said["nb"]
    assert set(pages["en"].said) == {"nb", "nn", "en"}  # nn: the name of the language in the switch


def test_in_nynorsk_no_word_of_bokmal_is_left_unmarked(pages):
    words = re.findall(r"\w+", pages["nn"].said["nn"].casefold())
    assert len(words) > 1_000
    assert [word for word in words if word in BOKMAL] == []


def test_in_bokmal_nothing_is_marked_but_the_other_languages_names(pages):
    assert pages["nb"].said["nn"].split() == ["Nynorsk"]
    assert pages["nb"].said["en"].split() == ["English"]


def test_the_words_of_submitters_and_office_are_the_same_in_every_language(pages):
    english, nynorsk = (re.findall(r"\w+", pages[code].said["nb"]) for code in ("en", "nn"))
    assert len(english) > 1_000
    assert english == nynorsk


def test_the_same_numbers_stand_in_every_language(built):
    def numbers(code):
        return re.findall(r'<data value="([^"]*)" data-number="([^"]*)"', page(built, code))

    assert len(numbers("nb")) > 100
    assert sorted(numbers("nb")) == sorted(numbers("nn")) == sorted(numbers("en"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_pdf_says_its_language_and_marks_the_words_of_others(built, code):
    with pikepdf.open(io.BytesIO(built.files("2023-Q2")[f"{code}/report.pdf"])) as file:
        assert str(file.Root.Lang).startswith(code)
        marked = {str(one.Lang)[:2] for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one}
        assert "nb" in marked


def test_a_report_in_one_language_has_that_alone_and_offers_no_other(new):
    hand_in(new.home, "a.json", content(measures=[measure("A")]))
    new.type("report", "2023-Q2", "--language", "nn", "--language", "en")
    assert {path.split("/")[0] for path in new.files("2023-Q2") if path.endswith("report.pdf")} == {"nn", "en"}
    new.type("report", "2023-Q2", "--language", "nn")
    files = new.files("2023-Q2")
    assert {path for path in files if path.startswith(("nb/", "en/")) or ".en." in path} == set()
    assert Reader(page(new, "nn")).links == []
    assert "en/report.pdf" not in files["manifest.json"].decode()


def test_the_office_chooses_the_languages_of_its_reports(new):
    (new.home.office / "settings.toml").write_text('languages = ["nn", "nb"]\n', encoding="utf-8")
    new.type("report", "2023-Q2")
    assert {path.split("/")[0] for path in new.files("2023-Q2") if path.endswith("report.pdf")} == {"nn", "nb"}
    assert new.report("2023-Q2")["languages"] == ["nn", "nb"]


def test_a_language_that_there_is_none_of_is_wrong_usage(new):
    assert new.type("report", "2023-Q2", "--language", "se", exit_code=2) == ""
