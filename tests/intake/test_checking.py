"""Checking before sending: the verdict that handing in would give, with a home and without one, and nothing changed."""

import json
import unicodedata

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tests.intake.workbooks import workbook
from tests.submissions import content, hand_in, make_home, measure

pytestmark = pytest.mark.slow  # each starts the process that reads files


@pytest.fixture(autouse=True)
def in_june(monkeypatch, tmp_path):
    monkeypatch.setenv("PORTFOLIO_NOW", "2023-06-15T12:00:00+02:00")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path / "home")


def said(*words):
    result = CliRunner().invoke(main, list(map(str, words)), catch_exceptions=False)
    return result.exit_code, result.output


def everything(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def handed_over(tmp_path, name="juni.json", **said):
    path = tmp_path / name
    path.write_text(json.dumps(content(**said), ensure_ascii=False), encoding="utf-8")
    return path


def test_a_check_gives_the_receipt_of_the_intake_but_for_sequence_and_time_and_changes_nothing(home, tmp_path):
    hand_in(home, "mai.json", content(quarter="2023-Q1", measures=[measure("A"), measure("B")]))
    said("--home", home.root, "intake")
    before = everything(home.root)
    tables = {"measures": [measure("A", status="yellow", status_reason="Nei"), measure("C", status="lilla")]}
    code, output = said(
        "--home", home.root, "check", handed_over(tmp_path, **tables), "--organisation", "FHI", "--json"
    )
    assert (code, everything(home.root)) == (1, before)
    hand_in(home, "juni.json", content(**tables))
    (landed,) = json.loads(said("--home", home.root, "intake", "--json")[1])["landed"]
    left_out = {"sequence", "previous", "taken_at"}
    assert json.loads(output) == {key: value for key, value in landed.items() if key not in left_out}


def test_bytes_that_are_the_standing_word_are_told_so(home, tmp_path):
    path = hand_in(home, "juni.json", content(measures=[measure("A")]))
    said("--home", home.root, "intake")
    code, output = said("--home", home.root, "check", path, "--organisation", "FHI")
    assert (code, "levert før" in output) == (0, True)


def test_a_file_alone_is_judged_by_the_shipped_rules_and_the_rest_is_named(tmp_path):
    path = handed_over(tmp_path, kind="correction", measures=[measure("A", succeeded_by="UKJENT")])
    code, output = said("check", path, "--organisation", "FHI", "--json")
    receipt = json.loads(output)
    assert (code, receipt["verdict"], receipt["cut_off"]) == (0, "accepted", None)
    assert {"other_owner", "quarter_not_open", "unknown_measure", "same_reason_again"} <= set(receipt["not_judged"])
    assert "om tiltakene meldes av andre" in said("check", path, "--organisation", "FHI")[1]


def test_a_faulty_file_alone_says_what_is_wrong_where_and_how_to_mend_it(tmp_path):
    path = handed_over(tmp_path, measures=[measure("A"), measure("B", status="lilla")])
    code, output = said("check", path, "--organisation", "FHI")
    assert code == 1
    assert "Tiltak B (B)" in output
    assert "measures, rad 2 (status): «lilla» er ikke et gyldig valg" in output
    assert "Velg én av: grønn, gul, rød" in output


def test_what_would_steer_a_terminal_is_shown_as_a_sign(tmp_path):
    path = handed_over(tmp_path, measures=[measure("A"), measure("B", status="\x1b[2J\u202elilla")])
    assert "«\ufffd[2J\ufffdlilla» er ikke" in said("check", path, "--organisation", "FHI")[1]


def test_a_sender_that_is_not_the_file_s_own_is_told(tmp_path):
    code, output = said("check", handed_over(tmp_path, measures=[measure()]), "--organisation", "KS", "--json")
    assert (code, json.loads(output)["findings"][0]["rule"]) == (1, "wrong_sender")


def test_what_the_intake_would_leave_alone_is_no_submission(tmp_path):
    litter = tmp_path / "~$juni.xlsx"
    litter.write_bytes(b"lock")
    code, output = said("check", litter, "--organisation", "FHI")
    assert (code, "systemfil" in output) == (1, True)


def test_a_folder_is_no_submission(tmp_path):
    code, output = said("check", tmp_path, "--organisation", "FHI")
    assert (code, "mappe, ikke en fil" in output) == (1, True)


def test_an_organisation_may_be_written_with_its_marks_apart(tmp_path):
    sender = "\xc5\xd8"  # as it comes from a keyboard; some systems take the ring off the letter
    path = tmp_path / "juni.json"
    path.write_text(json.dumps(content(sender, measures=[measure()])), encoding="utf-8")
    code, output = said("check", path, "--organisation", unicodedata.normalize("NFD", sender), "--json")
    assert (code, json.loads(output)["organisation"]) == (0, sender)


def test_a_home_that_is_named_must_be_one(tmp_path):
    code, output = said("--home", tmp_path / "ingen", "check", handed_over(tmp_path), "--organisation", "FHI")
    assert (code, "portefolje init" in output) == (2, True)


def test_the_receipt_and_the_marked_copy_are_written_where_asked(tmp_path):
    path = tmp_path / "juni.xlsx"
    path.write_bytes(workbook(Tiltak=[("Tiltaks-ID", "Navn", "Status"), ("MSIS", "Meldingssystem", "lilla")]))
    said("check", path, "--organisation", "FHI", "--out", tmp_path / "svar")
    assert {one.name for one in (tmp_path / "svar").iterdir()} == {
        "juni.kvittering.html",
        "juni.kvittering.json",
        "juni.kvittering.xlsx",
    }


def test_checking_a_file_again_that_counts_in_part_still_says_no(home, tmp_path):
    path = hand_in(home, "juni.json", content(measures=[measure("A"), measure("B", status="lilla")]))
    said("--home", home.root, "intake")
    code, output = said("--home", home.root, "check", path, "--organisation", "FHI", "--json")
    assert (code, json.loads(output)["verdict"]) == (1, "duplicate")
    assert [found["rule"] for found in json.loads(output)["findings"]] == ["unknown_code"]
