"""Checks of many files before they are handed in, by one process that reads: the command starts one for each."""

from contextlib import nullcontext
from unittest.mock import patch

from assets.intake import checking


def check(home, office, worker, sender, file):
    """What ``portefolje check`` says of a file that lies in the inbox already."""
    with patch.object(checking, "ReadingWorker", lambda limits: nullcontext(worker)):
        return checking.check(home.inbox / sender / file, sender, home, office)


def without_landing(record):
    """A ledger record but for what only a landing has."""
    return {key: value for key, value in record.items() if key not in {"sequence", "previous", "taken_at"}}
