"""Freezing a draft: from a folder that is rebuilt at will to ``editions/<round>/<n>/``, read-only and for ever.

A publication is made in this order, so that a kill at any moment leaves either nothing or a published edition:

1. the whole edition is staged beside its place, as ``editions/<round>/.<n>.unfinished``, and flushed to disk;
2. the ledger gets the publication's record, with the hash of the staged manifest: from now on it is published;
3. the staged folder gets its name.

What a kill before 2 leaves is cleared, what one after 2 leaves is finished by the next command (:func:`settle`). All of
it happens while the ledger is held for writing. What has been published is ``assets.editions.published``.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assets.editions import errata
from assets.editions.corrections import Comparison
from assets.editions.published import Edition, editions, manifest_of, newest
from assets.editions.refusals import AnotherDraftError, NothingToPublishError
from assets.editions.shell import marked
from assets.home import Home, sha256, written_time
from assets.language import language
from assets.ledger import Ledger, Record, canonical
from assets.office import Office
from assets.report import printing
from assets.report.drafts import MANIFEST, read_model
from assets.report.words import mark
from checks.contract import TABLES, Vocabulary

log = logging.getLogger("portefolje.editions")


@dataclass(frozen=True)
class Publication:
    """What is said of an edition beside its contents."""

    quarter: str
    number: int
    supersedes: int | None
    at: datetime
    note: str
    waivers: Sequence[Mapping[str, Any]]
    """What was let pass, each with its reason."""
    draft_sha256: str
    """Of the manifest of the draft that is frozen."""
    after: Mapping[str, Any]
    """The ledger's last record before the publication: ``sequence`` and ``sha256``."""


def draft_manifest(home: Home, quarter: str) -> tuple[dict[str, Any], str]:
    """The draft's manifest and its SHA-256."""
    content = (home.draft(quarter) / MANIFEST).read_bytes()
    return json.loads(content), sha256(content)


def publication(
    home: Home,
    ledger: Ledger,
    quarter: str,
    *,
    approved: str | None,
    note: str,
) -> Publication:
    """The publication of the draft as it lies there, were it published now.

    Raises AnotherDraftError when a draft was approved that is not this one, and NothingToPublishError.
    """
    manifest, digest = draft_manifest(home, quarter)
    if approved is not None and approved != digest:
        raise AnotherDraftError(
            f"the draft of {quarter} is {digest} now, and {approved} was approved: something has changed since; "
            "read it again, then publish it with --draft"
        )
    holding = newest(ledger.records, quarter)
    if holding and manifest_of(home, holding)["draft"]["outputs_sha256"] == _outputs_sha256(manifest):
        raise NothingToPublishError(f"nothing has changed in {quarter} since edition {holding.number} was published")
    return Publication(
        quarter=quarter,
        number=holding.number + 1 if holding else 1,
        supersedes=holding.number if holding else None,
        at=home.clock.now(),
        note=note,
        waivers=manifest["waivers"],
        draft_sha256=digest,
        after={"sequence": len(ledger.records), "sha256": ledger.last_hash},
    )


def freeze(home: Home, ledger: Ledger, office: Office, said: Publication, comparison: Comparison | None) -> Edition:
    """Publish the draft. ``comparison`` is that with the edition which it supersedes. The caller holds the ledger."""
    place = home.edition(said.quarter, said.number)
    manifest = stage(home, ledger.records, office, said, comparison, _unfinished(place))
    os.sync()
    record = ledger.append(publication_record(said, sha256(manifest), office.snapshot(home)))
    _unfinished(place).rename(place)
    return Edition.of(record)


def stage(
    home: Home,
    records: Sequence[Record],
    office: Office,
    said: Publication,
    comparison: Comparison | None,
    folder: Path,
) -> bytes:
    """Make the edition in a folder, read-only; returns its manifest.

    It differs from the draft in ``edition``, in the manifest, in the mark of each page's shell and in that of the PDFs;
    a revision has its errata besides.
    """
    _remove(folder)
    draft, _ = draft_manifest(home, said.quarter)
    for one in draft["outputs"]:
        target = folder / one["path"]
        target.parent.mkdir(parents=True, exist_ok=True)
        content = (home.draft(said.quarter) / one["path"]).read_bytes()
        if sha256(content) != one["sha256"]:
            raise AnotherDraftError(f"{one['path']} of the draft was changed after it was made; make it again")
        target.write_bytes(content)
    model = read_model(home, said.quarter) | {"edition": said.number}
    (folder / "report.json").write_bytes(canonical(model))
    for path in sorted(folder.rglob("*.html")):
        _mark(path, folder, said.number)
    printing.set_again(folder, model)
    if comparison is not None:
        errata.write(folder, model, comparison, said.note)
    manifest = canonical(
        {
            "round": said.quarter,
            "edition": said.number,
            "supersedes": said.supersedes,
            "published_at": written_time(said.at),
            "note": said.note,
            "waivers": list(said.waivers),
            "inputs": draft["inputs"]
            | {
                "ledger": dict(said.after),
                "vocabularies": {name: _version(one) for name, one in sorted(office.vocabularies.items())},
                "publications": [
                    {"round": one.round, "edition": one.number, "manifest_sha256": one.manifest_sha256}
                    for one in editions(records)
                ],
            },
            "draft": {"manifest_sha256": said.draft_sha256, "outputs_sha256": _outputs_sha256(draft)},
            "code": draft["code"],
            "statistics": draft["statistics"],
            "outputs": [
                {"path": path.relative_to(folder).as_posix(), "sha256": sha256(path.read_bytes())}
                for path in sorted(folder.rglob("*"))
                if path.is_file()
            ],
        }
    )
    (folder / MANIFEST).write_bytes(manifest)
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return manifest


def publication_record(said: Publication, manifest_sha256: str, office_state: str) -> Record:
    """The record, still without its number, that makes an edition published."""
    return {
        "event": "publication",
        "of": None,
        "taken_at": written_time(said.at),
        "office": office_state,
        "organisation": None,
        "quarter": said.quarter,
        "kind": None,
        "file": None,
        "sha256": None,
        "verdict": None,
        "late": False,
        "measures": {"accepted": [], "refused": [], "held": []},
        "rows": {key: {"read": 0, "accepted": 0, "refused": 0, "held": 0} for key in TABLES},
        "findings": [],
        "edition": said.number,
        "supersedes": said.supersedes,
        "manifest_sha256": manifest_sha256,
        "note": said.note,
        "waivers": list(said.waivers),
    }


def settle(home: Home, records: Iterable[Record]) -> None:
    """Finish and clear what a kill has left. The caller holds the ledger for writing."""
    published = {home.root / one.folder: one for one in editions(records)}
    for place in published:
        if not place.exists() and _unfinished(place).exists():
            _unfinished(place).rename(place)
            log.info("Finished publishing %s, which had been cut off", place)
    for left in (home.root / "editions").glob("*/.*.unfinished"):
        _remove(left)
        log.info("Cleared %s, of a publication that was cut off before it was one", left)


def _mark(path: Path, folder: Path, number: int) -> None:
    """Take the draft mark from a page; a revision's has a link to the errata in its place."""
    below, page = path.relative_to(folder), path.read_text(encoding="utf-8")
    if number == 1:
        page = marked(page)
    else:
        words = language(below.parts[0])
        link, href = words.say("shell.errata", number=number), "../" * (len(below.parts) - 2) + errata.PAGE
        page = marked(page, mark(words, number), link, href)
    path.write_text(page, encoding="utf-8")


def _outputs_sha256(manifest: Mapping[str, Any]) -> str:
    return sha256(canonical(manifest["outputs"]))


def _version(vocabulary: Vocabulary) -> str:
    """A vocabulary's version is the hash of its terms: the shipped ones and the office's change alike."""
    return sha256(canonical(asdict(vocabulary)))


def _unfinished(place: Path) -> Path:
    return place.with_name(f".{place.name}.unfinished")


def _remove(folder: Path) -> None:
    """Remove a staged folder, read-only as it may be."""
    if folder.exists():
        for path in (folder, *folder.rglob("*")):
            if path.is_dir():
                path.chmod(0o755)
        shutil.rmtree(folder)
