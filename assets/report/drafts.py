"""A draft on disk: its ``report.json``, and the manifest that lists what it was made of and consists of.

What the report says is ``assets.report.model``; its figures, pages and PDFs are ``assets.report.printing``. Freezing a
draft as an edition is another room's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from assets.home import Home, sha256, write_whole
from assets.ledger import canonical
from assets.office import Office
from assets.report.chapters import chapter_ids
from assets.report.material import Fact, Material
from assets.report.model import Model, model
from assets.report.printed import Printed
from assets.report.text_check import checked
from assets.statistics.catalogue import STATISTICS
from assets.statistics.counting import Tally, contributions, open_facts, spellings
from assets.statistics.numbers import numbers_from
from assets.sums import SUFFIX, write_sums

MANIFEST = "manifest.json"


def make_model(
    quarter: str,
    office: Office,
    facts: Mapping[str, list[Fact]],
    tallied: Iterable[Fact],
    files: Mapping[str, Path],
    printed: Printed | None = None,
) -> Model:
    """The report of a round from its facts: as rows for the chapters, as ``files`` for what stands behind a number.

    ``tallied`` are the rows of the table ``statistics/numbers``, ``printed`` is the previous round's newest edition.
    Raises TextError where the office's own texts do not agree with the figures.
    """
    sums = {one["key"]: Tally(one["value"], one["terms"]) for one in tallied if one["terms"]}
    with open_facts(files) as connection:
        counted = numbers_from(connection, sums)

        def behind(key: str) -> list[str]:
            number = counted.get(key)
            if number is None or number.absent:
                return []
            evidence = contributions(connection, STATISTICS[number.statistic], key)
            return list(dict.fromkeys(one.measure_id for one in evidence if one.measure_id))

        material = Material(
            round=office.round(quarter),
            previous=office.previous(quarter),
            office=office,
            numbers=counted,
            facts=facts,
            behind=behind,
            evidence=lambda name: list(contributions(connection, STATISTICS[name])),
            printed=printed,
            spellings=spellings(connection),
        )
        material = replace(material, waivers=checked(material, chapter_ids(material)))
        return model(material, known_at(facts["submissions"]))


def known_at(submissions: Iterable[Fact]) -> datetime | None:
    """The time of the newest fact used."""
    return max((one["counts_since"] for one in submissions), default=None)


def write_model(home: Home, made: Model) -> Path:
    """Keep the model as the draft's ``report.json``."""
    return write_whole(home.draft(made["round"]) / "report.json", canonical(made))


def read_model(home: Home, quarter: str) -> Model:
    """The draft's ``report.json``. Raises FileNotFoundError when there is no draft."""
    read: Model = json.loads((home.draft(quarter) / "report.json").read_bytes(), parse_float=Decimal)
    return read


def write_manifest(
    home: Home, made: Model, office: Office, submissions: Iterable[Fact], code: str, printed: Printed | None = None
) -> Path:
    """List what the draft was made of and all that it consists of, in the shape of the contract's ``results.md``."""
    folder = home.draft(made["round"])
    outputs = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    outputs.pop(MANIFEST, None)
    manifest = {
        "round": made["round"],
        "edition": made["edition"],
        "waivers": made["waivers"],
        "inputs": {
            "submissions": [{"sequence": one["sequence"], "sha256": one["sha256"]} for one in submissions],
            "office": office.inputs(),
            "editions": [printed.as_input()] if printed else [],
        },
        "code": code,
        "statistics": {name: statistic.sha256 for name, statistic in STATISTICS.items()},
        "outputs": [{"path": name, "sha256": sha256(path.read_bytes())} for name, path in sorted(outputs.items())],
    }
    written = canonical(manifest)
    write_sums(sums_of(folder), {f"{folder.name}/{MANIFEST}": written})
    return write_whole(folder / MANIFEST, written)


def sums_of(folder: Path) -> Path:
    """Beside a draft: the hash of its manifest, which has those of all else."""
    return folder.with_name(f"{folder.name}{SUFFIX}")
