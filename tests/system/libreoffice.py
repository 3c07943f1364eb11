"""LibreOffice without a window: it opens a workbook, deletes rows, types into cells as in Norway and saves it under
another name, told so by a macro in a profile of its own.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

SECONDS = 60
_FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}
_NORWEGIAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>nb-NO</value></prop></item>
</oor:items>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
{code}
</script:module>
"""


class LibreOffice:
    """One profile; the first start makes it, with the library of macros that is written into afterwards."""

    def __init__(self, folder: Path) -> None:
        self._profile = folder / "profile"
        settings = self._profile / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_NORWEGIAN, encoding="utf-8")
        self._run("--terminate_after_init")
        self._module = self._profile / "user" / "basic" / "Standard" / "Module1.xba"

    def work_on(
        self,
        workbook: Path,
        *saved: Path,
        typed: Iterable[tuple[str, str, str]] = (),
        deleted: Iterable[tuple[str, int]] = (),
    ) -> None:
        """Delete rows (sheet, number), then type texts (sheet, cell, text), then save in the format of each suffix."""
        steps = [
            f"book.Sheets.getByName({_text(sheet)}).Rows.removeByIndex({row - 1}, 1)" for sheet, row in deleted
        ] + [
            f"book.Sheets.getByName({_text(sheet)}).getCellRangeByName({_text(cell)}).FormulaLocal = {_text(text)}"
            for sheet, cell, text in typed
        ]
        for path in saved:
            steps += [
                f"how(0).Value = {_text(_FILTERS[path.suffix])}",
                f"book.storeToURL({_text(path.as_uri())}, how())",
            ]
        code = "\n".join(
            [
                "Sub Main",
                "Dim how(0) As New com.sun.star.beans.PropertyValue",
                'how(0).Name = "Hidden"',
                "how(0).Value = True",
                f'book = StarDesktop.loadComponentFromURL({_text(workbook.as_uri())}, "_blank", 0, how())',
                'how(0).Name = "FilterName"',
                *steps,
                "book.close(True)",
                "End Sub",
            ]
        )
        self._module.write_text(_MODULE.format(code=escape(code)), encoding="utf-8")
        self._run("macro:///Standard.Module1.Main")
        missing = [path.name for path in saved if not path.is_file()]
        assert not missing, f"LibreOffice did not save {missing}"

    def _run(self, what: str) -> None:
        profile = f"-env:UserInstallation={self._profile.as_uri()}"
        command = ["soffice", profile, "--headless", "--norestore", "--nologo", what]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)


def _text(text: str) -> str:
    """A text as Basic writes it."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
