"""The marked copy of a workbook, read back: values in their places, findings in comments, and nothing that can run."""

import re
from datetime import date

from assets.intake.formats import read
from assets.intake.marked_copy import is_wanted, marked
from assets.intake.reading import Allowance
from tests.intake.workbooks import members, workbook

ROWS = [("Tiltaks-ID", "Navn", "Frist"), ("MSIS", "=1+1", date(2023, 6, 30)), (), ("NR", "", "")]


def finding(row, column, severity="error", sheet="Tiltak"):
    place = {"sheet": sheet, "row": row, "column": column, "heading": "Navn", "measure_id": "MSIS", "value": "x"}
    return {"severity": severity, "message": "Galt.", "remedy": "Rett.", **place}


def written(*findings, rows=ROWS, sheet="Tiltak", reading=None):
    def fill(book, sheets):
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheets[sheet].write_datetime(number, column, value, day)
                elif value:
                    sheets[sheet].write_string(number, column, value)

    original = workbook(**{sheet: []}, fill=fill)
    reading = reading or read(original, ".xlsx", Allowance())
    return marked(reading, {"file": "FHI/juni.xlsx", "findings": list(findings)}, "avvist")


def sheet_of(copy, name):
    return next(sheet for sheet in read(copy, ".xlsx", Allowance())["sheets"] if sheet["name"] == name)


def test_every_value_stands_where_it_stood():
    sheet = sheet_of(written(finding(2, "B")), "Tiltak")
    assert [heading["heading"] for heading in sheet["headings"]] == ["Tiltaks-ID", "Navn", "Frist"]
    assert [(row["row"], row["cells"]) for row in sheet["rows"]] == [
        (2, ["MSIS", "=1+1", {"date": "2023-06-30"}]),
        (4, ["NR", None, None]),
    ]


def test_cells_in_question_are_commented_and_a_missing_value_too():
    parts = members(written(finding(2, "B"), finding(4, "C", "remark"), finding(4, "B")))
    comments = parts["xl/comments1.xml"].decode()
    assert re.findall(r'<comment ref="(\w+)"', comments) == ["B2", "B4", "C4"]
    assert "Feil: Galt. Rett." in comments and "Merknad: Galt. Rett." in comments


def test_a_text_that_looks_like_a_formula_stays_a_text():
    parts = members(written(finding(2, "B")))
    assert not any(b"<f>" in content for name, content in parts.items() if name.startswith("xl/worksheets/"))


def test_the_first_sheet_lists_errors_first_and_leads_to_their_cells():
    copy = written(finding(2, "A", "remark"), finding(4, "B"))
    rows = sheet_of(copy, "Kvittering")["rows"]
    assert [(row["cells"][0], row["cells"][2], row["cells"][3]) for row in rows if len(row["cells"]) > 3][-2:] == [
        ("Feil", "4", "B"),
        ("Merknad", "2", "A"),
    ]
    assert b"Tiltak'!B4" in members(copy)["xl/worksheets/sheet1.xml"]


def test_a_long_sheet_is_copied_only_where_it_is_in_question():
    rows = [("Tiltaks-ID",), *((f"T-{number}",) for number in range(5_000))]
    sheet = sheet_of(written(finding(4_000, "A"), rows=rows), "Tiltak")
    assert [(row["row"], row["cells"]) for row in sheet["rows"]] == [(4_000, ["T-3998"])]


def test_names_that_excel_does_not_take_are_changed_and_stay_apart():
    def sheet(name):
        return {"name": name, "hidden": False, "headings": [{"heading": "X", "column": "A"}], "rows": []}

    names = ["a/b", "a:b", "kvittering", "x" * 40, "'"]
    fields = [{"name": "Kvartal", "value": "2023-Q2", "sheet": "Innmelding", "row": 1, "column": "B"}]
    copy = written(reading={"format": "xlsx", "fields": fields, "sheets": list(map(sheet, names))})
    found = re.findall(r'<sheet name="([^"]+)"', members(copy)["xl/workbook.xml"].decode())
    assert found == ["Kvittering", "Innmelding", "a_b", "a_b~2", "kvittering~2", "x" * 28, "_"]


def test_the_same_workbook_gives_the_same_bytes():
    assert written(finding(2, "B")) == written(finding(2, "B"))


def test_a_copy_is_made_only_where_there_is_a_cell_to_mark():
    assert is_wanted({"file": "FHI/A.XLSX", "findings": [finding(2, "B")]})
    assert not is_wanted({"file": "FHI/a.json", "findings": [finding(2, None)]})
    assert not is_wanted({"file": "FHI/a.xlsx", "findings": [finding(None, None)]})
