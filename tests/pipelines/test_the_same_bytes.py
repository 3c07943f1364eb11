"""A draft is a function of what was handed in: the same bytes twice, and in another place, time zone and locale."""

import hashlib
import json
import os
import subprocess
import sys

import dagster as dg
import pytest

from checks.contract import Quarter
from pipelines.definitions import defs
from tests.pipelines.conftest import ROOT, Office

pytestmark = pytest.mark.slow


def test_a_second_report_with_nothing_new_gives_the_same_bytes(office):
    before = office.files("2023-Q2")
    office.type("report", "2023-Q2")
    assert office.files("2023-Q2") == before
    assert len(list(office.home.ledger.glob("*.json"))) == 22


def test_another_folder_time_zone_locale_and_hash_seed_give_the_same_bytes(built, tmp_path):
    elsewhere = Office(tmp_path / "æ øå" / "[home]")
    elsewhere.type("init", str(elsewhere.home.root), "--example")
    for path in elsewhere.home.inbox.rglob("*.xlsx"):
        os.utime(path, (0, 0))
    subprocess.run(
        [
            sys.executable,
            "-c",
            "from pipelines.cli import run; run()",
            "--home",
            elsewhere.home.root,
            "report",
            "2023-Q2",
        ],
        check=True,
        cwd=ROOT,
        env={**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "17", "PYTHONPATH": str(ROOT)},
        capture_output=True,
    )
    assert elsewhere.files("2023-Q2") == built.files("2023-Q2")


def test_materialising_a_quarter_as_the_ui_does_gives_the_same_files_as_the_command(built, tmp_path, monkeypatch):
    other = Office(tmp_path / "home")
    other.type("init", str(other.home.root), "--example")
    monkeypatch.setenv("PORTFOLIO_HOME", str(other.home.root))
    everything = defs.resolve_implicit_global_asset_job_def()
    with dg.DagsterInstance.local_temp() as instance:
        result = everything.execute_in_process(partition_key=Quarter.parse("2023-Q2").partition_key, instance=instance)
    assert result.success
    assert other.files("2023-Q2") == built.files("2023-Q2")


def test_the_manifest_lists_every_output_and_input_by_its_hash(built):
    files = built.files("2023-Q2")
    manifest = json.loads(files.pop("manifest.json"))
    assert {one["path"]: one["sha256"] for one in manifest["outputs"]} == {
        path: hashlib.sha256(content).hexdigest() for path, content in files.items()
    }
    for one in manifest["inputs"]["submissions"]:
        kept = (built.home.archive / one["sha256"]).read_bytes()
        assert hashlib.sha256(kept).hexdigest() == one["sha256"]
    for one in manifest["inputs"]["office"]:
        kept = (built.home.office_history / one["sha256"]).read_bytes()
        assert kept == (built.home.office / one["path"]).read_bytes()
    assert {"nb/index.html", "nb/report.pdf", "report.json", "figures/status.nb.svg"} <= files.keys()


def test_a_file_of_an_earlier_build_does_not_stay_in_the_draft(office):
    stale = office.home.draft("2023-Q2") / "figures" / "gammel.nb.svg"
    stale.write_text("<svg/>")
    office.type("report", "2023-Q2")
    assert not stale.exists()


def test_building_a_round_touches_no_file_of_another(office):
    before = {path: path.stat().st_mtime_ns for path in office.home.root.rglob("*2023-Q1*") if path.is_file()}
    office.type("report", "2023-Q2")
    assert {path: path.stat().st_mtime_ns for path in before} == before
