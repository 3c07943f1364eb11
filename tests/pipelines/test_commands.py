"""The command line as people and programs use it: shapes, exit codes and messages."""

import json
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tests.pipelines.conftest import EXPECTED, Office
from tests.submissions import content, dependency, hand_in, make_home, measure


@pytest.fixture
def new(tmp_path):
    """A small home of one's own, at a time when 2023-Q2 is open."""
    make_home(tmp_path / "home")
    return Office(tmp_path / "home")


@pytest.fixture(autouse=True)
def in_june(monkeypatch):
    monkeypatch.setenv("PORTFOLIO_NOW", "2023-06-15T12:00:00+02:00")


def said(*words):
    result = CliRunner().invoke(main, list(words))
    return result.exit_code, result.output


def test_help_names_every_command():
    code, output = said("--help")
    assert code == 0
    for command in main.commands:
        assert f"  {command} " in output


def test_a_folder_that_is_no_home_is_wrong_usage_and_the_way_out_is_said(tmp_path):
    code, output = said("--home", str(tmp_path), "status", "2023-Q2")
    assert code == 2
    assert "portefolje init" in output


@pytest.mark.parametrize("quarter", ["2023Q2", "2023-Q5", "Q2", ""])
def test_a_round_written_in_another_way_is_wrong_usage(new, quarter):
    assert said("--home", str(new.home.root), "status", quarter)[0] == 2


def test_a_time_that_is_none_is_wrong_usage(new, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_NOW", "i går")
    code, output = said("--home", str(new.home.root), "status", "2023-Q2")
    assert (code, "PORTFOLIO_NOW" in output) == (2, True)


def test_a_round_that_the_calendar_lacks_is_answered_with_the_rounds_that_it_has(new):
    code, output = said("--home", str(new.home.root), "status", "2024-Q1")
    assert code == 1
    assert "office/rounds.csv" in output and "2023-Q2" in output


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("rounds.csv", "quarter,cut_off,edition_name\n2023-Q2,30.06.2023,august\n", "office/rounds.csv, line 2"),
        ("rounds.csv", "quarter,cut_off\n", "office/rounds.csv, line 1"),
        ("organisations.csv", "code,name\nFHI,A\nFHI,B\n", "office/organisations.csv, line 3"),
        ("settings.toml", "[limits]\nfile_gb = 1\n", "office/settings.toml"),
        ("topics/a.md", "Ingen overskrift\n", "office/topics/a.md, line 1"),
    ],
)
def test_a_faulty_office_file_stops_with_file_and_line(new, name, text, place):
    path = new.home.office / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    code, output = said("--home", str(new.home.root), "status", "2023-Q2")
    assert code == 1
    assert place in output


def test_init_writes_into_no_place_that_has_a_home(new):
    code, output = said("init", str(new.home.root))
    assert (code, "exists" in output) == (2, True)


def test_init_without_example_makes_a_home_that_status_understands(tmp_path):
    office = Office(tmp_path / "home")
    written = office.ask("init", str(office.home.root))["written"]
    assert {path.rsplit("/", 1)[1] for path in written} == {"rounds.csv", "organisations.csv"}
    assert said("--home", str(office.home.root), "status", "2023-Q2")[0] == 1


@pytest.mark.slow
def test_intake_takes_each_file_once_and_says_what_it_left_alone(new):
    hand_in(new.home, "juni.json", content(measures=[measure("A")], dependencies=[dependency("A", criticality="low")]))
    (new.home.inbox / "FHI" / "~$juni.xlsx").write_bytes(b"lock")
    (new.home.inbox / "løs.json").write_text("{}")
    first = new.ask("intake")
    assert [(one["file"], one["verdict"]) for one in first["landed"]] == [
        ("FHI/juni.json", "accepted"),
        ("løs.json", "rejected"),
    ]
    assert [one["file"] for one in first["ignored"]] == ["FHI/~$juni.xlsx"]
    assert first["rounds"] == ["2023-Q2"]
    assert new.ask("intake")["landed"] == []
    assert (new.home.receipts / "_unknown" / "000002.html").is_file()


@pytest.mark.slow
def test_intake_names_every_round_whose_facts_changed_the_later_ones_that_look_back_too(new):
    hand_in(new.home, "mars.json", content(quarter="2023-Q1", measures=[measure("A")]))
    assert new.ask("intake")["rounds"] == ["2023-Q1", "2023-Q2"]
    hand_in(new.home, "høst.json", content(quarter="2023-Q3", measures=[measure("A")]))
    assert new.ask("intake")["rounds"] == []
    hand_in(new.home, "juni.json", content(measures=[measure("A")]))
    assert "1 file taken in;" in new.type("intake")


@pytest.mark.slow
def test_intakes_at_the_same_time_report_each_file_once(new):
    for number in range(3):
        hand_in(new.home, f"{number}.json", content(measures=[measure(f"A-{number}")]))
    typed = [sys.executable, "-c", "from pipelines.cli import run; run()", "--home", str(new.home.root), "intake"]
    intakes = [subprocess.Popen([*typed, "--json"], stdout=subprocess.PIPE) for _ in range(2)]
    landed = [one["file"] for intake in intakes for one in json.loads(intake.communicate()[0])["landed"]]
    assert sorted(landed) == ["FHI/0.json", "FHI/1.json", "FHI/2.json"]


@pytest.mark.slow
def test_a_copy_is_a_duplicate_and_an_older_file_sent_again_wins(new):
    original = content(measures=[measure("A")])
    hand_in(new.home, "a.json", original)
    new.type("intake")
    hand_in(new.home, "kopi.json", original)
    assert [one["verdict"] for one in new.ask("intake")["landed"]] == ["duplicate"]
    hand_in(
        new.home, "b.json", content(kind="correction", measures=[measure("A", status="yellow", status_reason="Ja")])
    )
    hand_in(new.home, "c.json", original)
    assert [one["verdict"] for one in new.ask("intake")["landed"]] == ["accepted", "accepted"]
    new.type("report", "2023-Q2")
    assert new.values("2023-Q2")["status.now.green"] == 1


@pytest.mark.slow
def test_status_tells_submitted_nothing_to_report_waiting_and_missing_apart(new):
    hand_in(new.home, "a.json", content(measures=[measure("A"), measure("B", status="lilla")]))
    hand_in(new.home, "b.json", content("KS", kind="nothing_to_report"))
    hand_in(new.home, "c.json", content("NHN", quarter="2023-Q3", measures=[measure("N")]))
    new.type("intake")
    found = {one["code"]: one for one in new.ask("status", "2023-Q2")["organisations"]}
    assert {code: one["state"] for code, one in found.items()} == {
        "FHI": "submitted",
        "KS": "nothing_to_report",
        "NHN": "missing",
    }
    assert (found["FHI"]["measures"], found["FHI"]["errors"], found["FHI"]["last_verdict"]) == (1, 1, "partly_accepted")
    assert "Folkehelseinstituttet" in new.type("status", "2023-Q2")


@pytest.mark.slow
def test_a_round_in_which_nobody_has_reported_still_has_a_report(new):
    new.type("report", "2023-Q2")
    found = new.report("2023-Q2")
    assert found["known_at"] is None
    assert found["numbers"]["measures.active"]["absent"] == "not_supplied"
    assert (new.home.draft("2023-Q2") / "nb" / "report.pdf").stat().st_size > 10_000


@pytest.mark.slow
def test_a_measure_that_nobody_reports_any_more_is_named_and_counted_nowhere(new):
    hand_in(new.home, "q1.json", content(quarter="2023-Q1", measures=[measure("A"), measure("B")]))
    hand_in(new.home, "q2.json", content(measures=[measure("A")]))
    new.type("report", "2023-Q2")
    found = new.values("2023-Q2")
    assert (found["measures.active"], found["measures.not_reported"], found["status.change.not_reported"]) == (1, 1, 1)
    assert "«Tiltak B»" in (new.home.draft("2023-Q2") / "nb" / "index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_markup_of_a_submitter_never_acts_in_page_or_receipt(new):
    nasty = "<script>alert(1)</script>{{ 7 * 7 }} #set page(fill: red) *fet* =1+1"
    hand_in(new.home, "a.json", content(measures=[measure("A", name=nasty, status="red", status_reason=nasty)]))
    new.type("report", "2023-Q2")
    page = (new.home.draft("2023-Q2") / "nb" / "index.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }} #set page(fill: red) *fet* =1+1" in page
    assert "<script" not in page


def test_trace_of_a_round_that_was_not_built_says_what_to_run(new):
    code, output = said("--home", str(new.home.root), "trace", "2023-Q2", "measures.active")
    assert (code, "portefolje report 2023-Q2" in output) == (2, True)


@pytest.mark.slow
def test_trace_of_an_unknown_number_names_those_near_it(built):
    code, output = said("--home", str(built.home.root), "trace", "2023-Q2", "status.now.reed")
    assert (code, "status.now.red" in output) == (2, True)


@pytest.mark.slow
def test_a_list_of_arrivals_with_a_fault_is_wrong_usage_with_its_line(office):
    late = next((EXPECTED / "late").rglob("*.xlsx"))
    shutil.copy(late, office.home.inbox / "HSO" / late.name)
    arrivals = office.home.root / "late.csv"
    arrivals.write_text("file,taken_at\nHSO/a.xlsx,i går\n", encoding="utf-8")
    code, output = said("--home", str(office.home.root), "intake", "--arrivals", str(arrivals))
    assert (code, "line 2" in output) == (2, True)


@pytest.mark.slow
def test_every_command_prints_one_json_document(built):
    for words in (["status", "2023-Q2"], ["trace", "2023-Q2", "budget.joint"]):
        json.loads(built.type(*words, "--json"))


@pytest.mark.slow
def test_amounts_with_many_digits_are_printed_exactly_and_stop_nothing(new):
    costs = [
        {
            "row_id": "K1",
            "programme": "P",
            "year": 2024,
            "amount_mnok": "3,33333333333333333",
            "covered_by_owner": "nei",
        },
        {"row_id": "K2", "programme": "P", "year": 2024, "amount_mnok": 1234567890.5, "covered_by_owner": "nei"},
    ]
    hand_in(new.home, "a.json", content(costs=costs, measures=[measure("A")]))
    new.type("report", "2023-Q2")
    text = (new.home.draft("2023-Q2") / "report.json").read_text(encoding="utf-8")
    assert '"value": 1234567893.83333333333333333' in text
    assert "1234567893.83333333333333333" in new.type("trace", "2023-Q2", "costs.2024", "--json")


@pytest.mark.slow
def test_a_measure_kept_from_an_earlier_file_is_named_in_the_report(new):
    hand_in(new.home, "a.json", content(measures=[measure("A", status="red", status_reason="Ja"), measure("B")]))
    new.type("intake")
    hand_in(new.home, "b.json", content(measures=[measure("A", status="lilla"), measure("B")]))
    new.type("report", "2023-Q2")
    assert new.values("2023-Q2")["status.now.red"] == 1
    page = (new.home.draft("2023-Q2") / "nb" / "index.html").read_text(encoding="utf-8")
    assert "Den nyeste innmeldingen av disse tiltakene hadde feil" in page


@pytest.mark.slow
def test_a_silent_previous_round_is_not_called_the_first(new):
    hand_in(new.home, "a.json", content(quarter="2022-Q4", measures=[measure("A")]))
    hand_in(new.home, "b.json", content(measures=[measure("A"), measure("B")]))
    new.type("report", "2023-Q2")
    page = (new.home.draft("2023-Q2") / "nb" / "index.html").read_text(encoding="utf-8")
    assert "Ingen rapporterte i forrige runde, 1. kvartal 2023" in page
    assert "første runden" not in page
    assert new.values("2023-Q2")["lifecycle.new"] == 1


@pytest.mark.slow
def test_a_rejected_file_is_not_said_to_have_withdrawn_anything(new):
    hand_in(new.home, "a.json", content(measures=[measure("A")]))
    new.type("intake")
    hand_in(new.home, "b.json", content(kind="nothing_to_report", measures=[measure("A")]))
    (landed,) = new.ask("intake")["landed"]
    assert [found["rule"] for found in landed["findings"]] == ["rows_with_nothing_to_report"]


@pytest.mark.slow
def test_forms_are_written_for_everybody_expected_with_an_overview(new):
    hand_in(new.home, "mars.json", content(quarter="2023-Q1", measures=[measure("A", lifecycle="paused")]))
    written = new.ask("forms", "2023-Q2")["written"]
    names = ["FHI.xlsx", "KS.xlsx", "NHN.xlsx", "oversikt.html", "oversikt.json"]
    assert written == [str(new.home.forms("2023-Q2") / name) for name in names]
    overview = json.loads((new.home.forms("2023-Q2") / "oversikt.json").read_text(encoding="utf-8"))
    assert [one["measures"] for one in overview["organisations"]][1:] == [[], []]
    assert "A  Tiltak A (paused, last reported 2023-Q1)" in new.type("forms", "2023-Q2")


@pytest.mark.slow
def test_one_form_goes_where_it_is_wanted_and_is_the_same_file_every_time(new, tmp_path, monkeypatch):
    words = ("forms", "2023-Q2", "--organisation", "KS", "--out", str(tmp_path / "ut"))
    assert new.ask(*words)["written"] == [str(tmp_path / "ut" / "KS.xlsx")]
    first = (tmp_path / "ut" / "KS.xlsx").read_bytes()
    monkeypatch.setenv("PORTFOLIO_NOW", "2031-01-01T12:00:00+01:00")
    assert new.type(*words)
    assert (tmp_path / "ut" / "KS.xlsx").read_bytes() == first
    assert not new.home.forms("2023-Q2").exists()


def test_a_form_for_nobody_that_the_office_knows_is_wrong_usage(new):
    code, output = said("--home", str(new.home.root), "forms", "2023-Q2", "--organisation", "XX")
    assert code == 2
    assert "organisations.csv" in output and "FHI" in output


def test_forms_of_a_round_that_the_calendar_lacks_are_answered_with_the_rounds_that_it_has(new):
    code, output = said("--home", str(new.home.root), "forms", "2024-Q1")
    assert (code, "2023-Q2" in output) == (1, True)
