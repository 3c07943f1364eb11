from __future__ import annotations

import json
import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from assets.intake.worker import ReadingWorker, WorkerError
from assets.office import Limits
from tests.intake.workbooks import workbook

pytestmark = pytest.mark.slow

SAMPLES = sorted(path for path in Path("examples/2023/inbox").rglob("*") if path.is_file())
HASTY = replace(Limits(), seconds=0.5)


@pytest.fixture(scope="module")
def worker():
    with ReadingWorker(Limits()) as shared:
        yield shared


@pytest.fixture
def landed(tmp_path):
    def land(content):
        path = tmp_path / str(len(list(tmp_path.iterdir())))
        path.write_bytes(content)
        return path

    return land


@pytest.fixture
def endless(tmp_path):
    """A file that nobody gets to the end of: a pipe without a writer."""
    path = tmp_path / "endless"
    os.mkfifo(path)
    return path


def pid(worker):
    return worker._process.pid if worker._process else None


def rule(answer):
    return answer["refused"]["rule"]


def test_a_file_is_read_by_the_ending_that_it_came_with(worker, landed):
    reading = worker.read(landed(workbook()), ".xlsx")
    assert (reading["format"], reading["fields"][1]["value"]) == ("xlsx", "FHI")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_file_of_the_example_is_read_without_a_remark(worker, path):
    reading = worker.read(path, path.suffix)
    assert {field["name"] for field in reading["fields"]} & {"Kvartal", "quarter"}
    assert reading["remarks"] == []
    assert all(len(row["cells"]) == len(sheet["headings"]) for sheet in reading["sheets"] for row in sheet["rows"])


def test_one_process_reads_all_files_that_do_it_no_harm(worker, landed):
    worker.read(landed(workbook()), ".xlsx")
    first = pid(worker)
    assert rule(worker.read(landed(b"tull"), ".xlsx")) == "unreadable_file"
    assert worker.read(landed(workbook()), ".xlsx")["format"] == "xlsx"
    assert pid(worker) == first


def test_nothing_is_started_before_the_first_file():
    with ReadingWorker(Limits()) as idle:
        assert pid(idle) is None


def test_a_missing_file_is_our_own_fault(worker, tmp_path):
    with pytest.raises(FileNotFoundError):
        worker.read(tmp_path / "none", ".xlsx")


def test_a_process_that_cannot_start_is_no_senders_fault(landed, monkeypatch, tmp_path):
    (tmp_path / "python_calamine.py").write_text("raise ImportError('not installed')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with ReadingWorker(Limits()) as broken, pytest.raises(WorkerError, match="ImportError: not installed"):
        broken.read(landed(workbook()), ".xlsx")


def test_a_file_beyond_the_limit_is_refused_without_a_process(landed):
    with ReadingWorker(replace(Limits(), file_mb=1)) as small:
        assert rule(small.read(landed(bytes(1_000_001)), ".json")) == "file_too_large"
        assert pid(small) is None


def test_a_file_that_takes_too_long_costs_only_itself(landed, endless):
    with ReadingWorker(HASTY) as hasty:
        hasty.read(landed(workbook()), ".xlsx")
        first, began = pid(hasty), time.monotonic()
        assert hasty.read(endless, ".xlsx") == {"refused": {"rule": "took_too_long", "detail": {"seconds": 0.5}}}
        assert time.monotonic() - began < 2
        assert hasty.read(landed(workbook()), ".xlsx")["format"] == "xlsx"
        assert pid(hasty) != first


def test_python_running_out_of_memory_costs_only_the_file(landed):
    with ReadingWorker(replace(Limits(), memory_mb=30)) as narrow:
        greedy = json.dumps({"measures": [{"a": number} for number in range(200_000)]})
        assert rule(narrow.read(landed(greedy.encode()), ".json")) == "took_too_much_memory"
        assert narrow.read(landed(workbook()), ".xlsx")["format"] == "xlsx"


def test_a_library_running_out_of_memory_costs_only_the_file(landed):
    wide = workbook(fill=lambda book, sheets: sheets["Tiltak"].write(499, 899, "x"))  # calamine makes a grid of it
    with ReadingWorker(replace(Limits(), memory_mb=10)) as narrow:
        assert rule(narrow.read(landed(wide), ".xlsx")) == "took_too_much_memory"
        assert narrow.read(landed(workbook()), ".xlsx")["format"] == "xlsx"


def test_a_file_over_which_the_process_dies_is_unreadable(landed, endless, capfd):
    with ReadingWorker(Limits()) as doomed:
        doomed.read(landed(workbook()), ".xlsx")
        threading.Timer(0.1, os.kill, (pid(doomed), signal.SIGSEGV)).start()
        assert doomed.read(endless, ".xlsx") == {
            "refused": {"rule": "unreadable_file", "detail": {"reason": "", "status": -signal.SIGSEGV}}
        }
        assert doomed.read(landed(workbook()), ".xlsx")["format"] == "xlsx"
    assert capfd.readouterr() == ("", "")


def test_a_process_that_died_between_two_files_costs_none(landed):
    with ReadingWorker(Limits()) as stricken:
        stricken.read(landed(workbook()), ".xlsx")
        os.kill(pid(stricken), signal.SIGKILL)
        time.sleep(0.05)
        assert stricken.read(landed(workbook()), ".xlsx")["format"] == "xlsx"


def test_a_process_that_has_grown_is_replaced(landed):
    large = '{"name": "\N{SMILING FACE WITH SMILING EYES}' + "x" * 22_000_000 + '"}'
    with ReadingWorker(Limits()) as growing:
        assert len(growing.read(landed(large.encode()), ".json")["fields"][0]["value"]) == 22_000_001
        assert pid(growing) is None


def test_an_interrupted_answer_is_not_taken_for_the_next(landed, endless):
    def interrupt(number, frame):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        with ReadingWorker(Limits()) as interrupted:
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            with pytest.raises(KeyboardInterrupt):
                interrupted.read(endless, ".xlsx")
            assert interrupted.read(landed(workbook()), ".xlsx")["format"] == "xlsx"
    finally:
        signal.signal(signal.SIGALRM, before)


def test_the_process_can_write_to_no_file(worker, landed):
    worker.read(landed(workbook()), ".xlsx")
    limits = Path(f"/proc/{pid(worker)}/limits").read_text()
    assert next(line for line in limits.splitlines() if line.startswith("Max file size")).split()[3:5] == ["0", "0"]


def test_nothing_is_left_behind(landed, endless):
    before = len(list(Path("/proc/self/fd").iterdir()))
    with ReadingWorker(HASTY) as passing:
        passing.read(landed(workbook()), ".xlsx")
        first = pid(passing)
        passing.read(endless, ".xlsx")
        passing.read(landed(workbook()), ".xlsx")
        second = pid(passing)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    assert not Path(f"/proc/{first}").exists()
    assert not Path(f"/proc/{second}").exists()
