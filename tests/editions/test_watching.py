"""Watching over a home: verify, replay and erase on a small history. With editions it is tests/pipelines."""

import json
import random
import shutil

import pytest

from assets.editions.refusals import EraseError, HistoryError
from assets.editions.replaying import replay
from assets.editions.verifying import verify
from assets.home import Home, sha256
from assets.ledger import Ledger
from pipelines.erasures import erase, try_out
from tests.editions.homes import taken, with_a_history
from tests.submissions import hand_in

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """Not to be changed; take a copy with ``home``."""
    return with_a_history(tmp_path_factory.mktemp("history") / "home")


@pytest.fixture
def home(history, tmp_path):
    shutil.copytree(history.root, tmp_path / "home")
    return Home(tmp_path / "home", history.clock)


def found(home):
    return [one.path for one in verify(home).differences]


def records(home):
    return Ledger(home.ledger).records


def test_the_history_holds_every_kind_of_record(history):
    assert [(one["event"], one["verdict"]) for one in records(history)] == [
        ("landing", "accepted_with_remarks"),
        ("landing", "accepted"),
        ("landing", "waiting"),
        ("landing", "rejected"),
        ("landing", "duplicate"),
        ("release", "accepted"),
        ("withdrawal", None),
    ]


def test_a_home_in_which_nothing_has_happened_to_a_file_is_verified(history):
    verified = verify(history)
    assert (verified.differences, verified.unproved, verified.changed) == ([], [], [])


@pytest.mark.parametrize("seed", range(40))
def test_a_single_flipped_bit_anywhere_is_found_and_its_file_named(home, seed):
    chance = random.Random(seed)
    files = sorted(path for path in home.root.rglob("*") if path.is_file() and path.stat().st_size)
    path = chance.choice(files)
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    verified = verify(home)
    below = path.relative_to(home.root).as_posix()
    if below.startswith(("inbox/", "office/")):
        assert ([one.path for one in verified.changed], verified.differences) == ([below], [])
    else:
        assert [one.path for one in verified.differences] == [below]


@pytest.mark.parametrize("sequence", range(1, 8))
def test_a_flipped_bit_in_any_record_names_that_record_and_no_other(home, sequence):
    path = home.ledger / f"{sequence:06}.json"
    content = bytearray(path.read_bytes())
    content[content.index(b'"event"') + 1] ^= 1
    path.write_bytes(content)
    assert found(home) == [f"ledger/{sequence:06}.json"]


def test_a_lost_file_of_any_kind_is_named(home):
    record = records(home)[0]
    lost = [
        home.archive / record["sha256"],
        home.accepted / record["accepted"],
        home.office_history / record["office"],
        home.receipts / "FHI" / "000001.html",
    ]
    for path in lost:
        path.unlink()
    assert sorted(found(home)) == sorted(path.relative_to(home.root).as_posix() for path in lost)


def test_a_lost_last_record_and_an_added_one_are_named(home):
    (home.ledger / "000007.json").rename(home.ledger / "000008.json")
    assert {"ledger/000007.json", "ledger/000008.json"} <= set(found(home))


def test_files_that_nobody_wrote_are_named(home):
    for name in ("ledger/notat.txt", "archive/fil.xlsx", "receipts/FHI/999999.html", "editions/2023-Q2/1"):
        path = home.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Hei")
    assert sorted(found(home)) == [
        "archive/fil.xlsx",
        "editions/2023-Q2/1",
        "ledger/notat.txt",
        "receipts/FHI/999999.html",
    ]


def test_verifying_changes_nothing(home):
    (home.receipts / "FHI" / "000001.html").unlink()
    before = {path: path.stat().st_mtime_ns for path in home.root.rglob("*")}
    verify(home)
    assert {path: path.stat().st_mtime_ns for path in home.root.rglob("*")} == before


def test_every_record_and_every_accepted_row_can_be_made_again_from_the_archive(history, tmp_path):
    again = Home(tmp_path / "again", history.clock)
    replayed = replay(history, records(history), again)
    assert (replayed.differences, replayed.unproved) == ([], [])
    for folder in ("ledger/[!.]*", "store/accepted/*"):
        made, kept = (
            {path.name: path.read_bytes() for path in root.glob(folder)} for root in (again.root, history.root)
        )
        assert made == kept


def test_a_record_that_was_rewritten_with_all_hashes_after_it_is_found_by_a_replay(home, tmp_path):
    forged = [dict(one) for one in records(home)]
    forged[0]["measures"] = {"accepted": ["A"], "refused": [], "held": []}
    shutil.rmtree(home.ledger)
    ledger = Ledger(home.ledger)
    with ledger.writing():
        for record in forged:
            ledger.append({key: value for key, value in record.items() if key not in ("sequence", "previous")})
    (difference, *_) = replay(home, ledger.records, Home(tmp_path / "again", home.clock)).differences
    assert difference.path == "ledger/000001.json"
    assert "measures" in difference.why


def test_a_replay_without_the_archived_bytes_says_so_and_goes_on(home, tmp_path):
    digest = records(home)[0]["sha256"]
    (home.archive / digest).unlink()
    replayed = replay(home, records(home), Home(tmp_path / "again", home.clock))
    assert [(one.path, one.why) for one in replayed.differences] == [(f"archive/{digest}", "missing")]


def test_a_replay_needs_the_offices_files_of_then(home, tmp_path):
    (home.office_history / records(home)[0]["office"]).unlink()
    with pytest.raises(HistoryError, match="is missing"):
        replay(home, records(home), Home(tmp_path / "again", home.clock))


def everything(home):
    return b"".join(path.read_bytes() for path in home.root.rglob("*") if path.is_file())


def test_erasing_removes_the_contact_everywhere_and_keeps_facts_and_hash(home, tmp_path):
    (home.inbox / "FHI" / "a.json").unlink()
    form = home.root / "forms" / "2023-Q2" / "FHI.xlsx"
    form.parent.mkdir(parents=True)
    form.write_text("Kari Nordmann")
    assert b"Kari" in everything(home)
    before = [one["accepted"] for one in records(home) if one.get("accepted")]
    said = erase(home, 1, "Innsenderen har bedt om det")
    digest = records(home)[0]["sha256"]
    assert said["removed"] == [str(home.archive / digest), str(form)]
    assert b"Kari" not in everything(home)
    assert b"kari@example.org" not in everything(home)
    assert (said["record"]["event"], said["record"]["of"], said["record"]["sha256"]) == ("erasure", 1, digest)
    assert [one["accepted"] for one in records(home) if one.get("accepted")] == before
    verified = verify(home)
    assert verified.differences == []
    assert [one.path for one in verified.unproved] == ["ledger/000001.json"]
    replayed = replay(home, records(home), Home(tmp_path / "again", home.clock))
    assert replayed.differences == []
    assert [one.path for one in replayed.unproved] == [f"archive/{digest}"]


def test_trying_an_erasure_out_removes_nothing_and_names_what_would_go_and_what_would_stay(home):
    before = everything(home)
    said = try_out(home, 2)
    assert (said["submissions"], len(said["removed"]), len(said["still_there"])) == ([2, 5], 1, 2)
    assert everything(home) == before


def test_what_was_erased_cannot_be_erased_again_and_what_never_landed_not_at_all(home):
    erase(home, 4, "Feil")
    with pytest.raises(EraseError, match="erased already, by record 8"):
        try_out(home, 4)
    with pytest.raises(EraseError, match="no submission 6"):
        try_out(home, 6)


def test_bytes_that_were_erased_and_handed_in_again_are_kept_again(home):
    erase(home, 4, "Feil")
    content = json.loads((home.inbox / "NHN" / "d.json").read_text(encoding="utf-8"))
    hand_in(home, "d2.json", content)
    taken(home)
    assert (home.archive / records(home)[3]["sha256"]).exists()
    assert (verify(home).differences, verify(home).unproved) == ([], [])


def test_a_copy_of_the_standing_word_does_not_undo_its_erasure_and_the_receipt_says_so(home, tmp_path):
    erase(home, 1, "Innsenderen har bedt om det")
    (home.inbox / "FHI" / "a.json").rename(home.inbox / "FHI" / "a (kopi).json")
    taken(home)
    copy = records(home)[-1]
    assert (copy["verdict"], copy["of"], copy["erased_by"]) == ("duplicate", 1, 8)
    assert not (home.archive / copy["sha256"]).exists()
    assert "ikke lagret på nytt" in (home.receipts / "FHI" / f"{copy['sequence']:06}.html").read_text(encoding="utf-8")
    assert verify(home).differences == []
    assert [one.path for one in verify(home).unproved] == ["ledger/000001.json", "ledger/000009.json"]
    assert replay(home, records(home), Home(tmp_path / "again", home.clock)).differences == []


def test_bytes_that_came_back_after_their_erasure_are_named(home):
    kept = (home.archive / records(home)[0]["sha256"]).read_bytes()
    erase(home, 1, "Innsenderen har bedt om det")
    (home.archive / records(home)[0]["sha256"]).write_bytes(kept)
    assert found(home) == [f"archive/{records(home)[0]['sha256']}"]


def test_a_contact_written_twice_is_in_no_record(home):
    content = json.loads((home.inbox / "FHI" / "a.json").read_text(encoding="utf-8"))
    hand_in(home, "f.json", {**content, "Kontaktperson": "Ola Hemmelig"})
    taken(home)
    (last,) = records(home)[7:]
    assert "doubled_field" in [one["rule"] for one in last["findings"]]
    assert "Hemmelig" not in json.dumps(last, ensure_ascii=False)
    assert sha256((home.inbox / "FHI" / "f.json").read_bytes()) == last["sha256"]
