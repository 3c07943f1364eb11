"""Making a portfolio home: the folders, and the office's files to begin with or the example's.

An existing home is never written into.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from assets.home import Home, HomeError
from pipelines.instance import instance_of
from pipelines.shipped import EXAMPLE

_BEGINNINGS = {
    "rounds.csv": "quarter,cut_off,edition_name,published_on,open\n",
    "organisations.csv": "code,name,expected_from,expected_to\n",
}


def create(home: Home, *, example: bool) -> list[str]:
    """Make the home, Dagster's storage in it included, and return the files written.

    Raises HomeError when something of it is there already.
    """
    for part in (home.inbox, home.office, home.arrivals):
        if part.exists():
            raise HomeError(f"{part} exists; a home is made in an empty place")
    written: list[Path] = []
    if example:
        for source in sorted(path for path in EXAMPLE.rglob("*") if path.is_file()):
            target = home.root / source.relative_to(EXAMPLE)
            target.parent.mkdir(parents=True, exist_ok=True)
            written.append(Path(shutil.copyfile(source, target)))
    home.inbox.mkdir(parents=True, exist_ok=True)
    home.office.mkdir(parents=True, exist_ok=True)
    for name, heading in _BEGINNINGS.items():
        if not (home.office / name).exists():
            (home.office / name).write_text(heading, encoding="utf-8")
            written.append(home.office / name)
    instance_of(home).dispose()
    return [str(path) for path in written]
