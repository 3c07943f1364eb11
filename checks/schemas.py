"""Pandera schemas of the tables, made from the contract: what a row must be, at the door and again as a fact.

Each check is named after the rule of ``checks.findings`` that it holds, so a failing row is a finding as it stands.
Rules that need to know other rows' submissions or earlier rounds are in ``assets.intake.judging``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pyarrow as arrow

from checks.contract import VOCABULARIES, Column, Need, Table, Vocabulary
from checks.contract.tables import YEARS
from checks.contract.vocabularies import REPORTS

AMOUNT = arrow.decimal128(38, 18)
"""An amount in memory and in Parquet: exact, with more digits than anybody hands in."""

_TYPES: dict[str, arrow.DataType] = {
    "decimal": AMOUNT,
    "date": arrow.date32(),
    "year": arrow.int32(),
    "yes/no": arrow.bool_(),
}


def arrow_type(column: Column) -> arrow.DataType:
    """The column's type in Arrow and Parquet."""
    return _TYPES.get(column.kind, arrow.string())


def dtype(column: Column) -> pd.ArrowDtype:
    """The column's type in a frame. Texts, ids and codes are strings."""
    return pd.ArrowDtype(arrow_type(column))


def empty_is_wrong(column: Column, rows: pd.DataFrame) -> pd.Series:
    """Where a value is needed and absent: boolean Series over ``rows``."""
    return _NEEDED[column.need](rows) & rows[column.key].isna()


def _always(rows: pd.DataFrame) -> pd.Series:
    return pd.Series(True, index=rows.index)


def _never(rows: pd.DataFrame) -> pd.Series:
    return pd.Series(False, index=rows.index)


def _active(rows: pd.DataFrame) -> pd.Series:
    return _is(rows["lifecycle"], "active")


def _reports(rows: pd.DataFrame, what: str) -> pd.Series:
    return _active(rows) & _is(rows["segment"], *(segment for segment, asked in REPORTS.items() if what in asked))


def _is(values: pd.Series, *codes: str) -> pd.Series:
    return values.isin(codes).fillna(False).astype(bool)


_NEEDED: dict[Need, Callable[[pd.DataFrame], pd.Series]] = {
    Need.ALWAYS: _always,
    Need.NEVER: _never,
    Need.ACTIVE: _active,
    Need.STATUS_NOT_GREEN: lambda rows: _is(rows["status"], "yellow", "red"),
    Need.RISK_NOT_GREEN: lambda rows: _is(rows["risk"], "yellow", "red"),
    Need.ACTIVE_WITH_RISK: lambda rows: _reports(rows, "risk"),
    Need.ACTIVE_WITH_BUDGET: lambda rows: _reports(rows, "budget"),
    Need.ENDED: lambda rows: _is(rows["lifecycle"], "finished", "cancelled"),
}

_RULE_OF_NEED = {
    Need.ALWAYS: "missing_value",
    Need.ACTIVE: "missing_for_active",
    Need.STATUS_NOT_GREEN: "missing_reason",
    Need.RISK_NOT_GREEN: "missing_reason",
    Need.ACTIVE_WITH_RISK: "missing_risk",
    Need.ACTIVE_WITH_BUDGET: "missing_budget",
    Need.ENDED: "missing_outcome",
}


@dataclass(frozen=True, slots=True)
class Broken:
    """A row (its index label in the frame) that breaks a rule in a column."""

    rule: str
    column: str
    index: Any


def schema(
    table: Table, *, within: tuple[str, ...], vocabularies: Mapping[str, Vocabulary] = VOCABULARIES
) -> pa.DataFrameSchema:
    """What rows of the table must satisfy. ``within`` names the columns inside which an identity is unique."""
    return pa.DataFrameSchema(
        columns={column.key: pa.Column(dtype(column), nullable=True) for column in table.columns},
        checks=list(_checks(table, within, vocabularies)),
        strict=False,
        unique_column_names=True,
        name=table.key,
    )


def broken(
    table: Table,
    rows: pd.DataFrame,
    *,
    within: tuple[str, ...],
    vocabularies: Mapping[str, Vocabulary] = VOCABULARIES,
) -> list[Broken]:
    """The rows that break a rule of the schema, once for each rule and column, in the rows' order.

    Raises SchemaErrors when a column has another type than the contract's: a fault of ours, not of a submitter.
    """
    try:
        schema(table, within=within, vocabularies=vocabularies).validate(rows, lazy=True)
    except pa.errors.SchemaErrors as faults:
        cases = faults.failure_cases
        if not cases["check"].str.contains(":").all():
            raise
        found = cases[["check", "index"]].drop_duplicates()
        position = {label: place for place, label in enumerate(rows.index)}
        named = [(*str(check).split(":", 1), index) for check, index in found.itertuples(index=False)]
        named.sort(key=lambda one: position[one[2]])
        return [Broken(rule, column, index) for rule, column, index in named]
    return []


def _checks(table: Table, within: tuple[str, ...], vocabularies: Mapping[str, Vocabulary]) -> Iterator[pa.Check]:
    for column in table.columns:
        if column.need is not Need.NEVER:
            yield _check(_RULE_OF_NEED[column.need], column, lambda rows, c=column: ~empty_is_wrong(c, rows))
        if column.vocabulary:
            codes = list(vocabularies[column.vocabulary].by_code)
            yield _check("unknown_code", column, lambda rows, c=column, known=codes: _is_one_of(rows[c.key], known))
        if column.length is not None:
            yield _check("too_long", column, lambda rows, c=column: _holds(rows[c.key].str.len() <= c.length))
        if column.kind == "year":
            yield _check("faulty_year", column, lambda rows, c=column: _holds(rows[c.key].between(*YEARS)))
        if column.at_least is not None:
            yield _check("too_small", column, lambda rows, c=column: _holds(rows[c.key] >= c.at_least))
        if column.not_before:
            yield _check("before_start", column, lambda rows, c=column: _holds(rows[c.key] >= rows[c.not_before]))
    if table.identity:
        last = table.by_key[table.identity[-1]]
        keys = [*within, *table.identity]
        yield _check("doubled_id", last, lambda rows: ~rows.duplicated(keys, keep=False) | rows[last.key].isna())
    if table.key == "sdgs":
        sdg = table.by_key["sdg"]
        yield _check("none_beside_others", sdg, lambda rows: _none_stands_alone(rows, [*within, "measure_id"]))


def _check(rule: str, column: Column, holds: Any) -> pa.Check:
    return pa.Check(holds, name=f"{rule}:{column.key}", error=f"{rule}:{column.key}", ignore_na=False)


def _holds(outcome: pd.Series) -> pd.Series:
    """A comparison with nothing breaks no rule: that a value is missing is another rule's business."""
    return outcome.fillna(True).astype(bool)


def _is_one_of(values: pd.Series, codes: list[str]) -> pd.Series:
    return values.isna() | _is(values, *codes)


def _none_stands_alone(rows: pd.DataFrame, keys: list[str]) -> pd.Series:
    is_none = _is(rows["sdg"], "none")
    groups = [rows[key] for key in keys]
    has_none = is_none.groupby(groups, dropna=False).transform("any")
    has_other = (~is_none & rows["sdg"].notna()).groupby(groups, dropna=False).transform("any")
    return ~(has_none & has_other)
