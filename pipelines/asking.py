"""What each organisation is asked for in a round, for the command ``forms``: from the ledger and the office alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from assets import office
from assets.forms.overview import Overview, overview
from assets.forms.writing import asked_in
from assets.home import Home
from assets.ledger import Ledger


def asking(home: Home, quarter: str, organisation: str = "") -> Overview:
    """The overview of the round's forms, or of one. Raises OfficeError when the calendar lacks the round."""
    read = office.load(home.office)
    return overview(asked_in(home, read, Ledger(home.ledger), quarter, organisation), read, quarter)


def shown(seen: Overview, written: Iterable[str]) -> str:
    """The overview for a terminal, and which files were written."""
    lines = [f"Forms of {seen['round']}, cut-off {seen['cut_off']}"]
    for one in seen["organisations"]:
        count = len(one["measures"])
        lines += ["", f"{one['code']}  {one['name']}: {count} measure{'' if count == 1 else 's'} expected"]
        ids = max((len(measure["measure_id"]) for measure in one["measures"]), default=0)
        for measure in one["measures"]:
            said = f"{measure['lifecycle']}, last reported {measure['last_reported']}"
            lines.append(f"  {measure['measure_id']:{ids}}  {measure['name']} ({said})")
    if seen["previous"]:
        lines += ["", f"Vocabularies since {seen['previous']}:" if seen["vocabularies"] else
                  f"Vocabularies are those of {seen['previous']}"]  # fmt: skip
    for change in seen["vocabularies"]:
        lines.append(f"  {change['vocabulary']} {change['code']}: {_change(change['before'], change['now'])}")
    paths = [Path(path) for path in written]
    lines += ["", f"{len(paths)} file{'' if len(paths) == 1 else 's'} written to {paths[0].parent}"]
    return "\n".join(lines)


def _change(before: str | None, now: str | None) -> str:
    if before is None:
        return f"new, {now}"
    return f"gone, was {before}" if now is None else f"{before} is now {now}"
