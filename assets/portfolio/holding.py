"""What must hold of a round's facts: the contract again, now across organisations, and nothing lost on the way.

Each function returns what breaks it, empty when all is well; Dagster's side is ``assets.portfolio.assets``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from assets.ledger import Known
from assets.office import Office, OfficeError
from assets.portfolio.facts import OF_TABLE
from checks.contract import TABLES, Vocabulary
from checks.schemas import broken

_UNIQUE_WITHIN = {"measures": ("round",), "earlier_measures": ("round",)}
"""Measures are told apart in a whole round; rows of the other tables within their organisation."""

_HANGS_ON_SEGMENT = frozenset({"missing_risk", "missing_budget"})


def codes_not_in_force(tables: Mapping[str, pa.Table], office: Office) -> list[OfficeError]:
    """Codes of facts that the office's vocabularies lack in the fact's round, each with who handed it in.

    Only the office can bring these about, by changing a vocabulary under rows that were accepted.
    """
    found: list[OfficeError] = []
    for key, table in TABLES.items():
        for name in (key, f"earlier_{key}"):
            for column in table.columns:
                if column.vocabulary and name in tables:
                    found += _codes_lacking(tables[name], column.key, column.vocabulary, office)
    return list({str(fault): fault for fault in found}.values())


def _codes_lacking(facts: pa.Table, column: str, vocabulary: str, office: Office) -> Iterator[OfficeError]:
    used = facts.select(["round", column, "sequence"]).group_by(["round", column]).aggregate([("sequence", "min")])
    for one in used.to_pylist():
        quarter, code = one["round"], one[column]
        if code is not None and code not in office.vocabulary(vocabulary, quarter).by_code:
            yield OfficeError(
                "office/vocabularies.csv",
                None,
                f"{vocabulary} has no {code!r} in {quarter}, which submission {one['sequence_min']} uses; "
                "add the code, or let it hold in that quarter",
            )


def breaking_the_contract(name: str, facts: pa.Table, vocabularies: Mapping[str, Vocabulary]) -> list[dict[str, Any]]:
    """Facts that no longer satisfy the schema they were accepted under, with the address of each.

    What hangs on the segment was judged at the door and is not asked again: the office may have moved the measure.
    """
    table = TABLES[OF_TABLE.get(name, name)]
    frame = facts.to_pandas(types_mapper=pd.ArrowDtype)
    within = _UNIQUE_WITHIN.get(name, ("round", "organisation"))
    return [
        {"rule": one.rule, "column": one.column, "fact_id": frame.at[one.index, "fact_id"]}
        for one in broken(table, frame, within=within, vocabularies=vocabularies)
        if one.rule not in _HANGS_ON_SEGMENT
    ]


def not_conserved(name: str, facts: pa.Table, kept_out: Mapping[int, int], known: Known, quarter: str) -> list[str]:
    """Rows accepted in the newest full submissions that did not become facts, or facts that nobody handed in.

    Counts each sender whose whole word on the round is one submission: there, facts must equal the rows accepted, but
    for the rows of candidates. ``kept_out`` counts those by submission.
    """
    counted: dict[int, int] = {}
    for sequence in facts.column("sequence").to_pylist():
        counted[sequence] = counted.get(sequence, 0) + 1
    wrong = [
        f"submission {sequence} gives facts and is no accepted one"
        for sequence in counted
        if sequence not in known.records
    ]
    for (_, reported), sequences in sorted(known.words.items()):
        if reported == quarter and len(sequences) == 1:
            record = known.records[sequences[0]]
            accepted = record["rows"][name]["accepted"] - kept_out.get(sequences[0], 0)
            made = counted.get(sequences[0], 0)
            if made != accepted:
                wrong.append(f"submission {sequences[0]}: {accepted} rows accepted, {made} facts")
    return wrong
