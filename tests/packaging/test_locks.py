"""The locks pin every package by version and hash, and do not say where it comes from."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from packaging.requirements import Requirement

from tests.packaging.checkout import ROOT, pyproject

LOCKS = ("requirements.txt", "requirements-dev.txt", "uv.txt")
LOCKED = re.compile(r"(?P<name>[a-z0-9-]+)(\[[a-z0-9,-]+\])?==(?P<version>\S+)(?: ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def lines(lock: str) -> list[str]:
    return (ROOT / "deploy" / lock).read_text(encoding="utf-8").splitlines()


def versions(lock: str) -> dict[str, str]:
    return {found["name"]: found["version"] for line in lines(lock) if (found := LOCKED.fullmatch(line))}


def required(group: str) -> list[Requirement]:
    """The group's requirements, those of the groups that it includes among them."""
    found: list[Requirement] = []
    entries: list[Any] = pyproject()["dependency-groups"][group]
    for entry in entries:
        found += required(entry["include-group"]) if isinstance(entry, dict) else [Requirement(entry)]
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_versions_and_hashes_and_nothing_else(lock: str) -> None:
    strange = [line for line in lines(lock) if not LOCKED.fullmatch(line) and not HASH.fullmatch(line)]
    assert strange == []
    assert versions(lock)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock: str) -> None:
    unhashed = [line for line, after in zip(lines(lock), [*lines(lock)[1:], ""], strict=True)
                if LOCKED.fullmatch(line) and not HASH.fullmatch(after)]  # fmt: skip
    assert unhashed == []


def test_what_the_tests_run_on_is_what_the_report_runs_on() -> None:
    assert versions("requirements.txt").items() <= versions("requirements-dev.txt").items()
    assert versions("uv.txt").items() <= versions("requirements.txt").items()


@pytest.mark.parametrize(("lock", "group"), [("requirements.txt", "build"), ("requirements-dev.txt", "dev")])
def test_a_lock_satisfies_what_the_project_asks_for(lock: str, group: str) -> None:
    wanted = [*map(Requirement, pyproject()["project"]["dependencies"]), *required(group)]
    locked = versions(lock)
    missed = [str(one) for one in wanted if not one.specifier.contains(locked.get(one.name.lower(), "0"))]
    assert missed == []


def test_the_typeface_is_pinned_by_hash_without_an_address() -> None:
    lock = json.loads((ROOT / "templates" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if "resolved" in package or not package["integrity"]] == []
