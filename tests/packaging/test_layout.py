"""The top level stays small, and nothing reports home."""

from __future__ import annotations

import os
import subprocess

import yaml

from tests.packaging.checkout import PACKAGES, ROOT

DOCUMENTED = {"README.md", "LICENSE", "Makefile", "dagster.yaml", "pyproject.toml"}
FOLDERS = {*PACKAGES, "tests", "examples", "docs", "deploy", "benchmarks"}
MADE = {"var", "dist", "node_modules"}


def test_the_top_level_holds_what_the_design_names_and_nothing_else() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - MADE == DOCUMENTED | FOLDERS


def test_every_python_package_folder_says_what_lives_in_it() -> None:
    folders = {path.parent for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    silent = [
        folder.relative_to(ROOT)
        for folder in folders
        if "node_modules" not in folder.parts
        and not (folder / "__init__.py").read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []


def test_dagster_reports_nothing_to_anybody() -> None:
    assert yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8"))["telemetry"] == {"enabled": False}


def test_ci_runs_a_script_that_bash_can_read() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)
    assert {"make lint", "make test"} <= set(script.read_text(encoding="utf-8").splitlines())
