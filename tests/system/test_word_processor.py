"""The Word file in a word processor: LibreOffice opens it, and what it shows has the report's headings and tables.

Needs Debian's libreoffice-writer, so it is not in the default run: ``make test-system``.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
from pathlib import Path

import pikepdf

from assets.report import working_draft
from tests.report.fixture_document import document, figures


def test_libreoffice_opens_the_word_file_and_finds_its_outline_and_pictures(tmp_path: Path):
    said = document()
    (tmp_path / "report.docx").write_bytes(working_draft.render(said, figures()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    kept = {name: {"type": "boolean", "value": "true"} for name in ("ExportBookmarks", "UseTaggedPDF")}
    options = f"pdf:writer_pdf_Export:{json.dumps(kept)}"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        options,
        "--outdir",
        tmp_path,
        tmp_path / "report.docx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    with pikepdf.open(io.BytesIO((tmp_path / "report.pdf").read_bytes())) as shown:
        with shown.open_outline() as outline:
            chapters = [re.sub(r"\s+", " ", str(one.title)) for one in outline.root]
        pictures = [alt for one in shown.objects if isinstance(one, pikepdf.Dictionary) and (alt := one.get("/Alt"))]
        assert str(shown.Root.Lang).startswith("nb")
    wanted = [f"{chapter['number']} {chapter['title']}".strip() for chapter in said["chapters"]]
    assert [title for title in wanted if title not in chapters] == []
    alts = {block["alt"] for chapter in said["chapters"] for part in (chapter, *chapter["sections"])
            for block in part["blocks"] if block["type"] == "figure"}  # fmt: skip
    assert alts <= {str(alt) for alt in pictures}
