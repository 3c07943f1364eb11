"""What has been published and what would be revised, for ``editions`` and ``revisions``; without Dagster."""

from __future__ import annotations

from typing import Any

from assets import office
from assets.editions.corrections import revisions
from assets.editions.erasing import remove_erased
from assets.editions.freezing import settle
from assets.editions.published import Edition, editions
from assets.home import Home
from assets.ledger import Ledger


def listed(home: Home) -> list[Edition]:
    """Every edition, in the order of publication. Changes nothing: what was cut off stays as it is."""
    return editions(Ledger(home.ledger).records)


def revisions_of(home: Home) -> list[dict[str, Any]]:
    """The shape of ``portefolje revisions --json``."""
    return revisions(home, settled(home).records, office.load(home.office))


def settled(home: Home) -> Ledger:
    """The ledger, once a publication or an erasure that was cut off is finished or cleared."""
    ledger = Ledger(home.ledger)
    with ledger.writing():
        settle(home, ledger.records)
        remove_erased(home, ledger.records)
    return ledger


def shown_editions(found: list[Edition]) -> str:
    """The editions for a terminal."""
    if not found:
        return "Nothing has been published yet."
    lines = [f"{'Round':9}{'Edition':9}{'Published':18}{'Manifest (SHA-256)':66}Note"]
    lines += [
        f"{one.round:9}{one.number:<9}{one.published_at[:16].replace('T', ' '):18}{one.manifest_sha256:66}{one.note}"
        for one in found
    ]
    return "\n".join(line.rstrip() for line in lines)


def shown_revisions(found: list[dict[str, Any]]) -> str:
    """The rounds that would change, for a terminal."""
    if not found:
        return "No published round would change."
    lines = []
    for one in found:
        moved = f"{len(one['changes'])} numbers" if one["changes"] else "no number"
        lines += ["", f"{one['round']}, edition {one['edition']}: {moved} would change", ""]
        width = max((len(change["key"]) for change in one["changes"]), default=0)
        for change in one["changes"]:
            old, new = (("none" if change[when] is None else change[when]) for when in ("old", "new"))
            causes = ", ".join(map(str, change["sequences"])) or "none: the office's files or the code"
            lines.append(f"  {change['key']:{width}}  {old} -> {new}  (submission {causes})")
        lines += [f"  The office has changed {file}; texts may change" for file in one["office"]]
        lines += ["", f"Publish the revision with: portefolje publish {one['round']} --note TEXT"]
    return "\n".join(lines[1:])
