"""The list of statistics, in the order of the report's chapters: each is one question and one .sql file of this folder.

What keys they yield, in what unit, is ``checks.contract.numbers``; running them is ``assets.statistics.counting``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_VIEW_OF = {
    "active_measures": ("measures",),
    "previous_measures": ("earlier_measures", "rounds"),
    "segments": (),
    "unreported_measures": ("earlier_measures", "measures", "organisations", "owners", "rounds"),
}
"""What the engine makes for the queries, and of which facts."""


@dataclass(frozen=True)
class Statistic:
    """One question to the facts, answered by contributions: one row per thing counted."""

    name: str

    @property
    def path(self) -> Path:
        return Path(__file__).with_name(f"{self.name}.sql")

    @cached_property
    def query(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def question(self) -> str:
        return self._comments[0]

    @property
    def caveat(self) -> str:
        """What must stand beside the figure."""
        return self._comments[1]

    @property
    def reads(self) -> tuple[str, ...]:
        """The tables of facts that the query reads, by name and in order."""
        named = set(re.findall(r"\b(?:FROM|JOIN) (\w+)", self.query)) - set(re.findall(r"\b(\w+) AS \(", self.query))
        return tuple(sorted({fact for name in named for fact in _VIEW_OF.get(name, (name,))}))

    @property
    def sha256(self) -> str:
        """Of the query as it stands in the file: what a manifest records."""
        return hashlib.sha256(self.query.encode()).hexdigest()

    @property
    def _comments(self) -> tuple[str, ...]:
        return tuple(line.removeprefix("--").strip() for line in self.query.splitlines()[:2])


STATISTICS: dict[str, Statistic] = {
    name: Statistic(name)
    for name in (
        # Who has answered
        "organisations_by_submission",
        "answers_by_age",
        "measures_by_answer",
        # 2 The portfolio
        "measures_by_segment",
        "measures_not_reported",
        "budget_by_segment",
        # 2.1 Status
        "measures_by_status",
        "measures_by_status_before",
        "measures_by_status_difference",
        "measures_by_status_change",
        "measures_by_status_move",
        # 2.2 Risk
        "measures_by_risk",
        "measures_by_risk_before",
        "measures_by_risk_difference",
        # 2.3 Dependencies
        "dependencies_by_status",
        "dependencies_by_category",
        "dependencies_by_criticality",
        "dependencies_by_counterpart",
        # 2.4 Strategy
        "measures_by_main_goal",
        "indicators_by_year",
        # 2.5 Sustainability
        "measures_by_sdg_answer",
        "measures_by_sdg",
        # 3 Finished, new and paused
        "measures_by_lifecycle_move",
        # 5 Operating cost
        "cost_growth_by_year",
        "cost_growth_by_programme",
        "cost_growth_by_solution",
        "cost_growth_last_year",
        "cost_growth_difference",
        # 6 and 7 Roadmap
        "activities_by_goal",
        "activities_by_initiative",
        "activities_by_actor",
        "activities_provisional",
        # Data quality
        "remarks_by_rule",
        "remarks_by_organisation",
    )
}
