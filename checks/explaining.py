"""A rule in plain Norwegian, for somebody who has met its id in a receipt and has no finding at hand.

The texts are those of ``checks.findings``. Where one tells of the finding's own value, what it says of any value stands
here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from checks.findings import RULES, Rule
from checks.quality import ROUNDS_OF_ONE_COLOUR

_STANDS_FOR = {"heading": "feltet", "hint": "", "why": "", "called": "Arket"}
"""What a place in a rule's text stands for, where there is no finding to fill it."""

_MEANINGS = {
    "file_too_large": "Filen er større enn grensen for hva som tas imot.",
    "too_many_rows": "Filen har flere utfylte rader enn det som tas imot.",
    "took_too_long": "Filen tok for lang tid å lese.",
    "took_too_much_memory": "Filen krevde for mye minne å lese.",
    "more_errors": "Filen har flere feil enn dem som er listet opp i kvitteringen.",
    "more_remarks": "Filen har flere merknader enn dem som er listet opp i kvitteringen.",
    "unknown_sender": "Mappen filen ligger i, tilhører ingen kjent virksomhet, så ingen vet hvem som har sendt den.",
    "wrong_sender": "Skjemaet er fra en annen virksomhet enn den mappen tilhører.",
    "unknown_version": "Skjemaversjonen er ukjent.",
    "faulty_quarter": "Det som står i feltet Kvartal, er ikke et kvartal.",
    "unknown_kind": "Det som står i feltet Type, er ingen type innmelding.",
    "title_row": "Overskriftene skal stå i rad 1, men står lenger ned. Ingen av radene på arket er tatt inn.",
    "no_id_column": "Arket mangler kolonnen med id-er, så radene kan ikke kjennes igjen. Ingen av dem er tatt inn.",
    "no_measure_for_rows": "Arket Tiltak har ingen rader, men andre ark har rader om tiltak.",
    "doubled_sheet": "Filen har flere ark for samme tabell. Da er det uklart hvilket som gjelder.",
    "rows_with_nothing_to_report": "Innmeldingen sier «ingenting å melde», men har utfylte rader.",
    "quarter_not_open": "Kvartalet er ikke åpent for innmelding. Filen er lagt til side og teller ikke.",
    "withdraws": "«Ingenting å melde» trekker tilbake det dere hadde meldt for kvartalet.",
    "table_gone": "Et ark dere hadde rader på, er ikke med, og radene teller ikke lenger.",
    "unknown_sheet": "Arket hører ikke til skjemaet og er ikke lest.",
    "unknown_field": "Feltet hører ikke til skjemaet og er ikke lest.",
    "unknown_column": "Kolonnen hører ikke til arket og er ikke lest.",
    "more_unknown_columns": "Arket har flere kolonner som ikke hører til det, og som ikke er lest.",
    "missing_column": "En kolonne som skal være på arket, finnes ikke der.",
    "doubled_field": "Feltet står flere ganger med ulike verdier.",
    "doubled_heading": "En overskrift står to ganger på arket.",
    "hidden_sheet": "Arket er skjult, men er lest.",
    "hidden_rows": "Noen rader er skjult eller filtrert bort, men er lest som de andre.",
    "missing_field": "Et felt på arket Innmelding er ikke fylt ut.",
    "missing_for_active": "Feltet er ikke fylt ut, og det må det være for et aktivt tiltak.",
    "missing_reason": "Begrunnelsen er ikke fylt ut, og det må den være når fargen er gul eller rød.",
    "missing_outcome": "Resultatet er ikke fylt ut, og det må det være når tiltaket er ferdigstilt eller avbrutt.",
    "unknown_code": "Verdien er ikke et gyldig valg for feltet.",
    "faulty_id": "Verdien kan ikke brukes som id.",
    "number_for_id": "Id-en står i en tallcelle. Regneark gjør ofte om id-er som 3.4 og 1E5 til tall.",
    "total_row": "Raden ser ut som en sumrad og er ikke tatt inn.",
    "date_for_text": "Feltet inneholder en dato. Regneark gjør ofte om id-er og tall som MAR-1 og 3.4 til datoer.",
    "faulty_date": "Verdien er ingen dato som finnes.",
    "number_for_date": "Feltet inneholder et tall og ikke en dato.",
    "faulty_number": "Verdien er ikke et tall som kan leses.",
    "number_out_of_range": "Tallet er utenfor det som kan stemme.",
    "faulty_year": "Verdien er ikke et årstall fra 2015 til 2050.",
    "faulty_yes_no": "Verdien er verken ja eller nei.",
    "not_https": "Verdien er ikke en lenke som begynner med https://.",
    "too_long": "Teksten er lengre enn det er plass til.",
    "error_cell": "Cellen inneholder en feilverdi fra regnearket.",
    "wrong_type": "Verdien er av en type som ikke kan stå i feltet.",
    "too_small": "Tallet er lavere enn det kan være.",
    "before_start": "Datoen eller året ligger før starten.",
    "doubled_id": "Id-en står flere ganger på arket.",
    "two_values": "En kolonne står to ganger med ulike verdier på samme rad.",
    "measure_not_in_submission": "Tiltaket står ikke på arket Tiltak i denne innmeldingen.",
    "other_owner": "Tiltaket meldes av en annen virksomhet.",
    "unknown_measure": "Et tiltak som er nevnt, er ukjent for porteføljen.",
    "segment_differs": "Dere har meldt et annet segment enn det porteføljekontoret har plassert tiltaket i. "
    "Det er kontorets som gjelder.",
    "missing_for_decided_segment": "Feltet er ikke fylt ut. I segmentet som porteføljekontoret har plassert tiltaket "
    "i, skal det meldes. Tiltaket er tatt inn uten.",
    "not_admitted": "Tiltaket er ikke tatt inn i porteføljen ennå. Det dere har meldt, er tatt vare på og teller ikke.",
    "other_name": "Det som står her, er et annet navn på et tiltak som har sin egen id.",
    "first_report_in_correction": "Tiltaket er ikke meldt før. Korreksjonen er tatt som første innmelding.",
    "kept_earlier": "Tiltaket har feil i denne filen. Det dere meldte tidligere i runden, står.",
    "kept_unnamed": "Tiltaket er ikke med i filen, men på arket Tiltak er det id-er som ikke kan leses. "
    "Det dere meldte tidligere i runden, står inntil videre.",
    "row_not_kept": "Raden har feil i denne filen, og det dere meldte på den tidligere i runden, teller ikke lenger.",
    "green_with_red_dependency": "Status er grønn, men en avhengighet med høy kritikalitet er rød.",
    "financing_ends_first": "Finansieringen av tiltaket tar slutt før tiltaket skal være ferdig.",
    "financing_ends_soon": "Finansieringen tar slutt innen to kvartaler.",
    "due_date_passed": "Fristen er passert, og avhengigheten er ikke grønn.",
    "end_date_moved": "Sluttdatoen ligger mer enn et kvartal etter den opprinnelige.",
    "same_colour_for_long": f"Feltet har hatt samme farge i {ROUNDS_OF_ONE_COLOUR} runder på rad.",
    "same_reason_again": "Begrunnelsen er ord for ord den samme som i forrige runde.",
    "counterpart_silent": "Et tiltak dere venter på, er ikke meldt av den som eier det, i denne runden.",
    "counterpart_ends_late": "Et tiltak dere venter på, er ferdig først etter fristen.",
    "budget_changed_much": "Budsjettet er endret med mer enn halvparten siden forrige runde.",
    "unfinished_text": "Teksten ser uferdig ut, for eksempel med TBD, xxx eller lorem ipsum.",
    "impossible_date_in_text": "Teksten nevner en dato som ikke finnes.",
    "beside_the_fields": "Til høyre for verdien i et felt står noe som ikke er lest.",
    "faulty_contact": "Kontaktperson eller E-post er ikke et navn eller en adresse, og blir ikke brukt.",
    "misshapen_date": "Datoen er ikke skrevet slik en dato skal skrives her.",
    "date_too_old": "Datoen er fra år 1900, slik regneark viser små tall, så den er neppe en dato.",
    "no_date": "Feltet inneholder noe annet enn en dato.",
    "faulty_url": "Lenken er ikke hel.",
}
"""What a rule means where its own text tells of the value that broke it."""

_REMEDIES = {
    "faulty_contact": "Skriv et navn og en e-postadresse, eller la feltene stå tomme.",
    "unknown_version": "Bruk det nyeste skjemaet.",
    "unknown_kind": "Velg full innmelding, korreksjon eller ingenting å melde.",
    "unknown_code": "Velg en av verdiene som skjemaet og kvitteringen lister opp.",
    "other_name": "Bruk tiltakets egen id hvis det er det samme tiltaket.",
}

SEVERITIES = {
    "error": "Feil: det som har feilen, blir ikke tatt inn før den er rettet.",
    "remark": "Merknad: den hindrer ikke at innmeldingen blir tatt inn.",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a rule means and how to mend what breaks it."""

    id: str
    severity: str
    severity_words: str
    meaning: str
    remedy: str
    since: int

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "severity": self.severity,
            "meaning": self.meaning,
            "remedy": self.remedy,
            "since": self.since,
        }


def explained(rule: Rule) -> Explanation:
    """The rule with every place in its texts filled."""
    return Explanation(
        id=rule.id,
        severity=rule.severity,
        severity_words=SEVERITIES[rule.severity],
        meaning=_MEANINGS.get(rule.id) or _plain(rule.message),
        remedy=_REMEDIES.get(rule.id) or _plain(rule.remedy),
        since=rule.since,
    )


def all_explained() -> list[Explanation]:
    """Every rule, in the order of ``RULES``."""
    return [explained(rule) for rule in RULES.values()]


def _plain(template: str) -> str:
    said = template.format_map(_STANDS_FOR)
    return said[:1].upper() + said[1:]
