from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from assets.intake.formats import read
from assets.intake.reading import REFUSALS, REMARKS, Allowance, Refused, letters
from tests.intake.workbooks import (
    archive,
    members,
    ods,
    ods_cell,
    ods_row,
    ods_table,
    ods_text,
    with_sheet,
    workbook,
)

pytestmark = pytest.mark.slow


def sheet_read(content, suffix=".xlsx", allowance=None, index=0):
    return read(content, suffix, allowance or Allowance())["sheets"][index]


def refusal(content, suffix=".xlsx", allowance=None):
    with pytest.raises(Refused) as refused:
        read(content, suffix, allowance or Allowance())
    assert refused.value.rule in REFUSALS
    return refused.value


def cell_in_b2(fill, **options):
    """The cell that ``fill(book, sheet)`` writes in B2 of Tiltak."""
    content = workbook(fill=lambda book, sheets: fill(book, sheets["Tiltak"]), options=options)
    return sheet_read(content)["rows"][0]["cells"][1]


def ods_value(cell):
    """A cell below a heading, as read."""
    table = ods_table("Tiltak", ods_row(ods_text("Navn")), ods_row(cell))
    rows = sheet_read(ods(table), ".ods")["rows"]
    return rows[0]["cells"][0] if rows else None


def test_a_workbook_is_read_with_the_address_of_every_cell():
    reading = read(workbook(Tiltak=[("Tiltaks-ID", "Navn"), (), ("MSIS", "Meldesystem")]), ".XLSX", Allowance())
    assert reading["format"] == "xlsx"
    assert reading["fields"][2] == {
        "name": "Kvartal",
        "value": "2023-Q2",
        "sheet": "Innmelding",
        "row": 4,
        "column": "B",
    }
    assert reading["sheets"] == [
        {
            "name": "Tiltak",
            "hidden": False,
            "headings": [{"heading": "Tiltaks-ID", "column": "A"}, {"heading": "Navn", "column": "B"}],
            "rows": [{"row": 3, "cells": ["MSIS", "Meldesystem"]}],
        }
    ]
    assert reading["remarks"] == []


def test_rows_keep_their_numbers_below_a_title_that_is_not_guessed_at():
    sheet = sheet_read(workbook(Tiltak=[(), ("Våre tiltak",), ("Tiltaks-ID", "Navn")]))
    assert [heading["heading"] for heading in sheet["headings"]] == ["", ""]
    assert [row["row"] for row in sheet["rows"]] == [2, 3]


def test_a_value_under_no_heading_brings_its_column_along():
    sheet = sheet_read(workbook(Tiltak=[("Navn", "", ""), ("a", "", "b")]))
    assert sheet["headings"] == [{"heading": "Navn", "column": "A"}, {"heading": "", "column": "C"}]
    assert sheet["rows"][0]["cells"] == ["a", "b"]


def test_blanks_are_empty_and_whole_numbers_are_whole():
    sheet = sheet_read(workbook(Tiltak=[("a", "b", "c", "d"), (" \u00a0", 3, 3.25, True), (" ", "", "\n")]))
    assert sheet["rows"] == [{"row": 2, "cells": [None, 3, 3.25, True]}]


@pytest.mark.parametrize(
    ("written", "format", "cell"),
    [
        (datetime(2023, 8, 31), "dd.mm.yyyy", {"date": "2023-08-31"}),
        (datetime(2023, 8, 31, 10), "dd.mm.yyyy hh:mm", {"datetime": "2023-08-31T10:00:00"}),
        (time(10), "hh:mm", {"time": "10:00:00"}),
        (timedelta(hours=36, minutes=5), "[h]:mm", {"time": "36:05:00"}),
    ],
)
@pytest.mark.parametrize("from_1904", [False, True])
def test_dates_and_times_are_told_apart_in_either_calendar_of_excel(written, format, cell, from_1904):
    def fill(book, sheet):
        sheet.write_datetime("B2", written, book.add_format({"num_format": format}))

    assert cell_in_b2(fill, date_1904=from_1904) == cell


@pytest.mark.parametrize(
    ("answer", "cell"),
    [("#DIV/0!", {"error": "#DIV/0!"}), (7, 7), ("syv", "syv"), (True, True), ("", {"formula": True})],
)
def test_a_formula_is_its_answer_its_error_or_the_lack_of_both(answer, cell):
    assert cell_in_b2(lambda book, sheet: sheet.write_formula("B2", "=A1", None, answer)) == cell


@pytest.mark.parametrize(
    ("xml", "cell"),
    [
        ('<c r="B2" t="str"><f>""</f><v></v></c>', None),
        ('<c r="B2"><f>1+1</f></c>', {"formula": True}),
        ('<c r="B2"><f>1+1</f><v/></c>', {"formula": True}),
        ('<c r="B2" t="e"><v>#N/A</v></c>', {"error": "#N/A"}),
        ('<c t="e"><v>#N/A</v></c>', None),
        ('<c/><c t="e"><v>#N/A</v></c>', {"error": "#N/A"}),
        ('<c r="B2" t="d"><v>2023-08-31</v></c>', {"date": "2023-08-31"}),
        ('<c r="B2" t="d"><v>2023-08-31T10:00:00Z</v></c>', {"datetime": "2023-08-31T10:00:00"}),
        ('<c r="B2" t="inlineStr"><is><t>innebygd</t></is></c>', "innebygd"),
        ('<c r="B2"><v>1e308</v></c>', 1e308),
        ('<c r="B2"><v>1e999</v></c>', {"error": "#NUM!"}),
        ('<c r="B2"><v>NaN</v></c>', {"error": "#NUM!"}),
    ],
)
def test_cells_as_other_programs_write_them(xml, cell):
    heading = '<row r="1"><c r="B1" t="inlineStr"><is><t>Navn</t></is></c></row>'
    sheet = sheet_read(with_sheet(f'{heading}<row r="2">{xml}</row>'))
    place = [one["column"] for one in sheet["headings"]].index("B")
    assert (sheet["rows"][0]["cells"][place] if sheet["rows"] else None) == cell


def test_prefixed_xml_is_the_same_workbook():
    rows = '<x:row r="1"><x:c r="A1" t="e"><x:v>#REF!</x:v></x:c></x:row>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<x:worksheet xmlns:x="{main}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    content = archive(members(workbook()) | {"xl/worksheets/sheet2.xml": xml})
    assert sheet_read(content)["headings"] == [{"heading": "#REF!", "column": "A"}]


def test_a_hidden_sheet_is_read_and_remarked_on():
    reading = read(workbook(fill=lambda book, sheets: sheets["Tiltak"].hide()), ".xlsx", Allowance())
    assert reading["sheets"][0]["hidden"]
    assert [(one["rule"], one["sheet"]) for one in reading["remarks"]] == [("hidden_sheet", "Tiltak")]
    assert {one["rule"] for one in reading["remarks"]} <= set(REMARKS)


def test_rows_that_are_hidden_are_read_and_their_numbers_remarked_on():
    def fill(book, sheets):
        for row in (1, 3, 4, 7, 9):  # the last one is empty
            sheets["Tiltak"].set_row(row, None, None, {"hidden": True})

    rows = [("Navn",), *((f"rad {row}",) for row in range(2, 10))]
    reading = read(workbook(Tiltak=rows, fill=fill), ".xlsx", Allowance())
    assert len(reading["sheets"][0]["rows"]) == 8
    assert reading["remarks"] == [
        {"rule": "hidden_rows", "sheet": "Tiltak", "row": 2, "column": None, "value": "2, 4–5, 8"}
    ]


def test_a_chart_sheet_is_passed_over():
    def fill(book, sheets):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Tiltak!$A$1:$A$2"})
        book.add_chartsheet("Figur").set_chart(chart)

    assert [sheet["name"] for sheet in read(workbook(fill=fill), ".xlsx", Allowance())["sheets"]] == ["Tiltak"]


def test_rules_and_formatting_beyond_the_values_are_no_cells():
    def fill(book, sheets):
        sheets["Tiltak"].conditional_format(
            "A1:Z1048576", {"type": "data_bar", "data_bar_2010": True, "min_value": "=$A$1"}
        )
        sheets["Tiltak"].data_validation("A1:Z1048576", {"validate": "list", "source": "=Innmelding!$A$1:$A$3"})
        sheets["Tiltak"].write_blank(1048575, 16383, None, book.add_format({"bold": True}))

    assert sheet_read(workbook(fill=fill))["rows"] == [{"row": 2, "cells": ["MSIS", "Meldingssystem"]}]


def test_a_workbook_without_innmelding_is_refused():
    content = members(workbook())
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(b"Innmelding", b"Innlevering")
    assert refusal(archive(content)).rule == "no_submission_sheet"


@pytest.mark.parametrize("name", ["INNMELDING", " innmelding "])
def test_innmelding_is_found_whatever_its_case_and_blanks(name):
    content = members(workbook())
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(b'"Innmelding"', f'"{name}"'.encode())
    assert read(archive(content), ".xlsx", Allowance())["fields"][0]["sheet"] == name


def test_two_sheets_of_the_very_same_name_are_refused():
    content = members(workbook(Arket=[("a",)]))
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(b'"Arket"', b'"Tiltak"')
    assert refusal(archive(content)).rule == "unreadable_file"


def test_thousands_of_columns_are_read_as_long_as_the_cells_are_few():
    sheet = sheet_read(workbook(Tiltak=[[f"h{number}" for number in range(5000)], range(5000)]))
    assert (len(sheet["headings"]), sheet["headings"][-1]["column"]) == (5000, letters(5000))
    assert refusal(workbook(Tiltak=[range(5000)]), allowance=Allowance(cells=4000)).rule == "too_many_cells"


def test_a_sheet_that_is_listed_and_missing_is_refused():
    content = members(workbook())
    del content["xl/worksheets/sheet2.xml"]
    assert refusal(archive(content)).rule == "unreadable_file"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/vbaProject.bin", b"x"),
        ("[Content_Types].xml", b'<Types><Override ContentType="x.macroEnabled.main+xml"/></Types>'),
    ],
)
def test_a_workbook_that_can_carry_macros_is_refused_whatever_it_is_called(name, content):
    assert refusal(archive(members(workbook()) | {name: content})).rule == "macro_workbook"
    assert refusal(workbook(), ".xlsm").rule == "macro_workbook"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"]
)
def test_xml_that_declares_entities_is_refused_in_every_part(part):
    content = members(workbook())
    declaration, rest = content[part].split(b"?>", 1)
    assert refusal(archive(content | {part: declaration + b"?>" + BOMB.encode() + rest})).rule == "unsafe_archive"
    late = b"?><!--" + b"x" * 600_000 + b"-->" + BOMB.encode()
    assert refusal(archive(content | {part: declaration + late + rest})).rule == "unsafe_archive"


def test_an_external_entity_is_refused_in_utf_16_too():
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>'
    content = archive(members(workbook()) | {"xl/worksheets/sheet2.xml": xml.encode("utf-16")})
    assert refusal(content).rule == "unsafe_archive"


def test_broken_xml_is_refused():
    assert refusal(with_sheet('<row r="1"><c r="A1">')).rule == "unreadable_file"
    assert refusal(with_sheet('<row r="1"><c r="1A"><v>1</v></c></row>')).rule == "unreadable_file"
    assert refusal(with_sheet('<row r="x"><c r="A1"><v>1</v></c></row>')).rule == "unreadable_file"


def test_an_opendocument_spreadsheet_is_read_the_same():
    table = ods_table(
        "Tiltak", ods_row(ods_text("Tiltaks-ID"), ods_text("Navn")), ods_row(alike=2), ods_row(ods_text("MSIS"))
    )
    reading = read(ods(table), ".ods", Allowance())
    assert reading["format"] == "ods"
    assert reading["fields"][2] == {
        "name": "Kvartal",
        "value": "2023-Q2",
        "sheet": "Innmelding",
        "row": 4,
        "column": "B",
    }
    assert reading["sheets"][0]["headings"][1] == {"heading": "Navn", "column": "B"}
    assert reading["sheets"][0]["rows"] == [{"row": 4, "cells": ["MSIS", None]}]


@pytest.mark.parametrize(
    ("inside", "attributes", "cell"),
    [
        ("<text:p>3</text:p>", 'office:value-type="float" office:value="3"', 3),
        ("", 'office:value-type="percentage" office:value="0.5"', 0.5),
        ("<text:p>kr</text:p>", 'office:value-type="currency" office:value="2.50"', 2.5),
        ("", 'office:value-type="float" office:value="NaN"', {"error": "#NUM!"}),
        ("<text:p>tre</text:p>", 'office:value-type="float" office:value="tre"', "tre"),
        ("", 'office:value-type="boolean" office:boolean-value="false"', False),
        (
            "<text:p>31.08.23</text:p>",
            'office:value-type="date" office:date-value="2023-08-31"',
            {"date": "2023-08-31"},
        ),
        ("", 'office:value-type="date" office:date-value="2023-08-31T10:00:00"', {"datetime": "2023-08-31T10:00:00"}),
        ("<text:p>31.06.23</text:p>", 'office:value-type="date" office:date-value="2023-06-31"', "31.06.23"),
        ("", 'office:value-type="time" office:time-value="PT36H05M00S"', {"time": "36:05:00"}),
        (
            "<text:p>#N/A</text:p>",
            'table:formula="of:=x" office:value-type="string" calcext:value-type="error"',
            {"error": "#N/A"},
        ),
        ("<text:p>#N/A</text:p>", 'table:formula="of:=x" office:value-type="string"', {"error": "#N/A"}),
        ("<text:p>#N/A</text:p>", 'office:value-type="string"', "#N/A"),
        ("", 'table:formula="of:=x"', {"formula": True}),
        ("", 'table:formula="of:=x" office:value-type="string" office:string-value=""', None),
        (
            "<text:p> a <text:s text:c='2'/>b<text:line-break/>c</text:p><text:p>d<text:span>e</text:span></text:p>",
            "",
            " a   b\nc\nde",
        ),
        ("<office:annotation><text:p>merknad</text:p></office:annotation><text:p>verdi</text:p>", "", "verdi"),
        ("<office:annotation><text:p>merknad</text:p></office:annotation>", "", None),
    ],
)
def test_an_opendocument_cell_is_read_by_its_type(inside, attributes, cell):
    assert ods_value(ods_cell(inside, attributes)) == cell


def test_repeated_cells_and_rows_stand_where_they_are_seen():
    twice = ods_cell("<text:p>x</text:p>", 'table:number-columns-repeated="2"')
    gap = ods_cell(attributes='table:number-columns-repeated="3"')
    sheet = sheet_read(ods(ods_table("Tiltak", ods_row(alike=1), ods_row(gap, twice, alike=2))), ".ods")
    assert [heading["column"] for heading in sheet["headings"]] == ["D", "E"]
    assert sheet["rows"] == [{"row": 2, "cells": ["x", "x"]}, {"row": 3, "cells": ["x", "x"]}]


def test_a_value_repeated_without_end_is_refused():
    endless = ods_cell("<text:p>x</text:p>", 'table:number-columns-repeated="16384"')
    refused = refusal(ods(ods_table("Tiltak", ods_row(endless, alike=1048576))), ".ods")
    assert (refused.rule, refused.detail["sheet"]) == ("too_many_cells", "Tiltak")


def test_a_stray_cell_of_opendocument_costs_nothing_and_is_read():
    gap = ods_cell(attributes='table:number-columns-repeated="16383"')
    sheet = sheet_read(ods(ods_table("Tiltak", ods_row(alike=1048575), ods_row(gap, ods_text("x")))), ".ods")
    assert sheet["headings"] == [{"heading": "", "column": "XFD"}]
    assert sheet["rows"] == [{"row": 1048576, "cells": ["x"]}]


def test_a_sheet_that_opendocument_hides_is_remarked_on():
    style = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    table = ods_table("Tiltak", ods_row(ods_text("x")), attributes=' table:style-name="h"')
    reading = read(ods(table, before=style), ".ods", Allowance())
    assert [(one["rule"], one["sheet"]) for one in reading["remarks"]] == [("hidden_sheet", "Tiltak")]


def test_deleted_cells_that_opendocument_still_tracks_are_not_read():
    deleted = f"<table:cell-content-deletion>{ods_text('borte')}</table:cell-content-deletion>"
    assert read(ods(f"<table:tracked-changes>{deleted}</table:tracked-changes>"), ".ods", Allowance())["sheets"] == []


@pytest.mark.parametrize(
    ("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_are_called_what_a_spreadsheet_calls_them(number, name):
    assert letters(number) == name


def test_a_date_is_not_taken_for_a_datetime():
    assert cell_in_b2(
        lambda book, sheet: sheet.write_datetime("B2", date(2023, 1, 2), book.add_format({"num_format": 14}))
    ) == {"date": "2023-01-02"}


def test_xml_in_an_encoding_that_nobody_knows_is_refused():
    xml = '<?xml version="1.0" encoding="UTF-9"?><worksheet/>'
    assert refusal(archive(members(workbook()) | {"xl/worksheets/sheet2.xml": xml})).rule == "unreadable_file"


def test_formatted_rows_without_end_cost_next_to_nothing_and_hide_nothing():
    empty = "".join(
        f'<row r="{row}" s="1"><c r="A{row}" s="3"/><c r="B{row}" s="3"/></row>' for row in range(4, 100_000)
    )
    told = '<row r="1"><c r="A1" t="inlineStr"><is><t>Navn</t></is></c><c r="B1" s="3"/></row>'
    error = '<row r="3"><c r="A3" s="3"/><c r="C3" t="e"><v>#N/A</v></c></row>'
    last = '<row r="100000"><c r="A100000" s="3"/><c r="B100000"><f>A1</f></c></row>'
    sheet = sheet_read(with_sheet(f"{told}{error}{empty}{last}"))
    assert [heading["column"] for heading in sheet["headings"]] == ["A", "B", "C"]
    assert sheet["rows"] == [
        {"row": 3, "cells": [None, None, {"error": "#N/A"}]},
        {"row": 100_000, "cells": [None, {"formula": True}, None]},
    ]
