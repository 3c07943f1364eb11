"""What stands behind each number of a draft, resolved to cells of the senders' files: the draft's ``evidence.json``.

An edition keeps it, so that a number, and a cell, can be traced there after facts and ledger have moved on. Which rows
are counted is asked by ``assets.statistics.counting``; pages for people are ``assets.report.number_pages``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from assets.home import Home, write_whole, written_time
from assets.intake.accepted import AcceptedRows
from assets.ledger import Known, canonical
from assets.report.material import Fact
from assets.report.model import Model
from assets.statistics.catalogue import STATISTICS
from assets.statistics.numbers import exact

FILE = "evidence.json"

Evidence = dict[str, Any]
"""``numbers``: key to its contributions, their cells as (row id, field); ``rows``: row id to its submission, sheet, row
and the cells by field; ``submissions``: sequence to hash, sender, round, time; ``queries``: statistic to its query.
"""
Resolve = Callable[[str, str], Mapping[str, Any]]
"""Row id and field to ``{round, sequence, sha256, sheet, row, column, heading, value}``."""


def evidence_of(made: Model, found: Iterable[Fact], submissions: Iterable[Fact], resolve: Resolve) -> Evidence:
    """The evidence of a model. ``found`` are rows of ``statistics/evidence``, ``submissions`` of that portfolio table.

    An absent number has no contributions: nothing was counted.
    """
    numbers: dict[str, list[Any]] = {key: [] for key, number in made["numbers"].items() if number["absent"] is None}
    rows: dict[str, Any] = {}
    for one in found:
        if one["key"] not in numbers:
            continue
        cells = [(cell["fact_id"], cell["field"]) for cell in one["cells"]]
        for fact_id, field in cells:
            if field not in rows.get(fact_id, {"cells": ()})["cells"]:
                cell = dict(resolve(fact_id, field))
                place = {name: cell.pop(name) for name in ("sequence", "sheet", "row")}
                del cell["round"], cell["sha256"]
                rows.setdefault(fact_id, place | {"cells": {}})["cells"][field] = cell
        counted = {name: one[name] for name in ("measure_id", "organisation", "ledger")}
        numbers[one["key"]].append(counted | {"term": exact(one["term"]), "cells": cells})
    used = {number["statistic"] for number in made["numbers"].values()}
    return {
        "round": made["round"],
        "known_at": made["known_at"],
        "numbers": numbers,
        "rows": rows,
        "submissions": {str(one["sequence"]): _submission(one) for one in submissions},
        "queries": {name: statistic.query for name, statistic in STATISTICS.items() if name in used},
    }


def _submission(one: Fact) -> dict[str, Any]:
    return {
        "sha256": one["sha256"],
        "organisation": one["organisation"],
        "round": one["round"],
        "taken_at": written_time(one["taken_at"]),
        "late": one["is_late"],
    }


def cell_of(
    known: Known, accepted: AcceptedRows, segments: Mapping[str, str], fact_id: str, field: str
) -> dict[str, Any]:
    """The cell of the sender's file in which a field of a fact stands.

    ``segments`` are those of the facts on measures: where the office has decided otherwise than the cell says,
    ``office`` of the cell is what it has decided.
    """
    sequence, table, row = fact_id.split("/")
    record = known.records[int(sequence)]
    found = accepted.cell(record, table, int(row), field)
    decided = segments.get(fact_id)
    if field == "segment" and decided and decided != accepted.value(record, table, int(row), field):
        found["office"] = decided
    return found


def not_adding_up(made: Model, evidence: Evidence) -> dict[str, list[str]]:
    """The numbers of the model that are not the sum of the terms that their pages print: key to (value, sum)."""
    wrong = {}
    for key, contributions in evidence["numbers"].items():
        total = sum((Decimal(one["term"]) for one in contributions), Decimal(0))
        if total != Decimal(made["numbers"][key]["value"]):
            wrong[key] = [str(made["numbers"][key]["value"]), str(total)]
    return wrong


def write_evidence(home: Home, evidence: Evidence) -> Path:
    """Keep the evidence beside the draft's ``report.json``."""
    return write_whole(home.draft(evidence["round"]) / FILE, canonical(evidence))


def read_evidence(folder: Path) -> Evidence:
    """The evidence of a draft or an edition. Raises FileNotFoundError when there is none."""
    read: Evidence = json.loads((folder / FILE).read_bytes(), parse_float=Decimal)
    return read


def trace(made: Model, evidence: Evidence, key: str) -> dict[str, Any]:
    """The number, its query, each contribution and the cells that it was read from. Raises KeyError without it.

    The shape is that of ``portefolje trace --json``.
    """
    number = made["numbers"][key]
    return {
        "key": key,
        "value": number["value"],
        "absent": number["absent"],
        "unit": number["unit"],
        "definition": number["definition"],
        "query": evidence["queries"][number["statistic"]],
        "contributions": [
            one | {"cells": [cell(evidence, fact_id, field) for fact_id, field in one["cells"]]}
            for one in evidence["numbers"].get(key, ())
        ],
    }


def cell(evidence: Evidence, fact_id: str, field: str) -> dict[str, Any]:
    """A cell with the submission that it stands in."""
    row = evidence["rows"][fact_id]
    submission = evidence["submissions"][str(row["sequence"])]
    place = {name: row[name] for name in ("sequence", "sheet", "row")}
    return {"round": submission["round"], "sha256": submission["sha256"], **place, **row["cells"][field]}


def numbers_on(evidence: Evidence, is_meant: Callable[[Mapping[str, Any]], bool]) -> Iterator[tuple[str, Any]]:
    """The keys, and the term that each has of it, of everything counted that rests on a cell that is meant."""
    meant = {
        (fact_id, field)
        for fact_id, row in evidence["rows"].items()
        for field in row["cells"]
        if is_meant(cell(evidence, fact_id, field) | {"field": field})
    }
    for key, contributions in evidence["numbers"].items():
        for one in contributions:
            if any(tuple(place) in meant for place in one["cells"]):
                yield key, one["term"]
