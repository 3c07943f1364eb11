from __future__ import annotations

import json
import zipfile

import pytest

from assets.intake.formats import read
from assets.intake.reading import REFUSALS, REMARKS, Allowance, Refused
from checks.contract import TABLES
from checks.findings import RULES
from tests.intake.workbooks import SUBMISSION_CSV, archive, csv_archive, workbook


def refusal(content, suffix, allowance=None):
    with pytest.raises(Refused) as refused:
        read(content, suffix, allowance or Allowance())
    return refused.value


def json_read(document):
    return read(document if isinstance(document, bytes) else json.dumps(document).encode(), ".json", Allowance())


def table_read(text):
    reading = read(csv_archive(measures=text), ".zip", Allowance())
    return reading["sheets"][0], reading["remarks"]


def test_lists_of_a_json_object_are_tables_and_the_rest_are_fields():
    reading = json_read({"quarter": "2023-Q2", "measures": [{"a": 1}, {"a": None}, {"b": " ", "a": "x"}]})
    assert reading["fields"] == [
        {"name": "quarter", "value": "2023-Q2", "sheet": "submission", "row": None, "column": None}
    ]
    assert reading["sheets"] == [
        {
            "name": "measures",
            "hidden": False,
            "headings": [{"heading": "a", "column": None}, {"heading": "b", "column": None}],
            "rows": [{"row": 1, "cells": [1, None]}, {"row": 3, "cells": ["x", None]}],
        }
    ]


def test_a_list_or_an_object_in_a_json_value_is_an_error_of_its_cell():
    reading = json_read({"contact": {"name": "x"}, "goals": [{"goal": [1]}]})
    assert reading["fields"][0]["value"] == {"nested": "{…}"}
    assert reading["sheets"][0]["rows"] == [{"row": 1, "cells": [{"nested": "[…]"}]}]


@pytest.mark.parametrize("key", TABLES)
def test_null_under_the_key_of_a_table_is_no_table_and_no_field(key):
    reading = json_read({"quarter": "2023-Q2", key: None})
    assert ([field["name"] for field in reading["fields"]], reading["sheets"]) == (["quarter"], [])


@pytest.mark.parametrize("value", [{}, {"measure_id": "A"}, "", "x", 0, False])
@pytest.mark.parametrize("key", TABLES)
def test_what_is_no_list_under_the_key_of_a_table_is_refused(key, value):
    refused = refusal(json.dumps({key: value}).encode(), ".json")
    assert (refused.rule, refused.detail) == ("faulty_json", {"reason": "not a list", "sheet": key})


def test_null_under_another_key_is_a_field_without_a_value():
    assert json_read({"contact": None})["fields"][0]["value"] is None


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        (b"3", 3),
        (b"3.0", 3),
        (b"3.25", 3.25),
        (b"1e999", "1e999"),
        (b"9" * 5000, "9" * 5000),
        (b"true", True),
        (b"-0", 0),
    ],
)
def test_json_numbers_are_kept_however_absurd(written, cell):
    assert json_read(b'{"x": %s}' % written)["fields"][0]["value"] == cell


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b"3",
        b'{"a": 1,}',
        b'{"a": 1, "a": 2}',
        b'{"t": [{"a": 1, "a": 2}]}',
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"t": [3]}',
        b'{"a": "\\ud800"}',
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b'{"a": "b',
        b'{"a": "\x01"}',
    ],
    ids=lambda content: content[:20].decode(),
)
def test_faulty_json_is_refused(content):
    assert refusal(content, ".json").rule == "faulty_json"


def test_a_fault_in_json_says_where():
    assert refusal(b'{"a": 1,\n "b" 2}', ".json").detail == {"reason": "Expecting ':' delimiter", "row": 2, "column": 6}
    assert refusal(b'{"a": 1, "a": 2}', ".json").detail["value"] == "a"


def test_a_pair_of_escapes_is_one_character():
    assert json_read(b'{"a": "\\ud83d\\ude00"}')["fields"][0]["value"] == "\U0001f600"


def test_json_of_ever_new_keys_is_refused_before_it_grows():
    rows = [{f"k{number}": 1} for number in range(2000)]
    assert refusal(json.dumps({"measures": rows}).encode(), ".json").rule == "too_many_cells"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_text_in_another_encoding_is_refused(encoding):
    assert refusal('{"navn": "Mål for øving"}'.encode(encoding), ".json").rule == "not_utf8"
    refused = refusal(csv_archive(measures="Navn\nMål for øving\n".encode(encoding)), ".zip")
    assert (refused.rule, refused.detail["sheet"]) == ("not_utf8", "measures.csv")


def test_plain_utf_16_is_told_from_utf_8_by_its_nuls():
    assert refusal('{"navn": "x"}'.encode("utf-16-le"), ".json").rule == "not_utf8"


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert json_read('{"a": 1}'.encode("utf-8-sig"))["fields"][0]["name"] == "a"
    sheet, _ = table_read("Tiltaks-ID;Navn\nMSIS;Måling\n".encode("utf-8-sig"))
    assert sheet["headings"][0] == {"heading": "Tiltaks-ID", "column": 1}


def test_csv_rows_have_the_line_on_which_they_start():
    sheet, remarks = table_read('id,name\r\nA,"to\r\nlinjer"\r\n\r\nB,b\r\n')
    assert (sheet["name"], sheet["table"]) == ("measures.csv", "measures")
    assert sheet["headings"] == [{"heading": "id", "column": 1}, {"heading": "name", "column": 2}]
    assert sheet["rows"] == [{"row": 2, "cells": ["A", "to\r\nlinjer"]}, {"row": 5, "cells": ["B", "b"]}]
    assert remarks == []


@pytest.mark.parametrize("text", ["a;b\n1,5;2\n", 'a,b\n"1,5",2\n', '"a;x",b\n"1,5",2\n', "a\r1,5\r"])
def test_the_heading_line_says_what_parts_the_fields(text):
    sheet, _ = table_read(text)
    assert sheet["rows"][0]["cells"][0] == "1,5"


def test_submission_csv_needs_no_heading_line():
    with_heading = read(csv_archive(), ".zip", Allowance())["fields"]
    without = archive({"Submission.CSV": SUBMISSION_CSV.removeprefix("key,value\n").replace(",", ";")})
    assert with_heading[0] == {
        "name": "schema_version",
        "value": "1",
        "sheet": "submission.csv",
        "row": 2,
        "column": 2,
    }
    assert [one["value"] for one in read(without, ".zip", Allowance())["fields"]] == ["1", "FHI", "2023-Q2"]


def test_a_row_with_more_fields_than_the_heading_is_remarked_on_and_keeps_them():
    sheet, remarks = table_read("a,b\n1,2,3\n4\n5,6,,\n")
    assert [heading["heading"] for heading in sheet["headings"]] == ["a", "b", ""]
    assert [row["cells"] for row in sheet["rows"]] == [["1", "2", "3"], ["4", None, None], ["5", "6", None]]
    assert remarks == [{"rule": "ragged_row", "sheet": "measures.csv", "row": 2, "column": 3, "value": "3"}]


@pytest.mark.parametrize(
    ("text", "line"), [('a,b\n1,2\n3,"4\n5,6\n', 3), ('a,b\n1,"2"x\n', 2), ("a\n" + "x" * 200_000, 2)]
)
def test_quotes_that_do_not_add_up_are_refused_with_their_line(text, line):
    refused = refusal(csv_archive(measures=text), ".zip")
    assert (refused.rule, refused.detail["sheet"], refused.detail["row"]) == ("faulty_csv", "measures.csv", line)


def test_an_empty_table_is_a_sheet_without_rows():
    sheet, _ = table_read("")
    assert (sheet["headings"], sheet["rows"]) == ([], [])


def test_what_is_no_csv_in_an_archive_is_named_and_system_litter_is_not():
    content = archive(
        {
            "HDO/submission.csv": SUBMISSION_CSV,
            "HDO/measures.csv": "a\n1\n",
            "HDO/les-meg.txt": "hei",
            "__MACOSX/HDO/._measures.csv": b"\0\5\x16\7",
            "HDO/.DS_Store": b"\0",
            "Thumbs.db": b"\0",
        }
    )
    sheets = read(content, ".zip", Allowance())["sheets"]
    assert [(sheet["name"], sheet.get("table")) for sheet in sheets] == [
        ("HDO/measures.csv", "measures"),
        ("HDO/les-meg.txt", None),
    ]


def test_an_archive_without_submission_csv_is_refused():
    assert refusal(archive({"measures.csv": "a\n1\n"}), ".zip").rule == "no_submission_sheet"
    assert refusal(archive({}), ".zip").rule == "no_submission_sheet"


@pytest.mark.parametrize(
    "name", ["../submission.csv", "a/../../b.csv", "/etc/passwd", "C:\\x.csv", "..\\x.csv", "a\\..\\..\\x.csv", "a/.."]
)
def test_a_member_that_leads_out_of_the_archive_is_refused(name):
    assert refusal(archive({name: "x", "submission.csv": SUBMISSION_CSV}), ".zip").rule == "unsafe_archive"


def test_dots_in_a_member_that_lead_nowhere_are_fine():
    assert read(csv_archive(**{"a..b": "x\n"}), ".zip", Allowance())["sheets"][0]["table"] == "a..b"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_stands_twice_is_refused():
    twice = archive([("submission.csv", SUBMISSION_CSV), ("submission.csv", SUBMISSION_CSV)])
    assert refusal(twice, ".zip").rule == "unsafe_archive"


def test_members_that_are_too_large_together_are_refused():
    tables = {f"t{number}": "a\n" + "x\n" * 100 for number in range(20)}
    assert refusal(csv_archive(**tables), ".zip", Allowance(inflated_bytes=3000)).rule == "inflates_too_much"
    assert len(read(csv_archive(**tables), ".zip", Allowance(inflated_bytes=5000))["sheets"]) == 20


def test_a_member_that_lies_about_its_size_is_refused():
    content = csv_archive(measures="a\n" + "x" * 5000)
    lie = content.replace((5002).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    assert lie != content
    assert refusal(lie, ".zip").rule == "unreadable_file"


def test_an_archive_of_too_many_members_is_refused():
    assert refusal(archive({f"{number}.csv": "" for number in range(5001)}), ".zip").rule == "unsafe_archive"


def test_a_packing_that_only_some_programs_know_is_refused():
    content = archive({"submission.csv": SUBMISSION_CSV}, compression=zipfile.ZIP_LZMA)
    assert refusal(content, ".zip").rule == "unreadable_file"


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".zip", ".json"])
@pytest.mark.parametrize("content", [b"", b" \r\n\t"])
def test_an_empty_file_is_refused(suffix, content):
    assert refusal(content, suffix).rule == "empty_file"


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".zip"])
def test_text_under_another_name_is_refused(suffix):
    assert refusal(b"Tiltaks-ID;Navn\nMSIS;x\n", suffix).rule == "unreadable_file"


@pytest.mark.parametrize("suffix", ["", ".csv", ".xls", ".xlsb", ".pdf", ".docx", ".txt"])
def test_an_ending_that_the_contract_does_not_name_is_refused(suffix):
    assert refusal(b"noe", suffix).rule == "unknown_format"


OLD_CONTAINER = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm", ".ods", ".xls"])
def test_a_locked_workbook_is_told_from_an_old_one(suffix):
    locked = OLD_CONTAINER + "EncryptedPackage".encode("utf-16-le")
    assert refusal(locked, suffix).rule == "encrypted_file"
    assert refusal(OLD_CONTAINER + "Workbook".encode("utf-16-le"), suffix).rule == "unknown_format"


def test_a_sound_workbook_under_the_ending_of_another_is_read_as_what_it_is():
    assert read(workbook(), ".ods", Allowance())["format"] == "xlsx"
    assert read(workbook(), ".zip", Allowance())["format"] == "xlsx"


def test_a_file_beyond_the_limit_is_refused():
    assert refusal(workbook(), ".xlsx", Allowance(file_bytes=100)).rule == "file_too_large"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(share):
    content = workbook()
    assert refusal(content[: int(len(content) * share)], ".xlsx").rule == "unreadable_file"


def test_every_rule_of_a_reading_has_words_for_the_contact():
    assert set(REFUSALS) | set(REMARKS) <= set(RULES)
