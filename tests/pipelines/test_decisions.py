"""Releasing and withdrawing as the office types it: what counts, what moves, what the sender is told."""

import json
import shutil

import pytest
from click.testing import CliRunner

from assets import office as offices
from assets.as_known import numbers_as_known
from assets.home import Clock, Home
from assets.intake import decisions, notices
from assets.intake.accepted import AcceptedRows
from assets.intake.taking import take_in
from assets.ledger import Known, Ledger
from pipelines.cli import main
from tests.pipelines.conftest import Office
from tests.submissions import IN_JUNE, ROUNDS, content, cost, dependency, hand_in, make_home, measure

pytestmark = pytest.mark.slow
NEXT = "2023-Q3,2023-09-30,november 2023\n"


@pytest.fixture(autouse=True)
def in_june(monkeypatch):
    monkeypatch.setenv("PORTFOLIO_NOW", "2023-06-20T12:00:00+02:00")


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """A home in which 1 counts in 2023-Q1, 2 and 3 in 2023-Q2, 4 waits for 2023-Q3 and 5 is rejected."""
    home = make_home(tmp_path_factory.mktemp("handed_in") / "home")
    red = measure("A", status="red", status_reason="Fordi")
    hand_in(home, "1.json", content(quarter="2023-Q1", measures=[measure("A"), measure("B")]))
    hand_in(home, "2.json", content(measures=[red, measure("B")], dependencies=[dependency("A")], costs=[cost()]))
    hand_in(home, "3.json", content("KS", kind="nothing_to_report"))
    hand_in(home, "4.json", content("NHN", quarter="2023-Q3", measures=[measure("N"), measure("M", status="lilla")]))
    hand_in(home, "5.json", content("NHN", measures=[]))
    take_in(home, offices.load(home.office), Ledger(home.ledger))
    return home


@pytest.fixture
def office(handed_in, tmp_path):
    shutil.copytree(handed_in.root, tmp_path / "home")
    return Office(tmp_path / "home")


def open_next_round(office):
    (office.home.office / "rounds.csv").write_text(ROUNDS + NEXT, encoding="utf-8")


def refused(office, *words):
    result = CliRunner().invoke(main, ["--home", str(office.home.root), *words])
    return result.exit_code, result.output


def values(office, quarter):
    known = Known.of(Ledger(office.home.ledger).records)
    found = numbers_as_known(known, offices.load(office.home.office), AcceptedRows(office.home), quarter)
    return {key: number.value for key, number in found.items()}


def everything(office):
    return {path: path.read_bytes() for path in office.home.root.rglob("*") if path.is_file() and path.name != ".lock"}


def test_a_file_that_waits_is_let_in_with_the_verdict_that_it_would_have_had(office):
    open_next_round(office)
    decided = office.ask("release", "4")
    record = decided["record"]
    assert (record["event"], record["of"], record["sequence"]) == ("release", 4, 6)
    assert (record["verdict"], record["late"]) == ("partly_accepted", False)
    assert record["measures"] == {"accepted": ["N"], "refused": ["M"], "held": []}
    assert record["rows"]["measures"] == {"read": 2, "accepted": 1, "refused": 1, "held": 0}
    assert [found["rule"] for found in record["findings"]] == ["unknown_code"]
    assert decided["rounds"] == ["2023-Q3"]
    assert values(office, "2023-Q3")["status.now.green"] == 1


def test_a_release_is_late_when_the_file_came_after_the_cut_off_whenever_it_is_let_in(office):
    (office.home.office / "rounds.csv").write_text(ROUNDS + "2023-Q3,2023-06-14,november\n", encoding="utf-8")
    assert office.ask("release", "4")["record"]["late"] is True


def test_a_release_for_a_quarter_without_a_round_is_refused_with_the_way_out(office):
    code, output = refused(office, "release", "4")
    assert (code, "add the round to office/rounds.csv" in output) == (1, True)


@pytest.mark.parametrize(
    ("words", "exit_code", "said"),
    [
        (("release", "1"), 1, "counts already"),
        (("release", "5"), 1, "has the verdict rejected"),
        (("release", "99"), 2, "no submission 99"),
        (("withdraw", "4", "--why", "x"), 1, "has the verdict waiting"),
        (("withdraw", "99", "--why", "x"), 2, "no submission 99"),
        (("withdraw", "1", "--why", " "), 2, "say the reason"),
        (("withdraw", "1"), 2, "--why"),
        (("release", "juni"), 2, "juni"),
    ],
)
def test_a_decision_that_the_submission_is_in_no_state_for_is_refused(office, words, exit_code, said):
    before = everything(office)
    code, output = refused(office, *words)
    assert (code, said in output) == (exit_code, True), output
    code, output = refused(office, *words, "--dry-run")
    assert (code, said in output) == (exit_code, True), output
    assert everything(office) == before


def test_a_submission_is_not_withdrawn_twice_and_a_record_that_is_none_cannot_be(office):
    office.type("withdraw", "1", "--why", "Feil fil")
    code, output = refused(office, "withdraw", "1", "--why", "Igjen")
    assert (code, "withdrawn already, by record 6" in output) == (1, True)
    assert refused(office, "release", "6")[0] == 2


@pytest.mark.parametrize(
    "words", [("withdraw", "1", "--why", "Feil fil"), ("withdraw", "2", "--why", "Feil fil"), ("release", "4")]
)
def test_a_dry_run_says_exactly_what_then_moves_and_writes_nothing(office, words):
    open_next_round(office)
    rounds = offices.load(office.home.office).rounds
    files, before = everything(office), {quarter: values(office, quarter) for quarter in rounds}
    tried = office.ask(*words, "--dry-run")
    assert office.type(*words, "--dry-run")
    assert everything(office) == files
    decided = office.ask(*words)
    assert decided["rounds"] == [one["round"] for one in tried["rounds"]]
    told = {one["round"]: {c["key"]: (c["old"], c["new"]) for c in one["changes"]} for one in tried["rounds"]}
    for quarter in rounds:
        after = values(office, quarter)
        keys = before[quarter].keys() | after.keys()
        moved = {key: (before[quarter].get(key), after.get(key)) for key in keys}
        assert told.get(quarter, {}) == {key: pair for key, pair in moved.items() if pair[0] != pair[1]}
    assert any(told.values())


def test_each_decision_is_undone_by_the_next_and_none_deletes(office):
    open_next_round(office)
    before = {quarter: values(office, quarter) for quarter in ("2023-Q1", "2023-Q2", "2023-Q3")}
    office.type("withdraw", "2", "--why", "Feil fil")
    office.type("release", "4")
    assert values(office, "2023-Q2") != before["2023-Q2"]
    office.type("release", "2")
    office.type("withdraw", "4", "--why", "For tidlig")
    assert {quarter: values(office, quarter) for quarter in before} == before
    assert [one["event"] for one in Ledger(office.home.ledger).records[5:]] == [
        "withdrawal",
        "release",
        "release",
        "withdrawal",
    ]


def test_a_change_in_between_leaves_a_decision_that_was_undone_at_its_place(office):
    hand_in(office.home, "6.json", content(kind="correction", measures=[measure("A")]))
    take_in(Home(office.home.root, Clock(IN_JUNE)), offices.load(office.home.office), Ledger(office.home.ledger))
    office.type("withdraw", "2", "--why", "Feil fil")
    assert values(office, "2023-Q2")["measures.active"] == 1
    office.type("release", "2")
    assert values(office, "2023-Q2")["status.now.red"] == 0  # the correction of A still comes after it
    assert values(office, "2023-Q2")["measures.active"] == 2


def test_the_rounds_that_a_decision_names_are_those_whose_draft_then_differs(office):
    office.type("report", "2023-Q2")
    decided = office.ask("withdraw", "1", "--why", "Feil fil")
    assert decided["rounds"] == ["2023-Q1", "2023-Q2"]
    assert office.values("2023-Q2")["status.before.green"] == 2
    office.type("report", "2023-Q2")
    assert office.values("2023-Q2")["status.before.green"] is None
    assert office.report("2023-Q2")["numbers"]["status.before.green"]["absent"] == "not_supplied"


def test_a_released_submission_is_traced_under_its_own_number(office):
    open_next_round(office)
    office.type("release", "4")
    office.type("report", "2023-Q3")
    (found,) = office.ask("trace", "2023-Q3", "status.now.green")["contributions"]
    assert {cell["sequence"] for cell in found["cells"]} == {4}
    assert office.report("2023-Q3")["known_at"] == "2023-06-20T10:00:00Z"  # when it was let in, not handed in


def test_the_sender_is_told_what_happened_why_and_what_counts_now(office):
    decided = office.ask("withdraw", "2", "--why", "Feil <b>fil</b>")
    receipts = office.home.receipts / "FHI"
    page = (receipts / "000006.html").read_text(encoding="utf-8")
    assert json.loads((receipts / "000006.json").read_bytes()) == decided["record"]
    assert "trukket og teller ikke lenger" in page
    assert "Feil &lt;b&gt;fil&lt;/b&gt;" in page
    assert "Virksomheten står som ikke levert" in page
    office.type("release", "2")
    page = (receipts / "000007.html").read_text(encoding="utf-8")
    assert "Innmeldingen teller igjen" in page and "<dd>A, B</dd>" in page
    office.type("withdraw", "3", "--why", "Feil")
    office.type("release", "3")
    assert "ikke har noe å melde" in (office.home.receipts / "KS" / "000009.html").read_text(encoding="utf-8")


def test_a_file_that_is_taken_out_again_after_it_was_let_in_waits_in_the_status_and_in_the_notice(office):
    open_next_round(office)
    office.type("release", "4")
    office.type("withdraw", "4", "--why", "For tidlig")
    (nhn,) = (one for one in office.ask("status", "2023-Q3")["organisations"] if one["code"] == "NHN")
    assert (nhn["state"], nhn["waiting"]) == ("waiting", [4])
    page = (office.home.receipts / "NHN" / "000007.html").read_text(encoding="utf-8")
    assert "lagt til side igjen" in page and "venter på at porteføljekontoret avgjør" in page
    assert "ikke levert" not in page


def test_a_notice_that_a_crash_has_prevented_is_written_by_the_next_intake(office):
    home, read = Home(office.home.root, Clock(IN_JUNE)), offices.load(office.home.office)
    office.type("withdraw", "1", "--why", "Feil fil")
    ledger = Ledger(home.ledger)
    with ledger.writing():
        ledger.append(decisions.release(Known.of(ledger.records), read, 1, home.clock.now()))
    office.type("withdraw", "2", "--why", "Også feil")
    page = home.receipts / "FHI" / "000007.html"
    assert not page.exists()
    take_in(home, read, Ledger(home.ledger))
    assert page.read_text(encoding="utf-8") == notices.notice(Ledger(home.ledger).records[:7], read)


def test_a_measure_that_somebody_else_reports_by_now_is_named_when_a_file_is_let_in(office):
    open_next_round(office)
    hand_in(office.home, "6.json", content("KS", measures=[measure("N")]))
    take_in(Home(office.home.root, Clock(IN_JUNE)), offices.load(office.home.office), Ledger(office.home.ledger))
    assert office.ask("release", "4", "--dry-run")["of_others"] == {"N": "KS"}
    assert "N is reported by KS by now" in office.type("release", "4")


def test_a_release_that_makes_a_measure_known_moves_the_rounds_that_name_it_too(office):
    open_next_round(office)
    named = measure("A", lifecycle="finished", outcome="Ferdig", succeeded_by="N", status=None, risk=None)
    hand_in(office.home, "6.json", content(kind="correction", measures=[named]))
    take_in(Home(office.home.root, Clock(IN_JUNE)), offices.load(office.home.office), Ledger(office.home.ledger))
    before = values(office, "2023-Q2")
    tried = {one["round"]: one["changes"] for one in office.ask("release", "4", "--dry-run")["rounds"]}
    assert list(tried) == ["2023-Q2", "2023-Q3"]
    assert office.ask("release", "4")["rounds"] == ["2023-Q2", "2023-Q3"]
    after = values(office, "2023-Q2")
    assert {one["key"]: one["new"] for one in tried["2023-Q2"]} == {
        key: after.get(key) for key in before.keys() | after.keys() if before.get(key) != after.get(key)
    }
