"""The lineage of a draft on disk: its folder ``lineage/``, with ``prov.json`` and ``openlineage.json``.

What they say is ``assets.report.provenance`` and ``assets.report.open_lineage``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from assets.home import Home, write_whole
from assets.ledger import canonical
from assets.report.evidence import Evidence
from assets.report.graph import Asset, leading_to
from assets.report.model import Model
from assets.report.open_lineage import events
from assets.report.provenance import document
from assets.statistics.catalogue import STATISTICS

FOLDER = "lineage"
LAST = ("report/page", "report/pdf")
"""What people read: the lineage is that of these."""


def write_lineage(
    home: Home, made: Model, evidence: Evidence, assets: Iterable[Asset], office: Iterable[Mapping[str, str]], code: str
) -> list[Path]:
    """Write both files. ``office`` are path and hash of the office's files as used."""
    known = list(assets)
    used = list({asset.key: asset for last in LAST for asset in leading_to(known, last)}.values())
    used.sort(key=lambda asset: asset.key)
    statistics = {f"statistics/{name}": statistic for name, statistic in STATISTICS.items()}
    # A round in which nobody has reported has no newest fact: it is known as the cut-off left it.
    known_at = made["known_at"] or f"{made['cover']['cut_off']}T00:00:00Z"
    queries = {key: statistic.query for key, statistic in statistics.items()}
    hashes = {key: statistic.sha256 for key, statistic in statistics.items()}
    written = {
        "prov.json": document(made, evidence, used, office=office, queries=hashes, code=code),
        "openlineage.json": events(used, queries, quarter=made["round"], known_at=known_at, code=code),
    }
    folder = home.draft(made["round"]) / FOLDER
    return [write_whole(folder / name, canonical(content)) for name, content in written.items()]
