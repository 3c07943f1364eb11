"""Publishing a round for the command ``publish``: the draft made anew, held against the gate, and frozen."""

from __future__ import annotations

import logging

from dagster._core.errors import DagsterAssetCheckFailedError

from assets import office
from assets.editions.corrections import compared
from assets.editions.erasing import remove_erased
from assets.editions.freezing import freeze, publication, settle
from assets.editions.gate import Candidate, checks_failed, passed
from assets.editions.published import Edition, edition
from assets.home import Home
from assets.ledger import Ledger
from assets.report.drafts import read_model
from pipelines.running import RunFailedError, make_draft_again, record_edition

log = logging.getLogger("portefolje")


def publish(home: Home, quarter: str, *, note: str = "", approved: str | None = None) -> Edition:
    """Publish the round's draft as it would be made now; nothing is taken in.

    The ledger is held from the making of the draft to the record, so that nothing comes in between. Raises OfficeError,
    AnotherDraftError, NothingToPublishError, GateClosedError, and what the assets raise.
    """
    owned, ledger = office.load(home.office), Ledger(home.ledger)
    owned.round(quarter)
    with ledger.writing():
        settle(home, ledger.records)
        remove_erased(home, ledger.records)
        try:
            make_draft_again(home, quarter)
        except (DagsterAssetCheckFailedError, RunFailedError) as failed:
            raise checks_failed(str(failed)) from failed
        said = publication(home, ledger, quarter, approved=approved, note=note)
        superseded = edition(ledger.records, quarter, said.supersedes) if said.supersedes else None
        for found in passed(Candidate(home, read_model(home, quarter), owned, superseded)):
            log.info("%s: %s: %s", found.severity, found.rule, found.message)
        comparison = compared(home, ledger.records, owned, superseded) if superseded else None
        published = freeze(home, ledger, owned, said, comparison)
    record_edition(home, published)
    return published
