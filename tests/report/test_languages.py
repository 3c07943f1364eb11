"""The three languages say the same: the same messages with the same places, and nobody's words pass for another's."""

from __future__ import annotations

import re
import string
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assets.language import NBSP, Language, language
from assets.report.alignment import gaps
from assets.report.blocks import Ref, colour, listed, measure, message, name, number, organisation, term, text
from assets.report.words import Words
from assets.statistics.numbers import Number
from checks.contract import VOCABULARIES, Term, Vocabulary
from templates import LANGUAGES

OTHERS = [code for code in LANGUAGES if code != "nb"]

BOKMAL = """ikke fra hvor hvem hva hvilke hvilket hvilken hver hvert mer mest flere noen ett én jeg de dem deres sammen
virksomhet virksomheter virksomheten virksomhetene rød røde grønn grønne avhengighet avhengigheter avhengigheten
forrige uendret løsning løsninger løsningene ferdigstilt ferdigstilte være blitt ble tjeneste tjenester innhold kilde
tallene bare også veikart veikartet begrunnelse antall årlige økning hovedmål bærekraftsmål tidligere rapporteringen
gjenopptatt avbrutt anbefalt utelatt aktiviteter tiltakene målene temaer samlet planlagte innmeldinger kategoriene
meldes bidrar tilhører brukere omfatter komponenter""".split()  # noqa: SIM905  # easier to read and to add to
"""Words of bokmål that nynorsk has not."""
WORD = re.compile(r"[\wæøåÆØÅé]+")


def places(forms: tuple[str, ...]) -> set[str]:
    return {place for form in forms for _, place, _, _ in string.Formatter().parse(form) if place}


def shared(spoken: Language) -> set[str]:
    """All keys but names of vocabularies, which bokmål has in the contract, and forms, which speak bokmål alone."""
    return {key for key in spoken.keys if not key.startswith(("name.", "form.", "guide."))}


@pytest.mark.parametrize("code", OTHERS)
def test_every_language_has_the_same_messages(code: str):
    assert shared(language(code)) == shared(language("nb"))


@pytest.mark.parametrize("code", OTHERS)
def test_every_language_names_every_code_that_ships(code: str):
    shipped = {f"name.{one}.{code}" for one, vocabulary in VOCABULARIES.items() for code in vocabulary.by_code}
    assert {key for key in language(code).keys if key.startswith("name.")} == shipped


@pytest.mark.parametrize("code", OTHERS)
def test_a_message_has_the_same_places_in_every_language(code: str):
    nb, other = language("nb"), language(code)
    differing = [key for key in sorted(shared(nb)) if places(nb.forms(key)) != places(other.forms(key))]
    assert differing == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_form_of_a_message_says_something_and_a_counted_one_has_two(code: str):
    spoken = language(code)
    assert [key for key in spoken.keys if not all(form.strip() for form in spoken.forms(key))] == []
    assert [key for key in spoken.keys if len(spoken.forms(key)) > 2] == []


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_counted_in_bokmal_is_counted_in_every_language(code: str):
    nb, other = language("nb"), language(code)
    counted = {key for key in shared(nb) if len(nb.forms(key)) == 2}
    assert {key for key in counted if len(other.forms(key)) != 2} == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_count_is_asked_for_as_a_word_in_a_gender_that_exists(code: str):
    spoken = language(code)
    asked = {
        form
        for key in spoken.keys
        for said in spoken.forms(key)
        for _, place, form, _ in string.Formatter().parse(said)
        if place and form
    }
    assert asked <= set("ncfNCF")


def test_no_word_that_only_bokmal_has_is_in_the_nynorsk():
    spoken = language("nn")
    leaked = {
        (key, word.casefold())
        for key in spoken.keys
        for form in spoken.forms(key)
        for word in WORD.findall(re.sub(r"\{[^}]*\}", "", form))
        if word.casefold() in BOKMAL
    }
    assert leaked == set()


def test_no_norwegian_letter_is_in_the_english():
    spoken = language("en")
    assert [key for key in spoken.keys for form in spoken.forms(key) if re.search("[æøåÆØÅ«»]", form)] == []


def test_numbers_dates_and_times_are_written_as_each_language_writes_them():
    value, day, moment = Decimal("-1234.5"), date(2023, 6, 30), datetime(2023, 6, 30, 10, 5, tzinfo=UTC)
    nb, nn, en = (language(code) for code in LANGUAGES)
    assert nb.number(value) == nn.number(value) == f"\N{MINUS SIGN}1{NBSP}234,5"
    assert en.number(value) == "\N{MINUS SIGN}1,234.5"
    assert [one.day(day).replace(NBSP, " ") for one in (nb, nn, en)] == [
        "30. juni 2023",
        "30. juni 2023",
        "30 June 2023",
    ]
    assert nb.moment(moment).endswith(f"{NBSP}2023 kl. 12:05")
    assert en.moment(moment).endswith(f"{NBSP}2023 at 12:05")
    assert [one.quoted("A") for one in (nb, nn, en)] == ["«A»", "«A»", "“A”"]
    assert [one.quarter("2023-Q2") for one in (nb, nn, en)] == ["2. kvartal 2023", "2. kvartal 2023", "Q2 2023"]


def test_amounts_stand_point_under_point_in_english():
    assert gaps(["1,205.5", "12", "9.25"], ".")[:2] == [
        {"comma": 0, "digits": 1, "parenthesis": 0},
        {"comma": 1, "digits": 2, "parenthesis": 0},
    ]


def words(code: str, **more: object) -> Words:
    def counted(value: int) -> Number:
        return Number(Decimal(value), "measures", None, "", "", {}, None, value, "")

    given = {
        "numbers": {str(value): counted(value) for value in (0, 1, 2, 13)},
        "measures": {"A": "Nasjonal løsning"},
        "organisations": {"FHI": "Folkehelseinstituttet"},
        "vocabularies": VOCABULARIES,
    }
    return Words(language=language(code), **{**given, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("count", "nb", "nn", "en"),
    [
        (0, "Ingen tiltak melder gul status.", "Ingen tiltak melder gul status.", "No measures report yellow status."),
        (1, "Ett tiltak melder gul status.", "Eitt tiltak melder gul status.", "One measure reports yellow status."),
        (2, "To tiltak melder gul status.", "To tiltak melder gul status.", "Two measures report yellow status."),
        (13, "13 tiltak melder gul status.", "13 tiltak melder gul status.", "13 measures report yellow status."),
    ],
)
def test_a_sentence_is_right_for_none_one_and_many(count: int, nb: str, nn: str, en: str):
    sentence = message("status.yellow.now", n=number(str(count)))
    assert [words(code).text(sentence) for code in LANGUAGES] == [nb, nn, en]


@pytest.mark.parametrize(
    ("key", "nb", "nn"),
    [
        ("dependencies.finding", "Én avhengighet er rød", "Éin avhengnad er raud"),
        ("summary.new", "Ett tiltak er nytt.", "Eitt tiltak er nytt."),
    ],
)
def test_one_agrees_with_the_gender_of_what_is_counted(key: str, nb: str, nn: str):
    sentence = message(key, n=number("1"))
    assert [words(code).text(sentence) for code in ("nb", "nn")] == [nb, nn]


def test_one_organisation_is_feminine_in_nynorsk():
    one = message("coverage.submitted", n=number("1"), expected=number("13"))
    assert words("nn").text(one) == "Éi av 13 verksemder har rapportert."


OWN: list[Ref] = [text("Ventar på avklaring"), measure("A"), organisation("FHI")]


@pytest.mark.parametrize("ref", OWN)
@pytest.mark.parametrize("code", OTHERS)
def test_the_words_of_others_are_marked_with_their_language(ref: Ref, code: str):
    assert [span["lang"] for span in words(code).spans(ref)] == ["nb"]
    assert all("lang" not in span for span in words("nb").spans(ref))


def test_only_the_words_of_others_are_marked_within_a_sentence():
    spans = words("en").spans(message("topics.about", which=listed([measure("A"), measure("A")])))
    assert [(span["text"], span.get("lang")) for span in spans] == [
        ("Concerns ", None),
        ("“Nasjonal løsning”", "nb"),
        (" and ", None),
        ("“Nasjonal løsning”", "nb"),
        (".", None),
    ]


def test_a_number_or_nothing_at_all_is_in_no_language():
    assert [words("en").spans(text(said)) for said in ("", "1, 3", "2021–2025")] == [
        [{"text": said}] for said in ("", "1, 3", "2021–2025")
    ]


def test_a_code_that_ships_is_named_in_the_language_of_the_document():
    assert [words(code).text(colour("green")) for code in LANGUAGES] == ["Grønn", "Grøn", "Green"]
    assert words("en").spans(term("sdg", "17"))[-1] == {"text": "Partnerships for the goals"}


def test_a_name_that_the_office_has_chosen_stands_and_is_marked():
    chosen = {"segment": Vocabulary("segment", (Term("other", "Samarbeid"), Term("joint", "Samstyring")))}
    found = words("en", vocabularies=chosen)
    assert found.spans(name("segment", "other")) == [{"text": "Samarbeid", "lang": "nb"}]
    assert found.spans(name("segment", "joint")) == [{"text": "Joint governance"}]
