"""What a submission changes in its sender's last accepted word, so that a slip is seen before it counts.

Names what came, went and changed; whether it may is ``assets.intake.judging``. The words for people are
``assets.intake.receipts``.
"""

from __future__ import annotations

from typing import Any

from assets.intake.judging import Judgement
from assets.intake.past import Past, Values
from assets.ledger import BY_ROW
from checks.contract import TABLES

_FOLLOWED = ("lifecycle", "status", "risk")
_ONGOING = {"planned", "active", "paused"}


def changes_by(judgement: Judgement, past: Past) -> dict[str, Any] | None:
    """The changes by an accepted or waiting submission, None when there is nothing to compare with.

    ``{"since": round, "came": [{measure_id, name}], "went": [{measure_id, name}], "changed": [{measure_id, name, what,
    before, now}], "dropped": {table: [{id, text}]}}``; ``what`` is a column's key, ``before`` and ``now`` its codes.
    """
    organisation, quarter = judgement.organisation, judgement.quarter
    if judgement.verdict == "rejected" or not organisation or not quarter:
        return None
    since = past.last_word(organisation, quarter)
    if since is None:
        return None
    before, now = past.measures(organisation, since), _measures(judgement)
    came = [{"measure_id": measure, "name": row["name"]} for measure, row in now.items() if measure not in before]
    changed = [
        {"measure_id": measure, "name": row["name"], "what": what, "before": then.get(what), "now": row.get(what)}
        for measure, row in now.items()
        if (then := before.get(measure)) is not None
        for what in _FOLLOWED
        if then.get(what) != row.get(what)
    ]
    went: list[dict[str, Any]] = []
    dropped: dict[str, list[dict[str, str]]] = {}
    if judgement.kind != "correction":
        mentioned = {*now, *judgement.measures["refused"]}
        went = [
            {"measure_id": measure, "name": row["name"]}
            for measure, row in before.items()
            if measure not in mentioned and row["lifecycle"] in _ONGOING
        ]
        for table in BY_ROW:
            (identity,) = TABLES[table].identity
            named = {one for ids in judgement.identities().get(table, {}).values() for one in ids}
            gone = [row for row in past.rows(organisation, since, table) if row[identity] not in named]
            if gone:
                dropped[table] = [{"id": row[identity], "text": _text(table, row)} for row in gone]
    return {"since": since, "came": came, "went": went, "changed": changed, "dropped": dropped}


def _measures(judgement: Judgement) -> dict[str, Values]:
    tables = judgement.submission.tables
    rows = tables["measures"].rows if "measures" in tables else []
    return {row.values["measure_id"]: row.values for row in rows if not row.is_refused}


def _text(table: str, row: Values) -> str:
    """What a row is about, in few words, by which its sender knows it."""
    if table == "costs":
        return f"{row['programme']}, {row['year']}"
    return f"{row['actor']}: {row['activity']}"
