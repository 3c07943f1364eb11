"""Dagster's side of the report: model, figures, pages, PDF and manifest of a round's draft."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import dagster as dg

from assets.code import code_version
from assets.partitions import QUARTERS, quarter_of
from assets.report import drafts, printing
from assets.report.printed import printed_in
from assets.resources import HomeResource
from assets.shown import OWNERS, code
from assets.statistics.catalogue import STATISTICS
from assets.statistics.places import facts_of
from assets.tables import read_rows
from templates import FOLDER

_READ = ("measures", "dependencies", "costs", "roadmap", "earlier_measures", "organisations", "submissions", "remarks")
"""Tables of the portfolio that the chapters read."""


def _paths(written: Sequence[Path]) -> dict[str, dg.MetadataValue]:
    """Each file under its name; one that every language has, under its folder's name too."""
    names = Counter(path.name for path in written)
    return {
        path.name if names[path.name] == 1 else f"{path.parent.name}/{path.name}": dg.MetadataValue.path(str(path))
        for path in written
    }


@dg.asset(
    key=["report", "model"],
    group_name="report",
    partitions_def=QUARTERS,
    deps=[
        *(["portfolio", name] for name in _READ),
        *(["statistics", name] for name in (*STATISTICS, "numbers")),
        ["roadmap", "initiatives"],
        ["roadmap", "priorities"],
        ["roadmap", "indicators"],
    ],
    owners=OWNERS,
    kinds={"json"},
    code_version=code_version(),
)
def model(context: dg.AssetExecutionContext, home: HomeResource) -> dg.MaterializeResult:
    """The report without language: chapters of sentences, figures and tables that refer to numbers by their key.

    Grain: one ``report.json`` per round. A round that is not in the office's calendar has no report.
    """
    quarter, where, office = quarter_of(context), home.open(), home.office()
    facts = {name: read_rows(where, f"portfolio/{name}", quarter) for name in _READ}
    tallied = read_rows(where, "statistics/numbers", quarter)
    printed = printed_in(where, office.before(quarter))
    made = drafts.make_model(quarter, office, facts, tallied, facts_of(where, quarter), printed)
    written = drafts.write_model(where, made)
    absent = sum(number["value"] is None for number in made["numbers"].values())
    return dg.MaterializeResult(
        metadata={"numbers": len(made["numbers"]), "absent": absent, "known_at": made["known_at"], **_paths([written])}
    )


class Printing(dg.Config):
    """``languages``: codes of those to print; none of them means those that the office has chosen."""

    languages: list[str] = []  # noqa: RUF012  # Dagster copies it


@dg.multi_asset(
    name="report__print",
    group_name="report",
    partitions_def=QUARTERS,
    specs=[
        dg.AssetSpec(
            key=["report", "figures"],
            deps=[model],
            description="The report's charts as SVG, drawn from the numbers of the model.",
            owners=OWNERS,
            kinds={"matplotlib"},
        ),
        dg.AssetSpec(
            key=["report", "data"],
            deps=[model],
            description="The numbers of every figure and table as CSV: codes and names, exact values.",
            owners=OWNERS,
            kinds={"csv"},
        ),
        dg.AssetSpec(
            key=["report", "page"],
            deps=[model, ["report", "figures"], ["report", "data"]],
            description="The report as a web page that needs nothing but the files beside it.",
            owners=OWNERS,
            kinds={"jinja", "html"},
            metadata=code(FOLDER / "report" / "report.html.j2", FOLDER / "report" / "style.css", FOLDER / "look.json"),
        ),
        dg.AssetSpec(
            key=["report", "pdf"],
            deps=[model, ["report", "figures"]],
            description="The report as a PDF that is accessible (PDF/UA-1) and fit for archives (PDF/A-2a).",
            owners=OWNERS,
            kinds={"typst", "pdf"},
            metadata=code(FOLDER / "report" / "report.typ"),
        ),
        dg.AssetSpec(
            key=["report", "working_draft"],
            deps=[model, ["report", "figures"]],
            description="The report as a Word file, for a secretariat that comments on a draft and writes in it.",
            owners=OWNERS,
            kinds={"docx"},
        ),
        dg.AssetSpec(
            key=["report", "case_note"],
            deps=[model],
            description="Two pages for the council: what is asked, the summary, the red measures, the changes.",
            owners=OWNERS,
            kinds={"typst", "pdf"},
            metadata=code(FOLDER / "report" / "case_note.typ"),
        ),
    ],
)
def printed(context: dg.AssetExecutionContext, config: Printing, home: HomeResource) -> Iterator[dg.MaterializeResult]:
    """The data files of a round's draft, and its figures and every form of its report, in each language."""
    where = home.open()
    made = printing.print_draft(where, drafts.read_model(where, quarter_of(context)), config.languages)
    forms = {"page": made.pages, "pdf": made.pdfs, "working_draft": made.working_drafts, "case_note": made.case_notes}
    for name, files in {"figures": made.figures, "data": made.data, **forms}.items():
        yield dg.MaterializeResult(asset_key=["report", name], metadata=_paths(files))


@dg.asset(
    key=["report", "manifest"],
    group_name="report",
    partitions_def=QUARTERS,
    deps=[
        model,
        *(["report", name] for name in ("figures", "data", "page", "pdf", "working_draft", "case_note")),
        ["portfolio", "submissions"],
    ],
    owners=OWNERS,
    kinds={"json"},
)
def manifest(context: dg.AssetExecutionContext, home: HomeResource) -> dg.MaterializeResult:
    """What the draft was made of and consists of, by hash: submissions, office files, queries, code, outputs."""
    quarter, where, office = quarter_of(context), home.open(), home.office()
    written = drafts.write_manifest(
        where,
        drafts.read_model(where, quarter),
        office,
        read_rows(where, "portfolio/submissions", quarter),
        code_version(),
        printed_in(where, office.before(quarter)),
    )
    return dg.MaterializeResult(metadata=_paths([written]))
