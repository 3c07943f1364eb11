"""Where the tables that the statistics read come from: which asset each is, and its file in a home."""

from __future__ import annotations

from pathlib import Path

from assets.home import Home
from assets.statistics.counting import FACTS

_OTHER_ROOMS = {"initiatives": "roadmap", "indicators": "roadmap"}


def asset_of(fact: str) -> str:
    """The asset that makes a table, like ``portfolio/measures``."""
    return f"{_OTHER_ROOMS.get(fact, 'portfolio')}/{fact}"


def facts_of(home: Home, quarter: str) -> dict[str, Path]:
    """The file of each table in the round."""
    return {fact: home.table(asset_of(fact), quarter) for fact in FACTS}
