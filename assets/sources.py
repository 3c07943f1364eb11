"""What comes from outside: the drop folders and the office's files, as assets that Dagster knows of and never makes.

So a figure can be followed in the graph to the file it came from. Reading them is ``assets.intake`` and
``assets.office``.
"""

from __future__ import annotations

from pathlib import Path

import dagster as dg

from assets.office.checking import FILES
from assets.shown import OWNERS, code, columns
from checks.contract import SUBMISSION_FIELDS, TABLES

_READERS = Path(__file__).parent
_FORMATS = _READERS / "intake" / "formats.py"

INBOX = dg.AssetSpec(
    key=["inbox", "files"],
    group_name="inbox",
    owners=["team:organisations"],
    kinds={"excel", "json", "csv"},
    description="What organisations hand in, one drop folder each. Grain: one file per submission.",
    metadata=columns(
        [
            *((f"Innmelding.{field.heading}", None, field.meaning) for field in SUBMISSION_FIELDS),
            *(
                (f"{table.sheet}.{column.heading}", None, column.meaning)
                for table in TABLES.values()
                for column in table.columns
            ),
        ]
    )
    | code(_FORMATS),
)

_OFFICE = {
    "rounds": "The calendar of rounds.",
    "organisations": "Who reports, and from which round to which.",
    "measures": "What it has decided of measures: owners, admissions, segments, aliases.",
    "vocabularies": "Codes where the shipped ones do not hold.",
    "initiatives": "The strategic initiatives of the roadmap.",
    "priorities": "The areas that the sector has prioritised.",
    "indicators": "How far the strategy's goals are attained, year by year.",
    "settings": "Limits, admission, languages.",
    "topics": "Texts on matters of a round.",
    "texts": "Foreword, introductions and what the council is asked to decide.",
    "contact": "How contacts reach it.",
}


def office(*names: str) -> list[list[str]]:
    """The keys of some of the office's files, for an asset's deps."""
    return [["office", name] for name in names]


def _office(name: str, said: str) -> dg.AssetSpec:
    named = FILES.get(f"{name}.csv", ())
    return dg.AssetSpec(
        key=["office", name],
        group_name="office",
        owners=OWNERS,
        kinds={"csv"} if named else {"toml" if name == "settings" else "markdown"},
        description=f"The office's own. {said}",
        metadata=columns((column, None, "") for column in named) | code(_READERS / "office" / "files.py"),
    )


OFFICE = [_office(name, said) for name, said in _OFFICE.items()]

SOURCES = [INBOX, *OFFICE]
