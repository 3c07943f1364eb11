"""The inbox and the list of its arrivals: a fault says where it stands, and what is taken away is not missed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assets.intake import inbox
from tests.submissions import make_home


@pytest.fixture
def arrivals(tmp_path):
    def written(content):
        path = tmp_path / "arrivals.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


@pytest.fixture
def home(tmp_path):
    home = make_home(tmp_path / "home")
    for name in ("a.json", "b.json"):
        (home.inbox / name).write_text("{}", encoding="utf-8")
    return home


def test_arrivals_are_read_below_the_inbox_and_in_utc(arrivals):
    listed = "\ufefffile,taken_at\r\ninbox/FHI/a.xlsx,2023-03-20T09:00+01:00\r\n\r\nå.json,2023-06-20T09:00\r\n"
    assert inbox.read_arrivals(arrivals(listed)) == {
        "FHI/a.xlsx": datetime(2023, 3, 20, 8, tzinfo=UTC),
        "å.json": datetime(2023, 6, 20, 7, tzinfo=UTC),
    }


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", 1),
        ("file;taken_at\n", 1),
        ("file,taken_at\na.xlsx,2023-03-20T09:00\nb.xlsx\n", 3),
        ("taken_at,file\n2023-03-20T09:00\n", 2),
        ("file,taken_at\n,2023-03-20T09:00\n", 2),
        ("file,taken_at\na.xlsx,i går\n", 2),
        ("file,taken_at\na.xlsx,0001-01-01T00:00+14:00\n", 2),
        ("file,taken_at\na.xlsx,2023-03-20T09:00\nmål.xlsx,2023-03-20T09:00\n".encode("latin-1"), 3),
        ("file,taken_at\n".encode("utf-16"), 1),
        ("file,taken_at\n" + "x" * 200_000 + ",2023-03-20T09:00\n", 2),
        ("x" * 200_000, 1),
    ],
    ids=[
        "empty",
        "heading",
        "short",
        "short_file",
        "no_file",
        "time",
        "year",
        "latin1",
        "utf16",
        "long",
        "long_heading",
    ],
)
def test_a_list_of_arrivals_that_cannot_be_read_names_file_and_line(arrivals, content, line):
    path = arrivals(content)
    with pytest.raises(inbox.ArrivalsError) as raised:
        inbox.read_arrivals(path)
    assert str(raised.value).startswith(f"{path}, line {line}: ")


@pytest.mark.parametrize("step", ["why_none", "hashed"])
def test_a_file_that_is_taken_away_during_the_look_is_skipped(home, monkeypatch, step):
    looked = getattr(inbox, step)

    def look_late(path):
        if path.name == "a.json":
            path.unlink()
        return looked(path)

    monkeypatch.setattr(inbox, step, look_late)
    first = inbox.look(home, {}, {})
    assert ([landing.file for landing in first.found], first.ignored) == (["b.json"], [])


def test_a_file_that_cannot_be_looked_at_is_told_and_the_others_are_found(home, monkeypatch):
    lstat = Path.lstat

    def refuse(path):
        if path.name == "a.json":
            raise PermissionError(13, "Permission denied")
        return lstat(path)

    monkeypatch.setattr(Path, "lstat", refuse)
    first = inbox.look(home, {}, {})
    assert [landing.file for landing in first.found] == ["b.json"]
    assert first.ignored == [inbox.Ignored("a.json", "kan ikke leses (Permission denied); prøves igjen neste gang")]
