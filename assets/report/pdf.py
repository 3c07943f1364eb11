"""Sets the report as a PDF that is accessible and fit for archives: PDF/UA-1 and PDF/A-2a in one file.

Its looks are ``templates/report/report.typ``, those of the case note ``case_note.typ``; its words and numbers arrive in
the document of ``assets.report.model``, its charts as drawn by ``assets.report.charts``. The typesetter has no row
headers yet, so they are marked afterwards.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf
import typst

from assets.report.alignment import Table, aligned, each_table, tables
from assets.report.columns import fitted
from assets.report.fonts import faces
from assets.report.glyphs import shown
from assets.report.look import colours, sizes
from templates import FOLDER


def render(document: Mapping[str, Any], figures: Mapping[str, bytes], template: str = "report.typ") -> bytes:
    """The PDF, the same bytes for the same input; ``figures`` holds the SVG of every ``src`` in the document.

    Dated by the document's ``known_at`` (ISO 8601), never by the clock. Raises NotInstalledError, and
    typst.TypstError when the document lacks something or would not be accessible (a skipped heading level, say).
    A character that the typeface lacks stops nothing: ``assets.report.glyphs`` has something to stand for it.
    """
    inputs = {
        "look": json.dumps({"colours": colours(), "sizes": sizes()}),
        "document": json.dumps(each_table(shown(aligned(document)), fitted), ensure_ascii=False),
        "figures": json.dumps({src: svg.decode() for src, svg in figures.items()}, ensure_ascii=False),
    }
    typeset = typst.compile(
        FOLDER / "report" / template,
        root=FOLDER,
        font_paths=[path.parent for path in faces().values()],
        ignore_system_fonts=True,
        sys_inputs=inputs,
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
    )
    return _with_row_headers(typeset, list(tables(document)))


def _with_row_headers(content: bytes, described: Sequence[Table]) -> bytes:
    """The first cell of a row becomes its row's header where the table has them (ISO 32000-1, 14.8.5.7).

    What the template adds beyond the columns, to keep rows together, is no cell of the table and goes.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for table, of in zip(_elements(pdf.Root.StructTreeRoot, pikepdf.Name.Table), described, strict=True):
            for row in _elements(table, pikepdf.Name.TR):
                while len(row.K) > len(of["columns"]):
                    del row.K[-1]
            for body in _elements(table, pikepdf.Name.TBody) if of.get("row_header", True) else ():
                for row in _elements(body, pikepdf.Name.TR):
                    _mark(row.K[0])
        stream = io.BytesIO()
        pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def _elements(parent: pikepdf.Object, kind: pikepdf.Name) -> Iterator[pikepdf.Object]:
    """The outermost structure elements of a kind below another, in reading order."""
    children: Any = parent.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            if child.get("/S") == kind:
                yield child
            else:
                yield from _elements(child, kind)


def _mark(cell: pikepdf.Object) -> None:
    """Turn a data cell into the header of its row, keeping what attributes it has."""
    if cell.get("/S") == pikepdf.Name.TD:
        cell.S = pikepdf.Name.TH
        scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
        kept: Any = cell.get("/A", [])
        cell.A = pikepdf.Array([scope, *(kept if isinstance(kept, pikepdf.Array) else [kept])])
