"""What the office decides of measures: which belong to the portfolio and in which segment, and what a change does."""

import pytest

from assets import office as offices
from assets.home import Clock, Home
from assets.intake.taking import take_in
from assets.ledger import Ledger
from tests.pipelines.conftest import Office
from tests.submissions import IN_JUNE, content, cost, dependency, hand_in, make_home, measure

pytestmark = pytest.mark.slow
REQUIRED = 'admission = "required"\n'
DECIDED = "measure_id,from_round,admitted_from,segment\n"


@pytest.fixture(autouse=True)
def in_june(monkeypatch):
    monkeypatch.setenv("PORTFOLIO_NOW", "2023-06-15T12:00:00+02:00")


@pytest.fixture
def office(tmp_path):
    return Office(make_home(tmp_path / "home").root)


def decide(office, lines, settings=""):
    (office.home.office / "measures.csv").write_text(DECIDED + lines, encoding="utf-8")
    (office.home.office / "settings.toml").write_text(settings, encoding="utf-8")


def take(office):
    return take_in(
        Home(office.home.root, Clock(IN_JUNE)), offices.load(office.home.office), Ledger(office.home.ledger)
    ).landed


def remarks(record):
    return [(found["rule"], found["measure_id"], found["value"]) for found in record["findings"]]


def test_a_measure_that_is_not_admitted_is_kept_and_counted_nowhere_until_it_is(office):
    decide(office, "A,,2023-Q1,\nB,,2023-Q3,\n", REQUIRED)
    rows = {
        "measures": [measure("A"), measure("B", status="red", status_reason="x"), measure("C")],
        "dependencies": [dependency("A"), dependency("B")],
        "costs": [cost(), cost("K-2", measure_id="B")],
    }
    hand_in(office.home, "a.json", content(**rows))
    (record,) = take(office)
    assert [one for one in remarks(record) if one[0] == "not_admitted"] == [
        ("not_admitted", "B", "B"),
        ("not_admitted", "C", "C"),
    ]
    assert record["measures"]["accepted"] == ["A", "B", "C"]
    found = office.ask("candidates", "2023-Q2")["candidates"]
    assert [one["measure_id"] for one in found] == ["B", "C"]
    would = {change["key"]: (change["old"], change["new"]) for change in found[0]["changes"]}
    assert (would["status.now.red"], would["measures.active"]) == ((0, 1), (1, 2))
    assert (would["dependencies.total"], would["costs.2024"]) == ((1, 2), (1.5, 3))
    assert "B  Tiltak B (FHI, coordinated, active)" in office.type("candidates", "2023-Q2")

    office.type("report", "2023-Q2")  # the blocking checks hold: what is kept out is no row lost
    before = office.values("2023-Q2")
    assert (before["measures.active"], before["dependencies.total"], before["costs.2024"]) == (1, 1, 1.5)

    decide(office, "A,,2023-Q1,\nB,,2023-Q2,\n", REQUIRED)
    office.type("report", "2023-Q2")
    after = office.values("2023-Q2")
    assert {key: (before.get(key), after[key]) for key in after if before.get(key) != after[key]} == would
    assert [one["measure_id"] for one in office.ask("candidates", "2023-Q2")["candidates"]] == ["C"]


def test_by_default_a_first_report_admits_itself(office):
    decide(office, "B,,2023-Q3,\n")
    hand_in(office.home, "a.json", content(measures=[measure("A"), measure("B")]))
    assert take(office)[0]["findings"] == []
    assert office.ask("candidates", "2023-Q2")["candidates"] == []
    assert "No measure" in office.type("candidates", "2023-Q2")


def test_the_offices_segment_holds_in_judging_in_the_facts_and_visibly_in_the_trace(office):
    decide(office, "A,,,other\nB,,,joint\n")
    rows = [measure("A", segment="joint", risk=None), measure("B", segment="other", risk="green", risk_reason=None)]
    hand_in(office.home, "a.json", content(measures=rows))
    (record,) = take(office)
    assert record["verdict"] == "accepted_with_remarks"
    assert record["measures"] == {"accepted": ["A", "B"], "refused": [], "held": []}
    assert ("segment_differs", "A", "joint") in remarks(record)
    assert ("missing_for_decided_segment", "B", None) in remarks(record)
    (said,) = [
        found for found in record["findings"] if (found["rule"], found["measure_id"]) == ("segment_differs", "A")
    ]
    assert "Øvrige" in said["message"]

    office.type("report", "2023-Q2")
    found = office.values("2023-Q2")
    assert (found["measures.active.other"], found["measures.active.joint"]) == (1, 1)
    assert (found["budget.joint"], found["risk.now.green"]) == (0, 1)  # a budget that is missing counts nowhere
    (found,) = office.ask("trace", "2023-Q2", "measures.active.other")["contributions"]
    segment = next(cell for cell in found["cells"] if cell["heading"] == "segment")
    assert (segment["value"], segment["office"]) == ("joint", "other")
    assert "(the office says other: office/measures.csv)" in office.type("trace", "2023-Q2", "measures.active.other")


def test_a_measure_that_the_office_moves_after_it_was_accepted_stops_no_report(office):
    hand_in(office.home, "q1.json", content(quarter="2023-Q1", measures=[measure("A", segment="other", risk=None)]))
    hand_in(office.home, "q2.json", content(measures=[measure("A", segment="other", risk=None), measure("B")]))
    take(office)
    decide(office, "A,2023-Q2,,joint\n")
    office.type("report", "2023-Q2")
    found = office.values("2023-Q2")
    assert (found["measures.active.joint"], found["budget.joint"]) == (1, 0)
    assert (found["risk.now.green"], found["risk.before.green"]) == (1, 0)  # B gave one, A was not asked
    decide(office, "")
    office.type("report", "2023-Q2")
    assert office.values("2023-Q2")["measures.active.joint"] == 0


def test_another_name_of_a_measure_is_a_remark_with_the_right_id_and_is_not_resolved(office):
    (office.home.office / "measures.csv").write_text("measure_id,aliases\nPLL,Legemiddelliste;PLLI\n", encoding="utf-8")
    rows = [measure("PLLI"), measure("X", name="legemiddelliste"), measure("PLL", name="Legemiddelliste")]
    hand_in(office.home, "a.json", content(measures=rows))
    (record,) = take(office)
    assert remarks(record) == [("other_name", "PLLI", "PLLI"), ("other_name", "X", "legemiddelliste")]
    assert "PLL" in record["findings"][0]["message"]
    assert record["measures"]["accepted"] == ["PLLI", "X", "PLL"]


def test_a_code_that_does_not_hold_in_the_quarter_is_refused_at_the_door_and_named_when_it_is_in_use(office):
    vocabulary = "vocabulary,code,norwegian,valid_to\ndependency_category,financing,Finansiering,{}\n"
    path = office.home.office / "vocabularies.csv"
    path.write_text(vocabulary.format("2023-Q1"), encoding="utf-8")
    hand_in(office.home, "a.json", content(measures=[measure("A")], dependencies=[dependency("A")]))
    hand_in(office.home, "b.json", content("KS", measures=[measure("B")], dependencies=[]))
    first, _ = take(office)
    assert ("unknown_code", "A", "financing") in remarks(first)
    path.write_text(vocabulary.format(""), encoding="utf-8")
    hand_in(office.home, "c.json", content(measures=[measure("A")], dependencies=[dependency("A")]))
    take(office)
    assert office.ask("office", "check") == {"ok": True, "faults": []}
    path.write_text(vocabulary.format("2023-Q1"), encoding="utf-8")
    said = "dependency_category has no 'financing' in 2023-Q2, which submission 3 uses"
    assert said in office.type("office", "check", exit_code=1)
    office.type("report", "2023-Q2", exit_code=1)
