"""Dagster's side of the report: model, figures, pages, PDF and manifest of a round's draft."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import dagster as dg

from assets import sources
from assets.code import code_version
from assets.intake import assets as intake
from assets.intake.accepted import AcceptedRows
from assets.partitions import QUARTERS, quarter_of
from assets.portfolio import assets as portfolio
from assets.report import drafts, printing
from assets.report.evidence import cell_of, evidence_of, not_adding_up, read_evidence, write_evidence
from assets.report.graph import Asset
from assets.report.lineage import write_lineage
from assets.report.printed import printed_in
from assets.resources import HomeResource
from assets.roadmap import assets as roadmap
from assets.shown import OWNERS, code
from assets.sources import office
from assets.statistics import assets as statistics
from assets.statistics.catalogue import STATISTICS
from assets.statistics.places import facts_of
from assets.tables import read_rows
from templates import FOLDER

_READ = ("measures", "dependencies", "costs", "roadmap", "earlier_measures", "organisations", "submissions", "remarks")
"""Tables of the portfolio that the chapters read."""

PRINTED = ("figures", "data", "page", "numbers", "pdf", "working_draft", "case_note")
"""The forms in which a draft is printed, and what they are made with."""


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
        *office(
            "rounds",
            "organisations",
            "vocabularies",
            "measures",
            "initiatives",
            "priorities",
            "texts",
            "topics",
            "settings",
        ),
    ],
    owners=OWNERS,
    kinds={"json"},
    code_version=code_version(),
)
def model(context: dg.AssetExecutionContext, home: HomeResource) -> dg.MaterializeResult:
    """The report without language: chapters of sentences, figures and tables that refer to numbers by their key.

    Grain: one ``report.json`` per round. A round that is not in the office's calendar has no report.
    """
    quarter, where, owned = quarter_of(context), home.open(), home.office()
    facts = {name: read_rows(where, f"portfolio/{name}", quarter) for name in _READ}
    tallied = read_rows(where, "statistics/numbers", quarter)
    printed = printed_in(where, owned.before(quarter))
    made = drafts.make_model(quarter, owned, facts, tallied, facts_of(where, quarter), printed)
    written = drafts.write_model(where, made)
    absent = sum(number["value"] is None for number in made["numbers"].values())
    return dg.MaterializeResult(
        metadata={"numbers": len(made["numbers"]), "absent": absent, "known_at": made["known_at"], **_paths([written])}
    )


@dg.asset(
    key=["report", "evidence"],
    group_name="report",
    partitions_def=QUARTERS,
    deps=[model, ["statistics", "evidence"], ["portfolio", "submissions"], ["intake", "submissions"]],
    owners=OWNERS,
    kinds={"json"},
    code_version=code_version(),
    check_specs=[
        dg.AssetCheckSpec(
            "every_printed_number_is_the_sum_of_its_evidence",
            asset=["report", "evidence"],
            blocking=True,
            description="The terms that the page of each number prints add up to what the report prints.",
        )
    ],
)
def evidence(context: dg.AssetExecutionContext, home: HomeResource) -> dg.MaterializeResult:
    """What stands behind each number of the report, down to the cells of the senders' files.

    Grain: one ``evidence.json`` per round. File names and contacts are not in it.
    """
    quarter, where = quarter_of(context), home.open()
    made = drafts.read_model(where, quarter)
    measures = (read_rows(where, f"portfolio/{name}", quarter) for name in ("measures", "earlier_measures"))
    segments = {fact["fact_id"]: fact["segment"] for fact in chain(*measures)}
    found = evidence_of(
        made,
        read_rows(where, "statistics/evidence", quarter),
        read_rows(where, "portfolio/submissions", quarter),
        partial(cell_of, home.known(), AcceptedRows(where), segments),
    )
    wrong = not_adding_up(made, found)
    check = dg.AssetCheckResult(
        check_name="every_printed_number_is_the_sum_of_its_evidence", passed=not wrong, metadata={"wrong": wrong}
    )
    counted = sum(len(contributions) for contributions in found["numbers"].values())
    return dg.MaterializeResult(
        metadata={"contributions": counted, "rows": len(found["rows"]), **_paths([write_evidence(where, found)])},
        check_results=[check],
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
            key=["report", "numbers"],
            deps=[model, evidence],
            description="A page per number: what it counts, and every row, file and cell that it rests on. "
            "Grain: one folder per number and language.",
            owners=OWNERS,
            kinds={"jinja", "html"},
            metadata=code(FOLDER / "report" / "number.html.j2"),
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
    yield dg.MaterializeResult(asset_key=["report", "numbers"], metadata={"pages": len(made.number_pages)})


@dg.asset(
    key=["report", "lineage"],
    group_name="report",
    partitions_def=QUARTERS,
    deps=[model, evidence, ["statistics", "numbers"], *(["report", name] for name in PRINTED)],
    owners=OWNERS,
    kinds={"json"},
    code_version=code_version(),
)
def lineage(context: dg.AssetExecutionContext, home: HomeResource) -> dg.MaterializeResult:
    """The whole lineage of the draft for other tools: W3C PROV-JSON, down to rows, and OpenLineage events, by columns.

    Grain: two files per round. Their times are those of the facts, so they are the same whenever they are made.
    """
    quarter, where = quarter_of(context), home.open()
    made = drafts.read_model(where, quarter)
    behind = read_evidence(where.draft(quarter))
    written = write_lineage(where, made, behind, _assets(), home.office().inputs(), code_version())
    return dg.MaterializeResult(metadata=_paths(written))


def _assets() -> list[Asset]:
    """Every asset of this room and of those before it, and what comes from outside, as plain values."""
    made = (intake.submissions, portfolio.portfolio, statistics.statistics, roadmap.roadmap, model, evidence, printed)
    return [_plain(spec) for spec in (*sources.SOURCES, *(spec for one in made for spec in one.specs))]


def _plain(spec: dg.AssetSpec) -> Asset:
    schema, columns = (spec.metadata.get(f"dagster/column_{what}") for what in ("schema", "lineage"))
    return Asset(
        key=spec.key.to_user_string(),
        description=" ".join((spec.description or "").split()),
        reads=tuple(sorted(dep.asset_key.to_user_string() for dep in spec.deps)),
        columns=tuple((one.name, one.type, one.description or "") for one in schema.columns) if schema else (),
        behind={
            column: tuple((dep.asset_key.to_user_string(), dep.column_name) for dep in deps)
            for column, deps in (columns.deps_by_column.items() if columns else ())
        },
    )


@dg.asset(
    key=["report", "manifest"],
    group_name="report",
    partitions_def=QUARTERS,
    deps=[
        model,
        *(["report", name] for name in ("evidence", "lineage", *PRINTED)),
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
