"""The form as a workbook: a guide, the sheet Innmelding, a sheet per table with what was said last, and the choices.

What a column takes and says is ``assets.forms.columns``, what is filled in is ``assets.forms.asked``. The same content
gives the same bytes, whatever the clock.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from assets.forms.columns import LAST_ROW, MEASURES, YES_NO, FormColumn, list_name
from assets.forms.form import Form
from assets.forms.guide import write_guide
from assets.forms.looks import Looks
from assets.forms.sheet import GrowingSheet, height
from checks.contract import SCHEMA_VERSION, SUBMISSION_FIELDS, TABLES, Column, Quarter, Table
from checks.contract.tables import GUIDE_SHEET, LISTS_SHEET, SUBMISSION_SHEET, SubmissionField

_BLANK_ROWS = 200
"""Rows for more than what is filled in, at the least."""
_PAGE_WIDTH = 190
"""Characters beside each other on a page that can still be read."""
_COLOURS = ("green", "yellow", "red")


def write(form: Form) -> bytes:
    """A form as the bytes of an .xlsx."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        _Writer(form, book).write()
    return target.getvalue()


class _Writer:
    """Writes one form into a workbook, sheet after sheet."""

    def __init__(self, form: Form, book: xlsxwriter.Workbook) -> None:
        self.form, self.book, self.looks = form, book, Looks(book)
        self.say = form.language.say

    def write(self) -> None:
        title = f"{self.say('form.title')} {self.form.round.quarter}, {self.form.asked.organisation.code}"
        # The round's first day and not today: a form made twice is the same file.
        created = datetime.combine(Quarter.parse(self.form.round.quarter).first_day, time.min)
        self.book.set_properties({"title": title, "language": "nb-NO", "created": created})
        write_guide(self._sheet(GUIDE_SHEET), self.form, self.looks)
        self._write_submission(self._sheet(SUBMISSION_SHEET))
        for table in TABLES.values():
            self._write_table(self._sheet(table.sheet), table)
        self._write_lists(self._sheet(LISTS_SHEET))

    def _sheet(self, name: str) -> Worksheet:
        sheet = self.book.add_worksheet(name, worksheet_class=GrowingSheet)
        organisation = self.form.asked.organisation.name.replace("&", "&&")  # which begins a code in a header
        sheet.set_header(f"&L{organisation}&C{name}&R{self.form.round.quarter}")
        sheet.set_footer(f"&L{self.say('form.title')}&R{self.say('form.page')}")
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _write_submission(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 48)
        sheet.write_row(0, 0, ["Felt", "Verdi"], self.looks["always"])
        sheet.set_row(0, 24)
        sheet.freeze_panes(1, 0)
        answers = self._answers()
        for row, field in enumerate(SUBMISSION_FIELDS, start=1):
            sheet.write_string(row, 0, field.heading, self.looks["field"])
            sheet.write(row, 1, answers[field.key], self.looks["answer"])
            sheet.set_row(row, 20)
            sheet.data_validation(row, 1, row, 1, self._field_validation(field))

    def _answers(self) -> dict[str, str | int | None]:
        """What stands on the sheet Innmelding, by the key of its field."""
        kind = "nothing_to_report" if self.form.asked.nothing_in else "full"
        return {
            "schema_version": SCHEMA_VERSION,
            "organisation": self.form.asked.organisation.code,
            "quarter": self.form.round.quarter,
            "kind": self.form.term("submission_kind", kind),
            "contact_name": self.form.contact.name,
            "contact_email": self.form.contact.email,
        }

    def _field_validation(self, field: SubmissionField) -> dict[str, Any]:
        told = {"input_title": field.heading, "input_message": field.help}
        if field.key != "kind":
            return {"validate": "any", **told}
        wrong = {"error_title": field.heading, "error_message": self.say("form.error.code")}
        return {"validate": "list", "source": f"={list_name('submission_kind')}", **told, **wrong}

    def _write_table(self, sheet: Worksheet, table: Table) -> None:
        rows, last_row = self.form.asked.rows[table.key], self._last_row(table)
        columns = [
            FormColumn(table, column, self.form.vocabularies, self.form.language, last_row) for column in table.columns
        ]
        for column in columns:
            self._write_column(sheet, column)
        for number, row in enumerate(rows, start=1):
            texts = []
            for column in columns:
                if (value := row.get(column.column.key)) is not None:
                    texts.append((self._write_value(sheet, number, column, value), column.width))
            sheet.set_row(number, height(texts))
        if table.key == "measures":
            self._mark_known(sheet)
        texts_at = [xl_col_to_name(column.position) for column in columns if column.is_text]
        sheet.ignore_errors({"number_stored_as_text": " ".join(f"{at}2:{at}{last_row}" for at in texts_at)})
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        sheet.set_row(0, 34)
        fixed = 2 if table.key == "measures" else 1
        sheet.freeze_panes(1, fixed)
        sheet.hide_gridlines(0)  # on paper too
        sheet.repeat_rows(0)
        pages = -(-int(sum(column.width for column in columns)) // _PAGE_WIDTH)
        if pages > 1:
            sheet.fit_to_pages(pages, 0)
            sheet.repeat_columns(0, fixed - 1)

    def _last_row(self, table: Table) -> int:
        return max(LAST_ROW, len(self.form.asked.rows[table.key]) + _BLANK_ROWS)

    def _write_column(self, sheet: Worksheet, column: FormColumn) -> None:
        position = column.position
        sheet.set_column(position, position, column.width, self.looks[column.look])
        sheet.write_string(0, position, column.column.heading, self.looks[column.heading_look])
        note = f"{column.need()}\n{column.column.help}"
        sheet.write_comment(0, position, note, {"width": 260, "height": 30 + 18 * (len(note) // 36 + 1)})
        cells = (1, position, column.last_row - 1, position)
        if validation := column.validation():
            sheet.data_validation(*cells, validation)
        for look, formula in (("missing", column.missing()), ("unasked", column.unasked())):
            if formula:
                sheet.conditional_format(*cells, {"type": "formula", "criteria": formula, "format": self.looks[look]})
        if column.column.vocabulary == "colour":
            for code in _COLOURS:
                name = self.form.term("colour", code).replace('"', '""')
                same = {"type": "cell", "criteria": "==", "value": f'"{name}"'}
                sheet.conditional_format(*cells, {**same, "format": self.looks[code]})

    def _write_value(self, sheet: Worksheet, row: int, column: FormColumn, value: Any) -> str:
        """Write a value as kept; returns the text that its row must be high enough for."""
        said, position = column.column, column.position
        if said.vocabulary:
            return self._write_term(sheet, row, position, said, value)
        if said.kind == "yes/no":
            sheet.write_string(row, position, "ja" if value else "nei")
        elif said.kind == "year":
            sheet.write_number(row, position, value)
        elif said.kind == "decimal" and _fits_a_number_cell(value):
            sheet.write_number(row, position, float(value))
        elif said.kind == "date" and value >= "1901":  # spreadsheets disagree on what came before
            sheet.write_datetime(row, position, datetime.combine(date.fromisoformat(value), time.min))
        else:
            sheet.write_string(row, position, value)
            return str(value)
        return ""

    def _write_term(self, sheet: Worksheet, row: int, position: int, column: Column, code: str) -> str:
        term = self.form.vocabularies[column.vocabulary].by_code.get(code)
        if term is not None:
            sheet.write_string(row, position, term.name)
            return term.name
        gone = self.form.office.vocabularies[column.vocabulary].by_code.get(code)
        note = self.say("form.term_gone", name=gone.name if gone else code)
        sheet.write_comment(row, position, note, {"width": 220, "height": 60})
        return ""

    def _mark_known(self, sheet: Worksheet) -> None:
        for row, measure in enumerate(self.form.asked.rows["measures"], start=1):
            sheet.write_string(row, 0, measure["measure_id"], self.looks["known"])
            sheet.write_comment(row, 0, self.say("form.known"), {"width": 260, "height": 100})

    def _write_lists(self, sheet: Worksheet) -> None:
        """The choices behind the drop-downs, each under a name; commas would tear apart a list written into a cell."""
        lists = {list_name(name): [term.name for term in one.terms] for name, one in self.form.vocabularies.items()}
        lists[YES_NO] = ["ja", "nei"]
        for position, (name, choices) in enumerate(lists.items()):
            sheet.write_column(0, position, [name, *choices])
            letter = xl_col_to_name(position)
            self.book.define_name(name, f"={LISTS_SHEET}!${letter}$2:${letter}${max(len(choices), 1) + 1}")
        measures = TABLES["measures"]
        ids = f"{measures.sheet}!$A$2:$A${self._last_row(measures)}"
        # As far as ids stand: a list that ends in blanks opens at its end.
        self.book.define_name(MEASURES, f"={measures.sheet}!$A$2:INDEX({ids},MAX(1,COUNTA({ids})))")
        sheet.very_hidden()


def _fits_a_number_cell(amount: str) -> bool:
    """Whether a spreadsheet's number, with its fifteen digits, is exactly this amount."""
    return Decimal(f"{float(amount):.15g}") == Decimal(amount)
