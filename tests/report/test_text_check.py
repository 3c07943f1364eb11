"""What the office writes must agree with the figures: of each rule what it stops, and what it must let be."""

import re
from dataclasses import replace

import pytest

from assets.report.blocks import chapter, message
from assets.report.chapters.office import with_office_words
from assets.report.text_check import TextError, checked
from tests.report.portfolio_of_texts import material, topic

CHAPTERS = ("forord", "status", "temaer")


def faults(*texts, **round_):
    try:
        checked(material(*texts, **round_), CHAPTERS)
    except TextError as error:
        return [(fault.line, fault.message) for fault in error.faults]
    return []


def fault(sentence, **text):
    """The one thing that is wrong with a sentence."""
    found = faults(topic(sentence, **text))
    assert len(found) == 1, found
    ((line, message),) = found
    assert line == 7
    return message


PRINTED = (
    "Fem tiltak har avhengigheter med høy kritikalitet og rød status, mens ett tiltak har avhengigheter med middels "
    "kritikalitet og rød status."
)


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        (PRINTED, "3"),
        ("Fem tiltak har røde avhengigheter med høy kritikalitet.", "3"),
        ("5 tiltak melder røde avhengigheter med høy kritikalitet.", "3"),
        ("Tre avhengigheter har høy kritikalitet og rød status.", "5"),
        ("To tiltak melder rød status.", "1"),
        ("To tiltak har rød status og følges opp av direktoratet.", "1"),
        ("Det er tre tiltak med gul status i denne runden.", "4"),
        ("Porteføljen har 12 aktive tiltak.", "9"),
        ("Den nasjonale e-helseporteføljen består nå av 37 aktive tiltak.", "9"),
        ("Det er to ferdigstilte tiltak.", "1"),
        ("Det er fire nye tiltak.", "3"),
        ("To tiltak er fremdeles på pause.", "1"),
        ("Ingen tiltak melder gul risiko.", "5"),
        ("Ti av tiltakene har gul status.", "4"),
        ("Tiltakene har rapportert totalt 70 avhengigheter.", "7"),
        ("HELIKS melder tre røde avhengigheter med høy kritikalitet.", "1"),
        ("Sju av de 10 aktive tiltakene svarte.", "9"),
        ("Budsjettet i Samstyring er 540 millioner kroner.", "553,4"),
        ("Samlet øker driftskostnadene med 39 millioner kroner i 2024.", "93"),
        ("Veikartet består av 110 aktiviteter.", "109"),
        ("Fire tiltak har mål 1 som hovedmål.", "3"),
        ("Ni tiltak bidrar til bærekraftsmål 3.", "8"),
        ("Tre virksomheter har ikke levert.", "1"),
        ("Fem tiltak med rød status har fått ekstra støtte.", "1"),
        ('Porteføljen har {{ number("dependencies.high.red", form="word") }} tiltak med røde avhengigheter.', "4"),
        ("Fem tiltak har raude avhengnader.", "4"),
        ("71 avhengigheter er meldt inn.", "7"),
        ("Antall avhengigheter er 71.", "7"),
        ("Antall innmeldte avhengigheter er nå 71.", "7"),
        ("Antall aktive tiltak er 12.", "9"),
        ("Sju av 9 tiltak har svart.", "8"),
        ("108 aktiviteter er meldt inn til veikartet.", "109"),
        ("Budsjettet er 600 millioner kroner.", "553,4"),
        ("Kostnadene øker med 94 millioner kroner i 2024.", "93"),
        ("Kostnadene øker med 92 millioner kroner i 2024.", "93"),
        ("Antall tiltak med røde avhengigheter er fem.", "4"),
        ("Antallet tiltak med gul status er fem.", "4"),
        ("Status er gul for 18 tiltak.", "4"),
        ("Statusen er gul eller rød for fire tiltak i denne runden.", "5"),
        ("Tiltak med gul status: 5", "4"),
        ("Tiltak med gul status (5)", "4"),
    ],
)
def test_a_figure_typed_beside_what_the_model_counts_must_be_the_models(sentence, held):
    message = fault(sentence)
    assert "stemmer ikke med tallene" in message
    assert re.search(rf": {held}[.;]", message), message


@pytest.mark.parametrize(
    "sentence",
    [
        "Tre tiltak har røde avhengigheter med høy kritikalitet.",
        "7 avhengigheter er meldt inn, og antall avhengigheter er 7.",
        "Tre avhengigheter er meldt inn av virksomhetene i nord.",
        "Åtte av 9 tiltak har svart.",
        "109 aktiviteter er meldt inn til veikartet.",
        "Budsjettet er 553 millioner kroner.",
        "EPJ-løftet er stort. Budsjettet er 600 millioner kroner, og kostnadene øker med 94 millioner kroner i 2024.",
        "Kostnadene øker med 93 millioner kroner i 2024.",
        "Antall tiltak med røde avhengigheter er fire.",
        "Antallet tiltak med gul status er om lag fem.",
        "Antall tiltak med gul status var tre i forrige runde.",
        "Antall møter er 12, og antall tiltak innen legemidler er 3.",
        "Status er gul for 4 tiltak.",
        "Tiltak med gul status: 4",
        "Kostnadene ved tiltakene: 12 millioner kroner.",
        "Fem avhengigheter har høy kritikalitet og rød status, og de gjelder tre tiltak.",
        "Ett tiltak melder rød status.",
        "Det er fire tiltak med gul status i denne runden, mot tre i forrige.",
        "I forrige runde hadde tre tiltak gul status.",
        "Den nasjonale e-helseporteføljen består nå av 9 aktive tiltak.",
        "Det er ett ferdigstilt tiltak, og ett er på pause.",
        "Ingen tiltak melder rød risiko.",
        "To tiltak med gul status har fått ny finansiering.",
        "Fire kommuner i Helse Nord prøver ut løsningen.",
        "To piloter er foreslått.",
        "Direktoratet anbefaler fem nye tiltak for 2024.",
        "Fem nye tiltak skal starte til våren.",
        "Over 15 500 dokumenter ble delt, og rundt 35 000 brukere har tilgang.",
        "Tre tiltak gjelder legemidler.",
        "Minst fem tiltak er berørt av forsinkelsen.",
        "DHV melder tre røde avhengigheter med høy kritikalitet.",
        "HELIKS har grønn status, men én rød avhengighet med høy kritikalitet.",
        "Samstyring har 5 tiltak og Koordinering 3 tiltak.",
        "To av de tre nye tiltakene har gul status.",
        "Løsningen er forsinket fordi to avhengigheter er røde.",
        "Elleve av tolv virksomheter har levert innen fristen.",
        "Tre av de ni aktive tiltakene gjelder legemidler.",
        "Samstyring har et budsjett på 553,4 millioner kroner.",
        "Budsjettet i Samstyring er 553 millioner kroner.",
        "Programmet har fått 12 millioner kroner.",
        "Veikartet har 109 aktiviteter, og fem aktiviteter gjelder Helsenorge.",
        "Elleve virksomheter har meldt inn tiltak, én virksomhet har ikke levert.",
        "Fem tiltak i forskningsprogrammet BedreHelse er evaluert.",
        "I 2021 hadde seks tiltak rød status.",
        "Tiltaket har to leverandører, tre faser og fire mål.",
        "Gul status betyr at oppfyllelsen er usikker.",
        '{{ number("status.now.yellow", form="Counted") }} har gul status.',
    ],
)
def test_a_figure_that_agrees_or_that_counts_something_else_is_let_be(sentence):
    assert faults(topic(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "HELIKS melder fortsatt rød risiko med høy kritikalitet overfor Norsk Helsenett.",
            "«HELIKS» har meldt gul risiko, ikke rød risiko. Tiltaket har derimot avhengigheter med rød status.",
        ),
        (
            "HELIKS melder rød risiko for at forskrivningsmodulen ikke blir levert.",
            "«HELIKS» har meldt gul risiko, ikke rød risiko.",
        ),
        ("HELIKS melder rød risiko for at modulen ikke kan leveres.", "«HELIKS» har meldt gul risiko"),
        ("HELIKS har rød risiko for forsinkelse.", "«HELIKS» har meldt gul risiko, ikke rød risiko."),
        ("Det er rød risiko for forsinkelser.", "ingen tiltak i runden har meldt rød risiko"),
        ("Alle tiltak er grønne.", "ikke alle tiltak har meldt grønn status: 5 har meldt noe annet."),
        ("Samtlige tiltak har gul status.", "5 har meldt noe annet"),
        ("EPJ-løftet, DHV og Helseplattformen har gul status.", "«EPJ-løftet» har meldt rød status"),
        ("EPJ-løftet og DHV er røde.", "spredning» har meldt gul status, ikke rød status"),
        ("EPJ-løftet og DHV har rød status.", "spredning» har meldt gul status, ikke rød status"),
        ("Statusen for EPJ-løftet og DHV er gul.", "«EPJ-løftet» har meldt rød status, ikke gul status"),
        ("Helseplattformen har hatt rød status siden 2021.", "«Helseplattformen» har meldt gul status"),
        ("I 2023 hadde Helseplattformen rød status.", "«Helseplattformen» har meldt gul status"),
        ("Porteføljen har rød risiko.", "ingen tiltak i runden har meldt rød risiko"),
        ("Det er rød risiko i tiltakene.", "ingen tiltak i runden har meldt rød risiko"),
        ("EPJ-løftet har gul status.", "«EPJ-løftet» har meldt rød status, ikke gul status"),
        ("Statusen for EPJ-løftet er grønn.", "rød status, ikke grønn"),
        ('{{ measure("HELIKS") }} er rødt.', "«HELIKS» har meldt grønn status"),
        ("HELIKS har rød status, gul risiko.", "«HELIKS» har meldt grønn status"),
        ("EPJ-løftet har rød status og HELIKS gul status.", "«HELIKS» har meldt grønn status"),
        ("EPJ-løftet melder ikke rød status.", "«EPJ-løftet» har meldt rød status"),
        ("Helseplattformen har fortsatt gul status.", "«fortsatt» stemmer ikke: «Helseplattformen» hadde grønn status"),
        ("Program digital samhandling har en rød avhengighet.", "ikke meldt avhengigheter med rød status"),
        ("Kritisk informasjon og HELIKS har gul status.", "grønn status, ikke gul status"),
        ("Felles kommunal journal har gul status.", "ingen status"),
        ("HELIKS har raud status.", "grønn status, ikke rød status"),
        ("Eksempeltiltak Veiledning melder rød risiko.", "har meldt ingen risiko"),
    ],
)
def test_a_colour_said_of_a_measure_or_of_the_portfolio_must_have_been_reported(sentence, told):
    assert told in fault(sentence)


def test_a_colour_said_of_the_measure_that_the_text_is_about_is_held_against_it():
    assert "«EPJ-løftet» har meldt gul risiko" in fault("Risikoen er meldt rød.", measures=("EPJ-LOFTET",))
    assert "«EPJ-løftet» har meldt rød status" in fault("Tiltaket er gult.", measures=("EPJ-LOFTET",))
    assert faults(topic("Risikoen er meldt gul, ikke rød.", measures=("EPJ-LOFTET",))) == []
    assert faults(topic("EPJ-løftet er krevende. Risikoen er gul.", measures=("DHV", "PLL"))) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "EPJ-løftet melder fortsatt rød status.",
        "Ingen tiltak melder rød risiko.",
        "Ingen av tiltakene har rød risiko.",
        "Alle tiltak har grønn, gul eller rød status.",
        "Alle tiltak er grønne eller gule eller røde.",
        "Alle tiltak er grønne, gule eller røde.",
        "Ikke alle tiltak er grønne.",
        "Nesten alle tiltak er grønne.",
        "Alle tiltak som gjelder legemidler, er grønne.",
        "Alle tiltak i Koordinering er grønne.",
        "Alle tiltak med rød status følges opp.",
        "Rød risiko forekommer ikke.",
        "Rød risiko finnes ikke lenger.",
        "Rød risiko er borte fra porteføljen.",
        "Rød risiko melder ingen.",
        "Helseplattformen hadde rød status i 2021.",
        "HELIKS har gul risiko for at forskrivningsmodulen ikke blir levert.",
        "HELIKS kan få rød risiko for forsinkelser.",
        "DHV og Helseplattformen er gule.",
        "DHV, Kritisk informasjon og HELIKS melder gul eller grønn status.",
        "EPJ-løftet, som har rød status, venter på HELIKS.",
        "EPJ-løftet eller DHV har rød status.",
        "Arbeidet mellom EPJ-løftet og DHV har rød status.",
        "EPJ-løftet har rød status og gul risiko.",
        "Statusen for EPJ-løftet er rød.",
        "EPJ-løftet og DHV venter på HELIKS, som har grønn status.",
        "DHV gikk fra grønn til gul status.",
        "I mai hadde Digitale behandlings- og egenbehandlingsplaner rød risiko.",
        "Blir leveransen forsinket, kan HELIKS få rød status.",
        "Rød risiko betyr at målene ikke nås uten nye tiltak.",
        "HELIKS er grønt med en rød avhengighet.",
        "NUIT bes om å se på EPJ-løftet og de røde avhengighetene med høy kritikalitet.",
        "Det er risiko for at flere tiltak får rød status i neste runde.",
        "HELIKS har rød avhengighet med høy kritikalitet til Norsk Helsenett.",
        "Direktoratet vil unngå at tiltak får rød risiko.",
        "Arbeidet støtter det grønne skiftet, og lyset er rødt.",
        "Røde Kors deltar sammen med Grønn kommune.",
        "EPJ-løftet har ikke gul status.",
        "Tiltak med gul status følges opp.",
    ],
)
def test_a_colour_that_was_reported_or_that_is_no_status_is_let_be(sentence):
    assert faults(topic(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Flere tiltak har rød status enn i forrige runde.", "gikk fra 1 til 1"),
        ("Andelen tiltak med gul status er redusert.", "andelen fra 30,0 til 44,4 prosent"),
        ("Antall tiltak med gul status er uendret.", "gikk fra 3 til 4"),
        ("Antall tiltak med grønn status har økt.", "gikk fra 6 til 4"),
        ("Færre tiltak melder gul risiko nå.", "gikk fra 3 til 5"),
        ("Antall tiltak med gul status har økt fra 2 til 4.", "«fra 2» stemmer ikke"),
        ("Flere tiltak melder rød status.", "«flere» stemmer ikke: 1 tiltak"),
        ("Det er blitt færre gule tiltak.", "gikk fra 3 til 4"),
        ("Antall tiltak med gul status har gått ned fra 4 til 3.", "gikk fra 3 til 4"),
        ("Antall tiltak med gul status gikk ned.", "gikk fra 3 til 4"),
        ("Antallet tiltak med grønn status har gått opp.", "gikk fra 6 til 4"),
        ("Antall tiltak med gul status sank.", "gikk fra 3 til 4"),
        ("Antall tiltak med grønn status steg.", "gikk fra 6 til 4"),
        ("Stadig flere tiltak er grønne.", "gikk fra 6 til 4"),
        ("Flere tiltak melder rød risiko.", "«flere» stemmer ikke: 0 tiltak"),
        ("Antall tiltak med rød risiko er uendret.", "gikk fra 1 til 0"),
        ("Antallet aktive tiltak har økt.", "gikk fra 10 til 9"),
        ("Statusen for Helseplattformen er forbedret.", "«Helseplattformen» gikk fra grønn til gul status"),
        ("DHV har fått bedre status.", "fra grønn til gul status"),
        ("Risikoen er uendret for DHV.", "fra grønn til gul risiko"),
        ("Statusen i porteføljen er bedre enn sist.", "rød status fra 1 til 1; gul status fra 3 til 4"),
        # A share and a count may go different ways: one red of ten before, one red of nine now.
        ("Andelen tiltak med rød status er uendret.", "andelen fra 10,0 til 11,1 prosent"),
        ("Antall tiltak med rød status har økt.", "gikk fra 1 til 1"),
    ],
)
def test_a_trend_must_be_borne_out_by_the_numbers(sentence, told):
    assert told in fault(sentence)


def test_a_trend_in_the_first_round_has_nothing_to_rest_on():
    ((line, message),) = faults(topic("Andelen tiltak med gul status er økende."), has_before=False)
    assert (line, message) == (7, "det finnes ingen forrige runde å sammenligne tiltak med gul status med.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Andelen som rapporterer gul status er økende.",
        "Flere tiltak har gul status enn i forrige runde.",
        "Antall tiltak med gul status har økt fra 3 til 4.",
        "Antall tiltak med rød status er uendret, mens andelen har økt.",
        "Andelen tiltak med rød status har økt.",
        "Antall tiltak med rød risiko er redusert fra 1 til 0.",
        "Antall tiltak med gul status har gått opp fra 3 til 4.",
        "Antall tiltak med grønn status sank.",
        "Stadig flere tiltak er gule.",
        "Tiltak med gul status følges opp.",
        "Færre tiltak har rød risiko enn i mai.",
        "Åtte tiltak i andre porteføljer har fått bedre status.",
        "Flere av tiltakene som melder rød og gul status nå har mangel på finansiering.",
        "Flere tiltak har gul status.",
        "Statusen for Helseplattformen er forverret.",
        "Samhandlingen er forbedret, og bruken øker.",
        "Risikoen for forsinkelser har økt.",
        "Behovet for bedre løsninger er uendret.",
        "Tiltaket skal gi bedre status for kommunene.",
        "Driftskostnadene øker i 2024.",
        "Flere aktører spør hvordan standardene henger sammen.",
        "HELIKS har uendret status.",
    ],
)
def test_a_trend_that_the_numbers_bear_out_or_that_is_of_something_else_is_let_be(sentence):
    assert faults(topic(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "nearest"),
    [
        ("Tiltaket «DVH – Digital hjemmeoppfølging spredning» melder tre avhengigheter.", "DHV - Digital"),
        ("Prosjektet 'Digitale behandling- og egenbehandlingsplaner' prøves ut.", "Digitale behandlings- og"),
        ("Digitale behandlings- og egenbehandling planer prøves ut.", "Digitale behandlings- og"),
        ("Tiltaket DVH er forsinket.", "DHV"),
        ("DVH har gul status.", "DHV"),
        ("Prosjektet «DVH» er viktig.", "DHV"),
        ("I HELIKX ventes det på forbedringer.", "HELIKS"),
        ("Program Pasientens legemidelliste er forsinket.", "Program Pasientens legemiddelliste"),
        ("Også Helseplatformen er forsinket.", "Helseplattformen"),
        ("Programmet Pasientens legemidelliste er forsinket.", "Program Pasientens legemiddelliste"),
        ("Program digital samhandlig er forsinket.", "Program digital samhandling"),
        ("Program for pasientens legemiddelliste er forsinket.", "Program Pasientens legemiddelliste"),
        ("Program for pasientens legemiddeliste er forsinket.", "Program Pasientens legemiddelliste"),
        ("EPJ-løfte er forsinket.", "EPJ-løftet"),
        ("HELIX er forsinket.", "HELIKS"),
        ("DVH er omtalt.", "DHV"),
        ("I HELKIS ventes det på forbedringer.", "HELIKS"),
        ("EPJ-loftet har lav bemanning.", "EPJ-løftet"),
        ("Arbeidet i EPJ-LOFTTET er krevende.", "EPJ-LOFTET"),
    ],
)
def test_a_misspelt_name_is_told_with_the_one_that_is_like_it(sentence, nearest):
    message = fault(sentence)
    assert f"mente dere «{nearest}" in message and "office/measures.csv" in message


def test_a_measure_that_nobody_knows_is_told():
    assert "«Nasjonal vekstplan» er ikke navnet på noe tiltak" in fault("Tiltaket «Nasjonal vekstplan» er forsinket.")


@pytest.mark.parametrize(
    "sentence",
    [
        "«DHV - Digital hjemmeoppfølging spredning» og DHV – Digital hjemmeoppfølging spredning er det samme.",
        "Digital hjemmeoppfølging spredning melder avhengigheter, og «Digital hjemmeoppfølging» er prioritert.",
        "Oppdraget «Portaler for rapportering for helsepersonell» vurderer SMART on FHIR.",
        "Målet er «én innbygger – én journal».",
        "Helseplattformens brukere og Helseplattforma i nynorsk form.",
        "Pasientens legemiddelliste er en del av Program Pasientens legemiddelliste.",
        "Programmet Pasientens legemiddelliste og programmet Digital samhandling er i gang.",
        "DPS har økt risiko for ventetid, og PSD er en annen forkortelse.",
        "DPS, NAV, SNOMED CT, IDMP, NEWS, API og EPJ er forkortelser.",
        "Tiltaket «Felles kommunal journal» er ferdigstilt.",
        "Norsk Helsenett og Helse Vest RHF deltar.",
        "Planene for digitale behandlings- og egenbehandlingsplaner er klare.",
        "Helsedirektoratets plan.",
        "EPJ-løftets ramme, og programmet for pasientens legemiddelliste.",
        "Distriktspsykiatrisk senter (DPS) og DVH (det våte huset) er omtalt.",
        "Digital samhandling er et mål.",
        "«MF Helse» er et program.",
    ],
)
def test_a_name_that_somebody_or_something_has_is_let_be(sentence):
    assert faults(topic(sentence)) == []


def test_an_alias_of_the_office_makes_a_name_known():
    text = topic("Tiltaket «Hjemmeoppfølgingsløftet» har rød status.")
    assert "ikke navnet på noe tiltak" in faults(text)[0][1]
    ((_, message),) = faults(text, aliases={"Hjemmeoppfølgingsløftet": "DHV"})
    assert "har meldt gul status" in message


def test_impossible_dates_and_unfinished_text_stop_in_whatever_language():
    for language in ("nb", "en"):
        assert "«31. juni 2023» er ingen dato" in fault("Per 31. juni 2023 er det slutt.", language=language)
        assert "«TBD» er uferdig tekst" in fault("Frist: TBD.", language=language)
        assert "mente dere «Helseplattformen»" in fault("Use Helseplatformen.", language=language)
    assert faults(topic("## En overskrift\n\n## En til\n\nTekst.\n")) == [
        (7, "overskriften står uten tekst under. Skriv teksten, eller ta den bort.")
    ]
    assert faults(topic("<!-- bare en merknad -->\n"))[0][1].startswith("teksten er tom.")


def test_every_fault_is_told_with_its_own_line_and_none_but_the_first_file_hides_another():
    text = topic(
        "Første avsnitt er i orden.\n\nTo tiltak melder\nrød status. Per 31. juni\ner det slutt.\n\n- Frist TBD\n"
    )
    other = topic("Porteføljen har rød risiko.", title="Om xxx")
    with pytest.raises(TextError) as raised:
        checked(material(text, other), CHAPTERS)
    assert [line.split(": ")[0] for line in str(raised.value).splitlines()] == [
        "office/topics/a.md, linje 3",
        "office/topics/a.md, linje 7",
        "office/topics/a.md, linje 9",
        "office/topics/a.md, linje 10",
        "office/topics/a.md, linje 13",
    ]


def test_a_reference_that_leads_nowhere_is_told_with_its_likes():
    assert "Mente dere status.now.red" in fault('Det er {{ number("status.now.rod") }} tiltak.')
    assert "Mente dere EPJ-LOFTET" in fault('Les om {{ measure("EPJ-LFTET") }}.')
    assert "form er 'words'" in fault('Det er {{ number("status.now.red", form="words") }} tiltak.')
    assert "kan ikke leses" in fault("Det er {{ 7 * 7 }} tiltak.")
    assert "kan ikke leses" in fault("{% raw %}")
    assert "measures: tiltaket EPJ-LOFTE finnes ikke" in faults(topic("Tekst.", measures=("EPJ-LOFTE",)))[0][1]
    first = faults(topic('Det var {{ number("status.before.red") }} tiltak.'), has_before=False)
    assert first == [(7, "tallet status.before.red har ingen verdi i denne runden (first_round).")]


def test_an_introduction_names_a_chapter_that_is_there():
    text = topic("Tekst.", kind="introduction", chapter="statuss")
    assert faults(text) == [(1, "rapporten har ikke kapittelet 'statuss'. Skriv et av disse: forord, status, temaer.")]


def test_a_sentence_is_accepted_with_its_reason_and_only_that_sentence():
    text = topic("Fem tiltak melder rød status. <!-- godta: telt\npå en annen måte --> To tiltak melder rød status.\n")
    assert [line for line, _ in faults(text)] == [8]
    (waiver,) = checked(material(topic("To tiltak melder rød status.\n<!-- godta: talt på nytt -->\n")), CHAPTERS)
    assert waiver == {
        "path": "topics/a.md",
        "line": 7,
        "sentence": "To tiltak melder rød status.",
        "reason": "talt på nytt",
        "fault": waiver["fault"],
    }
    assert "Modellen har tiltak med rød status: 1." in waiver["fault"]


def test_a_waiver_without_a_reason_is_a_fault_and_one_without_need_is_nothing():
    assert "unntaket har ingen grunn" in fault("Alt er i orden. <!-- godta: -->")
    assert checked(material(topic("Alt er i orden. <!-- godta: for sikkerhets skyld -->")), CHAPTERS) == []


def test_texts_of_other_rounds_are_not_read():
    text = topic("To tiltak melder rød status.")
    assert faults(replace(text, round="2023-Q1")) == []


def test_where_nobody_has_reported_no_figure_contradicts_a_text():
    claims = topic("EPJ-løftet har gul status. Fem tiltak melder rød status, og DHV melder to røde avhengigheter.")
    assert len(faults(claims)) > 1
    assert faults(claims, is_silent=True) == []
    assert len(faults(topic("Frist: TBD."), is_silent=True)) == 1
    assert faults(topic("Tekst.", kind="introduction", chapter="kostnader"), is_silent=True) == []


def test_exceptions_stand_under_the_definitions_and_introductions_first_in_their_chapter():
    text = topic("Om status.", kind="introduction", chapter="status")
    waiver = {"sentence": "To tiltak.", "fault": "Modellen har 1.", "reason": "talt på nytt"}
    round_ = replace(material(text), waivers=[waiver])
    plain = [chapter(one, message("status.title")) for one in ("status", "definisjoner", "tiltakene")]
    status, definitions, index = with_office_words(round_, plain)
    assert [block["text"] for block in status["blocks"]] == ["Om status."]
    assert [section["id"] for section in definitions["sections"]] == ["unntak"]
    assert index["sections"] == [] and plain[1]["sections"] == []
