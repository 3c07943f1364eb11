"""The release gate: rules are functions, and an error of any stops the draft."""

import pytest

from assets.editions.gate import Candidate, GateFinding, checks_failed, passed, somebody_has_reported
from assets.editions.refusals import GateClosedError


@pytest.fixture
def candidate():
    return Candidate(home=None, model={"round": "2023-Q2", "numbers": {}}, office=None, holding=None)


def warns(_):
    yield GateFinding("some_rule", "warning", "et forbehold")


def stops(candidate):
    yield GateFinding("other_rule", "error", f"feil i {candidate.quarter}")


def test_a_warning_is_handed_back_and_stops_nothing(candidate):
    assert [one.message for one in passed(candidate, [warns])] == ["et forbehold"]


def test_an_error_stops_the_draft_and_every_finding_is_said(candidate):
    with pytest.raises(GateClosedError) as refused:
        passed(candidate, [warns, stops])
    assert "warning: some_rule: et forbehold" in str(refused.value)
    assert "error: other_rule: feil i 2023-Q2" in str(refused.value)


@pytest.mark.parametrize(("absent", "stopped"), [("not_supplied", True), (None, False)])
def test_a_round_in_which_nobody_has_reported_is_no_edition(absent, stopped):
    model = {"round": "2023-Q2", "numbers": {"measures.active": {"value": None, "absent": absent}}}
    found = list(somebody_has_reported(Candidate(None, model, None, None)))
    assert bool(found) is stopped


def test_a_check_that_failed_closes_the_gate_by_name():
    assert "every_check_passed: statistics/numbers" in str(checks_failed("statistics/numbers"))
