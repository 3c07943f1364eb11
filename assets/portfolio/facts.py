"""The facts of a round as Arrow tables: what holds of each measure, dependency, cost and activity, and who said so.

A round's tables hold its look-back too, so that its figures need no other round's files and can be made in any order.
Counting them is ``assets.statistics``; which rows were accepted is ``assets.intake``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa

from assets.home import OSLO
from assets.intake.accepted import AcceptedRows
from assets.ledger import BY_ROW, OF_MEASURE, Known, Record, Standing
from assets.office import Office
from assets.portfolio.coverage import coverage
from assets.portfolio.questions import questions
from checks.contract import TABLES, Table
from checks.schemas import arrow_type

PROVENANCE: tuple[tuple[str, pa.DataType, str], ...] = (
    ("round", pa.string(), "The quarter reported for."),
    ("organisation", pa.string(), "Code of the organisation that reports."),
    ("sequence", pa.int32(), "Ledger sequence of the submission."),
    ("row", pa.int32(), "Row in the sender's file."),
    ("fact_id", pa.string(), "Address of the row: sequence, table, row."),
    ("is_late", pa.bool_(), "Whether the submission was taken after the cut-off."),
)
"""Columns that every fact carries beside the contract's: name, type, meaning."""

ROUNDS = pa.schema(
    [
        ("quarter", pa.string()),
        ("cut_off", pa.date32()),
        ("edition_name", pa.string()),
        ("rounds_back", pa.int32()),
        ("has_reports", pa.bool_()),
    ]
)
ORGANISATIONS = pa.schema(
    [
        ("code", pa.string()),
        ("name", pa.string()),
        ("is_expected", pa.bool_()),
        ("state", pa.string()),
        ("sequence", pa.int32()),
        ("is_late", pa.bool_()),
        ("kept", pa.list_(pa.string())),
    ]
)
OWNERS = pa.schema([("measure_id", pa.string()), ("owner", pa.string())])
VOCABULARY = pa.schema([("vocabulary", pa.string()), ("code", pa.string()), ("name", pa.string())])
SUBMISSIONS = pa.schema(
    [
        ("sequence", pa.int32()),
        ("sha256", pa.string()),
        ("organisation", pa.string()),
        ("round", pa.string()),
        ("kind", pa.string()),
        ("verdict", pa.string()),
        ("taken_at", pa.timestamp("s", "UTC")),
        ("counts_since", pa.timestamp("s", "UTC")),
        ("taken_on", pa.date32()),
        ("is_late", pa.bool_()),
    ]
)


Row = tuple[tuple[Any, ...], dict[str, Any]]
"""Where a fact comes from, in the order of ``PROVENANCE``, and what it says."""


@dataclass
class Portfolio:
    """Reads facts out of the ledger's fold and the accepted rows behind it."""

    known: Known
    office: Office
    accepted: AcceptedRows
    _used: dict[int, Record] = field(default_factory=dict)
    _by_quarter: dict[str, dict[str, Standing]] = field(default_factory=dict)

    def tables(self, quarter: str) -> dict[str, pa.Table]:
        """Every table of the round, by name. A quarter in which the office does not collect has empty facts."""
        self._used = {}
        window = [round_.quarter for round_ in self.office.look_back(quarter)]
        earlier = [one for one in window if one != quarter]
        facts = self.facts(quarter)
        facts["earlier_measures"] = self._facts(TABLES["measures"], earlier)
        kept_out = self.rows("measures", quarter, candidates=True) if quarter in window else ()
        facts["candidates"] = self._table(TABLES["measures"], list(kept_out))
        facts["earlier_costs"] = self._facts(TABLES["costs"], self._compared_costs(quarter))
        facts["rounds"] = self._rounds(window, quarter)
        facts["organisations"] = self._organisations(quarter)
        facts["owners"] = self._owners(facts, quarter)
        facts["submissions"] = self._submissions()
        facts["vocabulary"] = self._vocabulary(quarter)
        facts["remarks"] = questions(facts, self.known, self.office, quarter)
        return facts

    def facts(self, quarter: str) -> dict[str, pa.Table]:
        """The contract's tables of the round alone, by name."""
        quarters = [quarter] if quarter in self.office.rounds else []
        return {key: self._facts(table, quarters) for key, table in TABLES.items()}

    def _facts(self, table: Table, quarters: Iterable[str]) -> pa.Table:
        return self._table(table, [row for quarter in quarters for row in self.rows(table.key, quarter)])

    @staticmethod
    def _table(table: Table, rows: list[Row]) -> pa.Table:
        arrays = [
            pa.array([row[0][position] for row in rows], type_) for position, (_, type_, _) in enumerate(PROVENANCE)
        ]
        for column in table.columns:
            values = [row[1].get(column.key) for row in rows]
            type_ = arrow_type(column)
            text = column.kind in {"decimal", "date"}  # kept as text in the accepted rows, without loss
            arrays.append(pa.array(values, pa.string()).cast(type_) if text else pa.array(values, type_))
        return pa.table(arrays, schema=fact_schema(table))

    def _compared_costs(self, quarter: str) -> list[str]:
        """The round whose cost estimates are last year's, in a round that compares with them."""
        is_yearly = quarter in self.office.rounds and self.office.rounds[quarter].is_yearly
        last_year = self.office.latest_of_year_before(quarter) if is_yearly else None
        return [last_year.quarter] if last_year else []

    def rows(self, table: str, quarter: str, *, candidates: bool = False) -> Iterator[Row]:
        """The rows that hold of the quarter: those of the portfolio, or else those of measures that are candidates.

        A cost or an activity goes with the measure that it names, where somebody reports that in the quarter.
        """
        reported = {measure for standing in self._standings(quarter).values() for measure in standing.measures}
        kept_out = {measure for measure in reported if not self.office.is_admitted(measure, quarter)}
        for organisation, standing in self._standings(quarter).items():
            if standing.word is not None and not candidates:
                self._used[standing.word["sequence"]] = standing.word
            if table in BY_ROW:
                chosen, (id_column,) = standing.rows[table], TABLES[table].identity
            else:
                id_column = "measure_id"
                chosen = {measure: made[table] for measure, made in standing.measures.items() if table in made}
            for sequence in sorted(set(chosen.values())):
                record = self.known.records[sequence]
                if not candidates:
                    self._used[sequence] = record
                for row in self.accepted.of(record).get(table, {"rows": ()})["rows"]:
                    values = row["values"]
                    if chosen.get(values[id_column]) != sequence:
                        continue
                    if (values.get("measure_id") in kept_out) != candidates:
                        continue
                    address = f"{sequence}/{table}/{row['row']}"
                    decided = self.office.segment(values["measure_id"], quarter) if table == "measures" else None
                    said = values | {"segment": decided} if decided else values
                    yield (quarter, organisation, sequence, row["row"], address, record["late"]), said

    def candidate_rows(self, table: str, quarter: str) -> Counter[int]:
        """How many rows of each submission are kept out of the facts, since their measure is a candidate."""
        return Counter(where[2] for where, _ in self.rows(table, quarter, candidates=True))

    def _standings(self, quarter: str) -> dict[str, Standing]:
        """Each organisation's word on the quarter, by code; a measure stands in one of them only.

        Where a transfer came between two organisations' reports of a measure, its owner's holds.
        """
        if quarter not in self._by_quarter:
            senders = sorted(organisation for organisation, reported in self.known.words if reported == quarter)
            standings = {sender: self.known.standing(sender, quarter) for sender in senders}
            reporters: dict[str, list[str]] = {}
            for sender, standing in standings.items():
                for measure in standing.measures:
                    reporters.setdefault(measure, []).append(sender)
            for measure, several in reporters.items():
                owner = self.known.owner(measure, quarter, self.office.transfers)
                newest = max(several, key=lambda sender: self.known.places[self.known.words[sender, quarter][-1]])
                for sender in several:
                    if sender != (owner if owner in several else newest):
                        del standings[sender].measures[measure]
            self._by_quarter[quarter] = standings
        return self._by_quarter[quarter]

    def _rounds(self, window: list[str], quarter: str) -> pa.Table:
        rounds = [self.office.rounds[one] for one in window]
        return pa.Table.from_pylist(
            [
                {
                    "quarter": one.quarter,
                    "cut_off": one.cut_off,
                    "edition_name": one.edition_name,
                    "rounds_back": back,
                    "has_reports": bool(self._standings(one.quarter)),
                }
                for back, one in enumerate(rounds, start=0 if quarter in window else 1)
            ],
            schema=ROUNDS,
        )

    def _organisations(self, quarter: str) -> pa.Table:
        return pa.Table.from_pylist(
            [
                {
                    "code": one.code,
                    "name": one.name,
                    "is_expected": one.is_expected,
                    "state": one.state,
                    "sequence": one.word["sequence"] if one.word else None,
                    "is_late": one.is_late,
                    "kept": sorted(self.known.standing(one.code, quarter).kept),
                }
                for one in coverage(self.known, self.office, quarter)
            ],
            schema=ORGANISATIONS,
        )

    def _owners(self, facts: dict[str, pa.Table], quarter: str) -> pa.Table:
        measures = {
            measure
            for name in ("measures", "earlier_measures")
            for measure in facts[name].column("measure_id").to_pylist()
        }
        return pa.Table.from_pylist(
            [
                {"measure_id": measure, "owner": self.known.owner(measure, quarter, self.office.transfers)}
                for measure in sorted(measures)
            ],
            schema=OWNERS,
        )

    def _vocabulary(self, quarter: str) -> pa.Table:
        return pa.Table.from_pylist(
            [
                {"vocabulary": name, "code": term.code, "name": term.name}
                for name in self.office.vocabularies
                for term in self.office.vocabulary(name, quarter).terms
            ],
            schema=VOCABULARY,
        )

    def _submissions(self) -> pa.Table:
        return pa.Table.from_pylist(
            [
                {
                    "sequence": record["sequence"],
                    "sha256": record["sha256"],
                    "organisation": record["organisation"],
                    "round": record["quarter"],
                    "kind": record["kind"],
                    "verdict": record["verdict"],
                    "taken_at": (taken_at := datetime.fromisoformat(record["taken_at"])),
                    "counts_since": datetime.fromisoformat(self.known.counts_since(record["sequence"])),
                    "taken_on": taken_at.astimezone(OSLO).date(),
                    "is_late": record["late"],
                }
                for _, record in sorted(self._used.items())
            ],
            schema=SUBMISSIONS,
        )


def fact_schema(table: Table) -> pa.Schema:
    """Columns of a fact table: where the fact comes from, then the contract's."""
    return pa.schema(
        [(name, type_) for name, type_, _ in PROVENANCE]
        + [(column.key, arrow_type(column)) for column in table.columns]
    )


FACT_TABLES = (*OF_MEASURE, *BY_ROW)
OF_TABLE = {"earlier_measures": "measures", "earlier_costs": "costs"}
"""Facts of rounds that this one looks back at, and the table of the contract that their rows are of."""
