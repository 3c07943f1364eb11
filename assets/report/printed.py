"""What the newest edition of a round has printed: its numbers, to be set beside the same numbers as known now.

Publishing an edition is another room's; here one is only read, and named among the inputs of what was made of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assets.home import Home, sha256


@dataclass(frozen=True, slots=True)
class Printed:
    """The numbers of an edition by key; absent ones are left out. ``sha256`` is that of its ``report.json``."""

    round: str
    edition: int
    edition_name: str
    numbers: Mapping[str, Decimal]
    sha256: str

    def as_input(self) -> dict[str, object]:
        """How a manifest names it."""
        return {"round": self.round, "edition": self.edition, "sha256": self.sha256}


def printed_in(home: Home, quarter: str | None) -> Printed | None:
    """The newest edition of the round, or None when none is published."""
    numbered = home.editions(quarter).glob("*/report.json") if quarter else ()
    found = {int(path.parent.name): path for path in numbered if path.parent.name.isdecimal()}
    if quarter is None or not found:
        return None
    edition = max(found)
    content = found[edition].read_bytes()
    report = json.loads(content, parse_float=Decimal)
    numbers = {key: Decimal(one["value"]) for key, one in report["numbers"].items() if one["value"] is not None}
    return Printed(quarter, edition, report["cover"]["edition_name"], numbers, sha256(content))
