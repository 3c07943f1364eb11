"""What a receipt advises: no check sounds like a landing, and no advice loses what was not taken in."""

from itertools import product

import pytest

from assets.intake.advice import next_steps, on_errors, on_remarks

VERDICTS = ("accepted", "accepted_with_remarks", "partly_accepted", "rejected", "waiting", "duplicate")
ERROR = {"severity": "error"}


def record(verdict="accepted", kind="full", *, checked=False, late=False, cut_off="2023-06-30", findings=()):
    said = {"verdict": verdict, "kind": kind, "late": late, "cut_off": cut_off, "findings": list(findings)}
    return said if checked else said | {"sequence": 7}


def steps(*said, **more):
    return " ".join(next_steps(record(*said, **more)))


@pytest.mark.parametrize(("verdict", "late"), product(VERDICTS, (True, False)))
def test_a_check_never_says_that_anything_counts_from_now_on(verdict, late):
    said = steps(verdict, checked=True, late=late)
    assert "Ingenting er levert" in said
    assert "fra nå av" not in said


def test_an_accepted_file_may_be_followed_by_another_until_the_deadline():
    assert "til og med fredag\u00a030.\u00a0juni\u00a02023" in steps("accepted")
    assert "Fristen var" in steps("accepted", late=True)


def test_a_copy_of_a_file_with_errors_still_has_them():
    assert "Dere trenger ikke gjøre noe" in steps("duplicate")
    assert "Rett dem og lever på nytt" in steps("duplicate", findings=[ERROR])


@pytest.mark.parametrize("verdict", ["rejected", "waiting"])
def test_where_nothing_was_taken_in_a_correction_is_not_advised(verdict):
    assert "korreksjon" not in on_errors(record(verdict)) + on_remarks(record(verdict))


def test_an_answer_of_nothing_is_mended_by_a_full_submission():
    assert "full innmelding" in on_remarks(record(kind="nothing_to_report"))
    assert "korreksjon" in on_remarks(record())


def test_a_round_that_the_calendar_lacks_has_no_deadline():
    assert "Fristen" not in steps("rejected", cut_off=None)
