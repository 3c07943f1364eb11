"""Files as they are handed in, good and hostile, built in memory: workbooks, spreadsheets, archives."""

import io
import zipfile

import xlsxwriter

FIELDS = [("Felt", "Verdi"), ("Skjemaversjon", 1), ("Virksomhet", "FHI"), ("Kvartal", "2023-Q2")]
MEASURES = [("Tiltaks-ID", "Navn"), ("MSIS", "Meldingssystem")]


def workbook(*, options=None, fill=None, **sheets):
    """An .xlsx with Innmelding, Tiltak and the sheets given as rows (None: without it).

    ``fill`` gets the writer and its sheets by name.
    """
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, **(options or {})}) as book:
        written = {}
        for name, rows in ({"Innmelding": FIELDS, "Tiltak": MEASURES} | sheets).items():
            if rows is None:
                continue
            written[name] = sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        if fill:
            fill(book, written)
    return target.getvalue()


def archive(members, *, compression=zipfile.ZIP_DEFLATED):
    """A zip of names and contents; a name may be a ``ZipInfo``."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as made:
        for name, content in members.items() if isinstance(members, dict) else members:
            made.writestr(name, content)
    return target.getvalue()


def members(content):
    """The names and contents of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        return {name: read.read(name) for name in read.namelist()}


def with_sheet(rows, content=None):
    """A workbook whose sheet Tiltak holds the given XML of rows."""
    xml = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    return archive(members(content or workbook()) | {"xl/worksheets/sheet2.xml": xml})


SUBMISSION_CSV = "key,value\nschema_version,1\norganisation,FHI\nquarter,2023-Q2\n"


def csv_archive(**tables):
    """A zip with submission.csv and the tables given as text or bytes."""
    return archive({"submission.csv": SUBMISSION_CSV, **{f"{name}.csv": text for name, text in tables.items()}})


_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "table", "text", "style")
)


def ods(tables="", *, before="", manifest="", prolog="", fields=FIELDS):
    """An .ods with the sheet Innmelding and the given XML of tables."""
    fields = ods_table("Innmelding", *(ods_row(*map(ods_text, row)) for row in fields))
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'{prolog}<office:document-content {_SPACES} xmlns:calcext="urn:calcext">'
            f"<office:automatic-styles>{before}</office:automatic-styles><office:body><office:spreadsheet>{fields}{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="urn:m">{manifest}</manifest:manifest>',
        }
    )


def ods_table(name, *rows, attributes=""):
    return f'<table:table table:name="{name}"{attributes}>{"".join(rows)}</table:table>'


def ods_row(*cells, alike=1, attributes=""):
    repeated = f'table:number-rows-repeated="{alike}"'
    return f"<table:table-row {repeated}{attributes}>{''.join(cells)}</table:table-row>"


def ods_text(text):
    return ods_cell(f"<text:p>{text}</text:p>", 'office:value-type="string"')


def ods_cell(inside="", attributes=""):
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"
