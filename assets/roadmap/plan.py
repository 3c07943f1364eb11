"""The recommended list for next year: the plan year's activities under their initiative and strategy goal.

Activities are what organisations have handed in; initiatives, their order and their objectives are the office's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from assets.office import Initiative
from checks.contract.vocabularies import fold

Activity = dict[str, Any]


@dataclass
class PlannedInitiative:
    """An initiative with its activities of the plan year. ``office`` is None when only the senders know it."""

    key: str
    title: str
    office: Initiative | None
    activities: list[Activity] = field(default_factory=list)


@dataclass
class Plan:
    """Goals in the vocabulary's order, each with its initiatives in the office's order; empty ones are left out."""

    goals: list[tuple[str, list[PlannedInitiative]]]

    @property
    def has_provisional(self) -> bool:
        return any(
            activity["provisional"]
            for _, initiatives in self.goals
            for initiative in initiatives
            for activity in initiative.activities
        )


def plan_for(
    year: int, activities: Iterable[Activity], initiatives: Sequence[Initiative], goals: Sequence[str]
) -> Plan:
    """The activities whose plan year it is, sorted into the office's initiatives by goal and title.

    An initiative that the office does not have comes after those that it has, under the sender's title.
    """
    places: dict[tuple[str, str], PlannedInitiative] = {
        (one.goal, fold(one.initiative)): PlannedInitiative(one.initiative_no, one.initiative, one)
        for one in initiatives
    }
    for activity in sorted(activities, key=lambda one: (one["activity_id"], one["organisation"])):
        if activity["plan_year"] != year:
            continue
        place = (activity["goal"], fold(activity["initiative"]))
        if place not in places:
            places[place] = PlannedInitiative(f"{activity['goal']}-{len(places) + 1}", activity["initiative"], None)
        places[place].activities.append(activity)
    listed = []
    for goal in goals:
        of_goal = [one for (under, _), one in places.items() if under == goal and one.activities]
        if of_goal:
            listed.append((goal, of_goal))
    return Plan(listed)
