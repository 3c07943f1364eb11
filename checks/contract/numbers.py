"""The keys of the numbers, said once: pattern, unit, meaning, what it is a part of, and which statistic yields it.

A pattern like ``status.now.<colour>`` stands for one key per code of a vocabulary, or per value found in the facts.
How they are counted is ``assets.statistics``; their Norwegian labels are among the messages of ``templates``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from checks.contract.vocabularies import VOCABULARIES, fold

Codes = Mapping[str, Sequence[str]]
"""The codes of each vocabulary, in its own order."""

CHANGES = ("improved", "worsened", "same", "entered", "left", "not_reported")
"""What can have become of a measure that is active in this round or the previous one: exactly one of these."""

QUESTIONS = ("status", "risk", "goal", "sdg")
"""What active measures are asked, and what stands under a figure as so many answers of so many required."""

VOCABULARY_OF = {
    "segment": "segment",
    "colour": "colour",
    "category": "dependency_category",
    "criticality": "criticality",
    "goal": "goal",
    "sdg": "sdg",
}
"""The vocabulary whose codes stand at a placeholder."""
_SLUG = r"[a-z0-9-]+"
_CODE = r"[^.]+"
"""A code of a vocabulary, where a key is made of one and of something found in the facts."""
_FROM_FACTS = {
    "year": r"\d{4}",
    "rule": r"[a-z_]+",
    "organisation": _SLUG,
    "programme": _SLUG,
    "product": _SLUG,
    "solution": _SLUG,
    "actor": _SLUG,
    "initiative": r"[a-z0-9.-]+",
    "kind": "measure|organisation|other",
    "counterpart": _SLUG,
    "indicator": _SLUG,
    "answers": "measures|costs",
}
_FIXED = {"change": CHANGES, "question": QUESTIONS}
_PLACEHOLDER = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class KeyPattern:
    """One line of what the report can say in numbers.

    ``of`` is the pattern of the whole that it is a part of, with this key's own parts in its places; empty when it is a
    part of none. A number that needs
    ``this_round``, ``previous_round`` or any ``earlier_rounds`` is absent, never 0, when nobody has reported there.
    """

    pattern: str
    unit: str
    meaning: str
    statistic: str
    of: str = ""
    this_round: bool = True
    previous_round: bool = False
    earlier_rounds: bool = False
    share_of: str = ""
    """The whole that its share is shown of, where the contract names none in ``of``."""

    @cached_property
    def placeholders(self) -> tuple[str, ...]:
        return tuple(_PLACEHOLDER.findall(self.pattern))

    @property
    def is_open(self) -> bool:
        """Whether the facts decide which keys there are; such a key does not exist without a contribution."""
        return any(name in _FROM_FACTS for name in self.placeholders)

    def keys(self, codes: Codes) -> Iterator[tuple[str, dict[str, str]]]:
        """Every key of a pattern that is not open, with its parts."""
        for values in product(*(_codes(name, codes) for name in self.placeholders)):
            parts = dict(zip(self.placeholders, values, strict=True))
            yield _PLACEHOLDER.sub(lambda name, parts=parts: parts[name[1]], self.pattern), parts  # type: ignore[misc]

    def whole(self, parts: Mapping[str, str]) -> str:
        """The key of the whole that the key with these parts is a part of; empty when of none."""
        return _PLACEHOLDER.sub(lambda name: parts[name[1]], self.of)

    def parts(self, key: str) -> dict[str, str] | None:
        """The parts of a key of an open pattern, or None when the key is none of its."""
        found = self._expression.fullmatch(key)
        return found and found.groupdict()

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        # re.split with one group alternates between literal text and the names of placeholders.
        pieces = _PLACEHOLDER.split(self.pattern)
        return re.compile(
            "".join(
                f"(?P<{piece}>{_FROM_FACTS.get(piece, _CODE)})" if index % 2 else re.escape(piece)
                for index, piece in enumerate(pieces)
            )
        )


def _codes(name: str, codes: Codes) -> Sequence[str]:
    if name in _FIXED:
        return _FIXED[name]
    # That a measure contributes to no UN goal is an answer, but no goal: it is declared, and named, by itself.
    return [code for code in codes[VOCABULARY_OF[name]] if (name, code) != ("sdg", "none")]


def _measures(pattern: str, meaning: str, statistic: str, of: str = "") -> KeyPattern:
    return KeyPattern(pattern, "measures", meaning, statistic, of)


def _measures_before(pattern: str, meaning: str, statistic: str, of: str = "") -> KeyPattern:
    return KeyPattern(pattern, "measures", meaning, statistic, of, this_round=False, previous_round=True)


def _measures_of_both_rounds(pattern: str, meaning: str, statistic: str) -> KeyPattern:
    return KeyPattern(pattern, "measures", meaning, statistic, previous_round=True)


def _dependencies(pattern: str, meaning: str, statistic: str) -> KeyPattern:
    return KeyPattern(pattern, "dependencies", meaning, statistic, of="dependencies.total")


def _costs(pattern: str, meaning: str, statistic: str) -> KeyPattern:
    return KeyPattern(pattern, "MNOK", meaning, statistic)


def _activities(pattern: str, meaning: str, statistic: str) -> KeyPattern:
    return KeyPattern(pattern, "activities", meaning, statistic)


def _remarks(pattern: str, meaning: str, statistic: str) -> KeyPattern:
    return KeyPattern(pattern, "remarks", meaning, statistic)


def _indicators(pattern: str, meaning: str) -> KeyPattern:
    return KeyPattern(pattern, "indicator", meaning, "indicators_by_year", this_round=False)


def _days(pattern: str, meaning: str) -> KeyPattern:
    return KeyPattern(pattern, "days", meaning, "answers_by_age")


def _organisations(pattern: str, meaning: str) -> KeyPattern:
    return KeyPattern(pattern, "organisations", meaning, "organisations_by_submission", this_round=False)


NUMBERS: tuple[KeyPattern, ...] = (
    _organisations("coverage.expected", "Organisations of which the office expects a submission in the round."),
    _organisations("coverage.submitted", "Of them with an accepted submission."),
    _organisations("coverage.nothing_to_report", "Of them that said they have nothing to report."),
    _organisations("coverage.late", "Of them whose newest accepted submission was taken after the cut-off."),
    _organisations("coverage.not_submitted", "Of them without an accepted submission."),
    _measures("measures.active", "Active measures with an accepted report in the round.", "measures_by_segment"),
    KeyPattern(
        "measures.active.<segment>",
        "measures",
        "Of them in the segment.",
        "measures_by_segment",
        share_of="measures.active",
    ),
    KeyPattern(
        "measures.not_reported",
        "measures",
        "Measures that were active when last reported, whose owner is expected, and of which nothing is accepted now.",
        "measures_not_reported",
        this_round=False,
    ),
    KeyPattern("budget.joint", "MNOK", "This year's budget of the active joint measures.", "budget_by_segment"),
    _measures(
        "status.now.<colour>", "Active measures that report the status.", "measures_by_status", "measures.active"
    ),
    _measures_before("measures.before", "Active measures of the previous round.", "measures_by_status_before"),
    _measures_before(
        "status.before.<colour>",
        "Active measures of the previous round that reported the status, as known now.",
        "measures_by_status_before",
        "measures.before",
    ),
    _measures_of_both_rounds(
        "status.difference.<colour>",
        "How many more (or, when negative, fewer) active measures report the status than in the previous round.",
        "measures_by_status_difference",
    ),
    _measures_of_both_rounds(
        "status.change.<change>",
        "Measures active in this round or the previous one, by what became of them.",
        "measures_by_status_change",
    ),
    _measures_of_both_rounds(
        "status.moved.<change>.<colour>",
        "Of them by status: the one reported now, or the last one of a measure that left or is not reported.",
        "measures_by_status_move",
    ),
    KeyPattern(
        "risk.now.<colour>",
        "measures",
        "Active measures that report the risk, of the segments asked for it.",
        "measures_by_risk",
        share_of="answers.risk.given",
    ),
    _measures_before(
        "risk.before.<colour>",
        "Active measures of the previous round that reported the risk, of the segments asked for it, as known now.",
        "measures_by_risk_before",
    ),
    _measures_of_both_rounds(
        "risk.difference.<colour>",
        "How many more (or, when negative, fewer) of them report the risk than in the previous round.",
        "measures_by_risk_difference",
    ),
    _measures(
        "answers.<question>.required",
        "Measures that had to answer the question: active ones that are asked it, and those not reported.",
        "measures_by_answer",
    ),
    _measures(
        "answers.<question>.given",
        "Of them with an answer in the round.",
        "measures_by_answer",
        of="answers.<question>.required",
    ),
    _days(
        "age.<answers>.oldest",
        "Days from when the oldest answer was taken in to the cut-off; 0 when it was taken on the day or later.",
    ),
    _days("age.<answers>.newest", "The same of the newest answer."),
    _dependencies("dependencies.total", "Dependencies of active measures.", "dependencies_by_status"),
    _dependencies("dependencies.colour.<colour>", "Of them with the status.", "dependencies_by_status"),
    _dependencies("dependencies.category.<category>", "Of them in the category.", "dependencies_by_category"),
    _dependencies(
        "dependencies.<category>.<colour>", "Of them in the category with the status.", "dependencies_by_category"
    ),
    _dependencies(
        "dependencies.<criticality>.<colour>",
        "Of them of the criticality with the status.",
        "dependencies_by_criticality",
    ),
    _dependencies(
        "dependencies.counterpart.<kind>.<counterpart>",
        "Of them that wait for the counterpart: a measure, an organisation or somebody else.",
        "dependencies_by_counterpart",
    ),
    _dependencies(
        "dependencies.counterpart.<kind>.<counterpart>.<colour>",
        "Of them that wait for the counterpart, with the status.",
        "dependencies_by_counterpart",
    ),
    _measures(
        "goals.main.<goal>", "Active measures that mainly serve the goal.", "measures_by_main_goal", "measures.active"
    ),
    _measures(
        "sdg.answered",
        "Active measures that answered the question of UN goals; none of them is an answer.",
        "measures_by_sdg_answer",
        "measures.active",
    ),
    _measures("sdg.not_answered", "Active measures that did not.", "measures_by_sdg_answer", "measures.active"),
    _measures(
        "sdg.<sdg>",
        "Active measures that contribute to the UN goal; one measure may count in several.",
        "measures_by_sdg",
        "measures.active",
    ),
    _measures("sdg.none", "Active measures that answered none.", "measures_by_sdg", "measures.active"),
    KeyPattern(
        "lifecycle.new",
        "measures",
        "Active now, reported in no earlier round of the look-back.",
        "measures_by_lifecycle_move",
        earlier_rounds=True,
    ),
    _measures_of_both_rounds(
        "lifecycle.started", "Active now and planned in the previous round.", "measures_by_lifecycle_move"
    ),
    _measures_of_both_rounds(
        "lifecycle.finished", "Finished now and not in the previous round.", "measures_by_lifecycle_move"
    ),
    _measures_of_both_rounds(
        "lifecycle.finished_was_paused", "Of them paused in the previous round.", "measures_by_lifecycle_move"
    ),
    _measures("lifecycle.paused", "Paused now.", "measures_by_lifecycle_move"),
    _measures_of_both_rounds(
        "lifecycle.resumed", "Active now and paused in the previous round.", "measures_by_lifecycle_move"
    ),
    _measures_of_both_rounds(
        "lifecycle.cancelled", "Cancelled now and not in the previous round.", "measures_by_lifecycle_move"
    ),
    _costs("costs.<year>", "Growth in operating cost that the owner does not cover.", "cost_growth_by_year"),
    _costs("costs.internal.<year>", "Growth that the owner covers: printed in parentheses.", "cost_growth_by_year"),
    _costs(
        "costs.solution.<solution>.<year>",
        "Growth that the owner does not cover, of the national solution.",
        "cost_growth_by_solution",
    ),
    _costs(
        "costs.internal.solution.<solution>.<year>",
        "Growth that the owner covers, of the national solution.",
        "cost_growth_by_solution",
    ),
    _costs(
        "costs.last_year.<year>",
        "Growth that the owner does not cover, as estimated in the latest round of the year before.",
        "cost_growth_last_year",
    ),
    _costs(
        "costs.last_year.solution.<solution>.<year>",
        "The same, of the national solution.",
        "cost_growth_last_year",
    ),
    _costs(
        "costs.difference.<year>",
        "How much more (or, when negative, less) growth is estimated now than in the latest round of the year before.",
        "cost_growth_difference",
    ),
    _costs(
        "costs.difference.solution.<solution>.<year>",
        "The same, of the national solution.",
        "cost_growth_difference",
    ),
    _costs(
        "costs.programme.<programme>.<year>",
        "Growth that the owner does not cover, of the programme.",
        "cost_growth_by_programme",
    ),
    _costs(
        "costs.internal.programme.<programme>.<year>",
        "Growth that the owner covers, of the programme.",
        "cost_growth_by_programme",
    ),
    _costs(
        "costs.programme.<programme>.<product>.<solution>.<year>",
        "Growth that the owner does not cover, of the programme's delivery in the national solution.",
        "cost_growth_by_programme",
    ),
    _costs(
        "costs.internal.programme.<programme>.<product>.<solution>.<year>",
        "Growth that the owner covers, of the programme's delivery in the national solution.",
        "cost_growth_by_programme",
    ),
    _activities("roadmap.total", "Activities of the roadmap.", "activities_by_goal"),
    _activities("roadmap.goal.<goal>", "Of them under the strategy goal.", "activities_by_goal"),
    _activities("roadmap.initiative.<initiative>", "Of them under the initiative.", "activities_by_initiative"),
    _activities("roadmap.actor.<actor>", "Of them that the actor does.", "activities_by_actor"),
    _activities(
        "roadmap.provisional",
        "Of them not finally treated by the sector's own bodies.",
        "activities_provisional",
    ),
    _remarks(
        "quality.total",
        "Questions that the round's reports raise; none of them is known to be wrong.",
        "remarks_by_rule",
    ),
    _remarks("quality.rule.<rule>", "Of them by the rule that asks.", "remarks_by_rule"),
    _remarks("quality.organisation.<organisation>", "Of them to the organisation.", "remarks_by_organisation"),
    _indicators("indicators.<indicator>.<year>", "What the indicator of a strategy goal was in the year."),
    _indicators("indicators.target.<indicator>.<year>", "What it was to be in the year."),
    _indicators(
        "indicators.difference.<indicator>.<year>",
        "How much more (or, when negative, less) it was in the year than in the year before.",
    ),
)
"""In the order in which the report says them."""


class Keys:
    """The keys that exist under given vocabularies.

    Raises ValueError when two patterns say the same key: a code that stands in two vocabularies would be counted twice.
    """

    def __init__(self, codes: Codes) -> None:
        self.closed: dict[str, tuple[KeyPattern, dict[str, str]]] = {}
        """Those that exist whatever the facts are, in the order of NUMBERS."""
        for declared in NUMBERS:
            if declared.is_open:
                continue
            for key, parts in declared.keys(codes):
                if key in self.closed:
                    raise ValueError(f"{key} is said by {self.closed[key][0].pattern} and by {declared.pattern}")
                self.closed[key] = declared, parts

    def match(self, key: str) -> tuple[KeyPattern, dict[str, str]]:
        """The declaration of a key, and its parts by placeholder. Raises LookupError when nothing declares it."""
        if key in self.closed:
            return self.closed[key]
        for declared in NUMBERS:
            if declared.is_open and (parts := declared.parts(key)):
                return declared, parts
        raise LookupError(f"no number is declared with the key {key}")


def slug(text: str | None) -> str:
    """A text as a piece of a key, which file names and addresses bear: at most 47 of ``a-z0-9-``; ``-`` for no text.

    Spellings that differ in case, blanks, hyphens or accents alone become one. Where more would be lost, a piece of the
    text's hash tells it from its likes.
    """
    folded = fold(text or "")
    if not folded:
        return "-"
    plain = unicodedata.normalize("NFKD", folded.replace("æ", "ae").replace("ø", "o"))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    if re.fullmatch(r"[a-z0-9][a-z0-9 -]{,39}", letters):
        return re.sub(r"[ -]+", "-", letters)
    start = re.sub(r"[^a-z0-9]+", "-", letters)[:40].strip("-")
    return f"{start}-{hashlib.sha256(folded.encode()).hexdigest()[:6]}"


SHIPPED_CODES: Codes = {name: tuple(vocabulary.by_code) for name, vocabulary in VOCABULARIES.items()}
