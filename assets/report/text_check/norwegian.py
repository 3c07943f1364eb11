"""The words by which a claim is known, in bokmål and nynorsk: what each stands for, and those that stand for nothing.

Lists alone; how they are put together is ``clauses``, ``counts``, ``colours`` and ``trends``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

_Value = TypeVar("_Value")


def _of(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _meaning(meanings: Mapping[_Value, str]) -> dict[str, _Value]:
    return {word: value for value, words in meanings.items() for word in words.split()}


COLOURS = _meaning(
    {
        "red": "rød røde rødt raud raude raudt",
        "yellow": "gul gule gult",
        "green": "grønn grønne grønt grøn grøne",
    }
)
ASPECTS = _meaning(
    {
        "status": "status statusen statusene statusar statusane",
        "risk": "risiko risikoen risikonivå risikonivået",
        "dependency": "avhengighet avhengigheten avhengigheter avhengighetene "
        "avhengnad avhengnaden avhengnader avhengnadene",
    }
)
CRITICALITIES = _meaning({"high": "høy høg", "medium": "middels middel", "low": "lav låg"})
LIFECYCLES = _meaning(
    {
        "active": "aktive aktivt aktiv",
        "finished": "ferdigstilte ferdigstilt ferdige avsluttede avsluttet avslutta fullførte fullført",
        "new": "nye nytt",
        "paused": "pause pauset pausede pausa",
        "cancelled": "avbrutt avbrutte stanset stansede avbrotne",
        "resumed": "gjenopptatt gjenopptatte",
    }
)
CHANGES = _meaning({"worsened": "forverret forverra dårligere dårlegare verre", "improved": "forbedret bedre betre"})
SEGMENTS = _meaning(
    {
        "joint": "samstyring samstyringssegmentet",
        "coordinated": "koordinering koordineringssegmentet",
    }
)
NOUNS = _meaning(
    {
        "measures": "tiltak tiltaka tiltakene prosjekt prosjekter prosjekta prosjektene",
        "dependencies": "avhengighet avhengigheter avhengighetene avhengnad avhengnader avhengnadene",
        "activities": "aktivitet aktiviteter aktivitetene aktivitetar aktivitetane",
        "organisations": "virksomhet virksomheter virksomhetene verksemd verksemder verksemdene",
        "MNOK": "million millioner millionar mill mnok milliard milliarder milliardar",
    }
)
"""What the model counts, by its noun."""

COUNT_TRENDS = _meaning(
    {
        1: "økt økte øker økning økningen økende auka aukar auke vokst stiger steg steget stigende "
        "flere fleire høyere større",
        -1: "færre redusert reduksjon reduksjonen nedgang nedgangen synkende sank synker sunket falt faller "
        "lavere lågare minket",
        0: "uendret uendra stabil stabilt uforandret likt",
    }
)
VALUE_TRENDS = _meaning(
    {
        1: "verre forverret forverra forverring forverringen dårligere dårlegare",
        -1: "bedre betre bedret bedring bedringen forbedret forbetra forbedring forbedringen",
        0: "uendret uendra",
    }
)
"""Better and worse, by whether there is more of what is bad."""

DIRECTIONS = _meaning({1: "opp", -1: "ned"})
GOES = _of("går gått gikk gjekk")
"""Where a number goes, and the verbs without which those words say nothing of it: 'følges opp'."""

MEASURES = _of(
    "tiltak tiltaket tiltaka tiltakene prosjekt prosjekter prosjektet prosjektene prosjekta "
    "program programmet programmene"
)
SEVERAL = _of(
    "tiltakene tiltaka prosjekter prosjektene prosjekta porteføljen porteføljens "
    "flere fleire færre mange noen nokre alle andre de dei andel andelen antall antallet talet"
)
"""Words by which a clause speaks of more than the measure that the text is about."""
ALL = _of("alle samtlige")
WHOLE = _of("porteføljen porteføljens e-helseporteføljen totalt samlet alt")
SHARE = _of("andel andelen prosentandel prosentandelen delen")
NUMBER_OF = _of("antall antallet talet")
COUNT = NUMBER_OF | _of("flere fleire færre mange")
COMPARES = _of("stadig enn nå no sist forrige førre siden sidan før mai")
HEDGES = _of("rundt omtrent omkring cirka ca nesten minst over opptil inntil under lag mellom per")
NEGATIONS = _of("ikke ikkje ingen inga uten utan verken korkje aldri")
GONE = _of("borte vekk forsvunnet forsvunne opphørt")
"""Words by which something that was there is said to be there no more."""
STILL = _of("fortsatt fremdeles framleis")
SUPPOSED = _of(
    "kan kunne vil ville skal skulle bør burde må måtte dersom hvis viss fare unngå unngås hindre forebygge betyr "
    "tyder menes innebærer inneber definert defineres når forventes ventes ventet planlegges planlagt anbefaler "
    "anbefales neste foreslår foreslått foreslås vurderes ønsker krever krev"
)
"""Words of what may come, should come or is explained: such a clause claims nothing of the round."""
PAST = _of(
    "forrige førre sist siste tidligere tidlegare var hadde meldte rapporterte ble vart før "
    "januar februar mars april mai juni juli august september oktober november desember"
)
ABBREVIATIONS = _of("DPS NAV EPJ API SNOMED IDMP NEWS FHIR IKT RHF HF")
"""What a reader knows without its being explained, and is no measure's id misspelt."""
REPORTED = _of("meldt innmeldt innmeldte innmelde rapportert")
ANSWERED = _of("svart svarte besvart")
PREPOSITIONS = _of("til på av fra frå med hos for om mot i ved under etter mellom via gjennom")
REPORTING = _of(
    "er var ble blir blitt vart vert vorte står ligger ligg lyser melder melde meldt meldte har hadde fått får fikk "
    "rapporterer rapporterte rapportert rapportere viser viste opplever beholder gikk går"
)
"""Verbs by which something has a colour."""
FUNCTION_WORDS = _of(
    "nå no i ved også fortsatt fremdeles framleis og eller som igjen denne dette per for på til fra frå av med enn "
    "blant hos under etter er var har ble blir men når da mens"
)
UNREMARKABLE = _of(
    "det der de dei den vi melder melde meldt rapporterer rapportere rapportert hatt får fått blitt står ligger satt "
    "kun bare berre både kritikalitet segment segmentet tilhører hører høyrer består omfatter inneholder finnes "
    "runden runde rapporteringen rapportering innmeldingen innmelding kvartal kvartalet sammen saman nasjonal "
    "nasjonale kommet inn inne innmeldte innmelde svart svarte besvart"
)
"""Words beside a count that do not narrow down what it counts."""
CONJUNCTIONS = _of("mens men fordi selv hvorav herav derav")
"""Words that begin another clause. A reason ('fordi to avhengigheter er gule') is of what the sentence is about."""

KNOWN = (
    FUNCTION_WORDS
    | PAST
    | WHOLE
    | UNREMARKABLE
    | (CONJUNCTIONS - {"fordi"})
    | MEASURES
    | COLOURS.keys()
    | ASPECTS.keys()
    | CRITICALITIES.keys()
    | LIFECYCLES.keys()
    | CHANGES.keys()
    | SEGMENTS.keys()
)
"""All that the rules understand: a clause of these says no more than the model knows."""
