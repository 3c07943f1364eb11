"""The tables of a submission and their columns: key, Norwegian heading, type, unit, meaning, when a value is needed.

The one place where a column is said. What a type accepts is ``assets.intake.values``; what a row must satisfy is made
from this in ``checks.schemas``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

SCHEMA_VERSION = 1


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


SUBMISSION_SHEET = "Innmelding"

SUBMISSION_FIELDS: tuple[SubmissionField, ...] = (
    SubmissionField("schema_version", "Skjemaversjon", True, "Version of this contract."),
    SubmissionField("organisation", "Virksomhet", True, "Code of the sender, the same as the drop folder's."),
    SubmissionField("quarter", "Kvartal", True, "The round reported for, like 2023-Q2."),
    SubmissionField("kind", "Type", True, "full, correction or nothing_to_report."),
    SubmissionField("contact_name", "Kontaktperson", False, "Who filled it in; never published."),
    SubmissionField("contact_email", "E-post", False, "Where to reach them; never published."),
)


def _measure_id(meaning: str, need: Need = Need.ALWAYS) -> Column:
    return Column("measure_id", "Tiltaks-ID", "id", need, meaning)


_MEASURES = Table(
    "measures",
    "Tiltak",
    "What an organisation says of each of its measures in the round.",
    (
        _measure_id("Identifies the measure for life."),
        Column("name", "Navn", "text(200)", Need.ALWAYS, "Name of the measure."),
        Column("segment", "Segment", "code", Need.ALWAYS, "Which part of the portfolio it belongs to.", "segment"),
        Column("lifecycle", "Livsløp", "code", Need.ALWAYS, "Where in its life the measure is.", "lifecycle"),
        Column("purpose", "Formål", "text(4000)", Need.ACTIVE, "What the measure is for."),
        Column("status", "Status", "code", Need.ACTIVE, "Reported overall status.", "colour"),
        Column("status_reason", "Begrunnelse status", "text(4000)", Need.STATUS_NOT_GREEN, "Why status is not green."),
        Column("risk", "Risiko", "code", Need.ACTIVE_WITH_RISK, "Reported overall risk.", "colour"),
        Column("risk_reason", "Begrunnelse risiko", "text(4000)", Need.RISK_NOT_GREEN, "Why risk is not green."),
        Column(
            "budget_mnok",
            "Budsjett i år (mill. kr)",
            "decimal",
            Need.ACTIVE_WITH_BUDGET,
            "Budget of the current year.",
            unit="MNOK",
            at_least=0,
        ),
        Column("main_goal", "Hovedmål", "code", Need.ACTIVE, "Strategy goal it mainly serves.", "goal"),
        Column("start_date", "Startdato", "date", Need.NEVER, "First day of the work."),
        Column(
            "original_end_date",
            "Opprinnelig sluttdato",
            "date",
            Need.NEVER,
            "Last day as first planned.",
            not_before="start_date",
        ),
        Column(
            "current_end_date",
            "Gjeldende sluttdato",
            "date",
            Need.NEVER,
            "Last day as planned now.",
            not_before="start_date",
        ),
        Column("financed_until", "Finansiert til", "date", Need.NEVER, "Last day that is paid for."),
        Column("outcome", "Resultat", "text(4000)", Need.ENDED, "What came of it."),
        Column("succeeded_by", "Videreføres i", "ids", Need.NEVER, "Measures that carry the work on."),
        Column("url", "Lenke", "url", Need.NEVER, "The measure's own page."),
    ),
    identity=("measure_id",),
)

_DEPENDENCIES = Table(
    "dependencies",
    "Avhengigheter",
    "What must be met by somebody for a measure to go as planned.",
    (
        _measure_id("The measure that waits."),
        Column("dependency_id", "Avhengighets-ID", "id", Need.ALWAYS, "Identifies the dependency in its measure."),
        Column("description", "Avhengighet", "text(1000)", Need.ALWAYS, "What it waits for."),
        Column("category", "Kategori", "code", Need.ALWAYS, "What kind of thing it waits for.", "dependency_category"),
        Column("counterpart", "Motpart", "text(200)", Need.NEVER, "Who must meet it: a code or a name."),
        Column("counterpart_measure_id", "Motpartens tiltak", "id", Need.NEVER, "The measure waited for."),
        Column("due_date", "Frist", "date", Need.NEVER, "When it must be met."),
        Column("criticality", "Kritikalitet", "code", Need.ALWAYS, "How much hangs on it.", "criticality"),
        Column("status", "Status", "code", Need.ALWAYS, "Whether it will be met.", "colour"),
        Column("comment", "Kommentar", "text(4000)", Need.NEVER, "The sender's remark."),
    ),
    identity=("measure_id", "dependency_id"),
)

_COSTS = Table(
    "costs",
    "Kostnader",
    "Estimated growth in yearly operating cost of the national solutions, one row per year.",
    (
        Column("row_id", "Kostnads-ID", "id", Need.ALWAYS, "Identifies the row in the submission."),
        Column("programme", "Program eller prosjekt", "text(200)", Need.ALWAYS, "What causes the growth."),
        _measure_id("The measure behind it, anybody's.", Need.NEVER),
        Column("solution", "Nasjonal løsning", "text(200)", Need.NEVER, "The national solution that grows dearer."),
        Column("product", "Leveranse", "text(200)", Need.NEVER, "The delivery within the programme."),
        Column("year", "År", "year", Need.ALWAYS, "The year of the growth."),
        Column(
            "amount_mnok",
            "Beløp (mill. kr)",
            "decimal",
            Need.ALWAYS,
            "The growth; negative for a transfer or a saving.",
            unit="MNOK",
        ),
        Column(
            "covered_by_owner",
            "Dekkes internt",
            "yes/no",
            Need.ALWAYS,
            "Whether the measure's owner pays: printed in parentheses, in no sum.",
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
        _measure_id("The measure."),
        Column("goal", "Mål", "code", Need.ALWAYS, "The goal supported.", "goal"),
        Column("initiative", "Delmål", "text(40)", Need.NEVER, "The part of the goal."),
    ),
)

_SDGS = Table(
    "sdgs",
    "Bærekraft",
    "UN goals that a measure contributes to; no row at all means the question was not answered.",
    (
        _measure_id("The measure."),
        Column("sdg", "Bærekraftsmål", "code", Need.ALWAYS, "The UN goal, or the answer none.", "sdg"),
        Column("target", "Delmål", "text(20)", Need.NEVER, "The UN target."),
    ),
)

_ROADMAP = Table(
    "roadmap",
    "Veikart",
    "Activities of the roadmap: who does what for whom in the plan year.",
    (
        Column("activity_id", "Aktivitets-ID", "id", Need.ALWAYS, "Identifies the activity in the submission."),
        Column("goal", "Mål", "code", Need.ALWAYS, "The strategy goal it stands under.", "goal"),
        Column("initiative", "Initiativ", "text(300)", Need.ALWAYS, "The strategic initiative it stands under."),
        Column("actor", "Hvem", "text(200)", Need.ALWAYS, "Who does it."),
        Column("user_group", "Brukergruppe", "text(200)", Need.NEVER, "Who it is for."),
        Column("service", "Tjeneste", "text(300)", Need.ALWAYS, "The service concerned."),
        Column("plan_year", "Planår", "year", Need.ALWAYS, "The year that 'what happens' speaks of."),
        Column("activity", "Hva skal skje", "text(2000)", Need.ALWAYS, "What happens in the plan year."),
        Column("start_year", "Fra år", "year", Need.NEVER, "First year of the whole period."),
        Column(
            "end_year",
            "Til år",
            "year",
            Need.NEVER,
            "Last year of the whole period; open-ended when empty.",
            not_before="start_year",
        ),
        _measure_id("The measure that does it.", Need.NEVER),
        Column("provisional", "Foreløpig", "yes/no", Need.NEVER, "Not finally treated by the sector's own bodies."),
    ),
    identity=("activity_id",),
    of_measure=False,
)

TABLES: dict[str, Table] = {table.key: table for table in (_MEASURES, _DEPENDENCIES, _COSTS, _GOALS, _SDGS, _ROADMAP)}
