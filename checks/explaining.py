"""A rule in plain Norwegian, for somebody who has met its id in a receipt and has no finding at hand.

The texts are those of ``checks.findings``; what they say of the place of a finding is left open.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import Any

from checks.findings import RULES, Rule

_STANDS_FOR = {"heading": "feltet", "hint": "", "called": "Arket"}
"""What a place in a rule's text stands for, where there is no finding to fill it; all others are left open: …"""

SEVERITIES = {
    "error": "Feil: det som har feilen, blir ikke tatt inn før den er rettet.",
    "remark": "Merknad: den hindrer ikke at innmeldingen blir tatt inn.",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a rule means and how to mend what breaks it."""

    id: str
    severity: str
    severity_words: str
    meaning: str
    remedy: str
    since: int

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "severity": self.severity,
            "meaning": self.meaning,
            "remedy": self.remedy,
            "since": self.since,
        }


def explained(rule: Rule) -> Explanation:
    """The rule with every place in its texts filled."""
    return Explanation(
        id=rule.id,
        severity=rule.severity,
        severity_words=SEVERITIES[rule.severity],
        meaning=_plain(rule.message),
        remedy=_plain(rule.remedy),
        since=rule.since,
    )


def all_explained() -> list[Explanation]:
    """Every rule, in the order of ``RULES``."""
    return [explained(rule) for rule in RULES.values()]


def _plain(template: str) -> str:
    names = {name for _, name, _, _ in Formatter().parse(template) if name}
    said = template.format_map({name: _STANDS_FOR.get(name, "…") for name in names})
    return said[:1].upper() + said[1:]
