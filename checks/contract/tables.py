"""The tables of a submission and their columns: key, Norwegian heading, type, unit, meaning, when a value is needed.

The one place where a column is said. What a type accepts is ``assets.intake.values``; what a row must satisfy is made
from this in ``checks.schemas``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

SCHEMA_VERSION = 1
ID = re.compile(r"[A-ZÆØÅ0-9-]{1,40}")
"""What an id is, in upper case."""
YEARS = (2015, 2050)
"""The first and the last year that a column of years takes."""


class Need(Enum):
    """When a column must have a value, in the contract's words."""

    ALWAYS = "always"
    NEVER = "never"
    ACTIVE = "active"
    STATUS_NOT_GREEN = "status is yellow or red"
    RISK_NOT_GREEN = "risk is yellow or red"
    ACTIVE_WITH_RISK = "active and segment reports risk"
    ACTIVE_WITH_BUDGET = "active and segment reports budget"
    ENDED = "lifecycle is finished or cancelled"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    ``type`` is one of ``id``, ``ids``, ``text(n)``, ``code``, ``decimal``, ``date``, ``year``, ``yes/no``, ``url``.
    """

    key: str
    heading: str
    type: str
    need: Need
    meaning: str
    vocabulary: str = ""
    unit: str = ""
    at_least: int | None = None
    not_before: str = ""
    """Key of the column of the same row that this value must not lie before."""
    help: str = field(kw_only=True)
    """What the contact is told in the form, in Norwegian; when a value is needed is told beside it, from ``need``."""

    @property
    def kind(self) -> str:
        """The type without its length."""
        return self.type.partition("(")[0]

    @property
    def length(self) -> int | None:
        """Most characters of a text, None where the type sets no limit of its own."""
        stated = re.search(r"\((\d+)\)", self.type)
        return int(stated[1]) if stated else None


@dataclass(frozen=True)
class Table:
    """A table of a submission: its key, the sheet it stands on, its columns and what tells its rows apart."""

    key: str
    sheet: str
    meaning: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...] = ()
    """Columns that no two rows of one submission share; empty where rows may repeat."""
    of_measure: bool = True
    """Whether a row stands and falls with a measure of the same submission. Cost and roadmap rows stand alone."""

    @cached_property
    def by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}


@dataclass(frozen=True, slots=True)
class SubmissionField:
    """One line of the sheet ``Innmelding``."""

    key: str
    heading: str
    is_required: bool
    meaning: str
    help: str
    """What the contact is told in the form, in Norwegian."""


SUBMISSION_SHEET = "Innmelding"
GUIDE_SHEET = "Veiledning"
LISTS_SHEET = "Lister"
FORM_SHEETS = frozenset({GUIDE_SHEET, LISTS_SHEET})
"""Sheets of the form that say nothing of the portfolio: what to do, and the choices behind the drop-downs."""

SUBMISSION_FIELDS: tuple[SubmissionField, ...] = (
    SubmissionField(
        "schema_version", "Skjemaversjon", True, "Version of this contract.", "Versjonen av skjemaet. La den stå."
    ),
    SubmissionField(
        "organisation",
        "Virksomhet",
        True,
        "Code of the sender, the same as the drop folder's.",
        "Koden til virksomheten. La den stå.",
    ),
    SubmissionField(
        "quarter", "Kvartal", True, "The round reported for, like 2023-Q2.", "Kvartalet dere melder for. La det stå."
    ),
    SubmissionField(
        "kind",
        "Type",
        True,
        "full, correction or nothing_to_report.",
        "Full innmelding erstatter alt dere har meldt for kvartalet. Korreksjon erstatter bare det dere tar med. "
        "Ingenting å melde: slett radene på de andre arkene.",
    ),
    SubmissionField(
        "contact_name",
        "Kontaktperson",
        False,
        "Who filled it in; never published.",
        "Hvem vi kan spørre. Blir aldri publisert.",
    ),
    SubmissionField(
        "contact_email",
        "E-post",
        False,
        "Where to reach them; never published.",
        "Hvor vi når kontaktpersonen. Blir aldri publisert.",
    ),
)

PERSONAL_FIELDS = ("contact_name", "contact_email")
"""Who filled it in. Stands in the file alone, in no record and no receipt, so that erasing the file erases it."""


def _measure_id(meaning: str, help: str, need: Need = Need.ALWAYS) -> Column:
    return Column("measure_id", "Tiltaks-ID", "id", need, meaning, help=help)


_MEASURES = Table(
    "measures",
    "Tiltak",
    "What an organisation says of each of its measures in the round.",
    (
        _measure_id(
            "Identifies the measure for life.",
            "Følger tiltaket hele livet: behold den uendret. Et nytt tiltak får en ny id, høyst 40 bokstaver, tall og "
            "bindestreker.",
        ),
        Column(
            "name",
            "Navn",
            "text(200)",
            Need.ALWAYS,
            "Name of the measure.",
            help="Navnet slik det skal stå i rapporten.",
        ),
        Column(
            "segment",
            "Segment",
            "code",
            Need.ALWAYS,
            "Which part of the portfolio it belongs to.",
            "segment",
            help="Den delen av porteføljen som tiltaket hører til. Segmentet avgjør om dere melder risiko og budsjett.",
        ),
        Column(
            "lifecycle",
            "Livsløp",
            "code",
            Need.ALWAYS,
            "Where in its life the measure is.",
            "lifecycle",
            help="Hvor i livsløpet tiltaket er nå. Bare aktive tiltak teller i figurene.",
        ),
        Column(
            "purpose",
            "Formål",
            "text(4000)",
            Need.ACTIVE,
            "What the measure is for.",
            help="Hva tiltaket skal oppnå, med et par setninger.",
        ),
        Column(
            "status",
            "Status",
            "code",
            Need.ACTIVE,
            "Reported overall status.",
            "colour",
            help="Samlet status slik dere vurderer den nå.",
        ),
        Column(
            "status_reason",
            "Begrunnelse status",
            "text(4000)",
            Need.STATUS_NOT_GREEN,
            "Why status is not green.",
            help="Kort hvorfor status ikke er grønn, og hva dere gjør med det.",
        ),
        Column(
            "risk",
            "Risiko",
            "code",
            Need.ACTIVE_WITH_RISK,
            "Reported overall risk.",
            "colour",
            help="Samlet risiko slik dere vurderer den nå.",
        ),
        Column(
            "risk_reason",
            "Begrunnelse risiko",
            "text(4000)",
            Need.RISK_NOT_GREEN,
            "Why risk is not green.",
            help="Kort hva risikoen er, og hva dere gjør med den.",
        ),
        Column(
            "budget_mnok",
            "Budsjett i år (mill. kr)",
            "decimal",
            Need.ACTIVE_WITH_BUDGET,
            "Budget of the current year.",
            unit="MNOK",
            at_least=0,
            help="Årets budsjett i millioner kroner, for eksempel 12,5.",
        ),
        Column(
            "main_goal",
            "Hovedmål",
            "code",
            Need.ACTIVE,
            "Strategy goal it mainly serves.",
            "goal",
            help="Det strategiske målet som tiltaket først og fremst bidrar til. Andre mål står på arket Mål.",
        ),
        Column(
            "start_date",
            "Startdato",
            "date",
            Need.NEVER,
            "First day of the work.",
            help="Første dag i arbeidet, for eksempel 01.09.2023.",
        ),
        Column(
            "original_end_date",
            "Opprinnelig sluttdato",
            "date",
            Need.NEVER,
            "Last day as first planned.",
            not_before="start_date",
            help="Siste dag slik den først var planlagt. Den endres ikke.",
        ),
        Column(
            "current_end_date",
            "Gjeldende sluttdato",
            "date",
            Need.NEVER,
            "Last day as planned now.",
            not_before="start_date",
            help="Siste dag slik den er planlagt nå.",
        ),
        Column(
            "financed_until",
            "Finansiert til",
            "date",
            Need.NEVER,
            "Last day that is paid for.",
            help="Siste dag det er penger til.",
        ),
        Column(
            "outcome", "Resultat", "text(4000)", Need.ENDED, "What came of it.", help="Kort hva tiltaket førte til."
        ),
        Column(
            "succeeded_by",
            "Videreføres i",
            "ids",
            Need.NEVER,
            "Measures that carry the work on.",
            help="Id-ene til tiltak som fører arbeidet videre. Skill flere med semikolon.",
        ),
        Column(
            "url",
            "Lenke",
            "url",
            Need.NEVER,
            "The measure's own page.",
            help="Tiltakets egen nettside. Lenken begynner med https://.",
        ),
    ),
    identity=("measure_id",),
)

_DEPENDENCIES = Table(
    "dependencies",
    "Avhengigheter",
    "What must be met by somebody for a measure to go as planned.",
    (
        _measure_id("The measure that waits.", "Tiltaket som venter. Det må stå på arket Tiltak."),
        Column(
            "dependency_id",
            "Avhengighets-ID",
            "id",
            Need.ALWAYS,
            "Identifies the dependency in its measure.",
            help="Skiller tiltakets avhengigheter fra hverandre, for eksempel A-1. Behold den fra kvartal til kvartal.",
        ),
        Column(
            "description",
            "Avhengighet",
            "text(1000)",
            Need.ALWAYS,
            "What it waits for.",
            help="Hva tiltaket er avhengig av.",
        ),
        Column(
            "category",
            "Kategori",
            "code",
            Need.ALWAYS,
            "What kind of thing it waits for.",
            "dependency_category",
            help="Hva slags avhengighet det er.",
        ),
        Column(
            "counterpart",
            "Motpart",
            "text(200)",
            Need.NEVER,
            "Who must meet it: a code or a name.",
            help="Hvem som må innfri: en virksomhetskode eller et navn.",
        ),
        Column(
            "counterpart_measure_id",
            "Motpartens tiltak",
            "id",
            Need.NEVER,
            "The measure waited for.",
            help="Id-en til tiltaket dere venter på, når det er et tiltak i porteføljen.",
        ),
        Column(
            "due_date",
            "Frist",
            "date",
            Need.NEVER,
            "When it must be met.",
            help="Når avhengigheten må være innfridd, for eksempel 31.12.2023.",
        ),
        Column(
            "criticality",
            "Kritikalitet",
            "code",
            Need.ALWAYS,
            "How much hangs on it.",
            "criticality",
            help="Hvor mye det betyr for tiltaket at avhengigheten innfris.",
        ),
        Column(
            "status",
            "Status",
            "code",
            Need.ALWAYS,
            "Whether it will be met.",
            "colour",
            help="Grønn: innfris som planlagt. Gul: usikkert om den innfris. Rød: uklart når den kan innfris.",
        ),
        Column(
            "comment",
            "Kommentar",
            "text(4000)",
            Need.NEVER,
            "The sender's remark.",
            help="Det dere ellers vil si om avhengigheten.",
        ),
    ),
    identity=(
        "measure_id",
        "dependency_id",
    ),
)

_COSTS = Table(
    "costs",
    "Kostnader",
    "Estimated growth in yearly operating cost of the national solutions, one row per year.",
    (
        Column(
            "row_id",
            "Kostnads-ID",
            "id",
            Need.ALWAYS,
            "Identifies the row in the submission.",
            help="Skiller radene på dette arket fra hverandre. Behold den fra kvartal til kvartal.",
        ),
        Column(
            "programme",
            "Program eller prosjekt",
            "text(200)",
            Need.ALWAYS,
            "What causes the growth.",
            help="Programmet eller prosjektet som gir kostnaden.",
        ),
        _measure_id(
            "The measure behind it, anybody's.",
            "Id-en til tiltaket bak kostnaden. Det kan være en annen virksomhets tiltak.",
            Need.NEVER,
        ),
        Column(
            "solution",
            "Nasjonal løsning",
            "text(200)",
            Need.NEVER,
            "The national solution that grows dearer.",
            help="Den nasjonale løsningen som blir dyrere å drive.",
        ),
        Column(
            "product",
            "Leveranse",
            "text(200)",
            Need.NEVER,
            "The delivery within the programme.",
            help="Leveransen i programmet.",
        ),
        Column(
            "year",
            "År",
            "year",
            Need.ALWAYS,
            "The year of the growth.",
            help="Året kostnaden gjelder, med fire sifre. Bruk én rad for hvert år.",
        ),
        Column(
            "amount_mnok",
            "Beløp (mill. kr)",
            "decimal",
            Need.ALWAYS,
            "The growth; negative for a transfer or a saving.",
            unit="MNOK",
            help="Økningen i årlig driftskostnad i millioner kroner. En innsparing eller overføring skrives med minus.",
        ),
        Column(
            "covered_by_owner",
            "Dekkes internt",
            "yes/no",
            Need.ALWAYS,
            "Whether the measure's owner pays: printed in parentheses, in no sum.",
            help="Ja når tiltakets eier dekker kostnaden selv. Da står beløpet i parentes og utenfor summene.",
        ),
    ),
    identity=("row_id",),
    of_measure=False,
)

_GOALS = Table(
    "goals",
    "Mål",
    "Strategy goals that a measure supports beside its main goal.",
    (
        _measure_id("The measure.", "Tiltaket som bidrar. Det må stå på arket Tiltak."),
        Column(
            "goal",
            "Mål",
            "code",
            Need.ALWAYS,
            "The goal supported.",
            "goal",
            help="Et strategisk mål som tiltaket bidrar til i tillegg til hovedmålet.",
        ),
        Column(
            "initiative", "Delmål", "text(40)", Need.NEVER, "The part of the goal.", help="Delmålet, for eksempel 3.4."
        ),
    ),
)

_SDGS = Table(
    "sdgs",
    "Bærekraft",
    "UN goals that a measure contributes to; no row at all means the question was not answered.",
    (
        _measure_id("The measure.", "Tiltaket som bidrar. Det må stå på arket Tiltak."),
        Column(
            "sdg",
            "Bærekraftsmål",
            "code",
            Need.ALWAYS,
            "The UN goal, or the answer none.",
            "sdg",
            help="Ett av FNs bærekraftsmål. «ingen» er også et svar, og står da alene for tiltaket.",
        ),
        Column("target", "Delmål", "text(20)", Need.NEVER, "The UN target.", help="Delmålet, for eksempel 3.8."),
    ),
)

_ROADMAP = Table(
    "roadmap",
    "Veikart",
    "Activities of the roadmap: who does what for whom in the plan year.",
    (
        Column(
            "activity_id",
            "Aktivitets-ID",
            "id",
            Need.ALWAYS,
            "Identifies the activity in the submission.",
            help="Skiller radene på dette arket fra hverandre. Behold den fra kvartal til kvartal.",
        ),
        Column(
            "goal",
            "Mål",
            "code",
            Need.ALWAYS,
            "The strategy goal it stands under.",
            "goal",
            help="Det strategiske målet som aktiviteten hører under.",
        ),
        Column(
            "initiative",
            "Initiativ",
            "text(300)",
            Need.ALWAYS,
            "The strategic initiative it stands under.",
            help="Det strategiske initiativet som aktiviteten hører under.",
        ),
        Column("actor", "Hvem", "text(200)", Need.ALWAYS, "Who does it.", help="Hvem som gjør det."),
        Column("user_group", "Brukergruppe", "text(200)", Need.NEVER, "Who it is for.", help="Hvem det er for."),
        Column(
            "service", "Tjeneste", "text(300)", Need.ALWAYS, "The service concerned.", help="Tjenesten det gjelder."
        ),
        Column(
            "plan_year",
            "Planår",
            "year",
            Need.ALWAYS,
            "The year that 'what happens' speaks of.",
            help="Året som «Hva skal skje» handler om, med fire sifre.",
        ),
        Column(
            "activity",
            "Hva skal skje",
            "text(2000)",
            Need.ALWAYS,
            "What happens in the plan year.",
            help="Hva som skjer i planåret.",
        ),
        Column(
            "start_year",
            "Fra år",
            "year",
            Need.NEVER,
            "First year of the whole period.",
            help="Første år i hele perioden.",
        ),
        Column(
            "end_year",
            "Til år",
            "year",
            Need.NEVER,
            "Last year of the whole period; open-ended when empty.",
            not_before="start_year",
            help="Siste år i hele perioden. Tomt betyr at det ikke er satt noen slutt.",
        ),
        _measure_id(
            "The measure that does it.",
            "Id-en til tiltaket som gjør det, når det er et tiltak i porteføljen.",
            Need.NEVER,
        ),
        Column(
            "provisional",
            "Foreløpig",
            "yes/no",
            Need.NEVER,
            "Not finally treated by the sector's own bodies.",
            help="Ja når aktiviteten ikke er endelig behandlet i sektorens egne organer.",
        ),
    ),
    identity=("activity_id",),
    of_measure=False,
)

TABLES: dict[str, Table] = {table.key: table for table in (_MEASURES, _DEPENDENCIES, _COSTS, _GOALS, _SDGS, _ROADMAP)}
