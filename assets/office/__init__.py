"""What the portfolio office owns: the calendar, organisations, decisions on measures, vocabularies, texts, settings.

``model`` holds what the files say, ``files`` reads them with file and line in each fault, ``checking`` holds them
against each other. What organisations hand in is ``assets.intake``.
"""

from assets.office.files import Read, load, read
from assets.office.model import (
    LOOK_BACK,
    STILL_OPEN,
    TEXTS,
    Admission,
    Indicator,
    Initiative,
    Limits,
    Office,
    OfficeError,
    Organisation,
    Priority,
    RevisionPolicy,
    Round,
    Text,
)

__all__ = [
    "LOOK_BACK",
    "STILL_OPEN",
    "TEXTS",
    "Admission",
    "Indicator",
    "Initiative",
    "Limits",
    "Office",
    "OfficeError",
    "Organisation",
    "Priority",
    "Read",
    "RevisionPolicy",
    "Round",
    "Text",
    "load",
    "read",
]
