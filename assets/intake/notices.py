"""What the sender gets back when the office lets a submission in or withdraws one: the record, and a Norwegian page.

Lies among the receipts, under the record's own number. Receipts of files are ``assets.intake.receipts``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from assets.home import Home
from assets.intake.receipts import path_of, write_forms
from assets.language import language
from assets.ledger import BY_ROW, Known, Record, canonical
from assets.office import Office
from assets.pages import page
from checks.contract import TABLES

EVENTS = frozenset({"release", "withdrawal"})
"""Ledger records that a notice is written of."""


def write(home: Home, office: Office, records: Sequence[Record]) -> Path:
    """Write both forms of the notice of the last of the ledger's records; returns the page."""
    path = path_of(home, records[-1])
    write_forms(path, {".html": notice(records, office).encode(), ".json": canonical(records[-1])})
    return path.with_suffix(".html")


def write_missing(home: Home, office: Office, records: Sequence[Record]) -> None:
    """Write the notices that a crash has prevented."""
    for number, record in enumerate(records, start=1):
        if record["event"] in EVENTS and not path_of(home, record).with_suffix(".json").exists():
            write(home, office, records[:number])


def notice(records: Sequence[Record], office: Office) -> str:
    """The page on the last of the records: what happened, why, and what counts once it has."""
    nb, record = language("nb"), records[-1]
    before, known = Known.of(records[:-1]), Known.of(records)
    sender = record["organisation"], record["quarter"]
    standing = known.standing(*sender)
    return page(
        "receipt/notice.html.j2",
        title=f"Kvittering {record['sequence']:06}",
        event=record["event"],
        was_withdrawn=record["of"] in before.withdrawals,
        why=record.get("why"),
        organisation_name=office.name_of(record["organisation"]),
        quarter_words=nb.quarter(record["quarter"]),
        file=record["file"],
        of=record["of"],
        handed_in_words=nb.moment(datetime.fromisoformat(known.records[record["of"]]["taken_at"])),
        decided_words=nb.moment(datetime.fromisoformat(record["taken_at"])),
        late=record["late"],
        measures=sorted(standing.measures),
        rows=[{"table": TABLES[key].sheet, "count": len(standing.rows[key])} for key in BY_ROW if standing.rows[key]],
        waits=sorted(one for one in known.landings[sender] if known.records[one]["verdict"] == "waiting"),
        nothing_to_report=standing.word is not None and standing.word["kind"] == "nothing_to_report",
    )
