"""The example portfolio, built once by the command line and read by many tests."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from assets.home import Home
from pipelines.cli import main

ROOT = Path(__file__).parents[2]
EXPECTED = ROOT / "tests" / "data" / "2023"
ROUNDS = ("2023-Q1", "2023-Q2")


class Office:
    """Somebody at the portfolio office: types commands in one home and reads what comes out."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)

    def type(self, *words: str, exit_code: int = 0) -> str:
        """Run ``portefolje --home ... words``; returns stdout."""
        result = CliRunner().invoke(main, ["--home", str(self.home.root), *words], catch_exceptions=False)
        assert result.exit_code == exit_code, result.output
        return result.stdout

    def ask(self, *words: str):
        """The JSON that a command prints."""
        return json.loads(self.type(*words, "--json"))

    def report(self, quarter: str):
        return json.loads((self.home.draft(quarter) / "report.json").read_text(encoding="utf-8"))

    def values(self, quarter: str):
        return {key: number["value"] for key, number in self.report(quarter)["numbers"].items()}

    def files(self, quarter: str):
        """Every byte of a draft, by path."""
        folder = self.home.draft(quarter)
        return {
            str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
        }


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Office:
    """The example with both rounds reported. Not to be changed; take a copy with ``office``."""
    office = Office(tmp_path_factory.mktemp("built") / "home")
    office.type("init", str(office.home.root), "--example")
    for quarter in ROUNDS:
        office.type("report", quarter)
    return office


@pytest.fixture
def office(built, tmp_path) -> Office:
    """A copy of the built example, to do with as a test likes."""
    shutil.copytree(built.home.root, tmp_path / "home")
    return Office(tmp_path / "home")


def expected(name: str):
    return json.loads((EXPECTED / f"expected-{name}.json").read_text(encoding="utf-8"))
