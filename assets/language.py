"""One language's ways: its messages, and how it writes numbers, dates, quarters and lists.

The texts stand in ``templates/locale/<language>.po``, one message per key. Which message is said, with which numbers,
is decided where the model is made (``assets.report``).
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from assets.home import OSLO
from checks.contract import Quarter
from templates import FOLDER

NBSP = "\u00a0"
MINUS = "\u2212"

OWN = "nb"
"""The language of words that are not ours: in it the forms ask, and submitters and the office answer."""
_LOCALES = {"en": "en_GB"}
"""Where dates and numbers are not written as the language's first country writes them."""


class MissingMessage(KeyError):
    """A message key that the catalogue does not have."""


class Language:
    """Words, numbers and dates of one language (``nb``, ``nn`` or ``en``)."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.locale = Locale.parse(_LOCALES.get(code, code))

    @cached_property
    def _messages(self) -> dict[str, tuple[str, ...]]:
        with (FOLDER / "locale" / f"{self.code}.po").open("rb") as file:
            catalogue = read_po(file, locale=self.code)
        messages = {}
        for message in catalogue:
            if message.id:
                key = message.id if isinstance(message.id, str) else message.id[0]
                said = message.string
                messages[key] = (said,) if isinstance(said, str) else tuple(said or ())
        return messages

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all messages."""
        return frozenset(self._messages)

    def forms(self, key: str) -> tuple[str, ...]:
        """A message as it stands in the catalogue: one form, or one and many."""
        return self._messages[key]

    @property
    def decimal_mark(self) -> str:
        """What parts whole from fraction: a comma in Norwegian, a point in English."""
        return str(self.locale.number_symbols["latn"]["decimal"])

    def has(self, key: str) -> bool:
        return key in self._messages

    def template(self, key: str, count: Decimal | int | None = None) -> str:
        """The message with its places still open; of a counted one the form for none, one or many.

        Raises MissingMessage.
        """
        if count == 0 and f"{key}.none" in self._messages:
            return self._messages[f"{key}.none"][0]
        try:
            forms = self._messages[key]
        except KeyError:
            raise MissingMessage(f"templates/locale/{self.code}.po has no message {key!r}") from None
        if len(forms) == 1 or count is None:
            return forms[0]
        return forms[self.locale.plural_form(count) != "one"]

    def say(self, key: str, count: Decimal | int | None = None, **words: object) -> str:
        """The message with its places filled. Raises MissingMessage."""
        return self.template(key, count).format_map({"count": self.number(count) if count is not None else "", **words})

    def number(self, value: Decimal | int | float, decimals: int | None = None) -> str:
        """``1 234,5`` with no-break spaces (``1,234.5`` in English) and a real minus.

        As many decimals as the value has, or as told.
        """
        exact = Decimal(str(value))
        shown = max(0, -exact.normalize().as_tuple().exponent) if decimals is None else decimals  # type: ignore[operator]
        pattern = "#,##0" + ("." + "0" * shown if shown else "")
        text = format_decimal(exact, format=pattern, locale=self.locale)
        return text.replace(" ", NBSP).replace("\u202f", NBSP).replace("-", MINUS)

    def share(self, part: Decimal) -> str:
        """A part of one in whole percents, ``46 %``."""
        return format_percent(part, locale=self.locale).replace(" ", NBSP)

    def day(self, day: date) -> str:
        return format_date(day, "long", locale=self.locale).replace(" ", NBSP)

    def weekday(self, day: date) -> str:
        """The day with its name: ``fredag 30. juni 2023``."""
        return format_date(day, "full", locale=self.locale).replace(" ", NBSP)

    def moment(self, moment: datetime) -> str:
        """Day and time in Oslo."""
        local = moment.astimezone(OSLO)
        return f"{self.day(local.date())} {self.say('moment.at')} {format_datetime(local, 'HH:mm', locale=self.locale)}"

    def quarter(self, quarter: str) -> str:
        parsed = Quarter.parse(quarter)
        return self.say("quarter", number=parsed.number, year=parsed.year)

    def quoted(self, text: str) -> str:
        return self.say("quoted", text=text)


@lru_cache
def language(code: str) -> Language:
    """The language by its code, with its catalogue loaded once."""
    return Language(code)
