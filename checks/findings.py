"""The rules that a submission is judged by: a stable id, whether it blocks, and what the contact is told in Norwegian.

A finding is a rule broken at a place. Which rows break which rule is found in ``checks.schemas``, ``checks.quality``,
``assets.intake.values`` and ``assets.intake.judging``; how they are laid out for people is ``assets.intake.receipts``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

RULES_VERSION = 3
"""Stored with each verdict; goes up whenever a rule comes, goes or changes its mind."""

_SHOWN = 300
"""Characters of a value that a finding shows."""

Severity = Literal["error", "remark"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is wrong and how to mend it; the texts take their values by name."""

    id: str
    severity: Severity
    message: str
    remedy: str
    since: int = 1
    """The version of the rules in which it came to say what it says."""
    asks: str = ""
    """What it asks of more than the file (the calendar, others, earlier rounds), and so is not judged of one alone."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule broken at a place of a submission. ``value`` is as read, for people."""

    severity: Severity
    rule: str
    sheet: str | None
    row: int | None
    column: str | int | None
    heading: str | None
    measure_id: str | None
    value: str | None
    message: str
    remedy: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def finding(
    rule: str,
    *,
    sheet: str | None = None,
    row: int | None = None,
    column: str | int | None = None,
    heading: str | None = None,
    measure_id: str | None = None,
    value: str | None = None,
    words: Mapping[str, object] | None = None,
) -> Finding:
    """A finding of the rule at the place; ``words`` fills what the rule's texts ask for beside value and heading."""
    broken = RULES[rule]
    sheet, heading, value = map(_shortened, (sheet, heading, value))
    said = {"value": value or "", "heading": (heading or "").strip(), "measure_id": measure_id or "", **(words or {})}
    return Finding(
        severity=broken.severity,
        rule=rule,
        sheet=sheet,
        row=row,
        column=column,
        heading=heading,
        measure_id=measure_id,
        value=value,
        message=broken.message.format_map(said),
        remedy=broken.remedy.format_map(said),
    )


def _shortened(text: str | None) -> str | None:
    """As much of a text as anybody reads in a receipt; a cell can hold as much as a file."""
    return text if text is None or len(text) <= _SHOWN else f"{text[:_SHOWN]} …"


def _error(id: str, message: str, remedy: str, **traits: Any) -> Rule:
    return Rule(id, "error", message, remedy, **traits)


def _remark(id: str, message: str, remedy: str, **traits: Any) -> Rule:
    return Rule(id, "remark", message, remedy, **traits)


_FILE_RULES = (
    _error(
        "could_not_be_judged",
        "Filen kunne ikke behandles på grunn av en feil hos oss. Det er ikke sagt at det er noe galt med den.",
        "Ta kontakt med porteføljekontoret, som må få feilen rettet, og lever filen igjen etterpå.",
        since=3,
    ),
    _error("unreadable_file", "Filen kan ikke leses.{why}", "Åpne filen, lagre den på nytt og lever den igjen."),
    _error("empty_file", "Filen er tom.", "Lagre skjemaet på nytt og lever det igjen."),
    _error(
        "encrypted_file",
        "Filen er kryptert, passordbeskyttet eller har en følsomhetsetikett, og kan ikke leses.",
        "Fjern passordet eller etiketten, lagre filen og lever den igjen.",
    ),
    _error(
        "macro_workbook",
        "Arbeidsboken kan inneholde makroer (.xlsm), og slike tas ikke imot.",
        "Lagre den som vanlig Excel-arbeidsbok (.xlsx) og lever den igjen.",
    ),
    _error(
        "file_too_large",
        "Filen er på {size_mb} MB, og grensen er {limit_mb} MB.",
        "Fjern bilder og annet som ikke hører til skjemaet, og lever igjen.",
    ),
    _error(
        "inflates_too_much",
        "Filen blir for stor når den pakkes ut.",
        "Kopier innholdet over i et nytt skjema og lever det.",
    ),
    _error(
        "unsafe_archive",
        "Filen inneholder noe som ikke kan leses trygt.{why}",
        "Lag filen på nytt: et arkiv med bare CSV-filer, eller et skjema lagret i et regneark.",
    ),
    _error("not_utf8", "Teksten er ikke lagret som UTF-8.", "Lagre filen som UTF-8 og lever den igjen."),
    _error(
        "faulty_json", "JSON-filen har feil i oppbygningen.{why}", "Rett filen etter kontrakten og lever den igjen."
    ),
    _error(
        "faulty_csv", "CSV-filen har feil i oppbygningen.", "Rett filen, for eksempel anførselstegn, og lever igjen."
    ),
    _error(
        "unknown_format",
        "Filtypen kan ikke leses.{why}",
        "Lever .xlsx, .ods, .json eller .zip med CSV-filer.",
    ),
    _error(
        "too_many_cells",
        "Arket er større enn det som kan leses.",
        "Slett det som står utenfor tabellen, og lever igjen.",
    ),
    _error(
        "too_many_rows",
        "Filen har {value} utfylte rader, og grensen er {limit}.",
        "Slett rader som ikke hører til skjemaet, og lever igjen.",
        since=2,
    ),
    _error(
        "no_submission_sheet",
        "Filen mangler arket Innmelding, som sier hvem som melder for hvilket kvartal.",
        "Bruk skjemaet, eller legg til arket Innmelding med kolonnene Felt og Verdi.",
    ),
    _error(
        "took_too_long",
        "Filen tok mer enn {seconds} sekunder å lese.",
        "Fjern det som ikke hører til skjemaet, og lever igjen.",
    ),
    _error(
        "took_too_much_memory",
        "Filen krevde mer enn {memory_mb} MB minne.",
        "Fjern det som ikke hører til skjemaet, og lever igjen.",
    ),
)

REASONS = {
    "not what its name says": "Innholdet er noe annet enn filnavnet sier.",
    "cut off": "Den slutter for tidlig, som når en overføring blir avbrutt.",
    "a sheet that is not in the file": "Et ark som arbeidsboken lister opp, er ikke med i filen.",
    "XML in another encoding than UTF-8": "Et ark er lagret i en annen tegnkoding enn UTF-8.",
    "a row or a cell that stands twice": "En rad eller celle står to ganger eller i feil rekkefølge i arket.",
    "a cell outside its row": "En celle står i en annen rad enn den sier at den hører til.",
    "sheets that cannot be told apart": "To ark har samme navn.",
    "packed in a way that is not read": "Den er pakket på en måte som ikke leses.",
    "too many members": "Arkivet har for mange filer.",
    "a name that leads out": "Et filnavn i arkivet peker ut av det.",
    "a name that stands twice": "To filer i arkivet har samme navn.",
    "a link": "Arkivet inneholder en lenke i stedet for en fil.",
    "an archive within the archive": "Arkivet inneholder et annet arkiv.",
    "a workbook within an archive": "Arkivet inneholder en arbeidsbok; lever den for seg.",
    "XML with a document type": "XML-en har en dokumenttype, som kan vise til andre filer eller vokse uten ende.",
    "no spreadsheet": "Filen er ikke et regneark.",
    "a key twice": "Samme nøkkel står to ganger i ett objekt.",
    "no number": "NaN og uendelig er ikke tall.",
    "nested too deeply": "Den er nøstet for dypt.",
    "not an object": "Her skulle det stå et objekt.",
    "not a list": "Her skulle det stå en liste.",
    "half a character": "Et tegn er bare halvt.",
}
"""What a refused file is told beside its rule, by the reason that ``assets.intake`` refused it for."""

_SUBMISSION_RULES = (
    _error(
        "more_errors",
        "Filen har flere feil enn dem som er listet opp her. Antall: {count}.",
        "Rett dem som står her først; ofte er det samme feil på mange rader.",
        since=2,
    ),
    _remark(
        "more_remarks",
        "Filen har flere merknader enn dem som er listet opp her. Antall: {count}.",
        "Se over dem.",
        since=2,
    ),
    _error(
        "unknown_sender",
        "Mappen «{value}» tilhører ingen kjent virksomhet, så ingen vet hvem som har sendt filen.",
        "Legg filen i mappen med virksomhetens kode.",
    ),
    _error(
        "in_no_folder",
        "Filen ligger ikke i mappen til noen virksomhet, så ingen vet hvem som har sendt den.",
        "Legg filen i mappen med virksomhetens kode.",
        since=3,
    ),
    _error(
        "wrong_sender",
        "Skjemaet er fra «{value}», men ligger i mappen til {folder}.",
        "Legg filen i riktig mappe, eller rett feltet Virksomhet.",
    ),
    _error("missing_field", "Feltet {heading} er ikke fylt ut.", "Legg til feltet, og fyll det ut."),
    _error(
        "unknown_version",
        "Skjemaversjon «{value}» er ukjent.",
        "Bruk det nyeste skjemaet; det har versjon {version}.",
    ),
    _error(
        "faulty_quarter",
        "«{value}» er ikke et kvartal.",
        "Skriv kvartalet slik: 2023-Q2. Årstallet kan være fra 2015 til 2050.",
        since=3,
    ),
    _error("unknown_kind", "«{value}» er ingen type innmelding.", "Velg én av: {choices}."),
    _error(
        "missing_measures",
        "Filen mangler arket Tiltak.",
        "Legg til arket Tiltak. Har dere ingen tiltak å melde, velger dere typen «ingenting å melde».",
    ),
    _error(
        "doubled_field",
        "Feltet {heading} står flere ganger med ulike verdier.",
        "Behold den linjen som gjelder, og slett de andre.",
        since=2,
    ),
    _error(
        "title_row",
        "Overskriftene skal stå i rad 1, men står i rad {found}. Ingen av radene på arket er tatt inn.",
        "Slett det som står over overskriftene, og lever igjen.",
        since=3,
    ),
    _error(
        "no_headings",
        "Ingen av overskriftene i rad 1 hører til arket. Ingen av radene er tatt inn.",
        "Skriv overskriftene i rad 1 slik de står i skjemaet, og lever igjen.",
        since=3,
    ),
    _error(
        "no_id_column",
        "Arket mangler kolonnen {heading}, så radene kan ikke kjennes igjen. Ingen av dem er tatt inn.",
        "Legg til kolonnen med akkurat den overskriften, og lever igjen.",
        since=3,
    ),
    _error(
        "no_measure_for_rows",
        "Arket Tiltak har ingen rader, men disse arkene har rader om tiltak: {value}.",
        "Fyll ut arket Tiltak. Har dere ingen tiltak å melde, sletter dere radene på de andre arkene.",
        since=3,
    ),
    _error(
        "doubled_sheet",
        "Filen har flere ark for {heading}: {value}. Da er det uklart hvilket som gjelder.",
        "Samle radene på ett ark, og slett de andre.",
    ),
    _error(
        "no_usable_row",
        "Innmeldingen har ingen rader som kan brukes.",
        "Rett de andre feilene. Har dere ingenting å melde, velger dere typen «ingenting å melde».",
    ),
    _error(
        "rows_with_nothing_to_report",
        "Innmeldingen sier «ingenting å melde», men har {rows}.",
        "Slett radene, eller velg typen «full innmelding» eller «korreksjon».",
    ),
    _remark(
        "quarter_not_open",
        "{value} er ikke åpent for innmelding. Filen er lagt til side og teller ikke.",
        "Kontakt porteføljekontoret hvis den skal telle, eller rett kvartalet.",
        asks="om kvartalet er åpent for innmelding",
    ),
    _remark(
        "withdraws",
        "«Ingenting å melde» trekker tilbake det dere hadde meldt for kvartalet: {value}.",
        "Lever en full innmelding hvis det ikke var meningen.",
        asks="om «ingenting å melde» trekker tilbake noe dere har meldt før",
    ),
    _remark(
        "table_gone",
        "Arket {value} er ikke med, og radene dere hadde der, teller ikke lenger.",
        "Lever på nytt med arket hvis radene fortsatt gjelder.",
        asks="om et ark dere hadde rader på sist, mangler",
    ),
    _remark(
        "unknown_sheet", "{called} «{value}» hører ikke til skjemaet og er ikke lest.{hint}", "Slett eller rett navnet."
    ),
    _remark(
        "unknown_field", "Feltet «{value}» hører ikke til skjemaet og er ikke lest.{hint}", "Slett eller rett navnet."
    ),
    _remark(
        "unknown_column",
        "Kolonnen «{value}» hører ikke til arket og er ikke lest.{hint}",
        "Rett overskriften hvis kolonnen skal leses.",
    ),
    _remark(
        "no_heading",
        "Kolonnen har verdier, men ingen overskrift i rad 1, og er ikke lest.",
        "Skriv overskriften hvis kolonnen skal leses, eller slett verdiene.",
        since=2,
    ),
    _remark(
        "more_unknown_columns",
        "Arket har flere kolonner som ikke hører til det, og som ikke er lest. Antall: {count}.",
        "Slett det som ikke hører til skjemaet.",
        since=2,
    ),
    _remark(
        "missing_column", "Kolonnen {heading} finnes ikke på arket.", "Legg til kolonnen med akkurat den overskriften."
    ),
    _remark("doubled_heading", "Overskriften {heading} står to ganger på arket.", "Slett den ene kolonnen."),
    _remark("hidden_sheet", "Arket «{value}» er skjult, men er lest.", "Vis arket, så ser dere hva som er meldt."),
    _remark(
        "hidden_rows",
        "Disse radene er skjult eller filtrert bort, men er lest som de andre: {value}.",
        "Vis alle rader, så ser dere hva som er meldt. Slett dem som ikke skal være med.",
        since=2,
    ),
    _remark(
        "beside_the_fields",
        "Til høyre for verdien i feltet står noe som ikke er lest: {value}.",
        "Skriv det i kolonnen Verdi hvis det skal leses, eller slett det.",
        since=3,
    ),
    _remark(
        "faulty_contact",
        "{heading} er ikke {what}. Det som står der, blir ikke brukt.",
        "Skriv {what}, for eksempel {example}, eller la feltet stå tomt.",
        since=3,
    ),
    _remark("ragged_row", "Raden har flere felter enn overskriften.", "Sett anførselstegn rundt tekst med skilletegn."),
)

_DECIDED = "om porteføljekontoret har bestemt noe annet om tiltakene"

_CELL_RULES = (
    _error("missing_value", "{heading} er ikke fylt ut.", "Fyll ut {heading}."),
    _error(
        "missing_for_active",
        "{heading} er ikke fylt ut, og det må den være for et aktivt tiltak.",
        "Fyll ut {heading}, eller rett Livsløp.",
    ),
    _error(
        "missing_reason",
        "{heading} er ikke fylt ut, og det må den være når fargen er gul eller rød.",
        "Skriv kort hvorfor fargen ikke er grønn.",
    ),
    _error(
        "missing_risk",
        "{heading} er ikke fylt ut, og segmentet rapporterer risiko.",
        "Fyll ut {heading}, eller rett Segment.",
    ),
    _error(
        "missing_budget",
        "{heading} er ikke fylt ut, og segmentet rapporterer budsjett.",
        "Fyll ut {heading} i millioner kroner, eller rett Segment.",
    ),
    _error(
        "missing_outcome",
        "{heading} er ikke fylt ut, og det må den være når tiltaket er ferdigstilt eller avbrutt.",
        "Skriv kort hva tiltaket førte til.",
    ),
    _error("unknown_code", "«{value}» er ikke et gyldig valg for {heading}.", "Velg én av: {choices}."),
    _error(
        "faulty_id",
        "«{value}» kan ikke brukes som {heading}.",
        "Bruk 1 til 40 tegn: bokstavene A–Å, tall og bindestrek.",
    ),
    _error(
        "number_for_id",
        "{heading} er en tallcelle ({value}). Regneark gjør ofte om id-er som 3.4 og 1E5 til tall.",
        "Gjør om cellen til tekst og skriv id-en på nytt, med bokstaver, tall og bindestrek.",
        since=2,
    ),
    _error(
        "total_row",
        "Raden ser ut som en sumrad («{value}») og er ikke tatt inn.",
        "Slett raden; summene regnes ut av systemet. Er det en vanlig rad, fyller dere ut det som mangler.",
        since=2,
    ),
    _error(
        "date_for_text",
        "{heading} inneholder en dato ({value}). Regneark gjør ofte om id-er og tall som MAR-1 og 3.4 til datoer.",
        "Gjør om cellen til tekst og skriv verdien på nytt.",
    ),
    _error(
        "faulty_date",
        "«{value}» er ingen dato som finnes.",
        "Skriv datoen som 2023-08-31 eller 31.08.2023.",
    ),
    _error(
        "misshapen_date",
        "«{value}» er ikke skrevet slik en dato skal skrives her.",
        "Skriv datoen som 2023-08-31 eller 31.08.2023.",
        since=3,
    ),
    _error(
        "date_too_old",
        "{heading} er {value}. Regneark viser små tall som datoer i år 1900, så dette er neppe en dato.",
        "Skriv datoen på nytt, som 31.08.2023.",
        since=3,
    ),
    _error(
        "no_date",
        "{heading} inneholder «{value}» og ikke en dato.",
        "Gjør om cellen til dato, eller skriv datoen som 31.08.2023.",
        since=3,
    ),
    _error(
        "number_for_date",
        "{heading} inneholder et tall ({value}) og ikke en dato.",
        "Gjør om cellen til dato, eller skriv datoen som 31.08.2023.",
    ),
    _error(
        "faulty_number",
        "«{value}» er ikke et tall som kan leses.",
        "Skriv tallet med sifre og høyst ett desimaltegn, for eksempel 12,5.",
    ),
    _error("number_out_of_range", "«{value}» er utenfor det som kan stemme.", "Oppgi beløpet i millioner kroner."),
    _error("faulty_year", "«{value}» er ikke et årstall fra 2015 til 2050.", "Skriv årstallet med fire sifre."),
    _error("faulty_yes_no", "«{value}» er verken ja eller nei.", "Skriv ja eller nei."),
    _error(
        "not_https", "«{value}» er ikke en lenke som begynner med https://.", "Lim inn hele lenken fra nettleseren."
    ),
    _error(
        "faulty_url",
        "«{value}» er ikke en hel lenke.",
        "Lim inn hele lenken fra nettleseren, uten mellomrom.",
        since=3,
    ),
    _error("too_long", "{heading} er på {length} tegn; det er plass til {limit}.", "Kort ned teksten."),
    _error(
        "error_cell", "Cellen inneholder en feilverdi fra regnearket ({value}).", "Rett formelen eller skriv verdien."
    ),
    _error(
        "nested_value",
        "{heading} inneholder en liste eller et objekt og ikke én verdi.",
        "Skriv én verdi.",
        since=3,
    ),
    _error(
        "formula_without_value",
        "Cellen inneholder en formel uten lagret svar.",
        "Åpne filen i et regneark og lagre den, eller skriv verdien.",
    ),
    _error("wrong_type", "«{value}» er ikke en verdi som kan stå i {heading}.", "Skriv verdien som tekst."),
    _error("too_small", "{heading} er {value}, og kan ikke være under {limit}.", "Rett tallet."),
    _error("before_start", "{heading} ({value}) ligger før {start}.", "Rett én av verdiene."),
    _error("doubled_id", "«{value}» står flere ganger på arket.", "Gi hver rad sin egen id, eller slett den ene."),
    _error(
        "two_values",
        "Kolonnen {heading} står to ganger med ulike verdier på samme rad.",
        "Slett den kolonnen som ikke gjelder.",
    ),
    _error(
        "none_beside_others",
        "Svaret «ingen» står sammen med andre bærekraftsmål.",
        "Behold enten «ingen» eller målene.",
    ),
    _error(
        "measure_not_in_submission",
        "Tiltaket «{value}» står ikke på arket Tiltak i denne innmeldingen.",
        "Ta med tiltaket på arket Tiltak, eller rett id-en.",
    ),
    _error(
        "other_owner",
        "Tiltaket «{value}» meldes av {owner}.",
        "Ta kontakt med porteføljekontoret hvis dere skal overta tiltaket.",
        asks="om tiltakene meldes av andre",
    ),
    _remark(
        "not_asked_for",
        "{heading} er fylt ut, men blir ikke spurt om her. Verdien er tatt vare på og teller ikke.",
        "La feltet stå tomt, eller rett Segment eller Livsløp.",
    ),
    _remark(
        "unknown_measure",
        "Ukjent for porteføljen: {unknown}.",
        "Kontroller id-en.",
        asks="om tiltak som er nevnt, finnes",
    ),
    _remark(
        "segment_differs",
        "Dere har meldt segmentet «{value}», men porteføljekontoret har plassert tiltaket i {segment}. Det er det "
        "som gjelder.",
        "Rett Segment, eller kontakt porteføljekontoret hvis plasseringen er feil.",
        since=2,
        asks=_DECIDED,
    ),
    _remark(
        "missing_for_decided_segment",
        "{heading} er ikke fylt ut. Porteføljekontoret har plassert tiltaket i {segment}, og der skal det meldes. "
        "Tiltaket er tatt inn uten.",
        "Fyll ut {heading} og lever på nytt, eller kontakt porteføljekontoret hvis plasseringen er feil.",
        since=3,
        asks=_DECIDED,
    ),
    _remark(
        "not_admitted",
        "Tiltaket «{value}» er ikke tatt inn i porteføljen ennå. Det dere har meldt, er tatt vare på og teller ikke.",
        "Dere trenger ikke gjøre noe. Porteføljekontoret avgjør om tiltaket skal med.",
        since=2,
        asks=_DECIDED,
    ),
    _remark(
        "other_name",
        "«{value}» er et annet navn på tiltaket {meant}.",
        "Bruk id-en {meant} hvis det er det samme tiltaket.",
        since=2,
        asks=_DECIDED,
    ),
    _remark(
        "first_report_in_correction",
        "Tiltaket «{value}» er ikke meldt før. Korreksjonen er tatt som første innmelding.",
        "Kontroller id-en hvis tiltaket er meldt før.",
        asks="om en korreksjon gjelder tiltak som er meldt før",
    ),
    _remark(
        "kept_earlier",
        "Tiltaket «{value}» har feil i denne filen. Det dere meldte tidligere i runden, står.",
        "Rett feilene og lever på nytt.",
        asks="om det dere har meldt tidligere, står når et tiltak har feil",
    ),
    _remark(
        "kept_unnamed",
        "Tiltaket «{value}» er ikke med i filen, men på arket Tiltak er det id-er som ikke kan leses. Det dere meldte "
        "tidligere i runden, står inntil videre.",
        "Rett id-ene på arket Tiltak og lever på nytt, med eller uten tiltaket.",
        since=3,
        asks="om det dere har meldt tidligere, står når id-er ikke kan leses",
    ),
    _remark(
        "row_not_kept",
        "Raden «{value}» har feil i denne filen, og det dere meldte på den tidligere i runden, teller ikke lenger.",
        "Rett raden og lever på nytt.",
        since=3,
        asks="om rader dere har meldt tidligere, fortsatt teller",
    ),
    _remark(
        "unseen_characters", "Teksten inneholder tegn som ikke synes.", "Skriv teksten på nytt hvis den ser rar ut."
    ),
)

_QUALITY_RULES = (
    _remark(
        "green_with_red_dependency",
        "Status er grønn, men en avhengighet med høy kritikalitet er rød: {dependency}",
        "Vurder om status fortsatt er grønn, eller om avhengigheten er kritisk.",
        since=2,
    ),
    _remark(
        "financing_ends_first",
        "Tiltaket er finansiert til {financed}, men skal vare til {ends}.",
        "Oppdater datoene, eller skriv i begrunnelsen hvordan resten skal finansieres.",
        since=2,
    ),
    _remark(
        "financing_ends_soon",
        "Finansieringen tar slutt innen to kvartaler ({financed}).",
        "Oppdater datoen hvis videre finansiering er avklart.",
        since=2,
    ),
    _remark(
        "due_date_passed",
        "Fristen {due} er passert, og avhengigheten er ikke grønn.",
        "Sett en ny frist, eller endre status hvis avhengigheten er innfridd.",
        since=2,
    ),
    _remark(
        "end_date_moved",
        "Sluttdatoen {now} ligger mer enn et kvartal etter den opprinnelige, {original}.",
        "Kontroller datoene. Er de riktige, trenger dere ikke gjøre noe.",
        since=2,
    ),
    _remark(
        "same_colour_for_long",
        "{heading} har hatt samme farge ({value}) i {rounds} runder på rad.",
        "Kontroller at fargen fortsatt stemmer.",
        since=2,
        asks="om fargen har vært den samme lenge",
    ),
    _remark(
        "same_reason_again",
        "{heading} er ord for ord den samme som i forrige runde.",
        "Skriv hva som er nytt siden sist, eller at ingenting er endret.",
        since=2,
        asks="om begrunnelsen er den samme som i forrige runde",
    ),
    _remark(
        "red_without_new_reason",
        "Fargen er rød for minst andre runde på rad, uten ny begrunnelse.",
        "Skriv hva som er gjort siden sist, og hva som skal til for at fargen endres.",
        since=2,
        asks="om et tiltak er rødt igjen uten ny begrunnelse",
    ),
    _remark(
        "counterpart_silent",
        "Tiltaket «{value}» er ikke meldt av den som eier det, i denne runden.",
        "Avklar med motparten om tiltaket fortsatt pågår, eller rett id-en.",
        since=2,
        asks="om tiltak dere venter på, er meldt av dem som eier dem",
    ),
    _remark(
        "counterpart_ends_late",
        "Tiltaket «{other}», som dere venter på, er ferdig {ends}, etter fristen {due}.",
        "Avklar fristen med motparten.",
        since=2,
        asks="om tiltak dere venter på, er ferdige innen fristen",
    ),
    _remark(
        "budget_changed_much",
        "Budsjettet er endret med mer enn halvparten siden forrige runde: fra {before} til {value} mill. kr.",
        "Kontroller at beløpet er i millioner kroner og gjelder hele året.",
        since=2,
        asks="om budsjettet er endret mye siden forrige runde",
    ),
    _remark(
        "unfinished_text",
        "Teksten ser uferdig ut: {marks}.",
        "Skriv teksten ferdig.",
        since=2,
    ),
    _remark(
        "impossible_date_in_text",
        "Teksten nevner en dato som ikke finnes: {dates}.",
        "Rett datoen.",
        since=2,
    ),
)

QUALITY: tuple[str, ...] = tuple(rule.id for rule in _QUALITY_RULES)
"""Rules of ``checks.quality``: they ask, and never block. Counted on the report's page on data quality."""

RULES: dict[str, Rule] = {rule.id: rule for rule in (*_FILE_RULES, *_SUBMISSION_RULES, *_CELL_RULES, *_QUALITY_RULES)}
