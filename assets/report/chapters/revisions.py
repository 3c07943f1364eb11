"""How the office revises what it has published, from the settings in force."""

from __future__ import annotations

from typing import Any

from assets.report import blocks as b
from assets.report.material import Material


def revisions(m: Material) -> dict[str, Any]:
    """The revision policy: what is frozen, when a revision comes, what it says, and where to report an error."""
    policy = m.office.revisions
    said = [
        b.paragraph(b.message("revisions.frozen"), b.message("revisions.errata")),
        b.paragraph(
            b.message("revisions.when", days=b.count(policy.days), rounds=b.count(policy.rounds)),
            b.message("revisions.later"),
        ),
    ]
    if policy.contact:
        said.append(b.paragraph(b.message("revisions.contact", contact=b.text(policy.contact))))
    return b.chapter("revisjoner", b.message("revisions.title"), said, numbered=False)
