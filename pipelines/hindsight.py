"""A draft as the office knew it at a time, for ``report ROUND --as-known-at TIME``.

What was known is what the ledger had by then, releases and withdrawals included, and the office's files under which the
last of it was judged: between two records nobody notes a change of them. Nothing is taken in, and the round's ordinary
draft stays as it is: this one lies beside it, in ``drafts/<round>@<time>``.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from assets.editions.history import lay_out
from assets.editions.published import show_published
from assets.home import Home, written_time
from assets.ledger import Ledger, known_by
from assets.report.drafts import MANIFEST, sums_of
from assets.sums import write_sums
from pipelines.running import make_draft_again

log = logging.getLogger("portefolje")


def draft_as_known(home: Home, quarter: str, at: datetime) -> Path:
    """Make the draft and return its folder. Raises HistoryError, OfficeError, and what the assets raise."""
    records = known_by(Ledger(home.ledger).records, at)
    place = home.draft(f"{quarter}@{written_time(at).replace(':', '')}")
    with tempfile.TemporaryDirectory(prefix="portefolje-") as folder:
        then = Home(Path(folder), home.clock)
        then.inbox.mkdir()
        for of_then, of_now in ((then.ledger, home.ledger), (then.accepted, home.accepted)):
            of_then.parent.mkdir(parents=True, exist_ok=True)
            of_then.symlink_to(of_now)
        if records:
            lay_out(home, records[-1]["office"], then.office)
            log.info("The office's files are those of %s", records[-1]["taken_at"])
        else:
            shutil.copytree(home.office, then.office)
            log.info("Nothing was known by then; the office's files are today's")
        show_published(home, records, then)
        make_draft_again(then, quarter, known_at=at)
        if place.exists():
            shutil.rmtree(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(then.draft(quarter), place)
        write_sums(sums_of(place), {f"{place.name}/{MANIFEST}": (place / MANIFEST).read_bytes()})
    return place
