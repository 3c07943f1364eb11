"""A file as read -> a submission: its fields, and the rows of each table with the address of every value.

Headings are matched to the contract here, and cells are parsed by ``assets.intake.values``. Whether the rows hold is
``assets.intake.judging``; how bytes become cells is ``assets.intake.reading``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assets.intake.values import Cell, CellParser, displayed, seen_only
from checks.contract import SUBMISSION_FIELDS, TABLES, VOCABULARIES, Column, Quarter, Table, Vocabulary
from checks.contract.tables import SUBMISSION_SHEET
from checks.contract.vocabularies import fold
from checks.findings import Finding, finding

Address = tuple[str | int | None, str]
"""Column of a value (letter, field number or nothing) and its heading as written."""


@dataclass(slots=True)
class Row:
    """One row of a table: typed values and values as read, both by column key, and what is wrong with it."""

    number: int
    values: dict[str, Any]
    raw: dict[str, str]
    findings: list[Finding] = field(default_factory=list)
    is_refused: bool = False
    office: dict[str, Any] = field(default_factory=dict)
    """Values that the office has decided, whatever the row says."""

    @property
    def decided(self) -> dict[str, Any]:
        """The values that the row is judged by."""
        return self.values | self.office

    @property
    def measure_id(self) -> str | None:
        return self.values.get("measure_id")


@dataclass
class TableRows:
    """The rows of one table of a submission, and where its columns stand."""

    table: Table
    sheet: str
    addresses: dict[str, Address] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def finding(self, rule: str, row: Row, column: Column, **words: object) -> Finding:
        """A finding about one value of a row."""
        place, heading = self.addresses.get(column.key, (None, column.heading))
        return finding(
            rule,
            sheet=self.sheet,
            row=row.number,
            column=place,
            heading=heading,
            measure_id=row.measure_id,
            value=row.raw.get(column.key),
            words=words,
        )

    def has_error(self, row: Row, column: Column) -> bool:
        """Whether the value was found wrong already, so that it is not called missing as well."""
        heading = self.addresses.get(column.key, (None, column.heading))[1]
        return any(found.severity == "error" and found.heading == heading for found in row.findings)


@dataclass
class Field:
    """A field of the sheet ``Innmelding`` as read."""

    value: str | None
    sheet: str | None
    row: int | None
    column: str | int | None
    heading: str

    def finding(self, rule: str, **words: object) -> Finding:
        return finding(
            rule,
            sheet=self.sheet,
            row=self.row,
            column=self.column,
            heading=self.heading,
            value=self.value,
            words=words,
        )


@dataclass
class Submission:
    """What a file says, before anybody has judged it. ``findings`` are those of the file and its sheets."""

    fields: dict[str, Field] = field(default_factory=dict)
    tables: dict[str, TableRows] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def field_value(self, key: str) -> str | None:
        found = self.fields.get(key)
        return found.value if found else None

    def field(self, key: str) -> Field:
        """The field as read, or an empty one at its usual place."""
        said = next(known for known in SUBMISSION_FIELDS if known.key == key)
        return self.fields.get(key) or Field(None, SUBMISSION_SHEET, None, None, said.heading)


def from_reading(reading: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary] = VOCABULARIES) -> Submission:
    """A submission from a reading (shape: ``assets.intake.reading``); a refused one has only its finding."""
    submission = Submission()
    if refused := reading.get("refused"):
        detail = {key: str(value) for key, value in refused.get("detail", {}).items()}
        submission.findings.append(
            finding(
                refused["rule"],
                sheet=detail.get("sheet"),
                row=int(detail["row"]) if detail.get("row", "").isdecimal() else None,
                column=detail.get("column"),
                value=detail.get("value"),
            )
        )
        return submission
    _take_fields(submission, reading["fields"])
    vocabularies = _in_force(vocabularies, submission.field("quarter").value)
    sheets = [sheet for sheet in reading["sheets"] if fold(sheet["name"]) != fold(SUBMISSION_SHEET)]
    _take_sheets(submission, sheets, vocabularies)
    for remark in reading["remarks"]:
        submission.findings.append(
            finding(
                remark["rule"],
                sheet=remark.get("sheet"),
                row=remark.get("row"),
                column=remark.get("column"),
                value=displayed(remark.get("value")) or remark.get("sheet"),
            )
        )
    return submission


def _in_force(vocabularies: Mapping[str, Vocabulary], quarter: str | None) -> Mapping[str, Vocabulary]:
    """The terms that hold in the quarter reported for; all where it is no quarter, which is judged elsewhere."""
    try:
        reported = str(Quarter.parse(quarter or ""))
    except ValueError:
        return vocabularies
    return {name: vocabulary.in_force(reported) for name, vocabulary in vocabularies.items()}


def _take_fields(submission: Submission, read: Iterable[Mapping[str, Any]]) -> None:
    known = {fold(name): said.key for said in SUBMISSION_FIELDS for name in (said.key, said.heading)}
    for one in read:
        text = displayed(one["value"])
        value = Field(
            seen_only(text) or None if text else None, one.get("sheet"), one.get("row"), one.get("column"), one["name"]
        )
        key = known.get(fold(seen_only(one["name"])))
        if key is None:
            unknown = Field(one["name"], value.sheet, value.row, value.column, value.heading)
            names = [said.heading for said in SUBMISSION_FIELDS]
            submission.findings.append(unknown.finding("unknown_field", hint=_hint(one["name"], names)))
        elif key in submission.fields and submission.fields[key].value != value.value:
            submission.findings.append(value.finding("two_values"))
        else:
            submission.fields[key] = value


def _take_sheets(
    submission: Submission, sheets: Iterable[Mapping[str, Any]], vocabularies: Mapping[str, Vocabulary]
) -> None:
    by_name = {fold(name): table for table in TABLES.values() for name in (table.key, table.sheet)}
    for sheet in sheets:
        table = by_name.get(fold(seen_only(sheet.get("table", sheet["name"]))))
        if table is None:
            hint = _hint(sheet["name"], [table.sheet for table in TABLES.values()])
            submission.findings.append(
                finding("unknown_sheet", sheet=sheet["name"], value=sheet["name"], words={"hint": hint})
            )
        elif table.key in submission.tables:
            names = f"«{submission.tables[table.key].sheet}» og «{sheet['name']}»"
            submission.findings.append(finding("doubled_sheet", sheet=sheet["name"], heading=table.sheet, value=names))
        else:
            submission.tables[table.key] = _table_rows(submission, table, sheet, vocabularies)


def _table_rows(
    submission: Submission, table: Table, sheet: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]
) -> TableRows:
    taken = TableRows(table, sheet["name"])
    places = _match_headings(submission, taken, sheet)
    parsers = [(column, CellParser(column, vocabularies.get(column.vocabulary))) for column in table.columns]
    for read in sheet["rows"]:
        taken.rows.append(_row(taken, read["row"], read["cells"], places, parsers))
    return taken


def _match_headings(submission: Submission, taken: TableRows, sheet: Mapping[str, Any]) -> dict[str, list[int]]:
    """Positions of each column's values in a row's cells: more than one where a heading stands twice."""
    known = {fold(name): column for column in taken.table.columns for name in (column.key, column.heading)}
    headings = [column.heading for column in taken.table.columns]
    places: dict[str, list[int]] = {}
    for position, heading in enumerate(sheet["headings"]):
        written = heading["heading"]
        column = known.get(fold(seen_only(written)))
        place = {"sheet": taken.sheet, "row": 1, "column": heading["column"], "heading": written}
        if column is None:
            hint = _hint(written, headings)
            submission.findings.append(finding("unknown_column", **place, value=written, words={"hint": hint}))
            continue
        if column.key in places:
            submission.findings.append(finding("doubled_heading", **place, value=written))
        else:
            taken.addresses[column.key] = (heading["column"], written)
        places.setdefault(column.key, []).append(position)
    if sheet["rows"]:
        for column in taken.table.columns:
            if column.key not in places and column.need.value == "always":
                submission.findings.append(finding("missing_column", sheet=taken.sheet, row=1, heading=column.heading))
    return places


def _row(
    taken: TableRows,
    number: int,
    cells: list[Cell],
    places: Mapping[str, list[int]],
    parsers: list[tuple[Column, CellParser]],
) -> Row:
    row = Row(number, {}, {})
    wrong: list[tuple[str, Column, CellParser]] = []
    for column, parse in parsers:
        read = [cells[position] for position in places.get(column.key, ()) if cells[position] is not None]
        if not read:
            continue
        shown = displayed(read[0])
        if shown is not None:
            row.raw[column.key] = shown
        value, error, remark = parse(read[0])
        if error is None and any(other != read[0] for other in read[1:]):
            error = "two_values"
        if error:
            wrong.append((error, column, parse))
        elif value is not None:
            row.values[column.key] = value
        if remark:
            wrong.append((remark, column, parse))
    for rule, column, parse in wrong:  # after all values, so that each finding can name the measure
        choices = ", ".join(term.name for term in parse.vocabulary.terms) if parse.vocabulary else ""
        row.findings.append(taken.finding(rule, row, column, choices=choices))
    return row


def _hint(written: str, known: list[str]) -> str:
    near = difflib.get_close_matches(fold(written), [fold(name) for name in known], n=1, cutoff=0.75)
    name = next((name for name in known if near and fold(name) == near[0]), None)
    return f" Mente dere «{name}»?" if name else ""
