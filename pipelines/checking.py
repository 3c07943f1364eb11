"""Checking a file for the command ``check``: against a home where there is one, else alone; without Dagster."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assets import office
from assets.home import Home, write_whole
from assets.intake import checking, receipts
from assets.intake.marked_copy import is_wanted
from assets.intake.worker import ReadingWorker
from assets.ledger import Record, canonical
from assets.office import Office


@dataclass(frozen=True)
class Checked:
    """A receipt that was not recorded, and the same for a terminal."""

    record: Record
    text: str

    @property
    def is_acceptable(self) -> bool:
        """Whether all of the file would count, or counts already."""
        has_errors = any(found["severity"] == "error" for found in self.record["findings"])
        return self.record["verdict"] in {"accepted", "accepted_with_remarks", "duplicate"} and not has_errors


def check_file(file: Path, organisation: str, home: Home, out: Path | None) -> Checked:
    """Check a file, and write its receipt into the folder ``out`` where one is named. Raises NotASubmissionError."""
    if home.is_there:
        owned = office.load(home.office)
        record = checking.check(file, organisation, home, owned)
    else:
        owned = Office(rounds={}, organisations={})
        record = checking.check_alone(file, organisation, home.clock.now())
    if out is not None:
        write_whole(out / f"{file.stem}.kvittering.html", receipts.page(record, owned).encode())
        write_whole(out / f"{file.stem}.kvittering.json", canonical(record))
        if is_wanted(record):
            with ReadingWorker(owned.limits) as worker:
                copy = receipts.marked_copy(file, record, worker)
            if copy is not None:
                write_whole(out / f"{file.stem}.kvittering.xlsx", copy)
    return Checked(record, receipts.as_text(record, owned))
