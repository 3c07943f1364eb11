"""The assets that a draft is made through, as plain values: what the exports of its lineage are written from.

They are told by Dagster's side (``assets.report.assets``); the exports are ``provenance`` and ``open_lineage``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asset:
    """An asset, what it is made of and, where it is a table, what each of its columns comes from."""

    key: str
    description: str
    reads: tuple[str, ...] = ()
    """Keys of assets; empty for what comes from outside."""
    columns: tuple[tuple[str, str, str], ...] = ()
    """Name, type, meaning."""
    behind: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Column to the assets and columns that it comes from."""


def leading_to(assets: Iterable[Asset], key: str) -> list[Asset]:
    """The asset with the key and all that it is made of, by key."""
    by_key = {asset.key: asset for asset in assets}
    wanted, found = [key], set[str]()
    while wanted:
        one = wanted.pop()
        if one not in found:
            found.add(one)
            wanted += by_key[one].reads
    return [by_key[one] for one in sorted(found)]
