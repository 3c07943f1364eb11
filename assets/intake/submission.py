"""A file as read -> a submission: its fields, and the rows of each table with the address of every value.

Headings are matched to the contract here, and cells are parsed by ``assets.intake.values``. Whether the rows hold is
``assets.intake.judging``; how bytes become cells is ``assets.intake.reading``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assets.intake.values import Cell, CellParser, displayed, is_email_address, longest, seen_only
from checks.contract import SUBMISSION_FIELDS, TABLES, VOCABULARIES, Column, Table, Vocabulary
from checks.contract.tables import PERSONAL_FIELDS, SUBMISSION_SHEET, Need
from checks.contract.vocabularies import fold
from checks.findings import REASONS, Finding, finding

_ROWS_OF_A_TITLE = 10
"""Rows among which headings are looked for that do not stand in the first."""
_NAMED_EACH = 20
"""Unknown columns of a sheet that get a remark each; of more, their number is told."""
_LONGEST_NAME = 100
"""Characters of a name that is worth comparing with what was meant."""
_LONGEST_CONTACT = 300
_NAME_BESIDE: dict[str | int | None, str | int] = {"B": "A", 2: 1}
"""The column of a field's name by that of its value."""
_FIELD_SHEETS = {"xlsx": SUBMISSION_SHEET, "ods": SUBMISSION_SHEET, "csv": "submission.csv", "json": "submission"}
_SHEETS = {"xlsx": "Arket", "ods": "Arket", "csv": "Filen", "json": "Listen"}
"""What a sender calls a table in each format."""
_TOTALS = {"sum", "sum totalt", "delsum", "totalsum", "total", "totalt", "i alt", "til sammen", "tilsammen"}

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
    """From the start where the row has no values: it is a total, or its sheet is no table."""
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
    fault: Finding | None = None
    """Why none of the rows can be told: the sheet is no table with headings and ids."""

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
    field_sheet: str = SUBMISSION_SHEET
    """What the file calls the place of its own fields: a sheet, a member, or in JSON the object itself."""

    def field_value(self, key: str) -> str | None:
        found = self.fields.get(key)
        return found.value if found else None

    def field(self, key: str) -> Field:
        """The field as read, or an empty one at its usual place."""
        said = next(known for known in SUBMISSION_FIELDS if known.key == key)
        return self.fields.get(key) or Field(None, self.field_sheet, None, None, said.heading)


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
                words=detail | {"why": f" {REASONS[reason]}" if (reason := detail.get("reason")) in REASONS else ""},
            )
        )
        return submission
    submission.field_sheet = next((one["sheet"] for one in reading["fields"]), _FIELD_SHEETS[reading["format"]])
    _take_fields(submission, reading["fields"])
    sheets = [sheet for sheet in reading["sheets"] if fold(sheet["name"]) != fold(SUBMISSION_SHEET)]
    _take_sheets(submission, sheets, vocabularies, _SHEETS[reading["format"]])
    read = {table.sheet for table in submission.tables.values() if not table.fault}
    read |= {one["sheet"] for one in reading["fields"]}
    personal = {one.get("row") for one in reading["fields"] if _field_key(one["name"]) in PERSONAL_FIELDS}
    for remark in reading["remarks"]:
        if remark.get("sheet") not in read:
            continue  # of a sheet that was not read, or is no table, it does not matter how it looks
        value = displayed(remark.get("value")) or remark.get("sheet")
        if remark["rule"] == "beside_the_fields" and remark.get("row") in personal:
            value = "noe om kontakten, som ikke blir gjengitt"
        submission.findings.append(
            finding(
                remark["rule"],
                sheet=remark.get("sheet"),
                row=remark.get("row"),
                column=remark.get("column"),
                value=value,
            )
        )
    return submission


_FIELD_KEYS = {fold(name): said.key for said in SUBMISSION_FIELDS for name in (said.key, said.heading)}


def _field_key(written: str) -> str | None:
    return _FIELD_KEYS.get(fold(seen_only(written)))


def _take_fields(submission: Submission, read: Iterable[Mapping[str, Any]]) -> None:
    for one in read:
        text = displayed(one["value"])
        value = Field(
            seen_only(text) or None if text else None, one.get("sheet"), one.get("row"), one.get("column"), one["name"]
        )
        key = _field_key(one["name"])
        if key is None:
            unknown = Field(one["name"], value.sheet, value.row, _NAME_BESIDE.get(value.column), value.heading)
            names = [said.heading for said in SUBMISSION_FIELDS]
            submission.findings.append(unknown.finding("unknown_field", hint=_hint(one["name"], names)))
        elif key in submission.fields and submission.fields[key].value != value.value:
            said = replace(value, value=None) if key in PERSONAL_FIELDS else value
            submission.findings.append(said.finding("doubled_field"))
        elif key in PERSONAL_FIELDS and not _is_contact(key, one["value"], value.value):
            what, example = _CONTACT[key]
            said = replace(value, value=None)
            submission.findings.append(said.finding("faulty_contact", what=what, example=example))
        else:
            submission.fields[key] = value


_CONTACT = {
    "contact_name": ("et navn", "Kari Nordmann"),
    "contact_email": ("én e-postadresse", "kari.nordmann@eksempel.no"),
}


def _is_contact(key: str, cell: Cell, text: str | None) -> bool:
    """Whether somebody could be reached by it: a name that can be read, or one address; nothing at all is as good."""
    if text is None:
        return True
    if not isinstance(cell, str):
        return False
    return is_email_address(text) if key == "contact_email" else len(text) <= _LONGEST_CONTACT


def _take_sheets(
    submission: Submission, sheets: Iterable[Mapping[str, Any]], vocabularies: Mapping[str, Vocabulary], called: str
) -> None:
    by_name = {fold(name): table for table in TABLES.values() for name in (table.key, table.sheet)}
    for sheet in sheets:
        table = by_name.get(fold(seen_only(sheet.get("table", sheet["name"]))))
        if table is None:
            hint = _hint(sheet["name"], [table.sheet for table in TABLES.values()])
            submission.findings.append(
                finding(
                    "unknown_sheet", sheet=sheet["name"], value=sheet["name"], words={"hint": hint, "called": called}
                )
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
    headings_in = _headings_below(taken, sheet)
    places = {} if headings_in else _match_headings(submission, taken, sheet)
    if headings_in:
        taken.fault = finding("title_row", sheet=taken.sheet, row=1, words={"found": headings_in})
    elif sheet["rows"] and not places:
        taken.fault = finding("no_headings", sheet=taken.sheet, row=1)
    elif sheet["rows"] and (identity := table.columns[0]).key not in places:
        taken.fault = finding("no_id_column", sheet=taken.sheet, row=1, heading=identity.heading)
    if taken.fault:
        below = (read["row"] for read in sheet["rows"] if read["row"] > (headings_in or 0))
        taken.rows = [Row(number, {}, {}, is_refused=True) for number in below]
        return taken
    parsers = [(column, CellParser(column, vocabularies.get(column.vocabulary))) for column in table.columns]
    for read in sheet["rows"]:
        taken.rows.append(_row(taken, read["row"], read["cells"], places, parsers))
    return taken


def _columns_by_name(table: Table) -> dict[str, Column]:
    return {fold(name): column for column in table.columns for name in (column.key, column.heading)}


def _headings_below(taken: TableRows, sheet: Mapping[str, Any]) -> int | None:
    """The row to which a title or the like has moved the headings. The rows below are not guessed at."""
    known = _columns_by_name(taken.table)

    def matches(texts: Iterable[str]) -> int:
        return len({column.key for text in texts if (column := known.get(fold(seen_only(text))))})

    in_place = matches(heading["heading"] for heading in sheet["headings"])
    for read in sheet["rows"][:_ROWS_OF_A_TITLE]:
        if matches(displayed(cell) or "" for cell in read["cells"]) > max(1, in_place):
            return int(read["row"])
    return None


def _match_headings(submission: Submission, taken: TableRows, sheet: Mapping[str, Any]) -> dict[str, list[int]]:
    """Positions of each column's values in a row's cells: more than one where a heading stands twice."""
    known = _columns_by_name(taken.table)
    headings = [column.heading for column in taken.table.columns]
    places: dict[str, list[int]] = {}
    unknown = 0
    for position, heading in enumerate(sheet["headings"]):
        written = heading["heading"]
        column = known.get(fold(seen_only(written)))
        place = {"sheet": taken.sheet, "row": 1, "column": heading["column"], "heading": written}
        if column is None:
            unknown += 1
            if unknown > _NAMED_EACH:
                continue
            hint = _hint(written, headings)
            rule = "unknown_column" if written else "no_heading"
            submission.findings.append(finding(rule, **place, value=written, words={"hint": hint}))
            continue
        if column.key in places:
            submission.findings.append(finding("doubled_heading", **place, value=written))
        else:
            taken.addresses[column.key] = (heading["column"], written)
        places.setdefault(column.key, []).append(position)
    if unknown > _NAMED_EACH:
        rest = finding("more_unknown_columns", sheet=taken.sheet, row=1, words={"count": unknown - _NAMED_EACH})
        submission.findings.append(rest)
    if sheet["rows"] and places:
        for column in taken.table.columns:
            if column.key not in places and column.need is Need.ALWAYS and column is not taken.table.columns[0]:
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
    if total := _total(cells, places, taken.table):
        row.raw[total.key] = displayed(cells[places[total.key][0]]) or ""
        row.findings.append(taken.finding("total_row", row, total))
        row.is_refused = True
        return row
    wrong: list[tuple[str, Column, CellParser, str | None]] = []
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
            wrong.append((error, column, parse, shown))
        elif value is not None:
            row.values[column.key] = value
        if remark:
            wrong.append((remark, column, parse, shown))
    for rule, column, parse, shown in wrong:  # after all values, so that each finding can name the measure
        choices = ", ".join(term.name for term in parse.vocabulary.terms) if parse.vocabulary else ""
        told = {"choices": choices, "limit": longest(column), "length": len(shown or "")}
        row.findings.append(taken.finding(rule, row, column, **told))
    return row


def _total(cells: list[Cell], places: Mapping[str, list[int]], table: Table) -> Column | None:
    """The column in which a row calls itself a total: it has no id (the first column) and lacks other values too."""
    said = {
        column.key: cell
        for column in table.columns
        for position in places.get(column.key, ())[:1]
        if (cell := cells[position]) is not None
    }
    total = next((column for column in table.columns if _is_total(said.get(column.key))), None)
    if total is None or (table.columns[0].key in said and total is not table.columns[0]):
        return None
    lacks = any(column.need is Need.ALWAYS and column.key not in said for column in table.columns)
    return total if lacks else None


def _is_total(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) < _LONGEST_NAME and fold(seen_only(cell)).rstrip(" :") in _TOTALS


def _hint(written: str, known: list[str]) -> str:
    """A question after what was probably meant: a name that is much alike, or that stands in what was written."""
    if len(written) > _LONGEST_NAME:
        return ""
    by_folded = {fold(name): name for name in known}
    said = fold(written)
    near = difflib.get_close_matches(said, by_folded, n=1, cutoff=0.75)
    within = [name for name in by_folded if re.search(rf"\b{re.escape(name)}(?:\b|(?<=\w{{5}}))", said)]
    name = near[0] if near else max(within, key=len, default="")
    return f" Mente dere «{by_folded[name]}»?" if name else ""
