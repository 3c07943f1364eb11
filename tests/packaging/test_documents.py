"""What the documents tell people to type and to open is there."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from assets.office.checking import FILES, FOLDERS
from pipelines.cli import main
from tests.packaging.checkout import ROOT

DOCUMENTS = ("README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))))
TARGETS = re.findall(r"^([a-z-]+):.*?## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def text(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_a_document_names_exists(document: str) -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", text(document), re.MULTILINE))
    assert named - set(TARGETS) == set()


def test_every_command_of_the_command_line_stands_in_the_readme_and_no_other() -> None:
    named = re.findall(r"`portefolje (?:--home DIR )?([a-z-]+)", text("README.md"))
    assert set(named) == set(main.commands)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_inside_the_project_leads_somewhere(document: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text(document))
    here = (ROOT / document).parent
    assert [link for link in links if not (here / link).exists()] == []


def test_every_folder_that_the_readme_names_exists() -> None:
    folders = re.findall(r"^\| `([a-z0-9/]+)` \|", text("README.md"), re.MULTILINE)
    assert folders
    assert [folder for folder in folders if not (ROOT / folder).is_dir()] == []


def test_every_file_of_the_office_that_somebody_reads_stands_in_its_document_and_no_other() -> None:
    named = re.findall(r"^\| `([a-z.]+)/?` \|", text("docs/office.md"), re.MULTILINE)
    assert set(named) == {*FILES, *FOLDERS}


def test_make_alone_lists_every_target() -> None:
    # As typed, not as a part of the make that runs the tests, which would announce its folder.
    typed = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    said = subprocess.run(["make"], cwd=ROOT, env=typed, capture_output=True, text=True, check=True).stdout
    assert [line.split()[0] for line in said.splitlines()[1:]] == TARGETS


def test_every_make_target_can_be_planned() -> None:
    subprocess.run(["make", "--dry-run", *TARGETS], cwd=ROOT, capture_output=True, check=True)
