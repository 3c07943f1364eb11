"""Words that no text may hold, and words that look like them."""

from decimal import Decimal
from time import process_time

import pytest

from checks.wording import find_counts, impossible_dates, unfinished


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Rapporten bygger på det som var meldt per 31. juni 2023.", "31. juni 2023"),
        ("Frist 31.juni.", "31.juni"),
        ("Arbeidet varer fra 1. mai til 31. september.", "31. september"),
        ("Møtet er 30.–31. november 2023.", "31. november 2023"),
        ("Meldt 31.06.2023 av eieren.", "31.06.2023"),
        ("Meldt 31.6.2023.", "31.6.2023"),
        ("Meldt 31.06.23.", "31.06.23"),
        ("Innen 2023-06-31 skal det være avklart.", "2023-06-31"),
        ("Løsningen kommer 29. februar 2023.", "29. februar 2023"),
        ("Løsningen kom 30. februar.", "30. februar"),
        ("Ferdig 32. mai.", "32. mai"),
        ("Delivered on June 31, 2023.", "June 31, 2023"),
        ("Delivered on 31 June 2023.", "31 June 2023"),
        ("Delivered on the 31st of June.", "31st of June"),
        ("Levert 31. desember og 31. jun. 2023.", "31. jun. 2023"),
        ("Levert 12.31.2023.", "12.31.2023"),
        ("Levert 31/06/2023.", "31/06/2023"),
        ("Levert 31/6-2023.", "31/6-2023"),
        ("Levert 30/2-23.", "30/2-23"),
        ("Frist 31.06.", "31.06."),
        ("Innen 30.02. skal det være klart.", "30.02."),
        ("Avtalen gjaldt til 31.\njuni 2023.", "31. juni 2023"),
    ],
)
def test_a_date_that_no_calendar_has_is_found(text: str, written: str) -> None:
    assert impossible_dates(text) == [written]


@pytest.mark.parametrize(
    "text",
    [
        "Rapportert per 30. juni 2023, og 30.06.2023 er fristen; 2023-06-30 også.",
        "29. februar 2024 og 29. februar finnes.",
        "I april 31 tiltak, i juni 35 tiltak.",
        "Det kom 35 mars-rapporter.",
        "Forskrivningsmodulen ver. 4.12 og Dagster 1.13.27 er ikke datoer.",
        "Adressen er 10.31.20.23, saken 31/23, kapittel 31.6.",
        "In June 2023 you may 32 times ask.",
        "NUIT behandlet kostnadene 16.februar 2023 (sak 5/23).",
        "12/31/2023 skrev de der.",
        "Levert 30/6-2023 og 28/2-23, i sak 31/6-23 og sak 31/23-24.",
        "Frist 30.06., se punkt 31.06. og versjon 31.11.",
        "Adressen er 31.06.20.23, tallet 31.06 er prosent.",
        "Planen er ferdig 31. juli–31. august.",
    ],
)
def test_a_date_that_exists_and_a_number_that_is_no_date_are_left_alone(text: str) -> None:
    assert impossible_dates(text) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Lorem ipsum dolor.", "Lorem ipsum"),
        ("Frist: TBD.", "TBD"),
        ("TODO skriv om risiko.", "TODO"),
        ("Vi må se på todo og risiko.", "todo"),
        ("Tbd", "Tbd"),
        ("...", "..."),
        (" … ", "…"),
        ("Det er xx tiltak på pause.", "xx"),
        ("Det er XXX tiltak på pause.", "XXX"),
        ("Ferdig ???", "???"),
        ("Det er [sett inn tall] tiltak.", "[sett inn tall]"),
        ("Kontakt <navn>.", "<navn>"),
        ("Tekst kommer.", "Tekst kommer"),
        ("Ansvarlig: ____", "____"),
        ("Vedtatt [...] av rådet.", "[...]"),
    ],
)
def test_unfinished_text_is_found(text: str, written: str) -> None:
    assert unfinished(text) == [written]


@pytest.mark.parametrize(
    "text",
    [
        "Hva skjer nå? Og når?",
        "Skjemaet må fylles ut av legen, og teksten kommer fra registeret.",
        "XX-kromosomer, XXL og Max.",
        "Se [navn på tiltaket](https://www.ehelse.no) og [1].",
        "Det tok tid … men nå er det ferdig.",
        "Metoden heter to-do-liste.",
    ],
)
def test_finished_text_is_left_alone(text: str) -> None:
    assert unfinished(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "[skriv " * 5_000,
        "<navn" * 7_000,
        "..." * 11_000 + "x",
        "mer" + " " * 32_000,
        "lorem" + " " * 32_000,
        "x" * 32_000 + "1",
        "1" + " " * 32_000,
        "1. " * 11_000,
        "01." * 11_000,
        "31.6.2023 " * 3_200,
        "juni 31 2023 " * 2_400,
        "todo bla bla tekst mangler " * 1_200,
    ],
    ids=lambda text: text[:12],
)
def test_a_text_as_long_as_a_cell_holds_is_looked_through_at_once(text: str) -> None:
    before = process_time()
    unfinished(text), impossible_dates(text)
    assert process_time() - before < 0.25


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Fem tiltak og tre avhengigheter.", ["5", "3"]),
        ("37 aktive tiltak, 553,4 millioner og 15 500 dokumenter.", ["37", "553.4", "15500"]),
        ("15.500 dokumenter, tjueto tiltak, sju av åtte.", ["15500", "22", "7", "8"]),
        ("Ingen tiltak, ett tiltak, én avhengighet.", ["0", "1", "1"]),
        ("Tjue, tyve, syv, eitt.", ["20", "20", "7", "1"]),
        ("Et tiltak og en avhengighet.", []),
        ("Versjon 4.12, 2023-Q2, V1-2 og sak 5/23.", []),
        ("Fire-kommunersamarbeidet og totalen.", []),
    ],
)
def test_a_number_is_read_in_digits_and_as_a_word(text: str, counted: list[str]) -> None:
    assert [value for _, value in find_counts(text)] == [Decimal(one) for one in counted]
