"""Who has reported, as the office sees it: in the terminal, as JSON and on the page for the secretariat."""

import base64
import hashlib
import re
import shutil

import pytest

from assets import office as offices
from assets.intake.taking import take_in
from assets.ledger import Ledger
from pipelines.overview import status_of, write_page
from tests.pipelines.conftest import Office
from tests.submissions import content, hand_in, make_home, measure

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def at_the_end_of_june(monkeypatch):
    monkeypatch.setenv("PORTFOLIO_NOW", "2023-06-28T23:30:00+02:00")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """FHI has handed in with an error, KS was rejected, and NHN's file waits for a quarter without a round."""
    organisations = "code,name,expected_from\n" + "".join(
        f"{one},{one} <b>AS</b>,2023-Q1\n" for one in ("FHI", "KS", "NHN")
    )
    home = make_home(tmp_path_factory.mktemp("status") / "home", organisations=organisations)
    hand_in(home, "a.json", content(measures=[measure("A"), measure("B", status="lilla")]))
    hand_in(home, "b.json", content("KS", measures=[measure("K", status="lilla")]))
    hand_in(home, "c.json", content("NHN", quarter="2023-Q3", measures=[measure("N")]))
    take_in(home, offices.load(home.office), Ledger(home.ledger))
    return Office(home.root)


def page(office, quarter):
    office.type("status", quarter, "--html")
    return office.home.status(quarter).read_text(encoding="utf-8")


def test_status_counts_and_says_how_old_the_answer_is(office):
    found = {one["code"]: one for one in office.ask("status", "2023-Q2")["organisations"]}
    assert {key: found["FHI"][key] for key in ("state", "measures", "errors", "last_verdict", "age_days")} == {
        "state": "submitted",
        "measures": 1,
        "errors": 1,
        "last_verdict": "partly_accepted",
        "age_days": 13,
    }
    assert (found["KS"]["state"], found["KS"]["last_verdict"]) == ("missing", "rejected")
    assert (found["NHN"]["state"], found["NHN"]["age_days"], found["NHN"]["taken_at"]) == ("missing", None, None)


def test_the_terminal_shows_the_time_in_oslo_as_the_page_does(office):
    assert " 2023-06-15 14:00 delvis godtatt" in office.type("status", "2023-Q2")  # in the ledger it is 12:00 UTC


def test_a_file_that_waits_for_another_quarter_is_named_beside_the_round(office):
    assert office.ask("status", "2023-Q2")["waiting_elsewhere"] == [
        {"code": "NHN", "sequence": 3, "quarter": "2023-Q3"}
    ]
    assert "Submission 3 of NHN waits for 2023-Q3" in office.type("status", "2023-Q2")


def test_a_quarter_outside_the_calendar_is_shown_when_files_wait_for_it(office):
    found = office.ask("status", "2023-Q3")
    assert found["cut_off"] is None
    assert [(one["code"], one["state"], one["waiting"]) for one in found["organisations"]] == [("NHN", "waiting", [3])]
    assert "portefolje release 3" in office.type("status", "2023-Q3")
    assert "ikke med i kalenderen" in page(office, "2023-Q3")
    office.type("status", "2023-Q4", exit_code=1)


def test_the_page_names_who_is_missing_who_waits_and_who_has_errors_with_their_receipts(office):
    text = page(office, "2023-Q2")
    assert "1 av 3" in text and "fredag\u00a030.\u00a0juni\u00a02023, om 2 dager" in text
    assert "Har ikke levert (2)" in text and "Har feil i den nyeste filen (1)" in text
    assert "portefolje release 3" in text
    links = re.findall(r'href="([^"]+)"', text)
    assert links and all((office.home.status("2023-Q2").parent / link).is_file() for link in links)


def test_the_page_holds_nothing_that_acts_and_its_policy_names_its_stylesheet(office):
    text = page(office, "2023-Q2")
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in text
    assert "<script" not in text and "<b>" not in text and "KS &lt;b&gt;AS&lt;/b&gt;" in text


def test_the_same_state_gives_the_same_page(office):
    overview = status_of(office.home, "2023-Q1")
    first = write_page(office.home, overview).read_bytes()
    assert write_page(office.home, overview).read_bytes() == first


def test_a_submission_that_was_let_in_and_one_that_was_withdrawn_change_the_state(office, tmp_path):
    shutil.copytree(office.home.root, tmp_path / "home")
    own = Office(tmp_path / "home")
    own.type("withdraw", "1", "--why", "Feil fil")
    found = {one["code"]: one for one in own.ask("status", "2023-Q2")["organisations"]}
    assert (found["FHI"]["state"], found["FHI"]["withdrawn"], found["FHI"]["measures"]) == ("missing", [1], 0)
    assert 'Innmelding <a href="../receipts/FHI/000001.html">1</a> er trukket' in page(own, "2023-Q2")
    rounds = own.home.office / "rounds.csv"
    rounds.write_text(rounds.read_text() + "2023-Q3,2023-09-30,november\n")
    own.type("release", "3")
    (nhn,) = (one for one in own.ask("status", "2023-Q3")["organisations"] if one["code"] == "NHN")
    assert (nhn["state"], nhn["last_verdict"], nhn["late"], nhn["waiting"]) == ("submitted", "accepted", False, [])
