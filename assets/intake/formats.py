"""Which format a file has, by its name and by its bytes, and the reader for it.

The readers are ``assets.intake.xlsx``, ``.ods`` and ``.text_formats``; the process that runs them is
``assets.intake.reader``.
"""

from __future__ import annotations

from itertools import chain

from assets.intake.archives import Archive
from assets.intake.ods import read_ods
from assets.intake.reading import Allowance, Reading, Refused, file_too_large
from assets.intake.text_formats import read_csv_archive, read_json
from assets.intake.xlsx import WORKBOOK, read_xlsx

_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a file of Microsoft's older container begins: .xls, and every workbook under a password or label."""


def read(content: bytes, suffix: str, allowance: Allowance) -> Reading:
    """Read a file by the ending of its original name, in any case. Raises Refused.

    A workbook or archive that is sound but bears the ending of another is read as what it is.
    """
    reading = _read(content, suffix.lower(), allowance)
    rows = len(reading["fields"]) + sum(1 + len(sheet["rows"]) for sheet in reading["sheets"])
    if rows > allowance.rows:
        raise Refused("too_many_rows", value=rows, limit=allowance.rows)
    if _text_in(reading) > allowance.text:
        raise Refused("inflates_too_much")
    return reading


def _text_in(reading: Reading) -> int:
    """Characters of all cells: a workbook can repeat one long text in every cell and stay small as a file."""
    cells = chain.from_iterable(row["cells"] for sheet in reading["sheets"] for row in sheet["rows"])
    return sum(len(cell) for cell in cells if isinstance(cell, str))


def _read(content: bytes, suffix: str, allowance: Allowance) -> Reading:
    if len(content) > allowance.file_bytes:
        raise file_too_large(len(content), allowance.file_bytes // 1_000_000)
    if not content.strip():
        raise Refused("empty_file")
    if content.startswith(_COMPOUND):
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        raise Refused("encrypted_file") if is_locked else Refused("unknown_format", value=".xls")
    if suffix == ".xlsm":
        raise Refused("macro_workbook", value=suffix)
    if suffix == ".json":
        return read_json(content, allowance)
    if suffix not in {".xlsx", ".ods", ".zip"}:
        raise Refused("unknown_format", value=suffix)
    archive = Archive(content, allowance)
    if archive.find(WORKBOOK):
        return read_xlsx(content, archive, allowance)
    if archive.find("content.xml"):
        return read_ods(archive, allowance)
    if suffix == ".zip":
        return read_csv_archive(archive, allowance)
    raise Refused("unknown_format", reason="no spreadsheet")
