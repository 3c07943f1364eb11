"""Every file that can land, however hostile, in one intake: its verdict, and what the contact is told.

The whole list lies in one inbox and is taken at once, so that each case also proves that it cost only itself. How a
format is read in detail is tested beside this (``test_reading_*``), what a cell may be in ``test_values``.
"""

import copy
import ctypes
import html
import importlib
import io
import json
import os
import re
import resource
import socket
import stat
import threading
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, time
from functools import partial
from pathlib import Path

import pytest

from assets.home import Home, sha256
from assets.intake import checking, taking
from assets.intake.accepted import AcceptedRows
from assets.intake.accounting import unaccounted
from assets.intake.checking import NotASubmissionError
from assets.intake.contacts import Contact, contacts
from assets.intake.worker import ReadingWorker
from assets.ledger import Known, Ledger, Record
from assets.office import Limits
from tests.intake.checks import check, without_landing
from tests.intake.workbooks import archive, members, ods, ods_row, ods_table, ods_text, with_sheet, workbook
from tests.submissions import ORGANISATIONS, content, hand_in, make_home, measure, office_of

pytestmark = pytest.mark.slow

HEADINGS = ("Tiltaks-ID", "Navn", "Segment", "Livsløp", "Formål", "Status", "Risiko", "Hovedmål")
COST_HEADINGS = ("Kostnads-ID", "Program eller prosjekt", "År", "Beløp (mill. kr)", "Dekkes internt")


def fields(sender, quarter="2023-Q2"):
    said = {"Skjemaversjon": 1, "Virksomhet": sender, "Kvartal": quarter, "Type": "full innmelding"}
    return [("Felt", "Verdi"), *said.items()]


def row(measure_id):
    return (measure_id, "Et tiltak", "koordinering", "aktiv", "Et formål.", "grønn", "grønn", 3)


def form(sender, *, quarter="2023-Q2", fill=None, options=None, **sheets):
    """A sound .xlsx with one measure, whose id is the sender's code; ``sheets`` replace or add."""
    told = {"Innmelding": fields(sender, quarter), "Tiltak": [HEADINGS, row(sender)]} | sheets
    return workbook(fill=fill, options=options, **told)


def with_tiltak(*rows):
    """A form whose sheet Tiltak holds these rows; a function of the sender stands for a row that names it."""
    return lambda sender: form(sender, Tiltak=[one(sender) if callable(one) else one for one in rows])


def cell(heading, write, options=None):
    """A form with two measures; ``write(book, sheet, place)`` fills the second one's cell below the heading."""

    def build(sender):
        headings = HEADINGS if heading in HEADINGS else (*HEADINGS, heading)
        place = (2, headings.index(heading))

        def fill(book, sheets):
            write(book, sheets["Tiltak"], place)

        rows = [headings, row(sender), row(f"{sender}-2")]
        return form(sender, Tiltak=rows, fill=fill, options=options)

    return build


def text(value):
    return lambda book, sheet, place: sheet.write_string(*place, value)


def number(value):
    return lambda book, sheet, place: sheet.write_number(*place, value)


def truth(value):
    return lambda book, sheet, place: sheet.write_boolean(*place, value)


def serial(value):
    """A number that is formatted as a date."""
    return lambda book, sheet, place: sheet.write_number(*place, value, book.add_format({"num_format": "dd.mm.yyyy"}))


def formula(answer):
    return lambda book, sheet, place: sheet.write_formula(*place, "=A1", None, answer)


def moment(value, format):
    return lambda book, sheet, place: sheet.write_datetime(*place, value, book.add_format({"num_format": format}))


def as_json(**changed):
    """A sound JSON submission whose second measure is changed."""

    def build(sender):
        said = content(organisation=sender, measures=[measure(sender), measure(f"{sender}-2") | changed])
        return json.dumps(said, ensure_ascii=False).encode()

    return build


def json_text(old, new):
    """A sound JSON submission in which one text is written otherwise."""

    def build(sender):
        said = json.dumps(content(organisation=sender, measures=[measure(sender)]), ensure_ascii=False)
        assert old in said
        return said.replace(old, new, 1).encode()

    return build


def csv_files(sender):
    """The members of a sound .zip of CSV."""
    lines = [row(sender), row(f"{sender}-2")]
    table = "\n".join(";".join(map(str, line)) for line in (HEADINGS, *lines)) + "\n"
    return {"submission.csv": "\n".join(f"{key};{value}" for key, value in fields(sender)), "measures.csv": table}


def zipped(change=lambda sender, files: files, **options):
    return lambda sender: archive(change(sender, csv_files(sender)), **options)


def spreadsheet(sender, *, before="", prolog="", manifest="", sheet="", last_row=""):
    """A sound .ods with one measure; the rest is XML for where its name says."""
    rows = [ods_row(*map(ods_text, one)) for one in (HEADINGS, row(sender))]
    second = ods_row(*map(ods_text, row(f"{sender}-2")), attributes=last_row)
    table = ods_table("Tiltak", *rows, second, attributes=sheet)
    return ods(table, before=before, prolog=prolog, manifest=manifest, fields=fields(sender))


def part_changed(part, change):
    """A sound .xlsx of which one part is other bytes."""

    def build(sender):
        whole = members(form(sender))
        return archive(whole | {part: change(whole.get(part, b""))})

    return build


def prefixed(xml):
    """XML with something between its declaration and its root."""
    return lambda part: part.replace(b"?>", b"?>" + xml, 1)


def flipped(sender):
    whole = bytearray(archive(members(form(sender)), compression=zipfile.ZIP_STORED))
    whole[whole.index(b"Et tiltak")] ^= 1
    return bytes(whole)


def compound(stream):
    """The beginning of Microsoft's older container, with the name of a stream."""
    return lambda sender: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + stream.encode("utf-16-le")


def blank_rows(sender):
    """A form whose sheet Tiltak goes on with a million formatted rows in which nothing stands."""
    told = []
    for line, values in enumerate((HEADINGS, row(sender)), start=1):
        cells = "".join(
            f'<c r="{letter}{line}" t="inlineStr"><is><t>{value}</t></is></c>'
            for letter, value in zip("ABCDEFGH", values, strict=True)
        )
        told.append(f'<row r="{line}">{cells}</row>')
    told += [
        f'<row r="{line}" s="1"><c r="A{line}" s="1"/><c r="B{line}" s="1"/></row>' for line in range(3, 1_000_003)
    ]
    return with_sheet("".join(told), form(sender))


TILTAK = "xl/worksheets/sheet2.xml"
ROW_TWO = b'<row r="2"><c r="A2" t="inlineStr"><is><t>BORTE</t></is></c></row>'


def one_text_in_every_cell(sender):
    """A small workbook that says one long text some thousand times."""
    return form(sender, Tiltak=[HEADINGS, *[(*row(sender)[:4], "x" * 30_000, *row(sender)[5:])] * 1_000])


def locked_member(sender):
    whole = bytearray(archive(csv_files(sender)))
    whole[whole.index(b"PK\1\2") + 8] |= 1
    return bytes(whole)


def linked_member(sender, files):
    link = zipfile.ZipInfo("costs.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return [*files.items(), (link, "/etc/passwd")]


def nested_bomb(sender, files):
    inner = archive({"zeros.csv": "0" * 5_000_000})
    for depth in range(4):
        inner = archive({f"{depth}-{copy}.zip": inner for copy in range(8)})
    return {**files, "inner.zip": inner}


def overlapping_bomb(sender):
    """A .zip whose list of contents names one member sixty times over."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("00.csv", "0;" * 4_500_000)
        for number in range(1, 60):
            made.filelist.append(again := copy.copy(made.filelist[0]))
            again.filename = f"{number:02}.csv"
    return target.getvalue()


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x SYSTEM "file:///etc/passwd">'
HIDDEN_STYLE = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'


@dataclass(frozen=True)
class Case:
    """A file, what becomes of it, and words of its receipt. ``stands``: a column of the last measure and its value."""

    name: str
    file: str
    build: Callable[[str], bytes]
    verdict: str
    words: tuple[str, ...] = ()
    stands: tuple[str, object] | None = None

    @property
    def sender(self):
        """Everybody sends one file, so that no case meets the facts of another."""
        return self.name.upper().replace("_", "-")


def refused(name, file, build, *words):
    return Case(name, file, build, "rejected", words)


def partly(name, file, build, *words):
    return Case(name, file, build, "partly_accepted", words)


def remarked(name, file, build, *words, stands=None):
    return Case(name, file, build, "accepted_with_remarks", words, stands)


def fine(name, file, build, stands=None):
    return Case(name, file, build, "accepted", ("Godtatt",), stands)


NOT_WHAT_IT_SAYS = "Innholdet er noe annet enn filnavnet sier."
NO_DATE = "ingen dato som finnes"
UNSAFE = "noe som ikke kan leses trygt"

FILES = [
    refused("corrupt", "a.xlsx", flipped, "Filen kan ikke leses."),
    refused("truncated", "a.xlsx", lambda sender: form(sender)[:-200], "Den slutter for tidlig"),
    refused("zero_bytes", "a.xlsx", lambda sender: b"", "Filen er tom."),
    refused("blanks_alone", "a.json", lambda sender: b" \r\n", "Filen er tom."),
    refused("text_renamed", "a.xlsx", lambda sender: b"Tiltaks-ID;Navn\n", NOT_WHAT_IT_SAYS),
    refused("picture_renamed", "a.zip", lambda sender: b"\x89PNG\r\n\x1a\n" + bytes(99), NOT_WHAT_IT_SAYS),
    refused("document_renamed", "a.xlsx", lambda sender: archive({"word/document.xml": "<x/>"}), "ikke et regneark"),
    refused("old_excel", "a.xls", compound("Workbook"), "Filtypen kan ikke leses.", ".xls"),
    refused("plain_csv", "a.csv", lambda sender: b"Felt;Verdi\n", "Filtypen kan ikke leses.", "Lever .xlsx, .ods"),
    refused("no_ending", "innmelding", form, "Filtypen kan ikke leses."),
    refused("encrypted", "a.xlsx", compound("EncryptedPackage"), "passordbeskyttet eller har en følsomhetsetikett"),
    refused("encrypted_ods", "a.ods", partial(spreadsheet, manifest="<encryption-data/>"), "passordbeskyttet"),
    refused("encrypted_zip", "a.zip", locked_member, "passordbeskyttet"),
    refused("xlsm", "a.xlsm", form, "makroer (.xlsm)", "Lagre den som vanlig Excel-arbeidsbok"),
    refused("macros_renamed", "a.xlsx", part_changed("xl/vbaProject.bin", lambda part: b"x"), "makroer"),
    refused("too_large", "a.json", lambda sender: bytes(25_000_001), "Filen er på 26 MB, og grensen er 25 MB."),
    refused("nested_bomb", "a.zip", zipped(nested_bomb), UNSAFE, "Arkivet inneholder et annet arkiv.", "inner.zip"),
    refused("dense_bomb", "a.zip", zipped(lambda sender, files: {**files, "x.csv": "0" * 30_000_000}), "for stor når"),
    refused("overlapping_bomb", "a.zip", overlapping_bomb, "for stor når den pakkes ut"),
    refused("dense_workbook", "a.xlsx", part_changed("xl/media/1.bmp", lambda part: bytes(30_000_000)), "for stor når"),
    refused("billion_laughs", "a.xlsx", part_changed("xl/sharedStrings.xml", prefixed(LAUGHS)), UNSAFE, "vokse uten"),
    refused("laughs_in_ods", "a.ods", partial(spreadsheet, prolog=LAUGHS.decode()), UNSAFE, "dokumenttype"),
    refused("external_entity", "a.xlsx", part_changed("xl/workbook.xml", prefixed(OUTSIDE)), UNSAFE, "andre filer"),
    refused(
        "stray_cell",
        "a.xlsx",
        partial(form, fill=lambda book, sheets: sheets["Tiltak"].write(1048575, 16383, "x")),
        "Arket er større enn det som kan leses.",
        "Tiltak, rad 1048576, kolonne XFD",
    ),
    fine("blank_rows", "a.xlsx", blank_rows),
    remarked(
        "thousands_of_columns",
        "a.xlsx",
        lambda sender: form(sender, Tiltak=[(*HEADINGS, *(f"k{number}" for number in range(5000))), row(sender)]),
        "Kolonnen «k19» hører ikke til arket",
        "Antall: 4980",
    ),
    refused(
        "thousands_of_rows",
        "a.json",
        lambda sender: json.dumps(content(sender, goals=[{"goal": 1}] * 10_001)).encode(),
        "utfylte rader, og grensen er 10000.",
    ),
    refused(
        "fields_without_end",
        "a.json",
        lambda sender: json.dumps({f"felt {number}": 1 for number in range(10_001)}).encode(),
        "Filen har 10001 utfylte rader",
    ),
    refused(
        "tables_without_end",
        "a.json",
        lambda sender: json.dumps({f"tabell {number}": [] for number in range(10_001)}).encode(),
        "Filen har 10001 utfylte rader",
    ),
    partly("endless_text", "a.json", as_json(name="x" * 5_000_000), "er på 5000000 tegn; det er plass til 200."),
    partly(
        "endless_word", "a.json", as_json(status="y" * 5_000_000), "status er på 5000000 tegn; det er plass til 32767."
    ),
    partly("endless_link", "a.json", as_json(url="https://" + "a." * 100_000 + " x"), "url er på 200010 tegn"),
    partly("endless_ids", "a.json", as_json(succeeded_by="A;" * 2_000_000), "succeeded_by er på 4000000 tegn"),
    remarked("brackets_without_end", "a.json", as_json(purpose="[skriv " * 500 + "TODO"), "ser uferdig ut: «TODO»."),
    remarked("quotes_are_cut", "a.json", as_json(purpose="_" * 3990), f"ser uferdig ut: «{'_' * 60} …»."),
    refused("one_text_in_every_cell", "a.xlsx", one_text_in_every_cell, "for stor når den pakkes ut"),
    refused(
        "sheet_in_utf_16",
        "a.xlsx",
        part_changed(
            "xl/worksheets/sheet2.xml", lambda part: part.decode().replace("UTF-8", "UTF-16").encode("utf-16")
        ),
        "Filen kan ikke leses. Et ark er lagret i en annen tegnkoding enn UTF-8.",
    ),
    refused(
        "row_twice",
        "a.xlsx",
        part_changed(TILTAK, lambda part: part.replace(b"</sheetData>", ROW_TWO + b"</sheetData>")),
        "En rad eller celle står to ganger eller i feil rekkefølge i arket.",
    ),
    refused(
        "cell_outside_its_row",
        "a.xlsx",
        part_changed(TILTAK, lambda part: part.replace(b'r="B2"', b'r="B9"')),
        "En celle står i en annen rad enn den sier at den hører til.",
    ),
    remarked(
        "text_in_an_archive",
        "a.zip",
        zipped(lambda sender, files: {**files, "les.txt": "x"}),
        "Filen «les.txt» hører ikke til skjemaet og er ikke lest.",
    ),
    refused("memory_hog", "a.json", lambda sender: b'{"x": [' + b"[]," * 8_000_000 + b"[]]}", "mer enn 500 MB minne"),
    refused("member_leads_out", "a.zip", zipped(lambda sender, files: {**files, "../x.csv": "x"}), "peker ut av det"),
    refused("member_from_root", "a.xlsx", part_changed("/etc/passwd", lambda part: b"x"), UNSAFE, "/etc/passwd"),
    refused("member_is_link", "a.zip", zipped(linked_member), "Arkivet inneholder en lenke"),
    refused("workbook_zipped", "a.zip", lambda sender: archive({"a.xlsx": form(sender)}), "lever den for seg"),
    partly("id_leads_out", "a.json", as_json(measure_id="../../../etc/x"), "«../../../etc/x» kan ikke brukes"),
    fine("upper_case_ending", "INNMELDING.XLSX", form),
    fine("newline_in_name", "inn\nmelding.xlsx", form),
    fine("long_name", "x" * 245 + ".xlsx", form),
    fine("markup_in_name", "<b>{{7*7}}.xlsx", form),
    fine("name_in_latin_1", os.fsdecode("måned.xlsx".encode("latin-1")), form),
    refused(
        "doubled_key", "a.json", json_text('"status":', '"status": "red", "status":'), "Samme nøkkel står to ganger"
    ),
    refused("nan", "a.json", json_text('"green"', "NaN"), "NaN og uendelig er ikke tall."),
    partly("infinite_number", "a.json", as_json(budget_mnok="1e999"), "«1e999» er ikke et tall som kan leses."),
    partly("endless_number", "a.json", as_json(budget_mnok=int("9" * 400)), "utenfor det som kan stemme"),
    partly("object_in_cell", "a.json", as_json(name={"a": [1]}), "name inneholder en liste eller et objekt"),
    partly("list_in_cell", "a.json", as_json(start_date=["2023-01-01"]), "start_date inneholder en liste eller"),
    refused("deep_nesting", "a.json", lambda sender: b'{"a":' * 100_000, "Den er nøstet for dypt."),
    refused("list_at_the_top", "a.json", lambda sender: b"[1]", "Her skulle det stå et objekt."),
    refused("half_character", "a.json", json_text("Tiltak", "\\ud800"), "Et tegn er bare halvt."),
    refused("json_in_utf_16", "a.json", lambda sender: as_json()(sender).decode().encode("utf-16"), "UTF-8"),
    *(
        refused(
            f"csv_in_{encoding}",
            "a.zip",
            zipped(lambda sender, files, e=encoding: {**files, "measures.csv": files["measures.csv"].encode(e)}),
            "ikke lagret som UTF-8",
            "measures.csv",
        )
        for encoding in ("utf-16", "cp1252")
    ),
    remarked(
        "ragged_rows",
        "a.zip",
        zipped(lambda sender, files: {**files, "measures.csv": files["measures.csv"][:-1] + ";utenfor\n"}),
        "Raden har flere felter enn overskriften.",
        "measures.csv, rad 3, kolonne 9",
    ),
    refused(
        "unclosed_quote",
        "a.zip",
        zipped(lambda sender, files: {**files, "measures.csv": files["measures.csv"].replace("Et t", '"Et t', 1)}),
        "CSV-filen har feil i oppbygningen.",
        "measures.csv, rad 2",
    ),
]

CELLS = [
    partly(
        "formula_without_answer", "a.xlsx", cell("Navn", formula("")), "formel uten lagret svar", "rad 3, kolonne B"
    ),
    partly("error_cell", "a.xlsx", cell("Navn", formula("#REF!")), "feilverdi fra regnearket (#REF!)"),
    partly("boolean_for_colour", "a.xlsx", cell("Status", truth(True)), "«SANN» er ikke et gyldig valg for Status."),
    partly("boolean_for_date", "a.xlsx", cell("Startdato", truth(False)), "«USANN» og ikke en dato."),
    partly("time_alone", "a.xlsx", cell("Startdato", moment(time(10), "hh:mm")), "«10:00:00» og ikke en dato"),
    *(
        partly(f"date_in_another_form_{number}", "a.json", as_json(start_date=written), f"«{written}» er ikke skrevet")
        for number, written in enumerate(("31.8.2023", "2023/08/31", "august 2023", "31.08.23"))
    ),
    partly("leap_day_of_1900", "a.xlsx", cell("Startdato", serial(60)), "Regneark viser små tall som datoer i år 1900"),
    partly("link_with_a_blank", "a.json", as_json(url="https://x.no/a b"), "«https://x.no/a b» er ikke en hel lenke."),
    partly("link_without_a_host", "a.json", as_json(url="https://x"), "«https://x» er ikke en hel lenke."),
    partly("name_that_cannot_be_seen", "a.json", as_json(name="\u00ad\u200b"), "name er ikke fylt ut."),
    partly(
        "reason_that_cannot_be_seen",
        "a.json",
        as_json(status="yellow", status_reason="\u200b"),
        "status_reason er ikke fylt ut, og det må den være når fargen er gul",
    ),
    partly("letter_that_would_be_two", "a.json", as_json(measure_id="ß"), "«ß» kan ikke brukes som measure_id."),
    partly("letter_without_its_dot", "a.json", as_json(measure_id="ı1"), "«ı1» kan ikke brukes som measure_id."),
    partly("impossible_date", "a.xlsx", cell("Startdato", text("31.06.2023")), f"«31.06.2023» er {NO_DATE}"),
    partly("impossible_date_ods", "a.json", as_json(start_date="2023-02-29"), f"«2023-02-29» er {NO_DATE}"),
    partly("serial_for_date", "a.xlsx", cell("Startdato", number(45169)), "et tall (45169) og ikke en dato"),
    fine(
        "dates_from_1904",
        "a.xlsx",
        cell("Startdato", moment(date(2023, 8, 31), "dd.mm.yyyy"), {"date_1904": True}),
        ("start_date", "2023-08-31"),
    ),
    remarked(
        "thousands_and_nbsp",
        "a.xlsx",
        cell("Budsjett i år (mill. kr)", text("1\u00a0234,50")),
        "blir ikke spurt om her",
        stands=("budget_mnok", "1234.5"),
    ),
    partly(
        "two_decimal_signs", "a.xlsx", cell("Budsjett i år (mill. kr)", text("1.234,5")), "«1.234,5» er ikke et tall"
    ),
    fine("nfd_id", "a.json", as_json(measure_id="A\u030aS-NFD"), ("measure_id", "ÅS-NFD")),
    fine(
        "nfd_heading",
        "a.xlsx",
        lambda sender: form(sender, Tiltak=[(*HEADINGS[:-1], "Hovedma\u030al"), row(sender)]),
        ("main_goal", "3"),
    ),
    fine("zero_width_in_code", "a.xlsx", cell("Status", text("gr\u200bønn\ufeff")), ("status", "green")),
    fine("direction_mark_in_id", "a.json", as_json(measure_id="\u202eRTL-1\u202c"), ("measure_id", "RTL-1")),
    remarked("zero_width_in_text", "a.xlsx", cell("Formål", text("For\u200bmål")), "tegn som ikke synes"),
    remarked("right_to_left_in_text", "a.json", as_json(purpose="\u202egnp.exe"), "tegn som ikke synes"),
    remarked("control_in_text", "a.json", as_json(purpose="pip\u0007"), "tegn som ikke synes", "measures, rad 2"),
    fine(
        "control_in_number", "a.json", as_json(segment="sam\u0007styre", budget_mnok="1\u00072"), ("budget_mnok", "12")
    ),
    fine("number_for_id", "a.xlsx", cell("Tiltaks-ID", number(17)), ("measure_id", "17")),
    partly(
        "decimal_for_id", "a.xlsx", cell("Tiltaks-ID", number(3.4)), "Tiltaks-ID er en tallcelle (3.4)", "til tekst"
    ),
    partly("date_for_id", "a.xlsx", cell("Tiltaks-ID", moment(date(2023, 3, 1), "mmm-d")), "til datoer", "til tekst"),
]

SHEETS = [
    refused(
        "title_row",
        "a.xlsx",
        with_tiltak(("Våre tiltak i 2023",), (), HEADINGS, row),
        "Overskriftene skal stå i rad 1, men står i rad 3.",
        "Slett det som står over overskriftene",
    ),
    partly(
        "title_row_beside_sound_sheets",
        "a.xlsx",
        lambda sender: form(sender, Kostnader=[("Kostnader",), COST_HEADINGS, ("K-1", "PLL", 2024, 1.5, "nei")]),
        "Overskriftene skal stå i rad 1, men står i rad 2.",
    ),
    refused("no_headings", "a.xlsx", with_tiltak(("a", "b"), row), "Ingen av overskriftene i rad 1 hører til arket."),
    partly(
        "total_row",
        "a.xlsx",
        lambda sender: form(
            sender, Kostnader=[COST_HEADINGS, ("K-1", "PLL", 2024, 1.5, "nei"), (None, "Sum:", None, 1.5)]
        ),
        "Raden ser ut som en sumrad («Sum:»)",
        "Kostnader, rad 3, kolonne B",
        "summene regnes ut av systemet",
    ),
    partly(
        "total_for_id", "a.xlsx", with_tiltak(HEADINGS, row, ("TOTALT", 1)), "Raden ser ut som en sumrad («TOTALT»)"
    ),
    refused(
        "renamed_sheet",
        "a.xlsx",
        lambda sender: form(sender, Tiltak=None, **{"Tiltak 2023": [HEADINGS, row(sender)]}),
        "Filen mangler arket Tiltak.",
        "Arket «Tiltak 2023» hører ikke til skjemaet og er ikke lest. Mente dere «Tiltak»?",
    ),
    refused(
        "renamed_innmelding",
        "a.xlsx",
        lambda sender: form(sender, Innmelding=None, Skjema=fields(sender)),
        "Filen mangler arket Innmelding",
    ),
    remarked(
        "copied_sheet",
        "a.xlsx",
        lambda sender: form(sender, **{"Tiltak (2)": [HEADINGS, row(sender)]}),
        "Arket «Tiltak (2)» hører ikke til skjemaet",
        "Mente dere «Tiltak»?",
    ),
    refused(
        "doubled_sheet",
        "a.xlsx",
        lambda sender: form(sender, measures=[HEADINGS, row(sender)]),
        "Filen har flere ark for Tiltak: «Tiltak» og «measures».",
        "Samle radene på ett ark",
    ),
    refused(
        "doubled_field",
        "a.xlsx",
        lambda sender: form(sender, Innmelding=[*fields(sender), ("Kvartal", "2023-Q1")]),
        "Feltet Kvartal står flere ganger med ulike verdier.",
    ),
    remarked(
        "headings_alike",
        "a.xlsx",
        with_tiltak((*HEADINGS, "Status"), lambda sender: (*row(sender), "grønn")),
        "Overskriften Status står to ganger på arket.",
    ),
    partly(
        "headings_alike_with_two_values",
        "a.xlsx",
        with_tiltak((*HEADINGS, "Status"), row, lambda sender: (*row(f"{sender}-2"), "rød")),
        "Kolonnen Status står to ganger med ulike verdier på samme rad.",
    ),
    remarked(
        "heading_misspelt",
        "a.xlsx",
        with_tiltak((*HEADINGS, "Begrunnelse for status"), lambda sender: (*row(sender), "fordi")),
        "Kolonnen «Begrunnelse for status» hører ikke til arket og er ikke lest. Mente dere «Begrunnelse status»?",
    ),
    remarked(
        "value_without_heading",
        "a.xlsx",
        with_tiltak(HEADINGS, lambda sender: (*row(sender), "husk!")),
        "Kolonnen har verdier, men ingen overskrift i rad 1",
        "Tiltak, rad 1, kolonne I",
    ),
    remarked(
        "field_unknown",
        "a.xlsx",
        lambda sender: form(sender, Innmelding=[*fields(sender), ("Kvartl", "x")]),
        "Feltet «Kvartl» hører ikke til skjemaet",
        "Innmelding, rad 6, kolonne A",
    ),
    remarked(
        "beside_the_fields",
        "a.xlsx",
        lambda sender: form(
            sender, Innmelding=[*fields(sender), ("Kontaktperson", "Ola", "Kari"), (None, None, "husk")]
        ),
        "Til høyre for verdien i feltet står noe som ikke er lest: «husk».",
        "Innmelding, rad 7, kolonne C",
        "noe om kontakten, som ikke blir gjengitt",
    ),
    remarked(
        "beside_the_fields_in_csv",
        "a.zip",
        zipped(lambda sender, files: {**files, "submission.csv": files["submission.csv"] + ";ekstra"}),
        "noe som ikke er lest: «ekstra».",
        "submission.csv, rad 5, kolonne 3",
    ),
    refused(
        "field_missing_in_csv",
        "a.zip",
        zipped(lambda sender, files: {**files, "submission.csv": files["submission.csv"].replace("Type", "#")}),
        "submission.csv (Type) Feltet Type er ikke fylt ut.",
    ),
    refused(
        "field_missing_in_json",
        "a.json",
        json_text('"kind"', '"#"'),
        "submission (Type) Feltet Type er ikke fylt ut.",
    ),
    remarked(
        "contact_that_is_an_object",
        "a.json",
        json_text("{", '{"contact_name": {"a": "b"}, '),
        "contact_name er ikke et navn.",
    ),
    *(
        remarked(
            f"address_that_is_none_{number}",
            "a.json",
            json_text("{", f'{{"contact_email": {json.dumps(address)}, '),
            "er ikke én e-postadresse. Det som står der, blir ikke brukt.",
        )
        for number, address in enumerate(("ikke en adresse", "ola@x.no\nBcc: alle@x.no"))
    ),
    remarked(
        "hidden_sheet",
        "a.xlsx",
        partial(form, fill=lambda book, sheets: sheets["Tiltak"].hide()),
        "Arket «Tiltak» er skjult, men er lest.",
    ),
    remarked(
        "hidden_sheet_ods",
        "a.ods",
        partial(spreadsheet, before=HIDDEN_STYLE, sheet=' table:style-name="h"'),
        "Arket «Tiltak» er skjult, men er lest.",
    ),
    remarked(
        "hidden_row",
        "a.xlsx",
        partial(form, fill=lambda book, sheets: sheets["Tiltak"].set_row(1, None, None, {"hidden": True})),
        "Disse radene er skjult eller filtrert bort, men er lest som de andre: 2.",
        "Tiltak, rad 2",
    ),
    *(
        remarked(
            f"row_{visibility}_ods",
            "a.ods",
            partial(spreadsheet, last_row=f' table:visibility="{visibility}"'),
            "Disse radene er skjult eller filtrert bort, men er lest som de andre: 3.",
            "Tiltak, rad 3",
        )
        for visibility in ("collapse", "filter")
    ),
]

SENDERS = [
    *(
        Case(f"round_{quarter}_is_not_open", "a.xlsx", partial(form, quarter=quarter), "waiting", ("ikke åpent for",))
        for quarter in ("2022-Q3", "2023-Q3", "2030-Q1")
    ),
    *(
        refused(f"quarter_{number}", "a.json", json_text("2023-Q2", quarter), f"«{quarter}» er ikke et kvartal.")
        for number, quarter in enumerate(("0000-Q1", "0999-Q4", "9999-Q4", "2014-Q4", "2051-Q1", "٢٠٢٣-Q2"))
    ),
    refused("no_quarter", "a.xlsx", partial(form, quarter="31.06.2023"), "«31.06.2023» er ikke et kvartal."),
    refused("anothers_form", "a.xlsx", lambda sender: form("FHI"), "Skjemaet er fra «FHI», men ligger i mappen til"),
]

CASES = FILES + CELLS + SHEETS + SENDERS


def let_bytes_be(path):
    path.write_bytes(form("FHI"))


def let_socket_be(path):
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(os.path.relpath(path))  # a socket's path is short


def let_it_be_unreadable(path):
    let_bytes_be(path)
    path.chmod(0)


def let_folder_be_unreadable(path):
    path.mkdir()
    let_bytes_be(path / "a.xlsx")
    path.chmod(0)


LEFT_ALONE = [
    ("~$innmelding.xlsx", let_bytes_be, "systemfil, ikke en innmelding"),
    (".~lock.innmelding.ods#", let_bytes_be, "systemfil"),
    (".DS_Store", let_bytes_be, "systemfil"),
    ("._innmelding.xlsx", let_bytes_be, "systemfil"),
    ("THUMBS.DB", let_bytes_be, "systemfil"),
    ("desktop.ini", let_bytes_be, "systemfil"),
    ("innmelding.xlsx.part", let_bytes_be, "systemfil"),
    ("innmelding.xlsx.filepart", let_bytes_be, "systemfil"),
    ("innmelding.TMP", let_bytes_be, "systemfil"),
    ("lenke.xlsx", lambda path: path.symlink_to("/etc/passwd"), "lenke, ikke en fil; legg inn filen selv"),
    ("ring.xlsx", lambda path: path.symlink_to(path), "lenke, ikke en fil"),
    ("mappelenke", lambda path: path.symlink_to(path.parent), "lenke, ikke en fil"),
    ("mappe.xlsx", lambda path: path.mkdir(), "mappe, ikke en fil"),
    ("rør.xlsx", os.mkfifo, "ikke en vanlig fil"),
    ("kontakt.json", let_socket_be, "ikke en vanlig fil"),
    ("låst.xlsx", let_it_be_unreadable, "kan ikke leses (Permission denied); prøves igjen neste gang"),
    ("låst", let_folder_be_unreadable, "kan ikke leses (Permission denied); prøves igjen neste gang"),
]
GROWING = "vokser.json"


@contextmanager
def like_anybody_else():
    """Root reads what it may not; without two of its capabilities permission bits count for this thread as well."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    before, without = (ctypes.c_uint32 * 6)(), (ctypes.c_uint32 * 6)()

    def call(function, data):
        assert function(header, data) == 0, os.strerror(ctypes.get_errno())

    call(libc.capget, before)
    call(libc.capget, without)
    without[0] &= ~0b110  # of the effective ones: DAC_OVERRIDE and DAC_READ_SEARCH
    call(libc.capset, without)
    try:
        yield
    finally:
        call(libc.capset, before)


@contextmanager
def growing(path):
    """A file to which somebody writes all the while."""
    is_over = threading.Event()

    def write():
        with path.open("ab", buffering=0) as file:
            while not is_over.wait(0.005):
                file.write(b" ")

    path.write_bytes(as_json()("FHI"))
    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        is_over.set()
        writer.join()


@dataclass
class Intake:
    """A home whose inbox held all of it, what checks of its files said before, and what two intakes came to."""

    home: Home
    checked: dict[str, Record]
    changed_by_checks: set[Path]
    first: taking.Taken
    second: taking.Taken

    def records(self, case):
        return [record for record in self.first.landed if record["organisation"] == case.sender]

    def receipt(self, record):
        """The receipt as people read it."""
        path = self.home.receipts / record["organisation"] / f"{record['sequence']:06}.html"
        return plain(path.read_text(encoding="utf-8"))


def plain(page):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page.partition("<body>")[2])).split())


@pytest.fixture(scope="module")
def intake(tmp_path_factory):
    senders = "".join(f"{case.sender},{case.sender},2022-Q4,\n" for case in CASES)
    home = make_home(tmp_path_factory.mktemp("hostile") / "home", organisations=ORGANISATIONS + senders)
    (home.office / "settings.toml").write_text("[limits]\nseconds = 60\n")  # others may be at work on the machine
    for case in CASES:
        folder = home.inbox / case.sender
        folder.mkdir()
        (folder / case.file).write_bytes(case.build(case.sender))
    for name, make, _ in LEFT_ALONE:
        (home.inbox / "FHI").mkdir(exist_ok=True)
        make(home.inbox / "FHI" / name)
    office, ledger = office_of(home), Ledger(home.ledger)
    with growing(home.inbox / "FHI" / GROWING), like_anybody_else():
        with ReadingWorker(office.limits) as worker:
            before = seen_from_outside(home)
            checked = {case.name: check(home, office, worker, case.sender, case.file) for case in CASES}
            changed = {path for path, _ in before ^ seen_from_outside(home)} - {home.inbox / "FHI" / GROWING}
        first = taking.take_in(home, office, ledger)
    (home.inbox / "FHI" / "låst.xlsx").chmod(0o600)
    (home.inbox / "FHI" / "låst").chmod(0o700)
    return Intake(home, checked, changed, first, taking.take_in(home, office, ledger))


def seen_from_outside(home):
    return {(path, (state := path.lstat()).st_mtime_ns + state.st_size) for path in home.root.rglob("*")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_gets_one_verdict_and_words_that_help(intake, case):
    (record,) = intake.records(case)
    receipt = intake.receipt(record)
    assert record["verdict"] == case.verdict, record["findings"]
    assert [words for words in case.words if words not in receipt] == [], receipt
    if case.stands:
        column, value = case.stands
        rows = AcceptedRows(intake.home).of(record)["measures"]["rows"]
        assert rows[-1]["values"][column] == value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_check_before_sending_agrees_with_the_intake(intake, case):
    (record,) = intake.records(case)
    assert intake.checked[case.name] == without_landing(record)


def test_checks_change_nothing(intake):
    assert intake.changed_by_checks == set()


@pytest.mark.parametrize("name", [name for name, _, why in LEFT_ALONE if "kan ikke leses" not in why])
def test_a_check_of_what_is_no_submission_says_what_the_intake_says(intake, name):
    (told,) = [one.why for one in intake.first.ignored if one.file == f"FHI/{name}"]
    with pytest.raises(NotASubmissionError, match=re.escape(told)):
        checking.check(intake.home.inbox / "FHI" / name, "FHI", intake.home, office_of(intake.home))


@pytest.mark.parametrize(("name", "make", "why"), LEFT_ALONE, ids=[name for name, _, _ in LEFT_ALONE])
def test_what_is_no_submission_is_named_and_left_alone(intake, name, make, why):
    (told,) = [one.why for one in intake.first.ignored if one.file == f"FHI/{name}"]
    assert why in told
    assert not any(record["file"].startswith(f"FHI/{name}") for record in intake.first.landed)
    assert os.path.lexists(intake.home.inbox / "FHI" / name)


def test_a_file_that_grows_is_left_for_the_next_intake(intake):
    (told,) = [one.why for one in intake.first.ignored if one.file == f"FHI/{GROWING}"]
    assert "tas neste gang" in told


def test_the_next_intake_takes_what_can_be_read_by_then_and_nothing_else(intake):
    taken = {record["file"]: record["verdict"] for record in intake.second.landed}
    assert set(taken) == {f"FHI/{GROWING}", "FHI/låst.xlsx", "FHI/låst/a.xlsx"}


def test_every_row_and_every_byte_of_every_file_is_accounted_for(intake):
    assert len(intake.first.landed) == len(CASES)
    assert unaccounted(intake.first.landed, AcceptedRows(intake.home)) == []
    for record in intake.first.landed:
        assert sha256((intake.home.archive / record["sha256"]).read_bytes()) == record["sha256"]


def test_no_answer_grows_with_its_file(intake):
    sizes = {path: path.stat().st_size for path in intake.home.receipts.rglob("*") if path.is_file()}
    assert {path: size for path, size in sizes.items() if size > 200_000} == {}


def test_nothing_was_written_beside_what_an_intake_writes(intake):
    assert {path.name for path in intake.home.root.iterdir()} == {
        "inbox",
        "office",
        "archive",
        "ledger",
        "office-history",
        "receipts",
        "store",
    }
    assert {path.name for path in intake.home.receipts.iterdir()} == {"FHI"} | {case.sender for case in CASES}


COSTLY = [
    "nested_bomb",
    "overlapping_bomb",
    "billion_laughs",
    "stray_cell",
    "blank_rows",
    "thousands_of_columns",
    "memory_hog",
    "deep_nesting",
]


@pytest.mark.parametrize("name", COSTLY)
def test_the_costliest_are_read_within_five_seconds_and_the_memory_that_is_allowed(name, tmp_path):
    case = next(case for case in CASES if case.name == name)
    path = tmp_path / "landed"
    path.write_bytes(case.build(case.sender))
    limits = Limits()
    with ReadingWorker(replace(limits, seconds=60)) as worker:  # others may be at work: the processor's time counts
        worker.start()
        before = spent_by_children()
        worker.read(path, Path(case.file).suffix)
        peak = worker.peak_mb
    assert spent_by_children() - before < limits.seconds
    assert 0 < peak < limits.memory_mb + 100  # the interpreter is not the file's


def spent_by_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.mark.parametrize("kind", ["full", "correction", "nothing_to_report"])
@pytest.mark.parametrize("quarter", ["2022-Q3", "2023-Q3"])
def test_a_file_for_a_round_that_is_not_open_touches_nothing(tmp_path, quarter, kind):
    home = make_home(tmp_path / "home")
    office, ledger = office_of(home), Ledger(home.ledger)
    hand_in(home, "a.json", content(measures=[measure("A"), measure("B")]))
    taking.take_in(home, office, ledger)
    before, standing = everything(home), Known.of(ledger.records).standing("FHI", "2023-Q2")
    tables = {} if kind == "nothing_to_report" else {"measures": [measure("A", status="red", status_reason="x")]}
    hand_in(home, "b.json", content(quarter=quarter, kind=kind, **tables))
    taken = taking.take_in(home, office, ledger)
    assert ([record["verdict"] for record in taken.landed], taken.rounds(office)) == (["waiting"], [])
    after = everything(home)
    before.pop(home.ledger / "HEAD")  # where the ledger ends, whatever has landed
    assert {path: after[path] for path in before} == before
    known = Known.of(ledger.records)
    assert known.standing("FHI", "2023-Q2") == standing
    assert known.standing("FHI", quarter).word is None


def everything(home):
    return {path: path.read_bytes() for path in sorted(home.root.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(
    "broken",
    [
        "assets.intake.taking.from_reading",
        "assets.intake.judging.examine",
        "assets.intake.judging._ask_about_quality",
        "assets.intake.taking.changes_by",
    ],
)
def test_a_file_on_which_our_own_code_breaks_gets_its_verdict_and_costs_only_itself(
    tmp_path, monkeypatch, caplog, broken
):
    home = make_home(tmp_path / "home")
    for sender in ("FHI", "KS", "NHN"):
        hand_in(home, "a.json", content(sender, measures=[measure(sender)]))
    module, _, name = broken.rpartition(".")
    sound = getattr(importlib.import_module(module), name)

    def breaks(said, *others, **named):
        if "Tiltak KS" in repr(said):
            raise ZeroDivisionError("nobody foresaw this")
        return sound(said, *others, **named)

    monkeypatch.setattr(broken, breaks)
    with ReadingWorker(Limits()) as worker:
        checked = check(home, office_of(home), worker, "KS", "a.json")
    taken = taking.take_in(home, office_of(home), Ledger(home.ledger))
    fhi, ks, nhn = taken.landed
    assert [one["verdict"] for one in (fhi, ks, nhn)] == ["accepted", "rejected", "accepted"]
    assert [found["rule"] for found in ks["findings"]] == ["could_not_be_judged"]
    receipt = plain((home.receipts / "KS" / "000002.html").read_text(encoding="utf-8"))
    assert "Filen kunne ikke behandles på grunn av en feil hos oss." in receipt
    assert without_landing(ks) == checked
    assert unaccounted(taken.landed, AcceptedRows(home)) == []
    (told,) = {record.getMessage() for record in caplog.records if "KS/a.json could not be judged" in record.message}
    assert "the fault is in this program" in told
    assert "nobody foresaw this" in caplog.text


PLAIN_AND_COSTLY = {
    "prose": (5_000, "Tiltaket skal gi bedre samhandling, og teksten bygger på arbeidet fra 2023 i 14 kommuner. " * 38),
    "brackets": (3_000, "[skriv " * 570),
    "dates": (5_000, "31.6.2023 " * 340),
    "unseen": (5_000, "a\u200b" * 1_000),
}


@pytest.mark.parametrize("name", PLAIN_AND_COSTLY)
def test_the_costliest_plain_files_are_judged_in_time_that_grows_with_their_size(name, tmp_path):
    rows, purpose = PLAIN_AND_COSTLY[name]
    home = make_home(tmp_path / "home")
    path = hand_in(home, "a.json", content(measures=[measure(f"M-{one}", purpose=purpose) for one in range(rows)]))
    before = resource.getrusage(resource.RUSAGE_SELF)
    children = spent_by_children()
    record = checking.check(path, "FHI", home, office_of(home))
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert record["rows"]["measures"]["accepted"] == rows
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime + spent_by_children() - children
    print(f"{name}: {spent:.1f} s, {after.ru_maxrss / 1000:.0f} MB")
    assert spent < 3 * office_of(home).limits.seconds  # what it must never be is quadratic; how fast it is, is measured


def test_a_drop_folder_is_its_organisation_s_though_a_system_took_letters_and_marks_apart(tmp_path):
    home = make_home(tmp_path / "home", organisations=f"{ORGANISATIONS}ÅØ,Åsgard og Ørland,2022-Q4,\n")
    folder = home.inbox / unicodedata.normalize("NFD", "ÅØ")
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps(content("ÅØ", measures=[measure("A")])), encoding="utf-8")
    (record,) = taking.take_in(home, office_of(home), Ledger(home.ledger)).landed
    assert (record["organisation"], record["verdict"]) == ("ÅØ", "accepted")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"contact_name": "Kari", "contact_email": "kari@a.no"}, Contact("Kari", "kari@a.no")),
        ({"contact_name": "Kari", "contact_email": "ola@x.no\nBcc: alle@x.no"}, Contact("Kari", None)),
        ({"contact_name": {"a": "b"}, "contact_email": "kari@a.no"}, Contact(None, "kari@a.no")),
    ],
)
def test_a_contact_that_is_none_is_used_nowhere(tmp_path, said, found):
    home = make_home(tmp_path / "home")
    hand_in(home, "a.json", content(measures=[measure("A")]) | said)
    ledger = Ledger(home.ledger)
    (record,) = taking.take_in(home, office_of(home), ledger).landed
    assert "x.no" not in json.dumps(record)
    assert contacts(home, Known.of(ledger.records), Limits(), ["FHI"]) == {"FHI": found}
