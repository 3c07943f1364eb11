"""What looks odd in a round's facts, asked anew of all organisations together as known now.

The questions are ``checks.quality``; a sender was asked the same of its own file by ``assets.intake.judging``, when
others may not have answered yet. How many there are is counted by ``assets.statistics``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from assets.ledger import Known
from assets.office import Office
from checks.contract import TABLES
from checks.quality import ROUNDS_OF_ONE_COLOUR, Background, Remark, remarks

Row = dict[str, Any]

REMARKS = pa.schema(
    [
        ("organisation", pa.string()),
        ("measure_id", pa.string()),
        ("rule", pa.string()),
        ("table", pa.string()),
        ("column", pa.string()),
        ("fact_id", pa.string()),
        ("cells", pa.list_(pa.struct([("fact_id", pa.string()), ("field", pa.string())]))),
    ]
)

_MENTIONS = (("measures", "succeeded_by"), ("dependencies", "counterpart_measure_id"))
"""Columns that name measures which may be anybody's."""


def questions(facts: Mapping[str, pa.Table], known: Known, office: Office, quarter: str) -> pa.Table:
    """One row per remark on a fact of the round. ``facts`` are the tables of ``assets.portfolio.facts``."""
    rows: dict[str, list[Row]] = {table: facts[table].to_pylist() for table in TABLES}
    asked = [*remarks(rows, _background(rows, facts, known, office, quarter)), *_of_nobody(rows, known)]
    found = []
    for remark in asked:
        fact = rows[remark.table][remark.position]
        found.append(
            {
                "organisation": fact["organisation"],
                "measure_id": fact.get("measure_id"),
                "rule": remark.rule,
                "table": remark.table,
                "column": remark.column,
                "fact_id": fact["fact_id"],
                "cells": _cells(remark),
            }
        )
    return pa.Table.from_pylist(found, schema=REMARKS)


def _background(
    rows: Mapping[str, list[Row]], facts: Mapping[str, pa.Table], known: Known, office: Office, quarter: str
) -> Background:
    earlier: dict[str, dict[str, Row]] = {
        one.quarter: {} for one in office.look_back(quarter)[:ROUNDS_OF_ONE_COLOUR] if one.quarter < quarter
    }
    for report in facts["earlier_measures"].to_pylist():
        if report["round"] in earlier:
            earlier[report["round"]][report["measure_id"]] = report
    reported = {row["measure_id"]: row for row in rows["measures"]}
    have_spoken = {organisation for organisation, spoken in known.words if spoken == quarter}
    counterparts: dict[str, Row | None] = {}
    for row in rows["dependencies"]:
        other = row["counterpart_measure_id"]
        if other in reported or (other and known.owner(other, quarter, office.transfers) in have_spoken):
            counterparts[other] = reported.get(other)
    round_ = office.rounds.get(quarter)
    as_of = round_.cut_off if round_ else date.min
    return Background(quarter, as_of, list(earlier.values()), counterparts)


def _of_nobody(rows: Mapping[str, list[Row]], known: Known) -> Iterator[Remark]:
    """Rows that name a measure which still nobody has reported."""
    for table, column in _MENTIONS:
        for position, row in enumerate(rows[table]):
            if set((row[column] or "").split(";")) - {""} - known.first_reporter.keys():
                yield Remark("unknown_measure", table, position, column, seen=[(row, column)])


def _cells(remark: Remark) -> list[dict[str, str]]:
    """The cells that a question rests on, each once, in the order in which they were looked at."""
    return [
        {"fact_id": fact_id, "field": field}
        for fact_id, field in dict.fromkeys((row["fact_id"], column) for row, column in remark.seen)
    ]
