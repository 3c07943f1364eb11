"""Readings and homes by hand, for tests: as small as a case allows, in the JSON form of ``assets.intake.reading``."""

import json
from datetime import UTC, datetime
from pathlib import Path

from assets.home import Clock, Home
from assets.office import load

ROUNDS = """quarter,cut_off,edition_name
2022-Q4,2022-12-31,februar 2023
2023-Q1,2023-03-31,mai 2023
2023-Q2,2023-06-30,august 2023
"""
ORGANISATIONS = """code,name,expected_from,expected_to
FHI,Folkehelseinstituttet,2022-Q4,
KS,KS,2022-Q4,
NHN,Norsk Helsenett,2022-Q4,
"""
IN_JUNE = datetime(2023, 6, 15, 12, tzinfo=UTC)


def measure(measure_id="MSIS", **changed):
    """A measure with nothing to say against it; keys set to None are left out."""
    row = {
        "measure_id": measure_id,
        "name": f"Tiltak {measure_id}",
        "segment": "coordinated",
        "lifecycle": "active",
        "purpose": "Et formål.",
        "status": "green",
        "risk": "green",
        "main_goal": "3",
    }
    return {key: value for key, value in (row | changed).items() if value is not None}


def dependency(measure_id="MSIS", dependency_id="A-1", **changed):
    row = {
        "measure_id": measure_id,
        "dependency_id": dependency_id,
        "description": "Noe som må innfris",
        "category": "financing",
        "criticality": "high",
        "status": "red",
    }
    return row | changed


def cost(row_id="K-1", **changed):
    row = {"row_id": row_id, "programme": "PLL", "year": 2024, "amount_mnok": "1,5", "covered_by_owner": "nei"}
    return row | changed


def content(organisation="FHI", quarter="2023-Q2", kind="full", **tables):
    """A submission as the JSON object that somebody hands in."""
    said = {"schema_version": 1, "organisation": organisation, "quarter": quarter, "kind": kind}
    return said | ({"measures": []} | tables)


def reading(**said):
    """The same as read: without a file and a worker."""
    said = content(**said)
    tables = {key: rows for key, rows in said.items() if isinstance(rows, list)}
    sheets = []
    for key, rows in tables.items():
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        sheets.append(
            {
                "name": key,
                "headings": [{"heading": heading, "column": None} for heading in headings],
                "rows": [
                    {"row": number, "cells": [row.get(heading) for heading in headings]}
                    for number, row in enumerate(rows, start=1)
                ],
            }
        )
    fields = [
        {"name": key, "value": value, "sheet": "submission", "row": None, "column": None}
        for key, value in said.items()
        if key not in tables
    ]
    return {"format": "json", "fields": fields, "sheets": sheets, "remarks": []}


def make_home(folder: Path, now=IN_JUNE, rounds=ROUNDS, organisations=ORGANISATIONS) -> Home:
    """A home with three rounds and three organisations, at a time when the last round is open."""
    (folder / "office").mkdir(parents=True)
    (folder / "inbox").mkdir()
    (folder / "office" / "rounds.csv").write_text(rounds, encoding="utf-8")
    (folder / "office" / "organisations.csv").write_text(organisations, encoding="utf-8")
    return Home(folder, Clock(now))


def office_of(home: Home):
    return load(home.office)


def hand_in(home: Home, name: str, said: dict) -> Path:
    """Put a JSON submission into its sender's drop folder."""
    path = home.inbox / said["organisation"] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return path
