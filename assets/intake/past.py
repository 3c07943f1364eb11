"""What was known before a submission came: the ledger's fold with the rows behind it, as a judge asks for them.

Reads what others and earlier rounds have said; what the new submission says is ``assets.intake.submission``, and the
facts of a whole round are ``assets.portfolio``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from assets.intake.accepted import AcceptedRows
from assets.ledger import Known
from assets.office import Office
from checks.contract import TABLES
from checks.quality import ROUNDS_OF_ONE_COLOUR

Values = Mapping[str, Any]

_TYPED = {
    key: {column.key: column.kind for column in table.columns if column.kind in {"decimal", "date"}}
    for key, table in TABLES.items()
}
_READ: dict[str, Callable[[str], Any]] = {"decimal": Decimal, "date": date.fromisoformat}


@dataclass
class Past:
    """Answers by organisation, round and measure. Without ``accepted`` nobody has said anything yet."""

    known: Known
    office: Office
    accepted: AcceptedRows | None = None
    is_alone: bool = False
    """Whether there is no portfolio at all: what others say is not even asked, rather than answered with nothing."""
    _measures: dict[tuple[str, str], tuple[tuple[int, ...], dict[str, Values]]] = field(default_factory=dict)

    def rows(self, organisation: str, quarter: str, table: str) -> Iterator[Values]:
        """The rows of a table that the organisation's word on the round comes to, values as the contract types them."""
        if self.accepted is not None:
            standing = self.known.standing(organisation, quarter)
            for _, row in self.accepted.standing_rows(standing, self.known.records, table):
                yield _typed(table, row["values"])

    def measures(self, organisation: str, quarter: str) -> Mapping[str, Values]:
        """The organisation's reports of its measures in the round, by id."""
        words = tuple(self.known.words.get((organisation, quarter), ()))
        kept = self._measures.get((organisation, quarter))
        if kept is None or kept[0] != words:  # the word has changed since
            found = {row["measure_id"]: row for row in self.rows(organisation, quarter, "measures")}
            kept = self._measures[organisation, quarter] = (words, found)
        return kept[1]

    def has_spoken(self, organisation: str, quarter: str) -> bool:
        return bool(self.known.words.get((organisation, quarter)))

    def report(self, measure: str, quarter: str) -> Values | None:
        """What the measure's owner in the round reported of it."""
        owner = self.known.owner(measure, quarter, self.office.transfers)
        return self.measures(owner, quarter).get(measure) if owner else None

    def earlier(self, measures: list[str], quarter: str) -> list[dict[str, Values]]:
        """The measures' reports in the rounds before, nearest round first: as many as a quality remark looks at."""
        rounds = [one.quarter for one in self.office.look_back(quarter) if one.quarter < quarter]
        return [
            {measure: report for measure in measures if (report := self.report(measure, earlier)) is not None}
            for earlier in rounds[: ROUNDS_OF_ONE_COLOUR - 1]
        ]

    def last_word(self, organisation: str, quarter: str) -> str | None:
        """The round of the organisation's last word as yet: this round, else the nearest before."""
        for round_ in (quarter, *(one.quarter for one in self.office.look_back(quarter) if one.quarter < quarter)):
            if self.has_spoken(organisation, round_):
                return round_
        return None


def _typed(table: str, values: Values) -> Values:
    kinds = _TYPED[table]
    return {
        key: _READ[kinds[key]](value) if key in kinds and value is not None else value for key, value in values.items()
    }
