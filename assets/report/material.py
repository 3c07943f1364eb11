"""What the chapters are made of: the round, its facts, its numbers and who stands behind each number.

Holds and looks up; says nothing and counts nothing. The chapters are ``assets.report.chapters``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from assets.office import Office, Round, Text
from assets.report.blocks import Ref, quarter, text
from assets.report.printed import Printed
from assets.statistics.counting import Contribution
from assets.statistics.numbers import Number
from checks.contract import Quarter

Fact = dict[str, Any]

COLOURS = ("red", "yellow", "green")
"""The order in which colours are shown: what matters first."""


@dataclass(frozen=True)
class Material:
    """Everything that a chapter may use. ``facts`` are the tables of ``assets.portfolio`` as rows."""

    round: Round
    previous: Round | None
    office: Office
    numbers: Mapping[str, Number]
    facts: Mapping[str, list[Fact]]
    behind: Callable[[str], list[str]]
    """Ids of the measures that a number counts, each once."""
    evidence: Callable[[str], list[Contribution]]
    """All contributions of a statistic, by its name."""
    spellings: Mapping[str, str]
    """The text behind each piece of a key that was made of one (a programme, an actor)."""
    waivers: Sequence[Mapping[str, Any]] = ()
    """What the office accepts in its own texts as it stands; see ``assets.report.text_check``."""
    printed: Printed | None = None
    """What the previous round's newest edition has printed; None when none is published."""

    @property
    def quarter(self) -> str:
        return self.round.quarter

    @property
    def next_year(self) -> int:
        """The year that the recommended list is for."""
        return Quarter.parse(self.quarter).year + 1

    def value(self, key: str) -> Decimal:
        """A number's value; zero where it is absent. Use :meth:`has` to tell the two apart."""
        found = self.numbers.get(key)
        return found.value if found and found.value is not None else Decimal(0)

    def has(self, key: str) -> bool:
        """Whether the number has a value in this round (a first round has none to compare with)."""
        found = self.numbers.get(key)
        return found is not None and found.value is not None

    def share(self, key: str) -> Decimal | None:
        """A number as percent of its whole, rounded as it is shown."""
        found = self.numbers.get(key)
        return found.share if found else None

    @property
    def nothing_before(self) -> str:
        """Why this round has nothing to compare with: it is the ``first``, or the one before it was ``silent``."""
        return "silent" if self.previous else "first"

    @property
    def before(self) -> Ref:
        """The previous round, for a sentence on why there is nothing of it."""
        return quarter(self.previous.quarter) if self.previous else text("")

    def keys(self, *patterns: str) -> list[str]:
        """Keys of the patterns that something is counted under."""
        return [key for key, found in self.numbers.items() if found.label.removeprefix("label.") in patterns]

    def part(self, key: str, name: str) -> str:
        """The text behind a part of a key; empty where the part stands for none."""
        piece = self.numbers[key].parts[name]
        return self.spellings.get(piece, "")

    @cached_property
    def measures(self) -> dict[str, Fact]:
        """The round's measures by id."""
        return {fact["measure_id"]: fact for fact in self.facts["measures"]}

    @cached_property
    def names(self) -> dict[str, str]:
        """The newest known name of every measure of the round and of its look-back."""
        earlier = sorted(self.facts["earlier_measures"], key=lambda fact: str(fact["round"]))
        return {fact["measure_id"]: fact["name"] for fact in (*earlier, *self.facts["measures"])}

    @cached_property
    def earlier(self) -> dict[str, Fact]:
        """The latest earlier report of each measure."""
        reports = sorted(self.facts["earlier_measures"], key=lambda fact: str(fact["round"]))
        return {fact["measure_id"]: fact for fact in reports}

    def fact(self, measure_id: str) -> Fact:
        """The measure's report in this round, else its latest earlier one."""
        return self.measures.get(measure_id) or self.earlier[measure_id]

    def by_name(self, measure_ids: Iterable[str]) -> list[str]:
        """Ids in the order in which people look for the names."""
        return sorted(measure_ids, key=lambda measure: (str(self.names.get(measure, measure)).casefold(), measure))

    def texts(self, *kinds: str) -> list[Text]:
        """The office's texts of the kinds for this round."""
        return self.office.texts_of(self.quarter, *kinds)

    def terms(self, vocabulary: str) -> list[str]:
        """Codes of the vocabulary in force in the round, in its own order."""
        return list(self.office.vocabulary(vocabulary, self.quarter).by_code)
