"""Editions of the example: published, corrected by the late file and by a withdrawal, rebuilt, and never moved."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assets.editions import freezing
from assets.editions.shell import body_of
from assets.home import Home, sha256
from assets.ledger import Ledger
from pipelines.publications import settled
from pipelines.publishing import publish
from tests.pipelines.conftest import EXPECTED, ROOT, ROUNDS, Office, expected

pytestmark = pytest.mark.slow
LATE = next((EXPECTED / "late").rglob("*.xlsx"))


@pytest.fixture(scope="module")
def published(built, tmp_path_factory):
    """2023-Q1 published three times, 2023-Q2 once before anything was late. Not to be changed; copy with ``shelf``.

    Edition 2 of 2023-Q1 has the late correction, edition 3 has it withdrawn.
    """
    folder = tmp_path_factory.mktemp("published") / "home"
    shutil.copytree(built.home.root, folder)
    office = Office(folder)
    (office.home.office / "settings.toml").write_text('languages = ["nb"]\n', encoding="utf-8")
    for quarter in ROUNDS:
        office.type("publish", quarter, "--note", "Første utgave")
    late(office)
    office.revisions = office.ask("revisions")
    office.type("publish", "2023-Q1", "--note", "Sen rettelse")
    office.type("withdraw", "25", "--why", "Sendt ved en feil")
    office.type("publish", "2023-Q1")
    return office


@pytest.fixture
def shelf(published, tmp_path):
    shutil.copytree(published.home.root, tmp_path / "home")
    return Office(tmp_path / "home")


def late(office):
    shutil.copy(LATE, office.home.inbox / "HSO" / LATE.name)
    arrivals = office.home.root / "late.csv"
    arrivals.write_text(f"file,taken_at\nHSO/{LATE.name},2023-07-20T10:00:00+02:00\n", encoding="utf-8")
    office.type("intake", "--arrivals", str(arrivals))


def files(folder: Path):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def values(office, quarter, number):
    report = json.loads((office.home.edition(quarter, number) / "report.json").read_bytes())
    return {key: one["value"] for key, one in report["numbers"].items()}


def errata(office, quarter, number):
    return json.loads((office.home.edition(quarter, number) / "errata.json").read_bytes())


def moved(changes):
    return {one["key"]: [one["old"], one["new"]] for one in changes}


def test_editions_are_listed_in_order_with_what_they_supersede(published):
    listed = published.ask("editions")
    assert [(one["round"], one["edition"], one["supersedes"]) for one in listed] == [
        ("2023-Q1", 1, None),
        ("2023-Q2", 1, None),
        ("2023-Q1", 2, 1),
        ("2023-Q1", 3, 2),
    ]
    for one in listed:
        manifest = (published.home.edition(one["round"], one["edition"]) / "manifest.json").read_bytes()
        assert sha256(manifest) == one["manifest_sha256"]
    assert "Sen rettelse" in published.type("editions")


def test_only_edition_manifest_and_the_mark_differ_from_the_draft(published):
    edition, draft = files(published.home.edition("2023-Q2", 1)), published.files("2023-Q2")
    differing = {path for path in edition.keys() | draft.keys() if edition.get(path) != draft.get(path)}
    forms = ("index.html", "report.pdf", "report.docx", "case-note.pdf")
    numbers = [path for path in draft if path.startswith("nb/numbers/")]
    marked = {*numbers, *(f"nb/{name}" for name in forms)}
    assert differing == {"report.json", "manifest.json", *marked}
    reports = [json.loads(one["report.json"]) for one in (edition, draft)]
    assert (reports[0].pop("edition"), reports[1].pop("edition")) == (1, None)
    assert reports[0] == reports[1]
    for path in ("nb/index.html", *numbers):
        pages = [one[path].decode() for one in (edition, draft)]
        assert body_of(pages[0]) == body_of(pages[1])
        assert ["Utkast" in page for page in pages] == [False, True]


def test_a_manifest_lists_every_output_and_every_input_that_the_edition_was_made_of(published):
    folder = published.home.edition("2023-Q1", 2)
    content = files(folder)
    manifest = json.loads(content.pop("manifest.json"))
    assert {one["path"]: one["sha256"] for one in manifest["outputs"]} == {
        path: sha256(one) for path, one in content.items()
    }
    assert (manifest["edition"], manifest["supersedes"], manifest["note"]) == (2, 1, "Sen rettelse")
    inputs = manifest["inputs"]
    assert 25 in [one["sequence"] for one in inputs["submissions"]]
    assert inputs["ledger"]["sequence"] == 25
    assert [(one["round"], one["edition"]) for one in inputs["publications"]] == [("2023-Q1", 1), ("2023-Q2", 1)]
    assert "status" not in inputs["vocabularies"] and len(inputs["vocabularies"]["colour"]) == 64


def test_an_edition_can_not_be_written_to(published):
    folder = published.home.edition("2023-Q1", 1)
    modes = {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()}
    assert modes == {0o444}
    assert {path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*")) if path.is_dir()} == {0o555}


def test_after_the_late_correction_the_numbers_of_the_sample_move_and_no_others(published):
    listed = expected("after-late-2023-Q1")["numbers"]
    changes = {one["round"]: moved(one["changes"]) for one in published.revisions}
    for quarter in ROUNDS:
        compared = expected(quarter)["numbers"]
        assert {key: found for key, found in changes[quarter].items() if key in compared} == listed[quarter]
    for one in published.revisions:
        assert all(change["sequences"] == [25] for change in one["changes"])


def test_a_revision_says_each_number_that_moved_why_and_what_later_rounds_it_concerns(published):
    found = errata(published, "2023-Q1", 2)
    first, second = values(published, "2023-Q1", 1), values(published, "2023-Q1", 2)
    assert moved(found["changes"]) == {key: [first[key], second[key]] for key in second if first[key] != second[key]}
    assert moved(found["changes"])["status.now.yellow"] == [13, 14]
    (yellow,) = [one for one in found["changes"] if one["key"] == "status.now.yellow"]
    (cells,) = yellow["cells"]
    assert cells["measure_id"] == "EKS-BILDEDELING"
    places = [
        [(cell["sequence"], cell["column"], cell["value"]) for cell in cells[when]] for when in ("before", "after")
    ]
    assert places == [[(4, "D", "g")], [(25, "D", "y")]]
    assert [one["sequence"] for one in found["submissions"]] == [25]
    (later,) = found["later_rounds"]
    assert (later["round"], later["edition"], later["has_it"]) == ("2023-Q2", 1, False)
    assert moved(later["changes"])["status.before.yellow"] == [13, 14]


def test_the_errata_page_says_the_same_to_people_and_links_both_ways(published):
    folder = published.home.edition("2023-Q1", 2)
    page, report = ((folder / "nb" / name).read_text(encoding="utf-8") for name in ("errata.html", "index.html"))
    assert "Status fra grønn til gul (innmelding 25, arket Tiltak, rad 2, kolonne D)" in page
    assert "Innmelding 25 fra" in page and "2. kvartal 2023, utgave 1" in page
    assert "Grunnen til revisjonen: Sen rettelse" in page
    assert "Innmelding fra" not in page and "fra KS" not in page and "egne filer" not in page  # who had no part in it
    assert '<a href="index.html">' in page
    assert '<a href="errata.html">Revisjon 2: se hva som er rettet</a>' in report
    for link in re.findall(r'(?:href|src)="([^"#]+)"', page):
        assert (folder / "nb" / link).exists(), link
    assert "(Revisjon 2)</title>" in page and "(Revisjon 2)</title>" in report


def test_a_withdrawal_moves_the_numbers_back_and_names_the_submission_that_is_gone(published):
    found = errata(published, "2023-Q1", 3)
    assert moved(found["changes"])["status.now.yellow"] == [14, 13]
    assert all(one["sequences"] == [25] for one in found["changes"])
    assert [(one["event"], one["of"]) for one in found["submissions"]] == [("withdrawal", 25)]
    assert values(published, "2023-Q1", 3) == values(published, "2023-Q1", 1)


def test_a_number_that_moved_because_a_submission_is_gone_is_laid_to_its_withdrawal_and_to_nothing_else(shelf):
    shelf.type("withdraw", "4", "--why", "feil")
    (one,) = shelf.ask("revisions")[:1]
    assert moved(one["changes"])["coverage.not_submitted"] == [0, 1]
    assert {tuple(change["sequences"]) for change in one["changes"]} == {(4,)}


def test_when_what_moved_has_moved_back_no_published_round_would_change(published):
    assert published.ask("revisions") == []
    assert published.type("revisions").strip() == "No published round would change."


@pytest.mark.parametrize(("quarter", "number"), [("2023-Q1", 1), ("2023-Q1", 3)])
def test_the_first_and_the_last_of_the_chain_are_rebuilt_to_the_same_bytes(published, quarter, number):
    rebuilt = published.ask("rebuild", quarter, str(number))
    assert (rebuilt["ok"], rebuilt["differences"], rebuilt["unproved"]) == (True, [], [])
    assert rebuilt["code"] == rebuilt["edition_code"]


def test_the_second_of_the_chain_is_rebuilt_elsewhere_without_the_inbox_to_the_same_bytes(published, tmp_path):
    elsewhere = tmp_path / "et annet sted" / "[hjem]"
    for path in sorted(published.home.root.rglob("*"), reverse=True):  # laid out in another order of files
        below = path.relative_to(published.home.root)
        if path.is_file() and below.parts[0] in {"archive", "ledger", "office-history", "editions"}:
            (elsewhere / below).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, elsewhere / below)
    said = subprocess.run(
        [sys.executable, "-c", "from pipelines.cli import run; run()", "--home", elsewhere, "rebuild", "2023-Q1", "2"],
        cwd=ROOT,
        env={**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "17", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0, said.stdout + said.stderr
    assert "the same bytes" in said.stdout


def test_rebuild_names_every_byte_that_differs_and_the_code_that_it_was_made_by(shelf):
    folder = shelf.home.edition("2023-Q1", 1)
    for path in (folder, folder / "nb"):
        path.chmod(0o755)
    page = folder / "nb" / "index.html"
    page.chmod(0o644)
    page.write_bytes(page.read_bytes().replace(b"2023", b"2024", 1))
    (folder / "nb" / "notat.txt").write_text("Hei")
    rebuilt = json.loads(shelf.type("rebuild", "2023-Q1", "1", "--json", exit_code=1))
    assert [(one["path"], one["why"]) for one in rebuilt["differences"]] == [
        ("editions/2023-Q1/1/nb/index.html", "other bytes"),
        ("editions/2023-Q1/1/nb/notat.txt", "not made again"),
    ]


def test_another_code_version_is_named_and_compared_all_the_same(shelf, monkeypatch):
    monkeypatch.setattr("assets.report.assets.code_version", lambda: "9.9.9+other")
    monkeypatch.setattr("pipelines.rebuilding.code_version", lambda: "9.9.9+other")
    said = shelf.type("rebuild", "2023-Q2", "1", exit_code=1)
    made = json.loads((shelf.home.edition("2023-Q2", 1) / "manifest.json").read_bytes())["code"]
    assert said.splitlines()[0] == f"Published by code {made}, rebuilt by code 9.9.9+other"
    assert "editions/2023-Q2/1/manifest.json: other bytes" in said


def test_an_edition_that_there_is_none_of_is_wrong_usage(published):
    assert published.type("rebuild", "2023-Q2", "7", exit_code=2) == ""


def test_publishing_twice_without_change_is_refused_and_leaves_no_trace(shelf):
    before = files(shelf.home.ledger)
    shelf.type("publish", "2023-Q1", exit_code=1)
    assert files(shelf.home.ledger) == before


def test_a_draft_that_is_not_the_one_that_was_approved_is_refused(shelf):
    office_file = shelf.home.office / "topics" / "ny.md"
    approved = sha256((shelf.home.draft("2023-Q2") / "manifest.json").read_bytes())
    office_file.write_text("---\nround: 2023-Q2\ntitle: Nytt\nkind: new\n---\nEn ny tekst.\n", encoding="utf-8")
    shelf.type("publish", "2023-Q2", "--draft", approved, exit_code=1)
    assert len(shelf.ask("editions")) == 4
    assert [(one["round"], one["changes"], one["office"]) for one in shelf.ask("revisions")] == [
        ("2023-Q2", [], ["topics/ny.md"])
    ]
    assert "2023-Q2, edition 1: no number would change" in shelf.type("revisions")
    approved = sha256((shelf.home.draft("2023-Q2") / "manifest.json").read_bytes())
    assert shelf.ask("publish", "2023-Q2", "--draft", approved.upper())["edition"] == 2
    assert errata(shelf, "2023-Q2", 2)["office"] == ["topics/ny.md"]
    assert errata(shelf, "2023-Q2", 2)["changes"] == []


def test_a_round_in_which_nobody_has_reported_is_stopped_by_the_gate(shelf):
    calendar = shelf.home.office / "rounds.csv"
    calendar.write_text(calendar.read_text(encoding="utf-8") + "2023-Q4,2023-12-31,januar 2024,,\n", encoding="utf-8")
    shelf.type("publish", "2023-Q4", exit_code=1)
    assert not (shelf.home.root / "editions" / "2023-Q4").exists()


def test_a_round_that_the_policy_does_not_revise_any_more_is_stopped_by_the_gate(shelf):
    settings = 'languages = ["nb"]\n[revisions]\nrounds = 1\ndays = 10\ncontact = "feil@example.org"\n'
    (shelf.home.office / "settings.toml").write_text(settings, encoding="utf-8")
    shelf.type("publish", "2023-Q1", exit_code=1)
    assert len(shelf.ask("editions")) == 4
    page = (shelf.home.draft("2023-Q1") / "nb" / "index.html").read_text(encoding="utf-8")
    assert "innen 10 dager" in page
    assert "Meld fra om feil til feil@example.org." in page


def test_a_publication_that_was_killed_before_its_record_is_cleared(shelf, monkeypatch):
    class Killed(BaseException):
        pass

    def killed(*_):
        raise Killed

    (shelf.home.office / "topics" / "ny.md").write_text(
        "---\nround: 2023-Q2\ntitle: Nytt\nkind: new\n---\nEn ny tekst.\n", encoding="utf-8"
    )
    monkeypatch.setattr(freezing.os, "sync", killed)
    with pytest.raises(Killed):
        publish(shelf.home, "2023-Q2")
    left = shelf.home.root / "editions" / "2023-Q2" / ".2.unfinished"
    assert (left / "manifest.json").is_file()
    assert "editions/2023-Q2/.2.unfinished" in shelf.type("verify", exit_code=1)
    assert len(shelf.ask("editions")) == 4
    assert left.exists()  # a listing changes nothing
    settled(shelf.home)
    assert not left.exists()


def test_a_publication_that_was_killed_after_its_record_is_finished(shelf):
    place = shelf.home.edition("2023-Q1", 3)
    wanted = files(place)
    place.rename(place.with_name(".3.unfinished"))
    assert "editions/2023-Q1/3" in shelf.type("verify", exit_code=1)
    settled(shelf.home)
    assert files(place) == wanted
    assert shelf.ask("verify")["ok"]


def test_the_published_home_is_verified_and_a_flipped_bit_in_an_edition_is_named(shelf):
    verified = shelf.ask("verify")
    assert (verified["ok"], verified["differences"], verified["changed"]) == (True, [], [])
    for below in ("nb/report.pdf", "manifest.json", "errata.json"):
        path = shelf.home.edition("2023-Q1", 2) / below
        kept = path.read_bytes()
        path.chmod(0o644)
        path.write_bytes(kept[:100] + bytes([kept[100] ^ 4]) + kept[101:])
        verified = json.loads(shelf.type("verify", "--json", exit_code=1))
        assert [one["path"] for one in verified["differences"]] == [f"editions/2023-Q1/2/{below}"]
        path.write_bytes(kept)


def test_after_an_erasure_the_edition_is_rebuilt_and_what_is_not_proved_is_said(shelf):
    hso = next(one for one in Ledger(shelf.home.ledger).records if one["organisation"] == "HSO")
    shelf.type("erase", str(hso["sequence"]), "--why", "Bedt om det")
    rebuilt = shelf.ask("rebuild", "2023-Q2", "1")
    assert rebuilt["ok"]
    assert [one["path"] for one in rebuilt["unproved"]] == [f"archive/{hso['sha256']}"]
    verified = shelf.ask("verify")
    assert verified["ok"]
    assert [one["path"] for one in verified["unproved"]] == [f"ledger/{hso['sequence']:06}.json"]
    shelf.type("erase", str(hso["sequence"]), "--why", "Igjen", exit_code=1)


def test_a_draft_as_known_at_a_time_has_the_numbers_of_then_and_leaves_the_draft_alone(shelf):
    before = shelf.files("2023-Q1")
    written = shelf.ask("report", "2023-Q1", "--as-known-at", "2023-07-20T12:00+02:00")["written"]
    (report,) = [Path(path) for path in written if path.endswith("report.json")]
    assert report.parent == shelf.home.root / "drafts" / "2023-Q1@2023-07-20T100000Z"
    found = json.loads(report.read_bytes())
    # The late file was taken at 10 that day, and withdrawn only when this test ran.
    assert found["numbers"]["status.now.yellow"]["value"] == 14
    assert found["known_at"] == "2023-07-20T08:00:00Z"
    assert shelf.files("2023-Q1") == before
    written = shelf.ask("report", "2023-Q1", "--as-known-at", "2023-07-19")["written"]
    (report,) = [Path(path) for path in written if path.endswith("report.json")]
    assert json.loads(report.read_bytes())["numbers"]["status.now.yellow"]["value"] == 13
    assert shelf.ask("verify")["ok"]


def test_dagsters_pages_know_of_every_edition(published):
    import dagster as dg

    from assets.editions.assets import EDITION
    from pipelines.instance import instance_of

    with instance_of(Home(published.home.root)) as instance:
        found = instance.fetch_materializations(dg.AssetRecordsFilter(asset_key=EDITION.key), limit=10).records
    assert [one.asset_materialization.metadata["edition"].value for one in found] == [3, 2, 1, 1]
