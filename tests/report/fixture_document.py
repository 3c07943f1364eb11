"""A whole report as the model hands it to the page and the PDF, of the real one's size; most of it is made up."""
# ruff: noqa: E501

from __future__ import annotations

from functools import cache
from typing import Any

from assets.report import charts
from tests.report import fixture_charts

Block = dict[str, Any]

HOSTILE = (
    "=SUM(A1) <script>alert('x')</script> {{ 7 * 7 }} {% raw %} #typst(\"x\") *fet* _kursiv_ `kode` $x^2$ @ref <merke> // "
    '/* */ \\ [x](y) & «sitat» "sitat"\nny linje: čđŋšŧž ČĐŊŠŦŽ'
)
LONG = (
    "Forskrivningsmodulen med nødvendige funksjonsforbedringer og feilrettinger må være levert, prøvd ut og godkjent før "
    "utprøvingen kan utvides til flere kommuner og sykehus i regionen. "
) * 10
LONGEST_WORD = "Legemiddelsamstemmingskoordineringsgruppemedlemskapsvurderingsansvarlige" * 2

MEASURES = """EPJ-løftet|Direktoratet for e-helse|Samstyring|red|yellow|21,5
Digitale behandlings- og egenbehandlingsplaner|Helsedirektoratet|Samstyring|yellow|yellow|18
Helseplattformen|Helse Midt-Norge RHF|Koordinering|yellow|yellow|–
HELIKS|Helse Vest RHF|Koordinering|green|green|–
DHV – Digital hjemmeoppfølging spredning|Helsedirektoratet|Samstyring|yellow|yellow|44,25
Digitalt økosystem for nasjonal smittevernberedskap|Folkehelseinstituttet|Samstyring|green|green|132,4
Data om legemiddelbruk (Sekundærbruk av Legemiddeldata)|Folkehelseinstituttet|Koordinering|yellow|green|–
Modernisere helseregistre FHI|Folkehelseinstituttet|Øvrige|green||–
Digital legemiddelhåndtering i kommunal helse- og omsorgssektor|KS|Samstyring|green|yellow|9,5
Program digital samhandling|Norsk helsenett|Samstyring|yellow|yellow|151
Program Pasientens legemiddelliste|Direktoratet for e-helse|Samstyring|yellow|yellow|120,25
Pasientens prøvesvar|Norsk helsenett|Samstyring|green|green|36,5
Eksempeltiltak Dearvvašvuođa dieđut – sámegiella|Helse Nord RHF|Øvrige|green||–""".splitlines()

INITIATIVES = (
    ("Innbygger skal ha mulighet for å administrere behandlingsforløp, digital dialog og innsynstjenester gjennom Helsenorge", 7),
    ("Velferdsteknologi og digital hjemmeoppfølging", 21),
    ("Helsepersonell skal ha tilgang til pasientens legemiddelliste (PLL)", 19),
    ("Innføring og bruk av nye informasjonstjenester – Deling av pasientens journaldokumenter", 25),
    ("Helseregistre og helsedata", 15),
    ("Felles språk, grunndata og arkitektur", 13),
    ("Samarbeid og virkemidler", 10),
)  # fmt: skip
ACTIVITIES = """Pleie- og omsorgstjenestene|Digitale innbyggertjenester gjennom Digihelse og kommunal helse- og omsorgstjeneste|Digihelse: hjemmebaserte tjenester, løsning er tilgjengelig for bruk|2021–2025
Helsestasjon|DigiHelsestasjon|Løsning er tilgjengelig for bruk. Innføring via KS-nettverk på e-helseområdet|2021–2025
Manuell- og fysioterapeuter|Digitale innbyggertjenester|Innføring av nye tjenester: timeadministrasjon og dialog via Helsenorge|2023–2026
Fastlegetjenesten|Ikke oppgitt|Videre tilgjengeliggjøring av eksisterende tjenester og utvikling av nye tjenester|2021–2027
Helse Vest RHF, Helse Nord RHF og Helse Sør-Øst RHF|Forskrivningsmodulen|Utprøving i Helse Bergen og Bergen kommune; nødvendige forbedringer i versjon 4.12 må være på plass før videre innføring|2023–
Kommunale helsetjenester|Nasjonalt velferdsteknologiprogram og Digihjem|Fortsette utprøving av digitale behandlings- og egenbehandlingsplaner i fire kommuner i Helse Nord|2024–""".splitlines()


def words(text: str) -> list[dict[str, Any]]:
    return [{"text": text}]


def counted(text: str, key: str, value: str | None = None) -> dict[str, Any]:
    return {"text": text, "number": key, "value": value or text}


def paragraph(*spans: str | dict[str, Any]) -> Block:
    return {"type": "paragraph", "spans": [{"text": span} if isinstance(span, str) else span for span in spans]}


def column(heading: str, align: str = "start", width: float = 1) -> dict[str, Any]:
    return {"heading": heading, "align": align, "width": width}


COLOUR_WORDS = {"red": "Rød", "yellow": "Gul", "green": "Grønn"}


def status(colour: str) -> dict[str, Any]:
    return {"text": COLOUR_WORDS[colour], "colour": colour} if colour else {"text": "Ikke påkrevd"}


def figure(name: str, number: int, title: str, caption: str, alt: str, table: Block, **more: Any) -> Block:
    drawn = figures()
    width, height = charts.size(drawn[f"figures/{name}.nb.svg"])
    narrow = charts.size(drawn[f"figures/{name}.narrow.nb.svg"])
    return {
        "type": "figure", "id": name, "number": number, "src": f"figures/{name}.nb.svg", "title": title, "caption": caption,
        "alt": alt, "table": table, "width": width, "height": height,
        "data": f"data/{name}.csv", "narrow": {"src": f"figures/{name}.narrow.nb.svg", "width": narrow[0], "height": narrow[1]}, **more,
    }  # fmt: skip


def counts(name: str, first: str) -> Block:
    """The data table of a chart of bars."""
    rows = fixture_charts.CHARTS[name]["rows"]
    return {
        "columns": [column(first, width=4), column("Antall tiltak", "end")],
        "rows": [[{"text": row["label"]}, {"text": row["text"]}] for row in rows],
    }


def colours(name: str) -> Block:
    before, now = fixture_charts.CHARTS[name]["rows"]
    rows = [
        [{"text": was["label"], "colour": was["code"]}, {"text": was["text"]}, {"text": part["text"]}]
        for was, part in zip(before["parts"], now["parts"], strict=True)
    ]
    return {
        "columns": [column("Status", width=2), column("Forrige runde", "end"), column("Denne runden", "end")],
        "rows": rows,
    }


def dependencies() -> Block:
    chart = fixture_charts.CHARTS["dependencies"]

    def row(entry: dict[str, Any]) -> list[dict[str, Any]]:
        return [{"text": entry["label"]}, *({"text": v["text"]} for v in entry["values"]), {"text": entry["total"]}]

    headings = [column(colour["label"], "end") for colour in chart["columns"]]
    return {
        "columns": [column("Kategori", width=4), *headings, column("Sum", "end")],
        "rows": [row(entry) for entry in chart["rows"]],
        "foot": [row(chart["total_row"])],
    }


def measures(count: int = 40) -> Block:
    rows = []
    for n in range(count):
        name, owner, segment, colour, risk, budget = MEASURES[n % len(MEASURES)].split("|")
        numbered = name if n < len(MEASURES) else f"Eksempeltiltak {n}: {name}"
        rows.append(
            [{"text": numbered}, {"text": owner}, {"text": segment}, status(colour), status(risk), {"text": budget}]
        )
    return {
        "type": "table", "id": "measures", "number": 1, "caption": "Aktive tiltak med status, risiko og budsjett",
        "data": "data/measures.csv",
        "columns": [column("Tiltak", width=3.2), column("Virksomhet", width=2.4), column("Segment", width=1.6),
                    column("Status", width=1.2), column("Risiko", width=1.4), column("Mill. kr", "end", 1.1)],
        "rows": rows, "foot": [[{"text": "Sum"}, *({"text": ""} for _ in range(4)), {"text": "553,4"}]],
        "note": words("Bare tiltak i segmentet Samstyring rapporterer budsjett."),
    }  # fmt: skip


def red_dependencies() -> Block:
    rows = [
        ("Helseplattformen", "Enighet om løsning for e-multidose og PLL", "Norsk helsenett / Direktoratet for e-helse", "–"),
        ("HELIKS", "Forskrivningsmodulen ver. 4.12 med nødvendige funksjonsforbedringer og feilrettinger", "Norsk helsenett",
         "31. august 2023"),
        ("DHV – Digital hjemmeoppfølging spredning", "Løsning for datadeling", "Direktoratet for e-helse", "–"),
        ("DHV – Digital hjemmeoppfølging spredning", "Forutsigbarhet for gjennomføring av komplekse samhandlingsprosjekt på "
         "tvers av nivå og aktører i helsetjenesten", "Helseteknologiordningen", "–"),
        ("EPJ-løftet", HOSTILE, "Alle", "31. august 2023"),
    ]  # fmt: skip
    return {
        "type": "table", "id": "red-dependencies", "number": 2, "caption": "Røde avhengigheter med høy kritikalitet",
        "columns": [column("Tiltak", width=2), column("Avhengighet", width=3), column("Motpart", width=2), column("Frist")],
        "rows": [[{"text": text} for text in row] for row in rows],
    }  # fmt: skip


def costs() -> Block:
    rows = [
        ("Program Pasientens legemiddelliste", "SFM", "(14)", "(24)", "55", ""),
        ("Program Pasientens legemiddelliste", "FM", "", "\N{MINUS SIGN}2", "12", ""),
        ("Digital behandlings- og egenbehandlingsplan", "", "(2)", "(2,3)", "", ""),
        ("Program digital samhandling", "Deling av journaldokumenter", "", "8", "9,5", ""),
        ("Program digital samhandling", "Pasientens prøvesvar", "", "17", "", ""),
        ("Helsenorge", "Diverse tiltak", "", "18", "10", "13,5"),
        ("Helsenorge", "Overført", "", "", "\N{MINUS SIGN}4", ""),
        ("MF Helse", "", "", "15", "1 205,25", ""),
    ]
    return {
        "type": "table", "id": "costs", "number": 3,
        "caption": "Estimert økning i drifts- og forvaltningskostnader for de nasjonale løsningene, millioner kroner",
        "columns": [column("Program eller prosjekt", width=3), column("Leveranse", width=2.4),
                    *(column(year, "end") for year in ("2022", "2023", "2024", "2025"))],
        "rows": [[{"text": text} for text in row] for row in rows],
        "foot": [[{"text": text} for text in ("Sum millioner kroner", "", "", "61,5", "93", "22")],
                 [{"text": text} for text in ("Dekkes internt", "", "(17)", "(27,4)", "", "")]],
        "note": words("Tall i parentes dekkes av virksomheten selv og er ikke med i summene."),
    }  # fmt: skip


def roadmap(number: int, initiative: str, count: int, first: int) -> list[Block]:
    rows = []
    for n in range(first, first + count):
        actor, service, activity, period = ACTIVITIES[n % len(ACTIVITIES)].split("|")
        rows.append([{"text": actor}, {"text": service}, {"text": activity}, {"text": period}])
    rows[0][2] = {
        "lines": [words(rows[0][2]["text"]), [{"text": "Foreløpig: ikke endelig behandlet", "emphasis": True}]]
    }
    return [
        {"type": "subheading", "text": initiative, "id": f"initiative-{number}"},
        {"type": "table", "id": f"roadmap-{number}", "number": 3 + number, "caption": f"Tiltak for 2024: {initiative}",
         "columns": [column("Hvem", width=2), column("Tjeneste", width=2.4), column("Hva skal skje i 2024?", width=3.6),
                     column("Periode", width=1.1)], "rows": rows},
    ]  # fmt: skip


def document(*, measure_count: int = 40) -> dict[str, Any]:
    """The report of the second quarter of 2023 in bokmål."""
    overview = paragraph(
        "Den nasjonale e-helseporteføljen består av ", counted("37", "measures.active"), " aktive tiltak. ",
        counted("Ett", "status.now.red", "1"), " tiltak (se ", {"text": "tabell 1", "to": "table-measures"}, ") melder rød status: ",
        {"text": "«EPJ-løftet»", "measure": "EPJ-LOFTET", "to": "tiltak-EPJ-LOFTET"}, ". Andelen tiltak med gul status har økt fra 35 til 46 prosent.",
    )  # fmt: skip
    bullets = {
        "type": "list",
        "items": [
            words("Fem tiltak er ferdigstilt, hvorav ett var på pause i forrige runde."),
            [{"text": "Smart on FHIR", "strong": True}, {"text": " er tatt i bruk i digital førerettsforvaltning, og vurderes "
              "for flere løsninger i helse- og omsorgstjenesten."}],
            [{"text": "Les mer om "}, {"text": "tiltakene i porteføljen", "href": "https://www.ehelse.no/"}, {"text": "."}],
        ],
    }  # fmt: skip
    key_figures = {
        "type": "key_figures",
        "items": [
            {
                "value": [counted("37", "measures.active")],
                "label": "aktive tiltak",
                "detail": [{"text": "12 i segmentet Samstyring"}],
            },
            {
                "value": [counted("1", "status.now.red")],
                "label": "med rød status",
                "detail": [{"text": "som i forrige runde"}],
            },
            {
                "value": [counted("70", "dependencies.total")],
                "label": "avhengigheter",
                "detail": [{"text": "8 av dem er røde"}],
            },
            {
                "value": [counted("553,4", "budget.joint", "553.4")],
                "label": "millioner kroner",
                "detail": [{"text": "budsjett i Samstyring"}],
            },
        ],
    }
    initiatives: list[Block] = []
    for n, (name, count) in enumerate(INITIATIVES, start=1):
        initiatives += roadmap(n, name, count, n)
    chapters = [
        {"id": "summary", "number": "1", "title": "Oppsummering", "blocks": [overview, key_figures, bullets], "sections": []},
        {"id": "status", "number": "2", "title": "Status på nasjonal e-helseportefølje",
         "blocks": [overview, figure(
             "segments", 1, "Koordinering er det største segmentet", "Aktive tiltak etter segment.",
             "Søylediagram: Samstyring 12, Koordinering 15, Øvrige 10 tiltak.", counts("segments", "Segment"))],
         "sections": [
             {"id": "status-overall", "number": "2.1", "title": "Overordnet status", "blocks": [
                 paragraph("Gul status øker fra ", counted("13", "status.before.yellow"), " til ",
                           counted("17", "status.now.yellow"), " av 37 tiltak."),
                 figure("status", 2, "Flere tiltak melder gul status", "Status ved forrige og denne rapporteringen, aktive tiltak.",
                        "Stablede søyler. Forrige runde: rød 1, gul 13, grønn 23. Denne runden: rød 1, gul 17, grønn 19.",
                        colours("status")),
                 measures(measure_count)]},
             {"id": "risk", "number": "2.2", "title": "Risiko", "blocks": [
                 paragraph("Ingen tiltak melder rød risiko."),
                 figure("risk", 3, "Ingen tiltak melder rød risiko", "Risiko ved forrige og denne rapporteringen.",
                        "Stablede søyler. Forrige runde: rød 1, gul 12, grønn 14. Denne runden: rød 0, gul 13, grønn 14.",
                        colours("risk"), note=words("Bare tiltak i Samstyring og Koordinering rapporterer risiko."))]},
             {"id": "dependencies", "number": "2.3", "title": "Avhengigheter", "blocks": [
                 paragraph("Tiltakene har rapportert ", counted("70", "dependencies.total"), " avhengigheter."),
                 figure("dependencies", 4, "Flest avhengigheter gjelder nasjonale løsninger",
                        "Avhengigheter etter kategori og status.", "Nasjonale løsninger: rød 3, gul 9, grønn 16, i alt 28.",
                        dependencies()),
                 red_dependencies(), paragraph(LONG), paragraph(HOSTILE), paragraph(LONGEST_WORD)]},
             {"id": "goals", "number": "2.4", "title": "Nasjonal e-helsestrategi", "blocks": [
                 figure("goals", 5, "Tiltakene er jevnt fordelt på mål 1 til 4", "Aktive tiltak etter hovedmål.",
                        "Mål 1: 9, mål 2: 8, mål 3: 8, mål 4: 8, mål 5: 4 tiltak.", counts("goals", "Mål"))]},
             {"id": "sdg", "number": "2.5", "title": "Bærekraftsmål", "blocks": [
                 figure("sdg", 6, "De fleste tiltakene bidrar til god helse", "Tiltak etter FNs bærekraftsmål.",
                        "Mål 3: 31, mål 9: 15, mål 10: 7, mål 17: 10 av 34 tiltak som har svart.", counts("sdg", "Mål"))]},
         ]},
        {"id": "finished", "number": "3", "title": "Ferdigstilte og nye tiltak", "blocks": [
            {"type": "subheading", "text": "Modernisering av SYSVAK", "id": "sysvak"}, paragraph(LONG),
            {"type": "note", "spans": words("Tiltaket videreføres i «Digitalt økosystem for nasjonal smittevernberedskap».")}],
         "sections": []},
        {"id": "topics", "number": "4", "title": "Aktuelle temaer og utfordringer", "blocks": [paragraph(LONG)], "sections": [
            {"id": "topics-new", "number": "4.1", "title": "Nye temaer", "blocks": [
                {"type": "subheading", "text": "Smart on FHIR i helsesektoren", "id": "fhir"}, paragraph(LONG), paragraph(
                    "Prinsippet kalles ", {"text": "substitutable medical applications", "lang": "en", "emphasis": True}, ".")]}]},
        {"id": "costs", "number": "5", "title": "Drifts- og forvaltningskostnader", "blocks": [costs()], "sections": []},
        {"id": "plan", "number": "7", "title": "Tiltak for 2024", "blocks": [paragraph(LONG)], "sections": [
            {"id": "plan-goal-1", "number": "7.1", "title": "Aktiv medvirkning i egen og næres helse", "blocks": initiatives[:6]},
            {"id": "plan-goal-2", "number": "7.2", "title": "Enklere arbeidshverdag", "blocks": initiatives[6:]}]},
        {"id": "register", "number": "", "title": "Register over tiltak", "sections": [], "blocks": [{"type": "register", "items": [
            {"id": "tiltak-EPJ-LOFTET", "measure": "EPJ-LOFTET", "text": "EPJ-løftet", "places": [
                {"to": "summary", "text": "1"}, {"to": "status", "text": "2"}]}]}]},
    ]  # fmt: skip
    return {
        "language": "nb", "edition_lang": None, "publisher": "Nasjonal porteføljestyring", "title": "Nasjonal e-helseportefølje", "subtitle": "Porteføljerapport for 2. kvartal 2023",
        "languages": [{"code": "nb", "name": "Bokmål"}, {"code": "nn", "name": "Nynorsk"}, {"code": "en", "name": "English"}],
        "edition": "august 2023", "draft": True, "mark": "Utkast", "reported_per": "Rapportert per 30. juni 2023",
        "known_at": "2023-06-30T10:00:00Z",
        "chrome": {"contents": "Innhold", "figure": "Figur", "table": "Tabell", "page": "Side", "to_content": "Hopp til innholdet",
                   "draft_note": "Dette er et utkast.", "languages": "Språk", "formats": "Rapporten i andre formater", "as_pdf": "Rapporten som PDF",
                   "as_word": "Arbeidsutkast i Word", "as_case_note": "Saksnotat til rådet (PDF)",
                   "data_behind": "Tallene i figuren", "download": "Last ned tallene (CSV)"},
        "chapters": chapters,
    }  # fmt: skip


@cache
def figures() -> dict[str, bytes]:
    """The drawn charts by the ``src`` of their figures."""
    drawn = fixture_charts.CHARTS.items()
    wide = {f"figures/{name}.nb.svg": charts.draw(chart) for name, chart in drawn}
    return wide | {f"figures/{name}.narrow.nb.svg": charts.draw(chart, charts.NARROW) for name, chart in drawn}
