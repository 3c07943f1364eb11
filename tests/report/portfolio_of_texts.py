"""A small portfolio for the text check: the real names and the faults that were printed about them, made up otherwise.

Nine active measures: one red, four yellow and four green now; one red, three yellow and five green before. No risk is
red; one was. Five dependencies of three measures are red and highly critical, as in the edition of August 2023.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from assets.office import Initiative, Office, Organisation, Priority, Round, Text
from assets.report.material import Material
from assets.statistics.numbers import Number

MEASURES = """EPJ-LOFTET|EPJ-løftet|joint|active|red|yellow|red|yellow
DHV|DHV - Digital hjemmeoppfølging spredning|joint|active|yellow|yellow|green|green
DBEP|Digitale behandlings- og egenbehandlingsplaner|joint|active|yellow|yellow|yellow|red
PLL|Program Pasientens legemiddelliste|joint|active|yellow|green|yellow|green
PDS|Program digital samhandling|joint|active|green|green|yellow|green
HELIKS|HELIKS|coordinated|active|green|yellow|green|yellow
HELSEPLATTFORMEN|Helseplattformen|coordinated|active|yellow|yellow|green|yellow
KRITINFO|Kritisk informasjon|coordinated|active|green|green|green|green
EKS-VEILEDNING|Eksempeltiltak Veiledning|other|active|green||green|
FKJ|Felles kommunal journal|coordinated|finished|||green|green
STATLOGG|Statistisk logganalyse|coordinated|paused||||
NYTT|Digital legemiddelhåndtering|other|planned||||"""
RED_AND_CRITICAL = ("HELSEPLATTFORMEN", "HELIKS", "DHV", "DHV", "DHV")
ORGANISATIONS = {"NHN": "Norsk Helsenett", "HDIR": "Helsedirektoratet", "HV": "Helse Vest RHF"}


def material(
    *texts: Text, has_before: bool = True, is_silent: bool = False, aliases: dict[str, str] | None = None
) -> Material:
    """The round 2023-Q2 with the office's texts; in a silent one nobody has reported."""
    now, before = _measures(has_before)
    dependencies = [_dependency(one, "red", "high") for one in RED_AND_CRITICAL]
    dependencies += [_dependency("PDS", "yellow", "medium"), _dependency("EPJ-LOFTET", "red", "medium")]
    numbers = _numbers(now, before if has_before else None, dependencies)
    if is_silent:
        now, dependencies, numbers = [], [], {}
    calendar = {
        quarter: Round(quarter, date(2023, month, 30), name, None, False)
        for quarter, month, name in (("2023-Q1", 4, "mai 2023"), ("2023-Q2", 6, "august 2023"))
    }
    office = Office(
        rounds=calendar,
        organisations={code: Organisation(code, name, "2023-Q1", "") for code, name in ORGANISATIONS.items()},
        aliases=aliases or {},
        initiatives=[Initiative("1", "1.2", "Velferdsteknologi og digital hjemmeoppfølging", "", False)],
        priorities=[Priority(1, "Digital hjemmeoppfølging", "1.2", "", ("DHV",))],
        texts=list(texts),
    )
    return Material(
        round=calendar["2023-Q2"],
        previous=calendar["2023-Q1"] if has_before else None,
        office=office,
        numbers=numbers,
        facts={
            "measures": now,
            "earlier_measures": before if has_before else [],
            "dependencies": dependencies,
            "costs": [{"programme": "MF Helse", "product": "", "solution": "Eksempelløsning"}],
            "roadmap": [{"actor": "Norsk Helsenett", "service": "Kjernejournal"}],
        },
        behind=lambda key: [],
        evidence=lambda name: [],
        spellings={},
    )


def _measures(has_before: bool) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    now, before = [], []
    for line in MEASURES.splitlines():
        measure, name, segment, lifecycle, status, risk, was, risk_was = line.split("|")
        fact = {"measure_id": measure, "name": name, "segment": segment, "organisation": "HDIR"}
        now.append(fact | {"lifecycle": lifecycle, "status": status or None, "risk": risk or None, "round": "2023-Q2"})
        if was:
            before.append(fact | {"lifecycle": "active", "status": was, "risk": risk_was or None, "round": "2023-Q1"})
    return now, before


def _dependency(measure: str, status: str, criticality: str) -> dict[str, Any]:
    return {"measure_id": measure, "status": status, "criticality": criticality, "category": "national_solution"}


def _numbers(
    now: list[dict[str, Any]], before: list[dict[str, Any]] | None, dependencies: list[dict[str, Any]]
) -> dict[str, Number]:
    counted: dict[str, tuple[Any, str]] = {
        "measures.active": (sum(one["lifecycle"] == "active" for one in now), "measures"),
        "measures.active.joint": (5, "measures"),
        "measures.before": (len(before) if before else None, "measures"),
        "lifecycle.finished": (1 if before else None, "measures"),
        "lifecycle.new": (3 if before else None, "measures"),
        "lifecycle.paused": (1, "measures"),
        "dependencies.total": (len(dependencies), "dependencies"),
        "dependencies.category.national_solution": (len(dependencies), "dependencies"),
        "goals.main.1": (3, "measures"),
        "sdg.3": (8, "measures"),
        "sdg.answered": (8, "measures"),
        "budget.joint": (Decimal("553.4"), "MNOK"),
        "costs.2024": (93, "MNOK"),
        "coverage.expected": (12, "organisations"),
        "coverage.submitted": (11, "organisations"),
        "coverage.not_submitted": (1, "organisations"),
        "roadmap.total": (109, "activities"),
    }
    for colour in ("red", "yellow", "green"):
        for aspect in ("status", "risk"):
            for when, facts in (("now", now), ("before", before)):
                asked = [one for one in facts or [] if one["lifecycle"] == "active" and one[aspect] == colour]
                counted[f"{aspect}.{when}.{colour}"] = (None if facts is None else len(asked), "measures")
        counted[f"dependencies.colour.{colour}"] = (sum(o["status"] == colour for o in dependencies), "dependencies")
        for criticality in ("high", "medium", "low"):
            chosen = [o for o in dependencies if (o["status"], o["criticality"]) == (colour, criticality)]
            counted[f"dependencies.{criticality}.{colour}"] = (len(chosen), "dependencies")
    return {
        key: Number(
            value=None if value is None else Decimal(value),
            unit=unit,
            of=None,
            label="",
            definition="",
            parts={},
            absent="first_round" if value is None else None,
            terms=0,
            statistic="",
        )
        for key, (value, unit) in counted.items()
    }


def topic(
    markdown: str, *, measures: tuple[str, ...] = (), kind: str = "new", language: str = "nb", **more: Any
) -> Text:
    """A text whose Markdown begins on line 7 of its file."""
    return Text(
        path="topics/a.md",
        round="2023-Q2",
        title=more.pop("title", "Et tema"),
        kind=kind,
        measures=measures,
        markdown=markdown,
        language=language,
        title_line=3,
        first_line=7,
        **more,
    )
