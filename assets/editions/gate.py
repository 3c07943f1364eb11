"""The release gate: what must hold before a draft is published, as a list of rules that anybody may add to.

A rule looks at the draft and returns findings; an error stops the publication, a warning is printed. What must hold of
data at any time are the checks on the assets; rules that need more than this room knows stand in ``checks``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assets.editions.published import Edition
from assets.editions.refusals import GateClosedError
from assets.home import Home
from assets.office import Office
from assets.report.model import Model
from assets.statistics.catalogue import STATISTICS
from assets.statistics.counting import contributions, open_facts, terms
from assets.statistics.numbers import numbers
from assets.statistics.places import facts_of
from assets.statistics.trace import unbalanced

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class GateFinding:
    """What a rule has against a draft, in words for the office."""

    rule: str
    severity: Severity
    message: str

    def as_dict(self) -> dict[str, str]:
        return {"rule": self.rule, "severity": self.severity, "message": self.message}


@dataclass(frozen=True)
class Candidate:
    """A draft that is to be published, just made by a run in which every check on the assets has passed."""

    home: Home
    model: Model
    office: Office
    holding: Edition | None
    """The edition that it would supersede."""

    @property
    def quarter(self) -> str:
        quarter: str = self.model["round"]
        return quarter


Rule = Callable[[Candidate], Iterable[GateFinding]]


def somebody_has_reported(candidate: Candidate) -> Iterator[GateFinding]:
    """A round in which nobody has reported has no edition."""
    if candidate.model["numbers"]["measures.active"]["absent"]:
        yield GateFinding("somebody_has_reported", "error", f"nobody has reported in {candidate.quarter}")


def every_number_is_traced(candidate: Candidate) -> Iterator[GateFinding]:
    """What is printed is the sum of what it rests on, counted once more in the facts."""
    with open_facts(facts_of(candidate.home, candidate.quarter)) as connection:
        counted = numbers(connection)
        wrong = set(unbalanced(counted, terms(connection)))
        printed = candidate.model["numbers"]
        wrong |= {key for key in printed.keys() | counted.keys() if not _agree(printed.get(key), counted.get(key))}
        for statistic in STATISTICS.values():
            for one in contributions(connection, statistic):
                if not one.cells and not one.ledger and not one.organisation:
                    wrong.add(one.key)
    for key in sorted(wrong):
        yield GateFinding("every_number_is_traced", "error", f"{key} is not the sum of what it rests on")


def _agree(printed: object, counted: object) -> bool:
    return (
        isinstance(printed, dict)
        and counted is not None
        and printed["value"] == getattr(counted, "value", None)
        and printed["absent"] == getattr(counted, "absent", None)
    )


def the_round_is_still_revised(candidate: Candidate) -> Iterator[GateFinding]:
    """The revision policy of the office's settings holds for the office too."""
    policy, rounds = candidate.office.revisions, list(candidate.office.rounds)
    if candidate.holding and candidate.quarter not in rounds[-policy.rounds :]:
        yield GateFinding(
            "the_round_is_still_revised",
            "error",
            f"{candidate.quarter} is not among the {policy.rounds} newest rounds, which alone are revised "
            "([revisions] in office/settings.toml)",
        )


RULES: tuple[Rule, ...] = (
    somebody_has_reported,
    every_number_is_traced,
    the_round_is_still_revised,
)


def passed(candidate: Candidate, rules: Iterable[Rule] = RULES) -> list[GateFinding]:
    """The findings that do not stop the draft. Raises GateClosedError when some do."""
    findings = [found for rule in rules for found in rule(candidate)]
    if any(found.severity == "error" for found in findings):
        raise closed(findings)
    return findings


def checks_failed(failed: str) -> GateClosedError:
    """The refusal after a run in which a check on the assets failed: there is no draft that a rule could look at."""
    return closed([GateFinding("every_check_passed", "error", failed)])


def closed(findings: Sequence[GateFinding]) -> GateClosedError:
    """The refusal that says every finding."""
    said = (f"{one.severity}: {one.rule}: {one.message}" for one in findings)
    return GateClosedError("\n".join(("The release gate is closed:", *said)))
