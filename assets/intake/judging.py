"""Submissions -> verdicts: which rows stand, which do not and why, given what is known so far.

Rows are held against the schemas of ``checks.schemas`` for many submissions at once; what depends on the sender, the
calendar and earlier submissions is decided one by one, in order. Writing the outcome down is ``assets.intake.taking``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd
import pyarrow as arrow

from assets.home import OSLO
from assets.intake.past import Past, Values
from assets.intake.submission import Field, Row, Submission, TableRows
from assets.ledger import BY_ROW, OF_MEASURE, Known, Standing
from assets.office import Office
from checks.contract import SCHEMA_VERSION, SUBMISSION_FIELDS, TABLES, Column, Quarter
from checks.contract.vocabularies import ASKED_IN, REPORTS, fold
from checks.findings import Finding, finding
from checks.quality import Background, remarks
from checks.schemas import arrow_type, broken, dtype

_OF_SEGMENT = {"missing_risk": "risk", "missing_budget": "budget"}
"""Rules that hang on the measure's segment, and what it then reports."""

LISTED = 2_000
"""Findings of each severity that a receipt names one by one."""

_NAMED_EACH = 10
"""Unknown measures that a remark names of a cell that lists them."""


@dataclass
class Judgement:
    """What a submission comes to: the verdict with its findings, and the rows behind it."""

    verdict: str
    organisation: str | None
    quarter: str | None
    kind: str | None
    submission: Submission
    findings: list[Finding]
    measures: dict[str, list[str]] = field(default_factory=lambda: {"accepted": [], "refused": [], "held": []})

    @property
    def standing_rows(self) -> Iterator[tuple[TableRows, Row]]:
        """The rows that were accepted, or are held of a waiting file."""
        for table in self.submission.tables.values():
            for row in table.rows:
                if not row.is_refused:
                    yield table, row

    def counts(self) -> dict[str, dict[str, int]]:
        """Rows read, accepted, refused and held, of every table."""
        stands = "held" if self.verdict == "waiting" else "accepted"
        counts = {}
        for key in TABLES:
            rows = self.submission.tables[key].rows if key in self.submission.tables else []
            refused = sum(row.is_refused for row in rows)
            counts[key] = {"read": len(rows), "accepted": 0, "refused": refused, "held": 0}
            counts[key][stands] = len(rows) - refused
        return counts

    def names(self) -> dict[str, str]:
        """The name of each measure that the submission reports, as it has it, but no longer than a name may be."""
        rows = self.submission.tables["measures"].rows if "measures" in self.submission.tables else []
        most = TABLES["measures"].by_key["name"].length
        return {row.measure_id: row.values["name"][:most] for row in rows if row.measure_id and row.values.get("name")}

    def identities(self) -> dict[str, dict[str, list[str]]]:
        """Ids of the accepted and refused rows of the tables whose rows stand alone."""
        identities: dict[str, dict[str, list[str]]] = {}
        for key in BY_ROW:
            if key in self.submission.tables:
                (id_column,) = TABLES[key].identity
                sorted_out: dict[str, list[str]] = {"accepted": [], "refused": []}
                for row in self.submission.tables[key].rows:
                    if id_column in row.values:
                        sorted_out["refused" if row.is_refused else "accepted"].append(row.values[id_column])
                identities[key] = sorted_out
        return identities


def examine(submissions: Sequence[Submission], office: Office) -> None:
    """Hold the rows of many submissions against the schemas at once; each row gets its findings.

    Where the office has decided a measure's segment, what the row must hold is judged by that; the row keeps its own.
    What the decided segment alone asks for and the row lacks is remarked on: the sender did not choose it.
    """
    for submission in submissions:
        _segments_decided(submission, office)
    for table in TABLES.values():
        taken = [(number, one.tables[table.key]) for number, one in enumerate(submissions) if table.key in one.tables]
        placed = [(number, rows, row) for number, rows in taken for row in rows.rows if not row.is_refused]
        if not placed:
            continue
        frame = pd.DataFrame(
            {"submission": [number for number, _, _ in placed]}
            | {
                column.key: pd.Series(
                    arrow.array([row.decided.get(column.key) for _, _, row in placed], arrow_type(column)),
                    dtype=dtype(column),
                )
                for column in table.columns
            }
        )
        for fault in broken(table, frame, within=("submission",), vocabularies=office.vocabularies):
            _, rows, row = placed[fault.index]
            column = table.by_key[fault.column]
            if fault.rule.startswith("missing_") and rows.has_error(row, column):
                continue
            if fault.rule in _OF_SEGMENT and _OF_SEGMENT[fault.rule] not in REPORTS.get(row.values["segment"], ()):
                segment = office.vocabularies["segment"].by_code[row.decided["segment"]].name
                row.findings.append(rows.finding("missing_for_decided_segment", row, column, segment=segment))
            else:
                row.findings.append(rows.finding(fault.rule, row, column, **_words(rows, row, column)))


def _segments_decided(submission: Submission, office: Office) -> None:
    if "measures" not in submission.tables or not office.segments:
        return
    table, quarter = submission.tables["measures"], submission.field_value("quarter") or ""
    column = table.table.by_key["segment"]
    for row in table.rows:
        decided = office.segment(row.measure_id or "", quarter)
        if decided and "segment" in row.values:
            row.office["segment"] = decided
            if row.values["segment"] != decided:
                name = office.vocabularies["segment"].by_code[decided].name
                row.findings.append(table.finding("segment_differs", row, column, segment=name))


def _words(rows: TableRows, row: Row, column: Column) -> dict[str, object]:
    earlier = rows.table.by_key.get(column.not_before)
    return {
        "limit": column.length if column.length is not None else column.at_least,
        "length": len(row.values.get(column.key) or "") if column.length else 0,
        "start": f"{earlier.heading.lower()} ({row.raw.get(earlier.key)})" if earlier else "",
    }


def decide(submission: Submission, *, folder: str, past: Past, taken_at: datetime) -> Judgement:
    """The verdict on one examined submission. ``folder`` is the drop folder in which it lay."""
    known, office = past.known, past.office
    findings = list(submission.findings)
    sender = office.organisations.get(folder)
    if sender is None:
        findings.insert(0, finding("unknown_sender", value=folder) if folder else finding("in_no_folder"))
    quarter, kind = None, None
    if submission.fields or submission.tables:
        quarter, kind, faults = _read_fields(submission, folder, office)
        findings += faults
    judgement = Judgement("rejected", folder if sender else None, quarter, kind, submission, findings)
    if sender is not None and quarter and kind and not any(found.severity == "error" for found in findings):
        _codes_out_of_force(judgement, office)
        _judge_measures(judgement, known, office)
        _remark_on_rows(judgement)
        if not past.is_alone:
            _remark_on_unknown(judgement, known)
        _remark_on_decisions(judgement, office)
        on_what_stood = list(_remarks_on_what_stood(judgement, known, office))
        stands = kind == "nothing_to_report" or any(True for _ in judgement.standing_rows)
        if not stands:
            findings.append(finding("no_usable_row"))
        wrong = [found for found in on_what_stood if found.severity == "error"]
        if stands and not wrong:
            judgement.verdict = "accepted"
        counts = judgement.verdict == "accepted" and office.is_open(quarter, taken_at)
        findings[:0] = on_what_stood if counts else wrong
        if judgement.verdict == "accepted":
            _ask_about_quality(judgement, past, taken_at.astimezone(OSLO).date())
    for table in submission.tables.values():
        if table.fault is not None and table.fault not in findings:
            findings.append(table.fault)
        for row in table.rows:
            findings += row.findings
    if judgement.verdict == "rejected":
        _refuse_all(judgement)
    elif not office.is_open(quarter or "", taken_at):
        findings.insert(0, submission.field("quarter").finding("quarter_not_open"))
        judgement.verdict = "waiting"
        judgement.measures["held"], judgement.measures["accepted"] = judgement.measures["accepted"], []
    elif any(found.severity == "error" for found in findings):
        judgement.verdict = "partly_accepted"
    elif findings:
        judgement.verdict = "accepted_with_remarks"
    judgement.findings = list(_listed(findings))
    return judgement


def _listed(findings: list[Finding]) -> Iterator[Finding]:
    """The findings, and of a file that is wrong from end to end as many as anybody reads; the rest as a number."""
    for severity in ("error", "remark"):
        alike = [found for found in findings if found.severity == severity]
        yield from alike[:LISTED]
        if len(alike) > LISTED:
            yield finding(f"more_{severity}s", words={"count": len(alike) - LISTED})


def _read_fields(submission: Submission, folder: str, office: Office) -> tuple[str | None, str | None, list[Finding]]:
    """Quarter and kind, each None when it cannot be read, and what is wrong with the submission's own fields."""
    faults: list[Finding] = []
    for said in SUBMISSION_FIELDS:
        if said.is_required and submission.field_value(said.key) is None:
            faults.append(submission.field(said.key).finding("missing_field"))
    version = submission.field_value("schema_version")
    if version is not None and version != str(SCHEMA_VERSION):
        faults.append(submission.field("schema_version").finding("unknown_version", version=SCHEMA_VERSION))
    sender = submission.field_value("organisation")
    if sender is not None and folder in office.organisations:
        names = {fold(folder), fold(office.organisations[folder].name)}
        if fold(sender) not in names:
            faults.append(submission.field("organisation").finding("wrong_sender", folder=folder))
    quarter = _quarter(submission.field("quarter"), faults)
    kinds = office.vocabularies["submission_kind"]
    kind = None
    if (said_kind := submission.field_value("kind")) is not None:
        kind = kinds.code_of(said_kind)
        if kind is None:
            choices = ", ".join(term.name for term in kinds.terms)
            faults.append(submission.field("kind").finding("unknown_kind", choices=choices))
    if kind in {"full", "correction"}:
        faults += _unplaced(submission, kind)
    return quarter, kind, faults


def _unplaced(submission: Submission, kind: str) -> Iterator[Finding]:
    """Why no row of a measure could be placed: then nothing of the submission is taken, and what stood stands."""
    tables = submission.tables
    measures = tables.get("measures")
    if measures is None:
        yield finding("missing_measures")
        return
    unread = [tables[key].fault for key in OF_MEASURE if key in tables]
    yield from filter(None, unread[:1] if unread[0] else unread)
    filled = [tables[key].sheet for key in OF_MEASURE if key in tables and tables[key].rows]
    if kind == "full" and filled and not measures.rows and not measures.fault:
        yield finding("no_measure_for_rows", sheet=measures.sheet, value=", ".join(filled))


def _quarter(said: Field, faults: list[Finding]) -> str | None:
    if said.value is None:
        return None
    try:
        return str(Quarter.parse(said.value))
    except ValueError:
        faults.append(said.finding("faulty_quarter"))
        return None


def _judge_measures(judgement: Judgement, known: Known, office: Office) -> None:
    """Take each measure whole or not at all; cost and roadmap rows one by one."""
    quarter, sender = judgement.quarter or "", judgement.organisation
    tables = judgement.submission.tables
    named: dict[str, None] = {}
    refused: set[str] = set()
    unread = False
    if "measures" in tables:
        unread = any(row.measure_id is None and not row.is_refused for row in tables["measures"].rows)
        column = TABLES["measures"].by_key["measure_id"]
        for row in tables["measures"].rows:
            if row.measure_id is None:
                continue
            named[row.measure_id] = None
            owner = known.owner(row.measure_id, quarter, office.transfers)
            if owner is not None and owner != sender:
                name = office.organisations[owner].name if owner in office.organisations else owner
                row.findings.append(tables["measures"].finding("other_owner", row, column, owner=name))
    for key in OF_MEASURE:
        if key not in tables:
            continue
        column = TABLES[key].by_key["measure_id"]
        for row in tables[key].rows:
            if row.measure_id is not None and row.measure_id not in named:
                row.findings.append(tables[key].finding("measure_not_in_submission", row, column))
            row.is_refused = row.is_refused or _has_error(row)
            if row.is_refused and row.measure_id is not None:
                refused.add(row.measure_id)
    for key in OF_MEASURE:
        if key in tables:
            for row in tables[key].rows:
                row.is_refused = row.is_refused or row.measure_id in refused
    for key in BY_ROW:
        if key in tables:
            for row in tables[key].rows:
                row.is_refused = row.is_refused or _has_error(row)
    judgement.measures["accepted"] = [measure for measure in named if measure not in refused]
    judgement.measures["refused"] = [measure for measure in named if measure in refused]
    if unread and judgement.kind == "full":  # the row may be any measure's: one that is named no more keeps its report
        stood = known.standing(sender or "", quarter).measures
        judgement.measures["refused"] += [measure for measure in stood if measure not in named]


def _has_error(row: Row) -> bool:
    return any(found.severity == "error" for found in row.findings)


def _refuse_all(judgement: Judgement) -> None:
    tables = judgement.submission.tables
    judgement.measures["refused"] = list(_named(judgement.submission))
    judgement.measures["accepted"] = []
    for table in tables.values():
        for row in table.rows:
            row.is_refused = True


def _remark_on_rows(judgement: Judgement) -> None:
    if measures := judgement.submission.tables.get("measures"):
        for row in measures.rows:
            row.findings += _unasked(measures, row)


def _remark_on_unknown(judgement: Judgement, known: Known) -> None:
    """Remark on measures that nobody has reported yet."""
    named = set(judgement.measures["accepted"]) | set(judgement.measures["refused"])
    for key, table in judgement.submission.tables.items():
        for row in table.rows:
            for column in table.table.columns:
                if column.key in {"succeeded_by", "counterpart_measure_id"} or (
                    column.key == "measure_id" and key in BY_ROW
                ):
                    mentioned = dict.fromkeys(filter(None, str(row.values.get(column.key) or "").split(";")))
                    unknown = [one for one in mentioned if one not in named and one not in known.first_reporter]
                    if unknown:
                        said = ", ".join(f"«{one}»" for one in unknown[:_NAMED_EACH])
                        said += " med flere" if len(unknown) > _NAMED_EACH else ""
                        row.findings.append(table.finding("unknown_measure", row, column, unknown=said))
            is_first = row.measure_id and row.measure_id not in known.first_reporter
            if key == "measures" and judgement.kind == "correction" and is_first:
                column = table.table.by_key["measure_id"]
                row.findings.append(table.finding("first_report_in_correction", row, column))


def _remark_on_decisions(judgement: Judgement, office: Office) -> None:
    """What the office has decided of the measures: other names of theirs, and which are candidates."""
    tables, quarter = judgement.submission.tables, judgement.quarter or ""
    for key, table in tables.items():
        for name in ("measure_id", "name") if key == "measures" else ("measure_id",) if key in BY_ROW else ():
            column = table.table.by_key[name]
            for row in table.rows:
                meant = office.aliases.get(fold(str(row.values.get(name) or "")))
                if meant is not None and meant != row.values.get("measure_id"):
                    row.findings.append(table.finding("other_name", row, column, meant=meant))
    if "measures" in tables:
        column = TABLES["measures"].by_key["measure_id"]
        for row in tables["measures"].rows:
            if row.measure_id and not office.is_admitted(row.measure_id, quarter):
                row.findings.append(tables["measures"].finding("not_admitted", row, column))


def _codes_out_of_force(judgement: Judgement, office: Office) -> None:
    """Codes that the office's vocabularies have, though not in the quarter reported for: as unknown as any other."""
    for table in judgement.submission.tables.values():
        for column in table.table.columns:
            if column.vocabulary:
                in_force = office.vocabulary(column.vocabulary, judgement.quarter or "")
                choices = ", ".join(term.name for term in in_force.terms)
                for row in table.rows:
                    code = row.values.get(column.key)
                    if code in office.vocabularies[column.vocabulary].by_code and code not in in_force.by_code:
                        row.findings.append(table.finding("unknown_code", row, column, choices=choices))


def _unasked(table: TableRows, row: Row) -> Iterator[Finding]:
    """Values that nobody asked this measure for: kept, and counted nowhere."""
    said = row.decided
    asked = REPORTS.get(said.get("segment", ""), frozenset()) if said.get("lifecycle") == "active" else ()
    for what, key in ASKED_IN.items():
        if key in row.values and what not in asked:
            yield table.finding("not_asked_for", row, table.table.by_key[key])


def _ask_about_quality(judgement: Judgement, past: Past, today: date) -> None:
    """Remark on what looks odd in the rows that stand; rows with errors have enough to be told."""
    quarter = judgement.quarter or ""
    rows: dict[str, list[tuple[TableRows, Row]]] = {}
    for table, row in judgement.standing_rows:
        rows.setdefault(table.table.key, []).append((table, row))
    measures = {row.values["measure_id"]: row.values for _, row in rows.get("measures", ())}
    waited_for = (row.values.get("counterpart_measure_id") for _, row in rows.get("dependencies", ()))
    round_ = past.office.rounds.get(quarter)
    background = Background(
        quarter=quarter,
        as_of=min(today, round_.cut_off) if round_ else today,
        earlier=past.earlier(list(measures), quarter),
        counterparts={
            measure: report
            for measure in dict.fromkeys(filter(None, waited_for))
            for report in _reports(measure, judgement, past, measures)
        },
    )
    for remark in remarks({key: [row.values for _, row in listed] for key, listed in rows.items()}, background):
        table, row = rows[remark.table][remark.position]
        column = table.table.by_key[remark.column]
        row.findings.append(table.finding(remark.rule, row, column, **remark.words))


def _reports(measure: str, judgement: Judgement, past: Past, measures: Mapping[str, Values]) -> Iterator[Values | None]:
    """What is said of a measure in the round once this submission counts; nothing where its owner is silent as yet."""
    quarter, sender = judgement.quarter or "", judgement.organisation
    owner = past.known.owner(measure, quarter, past.office.transfers)
    if measure in measures:
        yield measures[measure]
    elif owner == sender and judgement.kind == "full" and measure not in judgement.measures["refused"]:
        yield None
    elif owner is not None and past.has_spoken(owner, quarter):
        yield past.report(measure, quarter)


def _remarks_on_what_stood(judgement: Judgement, known: Known, office: Office) -> Iterator[Finding]:
    """What the submission does to the sender's earlier word on the round."""
    standing = known.standing(judgement.organisation or "", judgement.quarter or "")
    if judgement.kind == "nothing_to_report":
        yield from _withdrawals(judgement.submission, standing)
    elif judgement.kind == "full":
        yield from _tables_gone(judgement, standing, known, office)
    named = _named(judgement.submission)
    for measure in judgement.measures["refused"]:
        if measure in standing.measures:
            rule = "kept_earlier" if measure in named else "kept_unnamed"
            yield finding(rule, measure_id=measure, value=measure)
    if judgement.kind == "full":
        for key, ids in judgement.identities().items():
            sheet = judgement.submission.tables[key].sheet
            for row in dict.fromkeys(ids["refused"]):
                if row in standing.rows[key] and row not in ids["accepted"]:
                    yield finding("row_not_kept", sheet=sheet, value=row)


def _named(submission: Submission) -> dict[str, None]:
    """The measures that the submission reports, each once."""
    rows = submission.tables["measures"].rows if "measures" in submission.tables else []
    return {row.measure_id: None for row in rows if row.measure_id}


def _withdrawals(submission: Submission, standing: Standing) -> Iterator[Finding]:
    rows = sum(len(table.rows) for table in submission.tables.values())
    if rows:
        yield finding("rows_with_nothing_to_report", words={"rows": _counted(rows, "utfylt rad", "utfylte rader")})
    counts = [
        f"{_counted(len(standing.rows[table]), 'rad', 'rader')} på {TABLES[table].sheet}"
        for table in BY_ROW
        if standing.rows[table]
    ]
    withdrawn = [*standing.measures, *counts]
    if withdrawn:
        yield finding("withdraws", value=", ".join(withdrawn))


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _tables_gone(judgement: Judgement, standing: Standing, known: Known, office: Office) -> Iterator[Finding]:
    """Sheets that a full submission lacks although the sender had rows there, in this round or the one before."""
    before = standing
    previous = office.previous(judgement.quarter or "")
    if before.word is None and previous is not None:
        before = known.standing(judgement.organisation or "", previous.quarter)
    for key, table in TABLES.items():
        if key != "measures" and key not in judgement.submission.tables and key in before.filled:
            yield finding("table_gone", sheet=table.sheet, value=table.sheet)
