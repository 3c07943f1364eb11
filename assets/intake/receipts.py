"""What the sender gets back: the ledger record as JSON, and a Norwegian page that says what is wrong where.

Everything here is made from the record, so a receipt can be written again at any time. The page's looks are
``templates/receipt``; the words of each rule are ``checks.findings``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from assets.home import Home, write_whole
from assets.language import language
from assets.ledger import Record, canonical
from assets.office import Office
from checks.contract import TABLES
from templates import FOLDER

VERDICTS = {
    "accepted": "godtatt",
    "accepted_with_remarks": "godtatt med merknader",
    "partly_accepted": "delvis godtatt",
    "rejected": "avvist",
    "waiting": "lagt til side",
    "duplicate": "mottatt fra før",
}
UNKNOWN_SENDER = "_unknown"


def write(home: Home, office: Office, record: Record) -> None:
    """Write both forms of a record's receipt."""
    path = _path(home, record)
    write_whole(path.with_suffix(".html"), page(record, office).encode())
    write_whole(path.with_suffix(".json"), canonical(record))


def write_missing(home: Home, office: Office, records: Iterable[Record]) -> None:
    """Write the receipts that a crash has prevented."""
    for record in records:
        if not _path(home, record).with_suffix(".json").exists():
            write(home, office, record)


def page(record: Record, office: Office) -> str:
    """The receipt as a page of its own."""
    nb = language("nb")
    organisation = office.organisations.get(record["organisation"] or "")
    errors = [found for found in record["findings"] if found["severity"] == "error"]
    remarks = [found for found in record["findings"] if found["severity"] == "remark"]
    return _template().render(
        title=f"Kvittering {record['sequence']:06}",
        verdict=record["verdict"],
        verdict_word=VERDICTS[record["verdict"]].capitalize(),
        organisation=record["organisation"] or "ukjent avsender",
        organisation_name=organisation.name if organisation else "",
        quarter=record["quarter"] or "",
        quarter_words=nb.quarter(record["quarter"]) if record["quarter"] else "",
        file=record["file"],
        sequence=record["sequence"],
        taken_at_words=nb.moment(datetime.fromisoformat(record["taken_at"])),
        late=record["late"],
        sha256=record["sha256"],
        rows=[{"table": TABLES[key].sheet, **counts} for key, counts in record["rows"].items() if counts["read"]],
        measures=record["measures"],
        errors=_groups(errors),
        remarks=_groups(remarks),
    )


def _groups(findings: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings by the measure that they concern, else by sheet, in order of first sight."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for found in findings:
        heading = found["measure_id"] or found["sheet"] or "Innmeldingen"
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


def _path(home: Home, record: Record) -> Path:
    return home.receipts / (record["organisation"] or UNKNOWN_SENDER) / f"{record['sequence']:06}"


@lru_cache
def _template() -> Template:
    pages = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
    return pages.get_template("receipt/receipt.html.j2")
