"""Valid submissions of every format, changed at random: each mutant gets one verdict, and nothing is lost or raised.

The mutants of an example come from four senders, so that none meets another's facts and a check knows as much as the
intake.
"""

import shutil
from itertools import count

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from assets.home import Clock, Home, sha256
from assets.intake import receipts, taking
from assets.intake.accepted import AcceptedRows
from assets.intake.accounting import unaccounted
from assets.intake.worker import ReadingWorker
from assets.ledger import Ledger
from benchmarks.mutations import INBOX, VALID, mutant
from tests.intake.checks import check, without_landing
from tests.submissions import IN_JUNE, office_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    """New homes with the example's office and an empty inbox."""
    numbers, folder = count(), tmp_path_factory.mktemp("mutants")

    def make():
        home = Home(folder / str(next(numbers)), Clock(IN_JUNE))
        shutil.copytree(INBOX.parent / "office", home.office)
        (home.office / "settings.toml").write_text("[limits]\nseconds = 60\n")  # others may be at work on the machine
        return home

    return make


@settings(max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(chance=st.randoms(use_true_random=False))
def test_every_mutant_of_every_format_gets_one_verdict_and_no_row_is_lost(homes, chance):
    home, landed = homes(), {}
    for suffix, path in VALID.items():
        content, how = mutant(path.read_bytes(), suffix, chance)
        note(f"{suffix}: {how}")
        file = home.inbox / path.parent.name / f"mutant{suffix}"
        file.parent.mkdir(parents=True)
        file.write_bytes(content)
        landed[f"{path.parent.name}/mutant{suffix}"] = sha256(content)
    office = office_of(home)
    with ReadingWorker(office.limits) as worker:
        checked = {file: check(home, office, worker, *file.split("/")) for file in landed}
    taken = taking.take_in(home, office, Ledger(home.ledger))
    assert {record["file"]: without_landing(record) for record in taken.landed} == checked
    assert {record["file"]: record["sha256"] for record in taken.landed} == landed
    assert len(taken.landed) == len(landed)
    assert taken.ignored == []
    assert unaccounted(taken.landed, AcceptedRows(home)) == []
    for record in taken.landed:
        assert record["verdict"] in receipts.VERDICTS
        assert (record["verdict"] == "accepted") == (not record["findings"])
        assert (home.receipts / record["organisation"] / f"{record['sequence']:06}.html").stat().st_size
