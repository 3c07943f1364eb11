"""What the sender gets back: the ledger record as JSON, a Norwegian page that says what is wrong where, a marked copy.

Everything here is made from the record (the copy from the archived bytes too), so a receipt can be written again at any
time. The page's looks are ``templates/receipt``; the words of each rule are ``checks.findings``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from assets.home import Home, write_whole
from assets.intake.advice import is_check, next_steps, on_errors, on_remarks
from assets.intake.marked_copy import is_wanted, marked
from assets.intake.worker import ReadingWorker
from assets.language import language
from assets.ledger import Record, canonical
from assets.office import Office
from assets.pages import page as page_of
from assets.sums import SUFFIX, write_sums
from checks.contract import TABLES, Vocabulary
from checks.findings import RULES

log = logging.getLogger("portefolje.intake")

VERDICTS = {
    "accepted": "godtatt",
    "accepted_with_remarks": "godtatt med merknader",
    "partly_accepted": "delvis godtatt",
    "rejected": "avvist",
    "waiting": "lagt til side",
    "duplicate": "mottatt fra før",
}
UNKNOWN_SENDER = "_unknown"


def write(home: Home, office: Office, record: Record, worker: ReadingWorker) -> None:
    """Write every form of a landing's receipt, the JSON last: where it is, the others are."""
    path, kept = path_of(home, record), home.archive / record["sha256"]
    forms = {".html": page(record, office).encode(), ".json": canonical(record)}
    if is_wanted(record) and kept.exists():  # its bytes may have been erased since
        copy = marked_copy(kept, record, worker)
        if copy is not None:
            forms = {".xlsx": copy} | forms
    write_forms(path, forms)


def write_forms(path: Path, forms: Mapping[str, bytes]) -> None:
    """Write the forms of a receipt or notice, by their suffix, with their hashes beside them; the last comes last."""
    *first, last = forms
    for suffix in first:
        write_whole(path.with_suffix(suffix), forms[suffix])
    write_sums(path.with_suffix(SUFFIX), {path.with_suffix(suffix).name: made for suffix, made in forms.items()})
    write_whole(path.with_suffix(last), forms[last])


def write_missing(home: Home, office: Office, records: Iterable[Record], worker: ReadingWorker) -> None:
    """Write the receipts that a crash has prevented."""
    for record in records:
        if record["event"] == "landing" and not path_of(home, record).with_suffix(".json").exists():
            write(home, office, record, worker)


def marked_copy(path: Path, record: Record, worker: ReadingWorker) -> bytes | None:
    """The workbook at the path with the cells in question marked; None when it cannot be read or marked."""
    reading = worker.read(path, ".xlsx")
    if reading.get("format") != "xlsx":
        return None
    try:
        return marked(reading, record, VERDICTS[record["verdict"]])
    except Exception:  # the page says the same: no slip in a convenience may stop the intake of the others
        log.exception("%s: the marked copy could not be made", record["file"])
        return None


def page(record: Record, office: Office) -> str:
    """The receipt as a page of its own."""
    return page_of("receipt/receipt.html.j2", **shown(record, office))


def shown(record: Record, office: Office) -> dict[str, Any]:
    """What a receipt says to people, in the shape that the page's template states.

    A check's record has no ``sequence`` and no ``taken_at``.
    """
    nb = language("nb")
    organisation = office.organisations.get(record["organisation"] or "")
    by_severity = {
        severity: [found for found in record["findings"] if found["severity"] == severity]
        for severity in ("error", "remark")
    }
    sequence, taken_at = record.get("sequence"), record.get("taken_at")
    return {
        "title": f"Kvittering {sequence:06}" if sequence else "Kontroll før innsending",
        "verdict": record["verdict"],
        "verdict_word": VERDICTS[record["verdict"]].capitalize(),
        "organisation": record["organisation"] or "ukjent avsender",
        "organisation_name": organisation.name if organisation else "",
        "quarter": record["quarter"] or "",
        "quarter_words": nb.quarter(record["quarter"]) if record["quarter"] else "",
        "file": record["file"],
        "sequence": sequence,
        "taken_at_words": nb.moment(datetime.fromisoformat(taken_at)) if taken_at else None,
        "late": record["late"],
        "sha256": record["sha256"],
        "marked_copy": f"{sequence:06}.xlsx" if sequence and is_wanted(record) else None,
        "next_steps": list(next_steps(record)),
        "on_errors": on_errors(record),
        "on_remarks": on_remarks(record),
        "taken_in": "Dette blir lest og tatt inn" if is_check(record) else "Dette ble lest og tatt inn",
        "counts": {severity: len(found) for severity, found in by_severity.items()},
        "rows": [{"table": TABLES[key].sheet, **counts} for key, counts in record["rows"].items() if counts["read"]],
        "measures": {
            state: [_named(measure, record["names"]) for measure in listed]
            for state, listed in record["measures"].items()
        },
        "changes": _changes(record["changes"], office.vocabularies),
        "errors": _groups(by_severity["error"], record["names"]),
        "remarks": _groups(by_severity["remark"], record["names"]),
        "not_judged": list(dict.fromkeys(RULES[rule].asks for rule in record.get("not_judged", ()))),
    }


def as_text(record: Record, office: Office) -> str:
    """The receipt for a terminal."""
    said = shown(record, office)
    lines = [f"{said['file']}: {said['verdict_word'].lower()}", *said["next_steps"]]
    for heading, groups in (("FEIL", said["errors"]), ("MERKNADER", said["remarks"])):
        if groups:
            lines += ["", heading]
        for group in groups:
            lines += [f"  {group['heading']}"]
            for found in group["findings"]:
                lines += [f"    {found['place']}: {found['message']}", f"      {found['remedy']}"]
    if said["changes"]:
        lines += ["", said["changes"]["heading"].upper(), *(f"  {line}" for line in said["changes"]["lines"])]
    if said["rows"]:
        lines += ["", "RADER"]
        lines += [
            f"  {row['table']}: {row['read']} lest, {row['accepted']} tatt inn, {row['refused']} avvist"
            + (f", {row['held']} holdt tilbake" if row["held"] else "")
            for row in said["rows"]
        ]
    if said["not_judged"]:
        lines += [
            "",
            "IKKE KONTROLLERT, fordi det trengs mer enn filen",
            *(f"  {question}" for question in said["not_judged"]),
        ]
    return "\n".join(lines)


def _changes(changes: Mapping[str, Any] | None, vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any] | None:
    """What changed since the sender's last word, as lines; None where there is nothing to compare with."""
    if changes is None:
        return None
    lines = [f"Nytt tiltak: {_with_name(one)}" for one in changes["came"]]
    lines += [f"Ikke lenger med: {_with_name(one)}" for one in changes["went"]]
    for one in changes["changed"]:
        column = TABLES["measures"].by_key[one["what"]]
        before, now = (_term(vocabularies[column.vocabulary], one[when]) for when in ("before", "now"))
        lines.append(f"{column.heading} endret fra {before} til {now}: {_with_name(one)}")
    for table, rows in changes["dropped"].items():
        sheet = TABLES[table].sheet
        lines += [f"Raden {row['id']} på arket {sheet} er ikke lenger med: {row['text']}" for row in rows]
    since = language("nb").quarter(changes["since"])
    return {"heading": f"Endret siden det dere sist fikk godtatt ({since})", "lines": lines or ["Ingen endringer."]}


def _with_name(one: Mapping[str, Any]) -> str:
    return f"{one['name']} ({one['measure_id']})"


def _term(vocabulary: Vocabulary, code: str | None) -> str:
    if code is None:
        return "tom"
    term = vocabulary.by_code.get(code)
    return term.name if term else code


def _named(measure: str, names: Mapping[str, str]) -> str:
    return f"{names[measure]} ({measure})" if measure in names else measure


def _groups(findings: Iterable[dict[str, Any]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Findings by the measure that they concern, else by sheet, in order of first sight."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for found in findings:
        measure = found["measure_id"]
        heading = _named(measure, names) if measure else found["sheet"] or "Innmeldingen"
        groups.setdefault(heading, []).append({**found, "place": place(found)})
    return [{"heading": heading, "findings": listed} for heading, listed in groups.items()]


def place(found: dict[str, Any]) -> str:
    """Where a finding is: ``Tiltak, rad 7, kolonne F (Status)``."""
    parts = [found["sheet"] or ""]
    if found["row"] is not None:
        parts.append(f"rad {found['row']}")
    if found["column"] is not None:
        parts.append(f"kolonne {found['column']}")
    where = ", ".join(part for part in parts if part)
    heading = (found["heading"] or "").strip()
    return f"{where} ({heading})" if where and heading else where or heading


def path_of(home: Home, record: Record) -> Path:
    """Where the receipt of a record lies, without its suffix."""
    return home.receipts / (record["organisation"] or UNKNOWN_SENDER) / f"{record['sequence']:06}"
