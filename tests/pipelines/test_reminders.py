"""The texts that remind: who gets one, and what a tired contact reads in it."""

import pytest

from assets import office as offices
from assets.home import Clock, Home
from assets.intake.taking import take_in
from assets.ledger import Ledger
from tests.pipelines.conftest import Office
from tests.submissions import IN_JUNE, content, hand_in, make_home, measure

pytestmark = pytest.mark.slow
CONTACT = {"contact_name": "Kari\nNordmann", "contact_email": "kari@ks.example"}


@pytest.fixture(autouse=True)
def before_the_deadline(monkeypatch):
    monkeypatch.setenv("PORTFOLIO_NOW", "2023-06-28T12:00:00+02:00")


@pytest.fixture
def office(tmp_path):
    """FHI has handed in for 2023-Q2; KS and NHN reported in 2023-Q1 alone."""
    home = make_home(tmp_path / "home")
    ended = measure("KS-SLUTT", lifecycle="finished", outcome="Ferdig", status=None, risk=None)
    hand_in(home, "q1.json", content("KS", "2023-Q1", measures=[measure("KS-A"), measure("KS-B"), ended]) | CONTACT)
    hand_in(home, "q1.json", content("NHN", "2023-Q1", kind="nothing_to_report"))
    hand_in(home, "q2.json", content(measures=[measure("MSIS")]))
    office = Office(home.root)
    take(office)
    return office


def take(office):
    take_in(Home(office.home.root, Clock(IN_JUNE)), offices.load(office.home.office), Ledger(office.home.ledger))


def texts(office):
    return {path.stem: path.read_text(encoding="utf-8") for path in office.home.reminders("2023-Q2").glob("*.txt")}


def test_whoever_has_not_submitted_gets_a_text_with_deadline_measures_form_and_contact(office):
    made = office.ask("reminders", "2023-Q2")
    assert [one["organisation"] for one in made["reminders"]] == ["KS", "NHN"]
    assert made["reminders"][0]["measures"] == [
        {"measure_id": "KS-A", "name": "Tiltak KS-A"},
        {"measure_id": "KS-B", "name": "Tiltak KS-B"},
    ]
    text = texts(office)["KS"]
    assert text.startswith("Til: kari@ks.example\nEmne: Påminnelse: innmelding til e-helseporteføljen for 2. kvartal")
    assert "Hei Kari Nordmann,\n" in text
    assert "Fristen er fredag\u00a030.\u00a0juni\u00a02023, om 2 dager." in text
    assert "- Tiltak KS-A (KS-A)\n- Tiltak KS-B (KS-B)\n" in text
    assert "KS.xlsx" in text
    assert "KS-SLUTT" not in text
    nhn = texts(office)["NHN"]
    assert "Det dere meldte sist, står der fra før.\n2. Lever" in text
    assert "1. Fyll ut skjemaet NHN.xlsx.\n2. Lever" in nhn
    assert nhn.startswith("Emne: ") and "\nHei,\n" in nhn and "ingen pågående tiltak" in nhn


def test_after_the_deadline_the_text_says_that_it_is_over_and_that_it_is_not_too_late(office, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_NOW", "2023-07-01T00:30:00+02:00")
    office.type("reminders", "2023-Q2")
    assert "for 1 dag siden" in texts(office)["KS"] and "fortsatt mulig å levere" in texts(office)["KS"]


def test_a_file_that_was_refused_waits_or_was_withdrawn_is_mentioned(office):
    hand_in(office.home, "feil.json", content("KS", measures=[measure("KS-A", status="lilla")]))
    hand_in(office.home, "høst.json", content("NHN", "2023-Q3", measures=[measure("N")]))
    take(office)
    office.type("reminders", "2023-Q2")
    assert "filen feil.json (15." in texts(office)["KS"]
    assert "men den ble avvist" in texts(office)["KS"] and "- «lilla» er ikke et gyldig valg" in texts(office)["KS"]
    assert "Den er merket 3. kvartal 2023" in texts(office)["NHN"]
    office.type("withdraw", "1", "--why", "Feil virksomhet")
    office.type("reminders", "2023-Q2")
    assert "Feil virksomhet" in texts(office)["FHI"]


def test_nobody_who_has_submitted_keeps_a_text(office, tmp_path):
    out = tmp_path / "ut"
    office.type("reminders", "2023-Q2", "--out", str(out))
    assert [path.name for path in sorted(out.iterdir())] == ["KS.txt", "NHN.txt"]
    office.type("reminders", "2023-Q2")
    hand_in(office.home, "q2.json", content("KS", measures=[measure("KS-A")]))
    hand_in(office.home, "q2.json", content("NHN", kind="nothing_to_report"))
    take(office)
    assert "nobody to remind" in office.type("reminders", "2023-Q2")
    assert texts(office) == {}
