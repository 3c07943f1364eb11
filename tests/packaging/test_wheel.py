"""The wheel holds all that a run needs, and works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from assets.code import VERSION
from tests.packaging.checkout import PACKAGES, ROOT

DATA = {".py", ".sql", ".j2", ".typ", ".css", ".po", ".json"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    built = next(iter(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))
    return zipfile.ZipFile(built)


def test_the_wheel_holds_every_source_and_every_template(wheel: zipfile.ZipFile) -> None:
    sources = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.suffix in DATA and "node_modules" not in path.parts
    }
    assert sources <= set(wheel.namelist())


def test_the_wheel_brings_the_example_and_dagsters_settings_and_no_tests(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert {"dagster.yaml", "examples/2023/arrivals.csv", "examples/2023/office/rounds.csv"} <= names
    assert {name.partition("/")[0] for name in names} == {
        *PACKAGES,
        "examples",
        "dagster.yaml",
        f"portefolje-{VERSION}.dist-info",
    }


def test_the_wheel_brings_what_is_in_use_of_typeface_and_designsystemet_with_their_licences(
    wheel: zipfile.ZipFile,
) -> None:
    from assets.report.fonts import faces
    from assets.report.look import parts

    brought = {name for name in wheel.namelist() if "node_modules" in name}
    used = {path.relative_to(ROOT).as_posix() for path in (*faces().values(), *parts())}
    assert {name for name in brought if not name.endswith("LICENSE_FONT")} == used
    assert sum(name.rpartition("/")[2].startswith("LICENSE") for name in brought) == 2


def test_the_wheel_makes_a_home_away_from_the_checkout(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    installed, home = tmp_path / "installed", tmp_path / "home"
    wheel.extractall(installed)
    command = "import pipelines, sys; from pipelines.cli import main; print(pipelines.__file__); main(sys.argv[1:])"
    said = subprocess.run(
        [sys.executable, "-c", command, "init", home, "--example"],
        env={**os.environ, "PYTHONPATH": str(installed)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(installed) in said.stdout
    assert (home / "office" / "rounds.csv").read_bytes() == (ROOT / "examples/2023/office/rounds.csv").read_bytes()
