"""A home with as many measures as wanted, handed in for two rounds by ten organisations: made up, with long names.

What the report looks like with them is looked at; how long it takes to print is ``benchmarks.bench``.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

OFFICE = Path(__file__).parents[1] / "examples" / "2023" / "office"
ORGANISATIONS = ("DEHELSE", "FHI", "HDIR", "HDO", "HMN", "HN", "HSO", "HV", "KS", "NHN")
NAMES = (
    "EPJ-løftet",
    "Data om legemiddelbruk (Sekundærbruk av Legemiddeldata)",
    "Digital legemiddelhåndtering i kommunal helse- og omsorgssektor",
    "Digitalt økosystem for nasjonal smittevernberedskap",
    "Eksempeltiltak Sámi dearvvašvuođadieđut (samisk helseinformasjon)",
    "HELIKS",
    "DHV – Digital hjemmeoppfølging spredning",
    "Prosessplattform og digital hjemmeoppfølging",
)
SEGMENTS, COLOURS = ("joint", "coordinated", "other"), ("green", "yellow", "green", "red", "green", "yellow")
CATEGORIES = ("national_solution", "measure", "regulation", "financing", "supplier", "standard", "capacity")
REASON = "Forskrivningsmodulen med nødvendige funksjonsforbedringer må være levert og godkjent før utprøvingen utvides."


def make(folder: Path, count: int, quarters: tuple[str, ...] = ("2023-Q1", "2023-Q2")) -> Path:
    """Lay out the home in a folder that is not there yet: ``count`` active measures a round, and a few that are not."""
    # The example's own texts speak of the example's figures, and would rightly stop the build of any other.
    shutil.copytree(OFFICE, folder / "office", ignore=shutil.ignore_patterns("texts", "topics"))
    for quarter in quarters:
        for place, organisation in enumerate(ORGANISATIONS):
            said = submission(organisation, quarter, [n for n in range(count) if n % len(ORGANISATIONS) == place])
            path = folder / "inbox" / organisation / f"{quarter}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return folder


def submission(organisation: str, quarter: str, numbers: list[int]) -> dict[str, Any]:
    """What an organisation hands in of its measures, told apart by their number."""
    head = {"schema_version": 1, "organisation": organisation, "quarter": quarter}
    if not numbers:
        return head | {"kind": "nothing_to_report"}
    later = quarter > "2023-Q1"
    return head | {
        "kind": "full",
        "measures": [_measure(n, later) for n in numbers],
        "dependencies": [_dependency(n, part) for n in numbers for part in range(1 + n % 3)],
        "costs": [_cost(n, year) for n in numbers if n % 3 == 0 for year in (2023, 2024, 2025)],
        "sdgs": [{"measure_id": _id(n), "sdg": ("3", "9", "10", "17", "none")[n % 5]} for n in numbers if n % 7],
        "roadmap": [_activity(n) for n in numbers],
    }


def _id(n: int) -> str:
    return f"TILTAK-{n:03}"


def _measure(n: int, later: bool) -> dict[str, Any]:
    colour = COLOURS[(n + (later and n % 4 == 0)) % len(COLOURS)]
    segment = SEGMENTS[n % 3]
    row = {
        "measure_id": _id(n),
        "name": f"{NAMES[n % len(NAMES)]} {n}" if n >= len(NAMES) else NAMES[n],
        "segment": segment,
        "lifecycle": "finished" if later and n % 20 == 19 else "active",
        "purpose": "Pasienter og helsepersonell skal få oppdaterte opplysninger når de trenger dem.",
        "outcome": "Tatt i bruk i hele landet." if later and n % 20 == 19 else None,
        "status": colour,
        "status_reason": None if colour == "green" else REASON,
        "risk": None if segment == "other" else COLOURS[(n + 1) % len(COLOURS)],
        "risk_reason": None if segment == "other" else REASON,
        "budget_mnok": f"{n % 90 + n % 4 * 0.25}" if segment == "joint" else None,
        "main_goal": str(n % 5 + 1),
    }
    return {key: value for key, value in row.items() if value is not None}


def _dependency(n: int, part: int) -> dict[str, Any]:
    return {
        "measure_id": _id(n),
        "dependency_id": f"A-{part}",
        "description": REASON,
        "category": CATEGORIES[(n + part) % len(CATEGORIES)],
        "counterpart": ("Norsk helsenett / Direktoratet for e-helse", "Helseteknologiordningen", "HDIR")[part],
        "criticality": ("high", "medium", "low")[(n + part) % 3],
        "status": ("green", "yellow", "red")[(n + 2 * part) % 3],
    }


def _cost(n: int, year: int) -> dict[str, Any]:
    return {
        "row_id": f"K-{n}-{year}",
        "programme": ("Program Pasientens legemiddelliste", "Program digital samhandling", "Helsenorge")[n % 3 - 1],
        "product": NAMES[n % len(NAMES)],
        "solution": ("Kjernejournal", "Sentral forskrivningsmodul", "Helsenorge")[n % 2],
        "year": year,
        "amount_mnok": f"{n % 30 - 2 + year % 3 * 0.25}",
        "covered_by_owner": "ja" if n % 6 == 0 else "nei",
    }


def _activity(n: int) -> dict[str, Any]:
    return {
        "activity_id": f"V-{n}",
        "goal": str(n % 5 + 1),
        "initiative": f"{n % 5 + 1}.1",
        "actor": (
            "Kommunale helsetjenester",
            "Helse Vest RHF, Helse Nord RHF og Helse Sør-Øst RHF",
            "Fastlegetjenesten",
        )[n % 3],
        "service": "Nasjonalt velferdsteknologiprogram og Digihjem",
        "plan_year": 2024,
        "activity": REASON,
        "start_year": 2021 + n % 4,
    }
