"""Everything that the report says in its own words, for rounds with none, one, two and many of each thing.

The golden file is to be read through by a person: nothing in it may sound odd. When a sentence is meant to change, run
``python -m tests.report.test_sentences`` and read what has changed.
"""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from assets.report.printed import Printed
from tests.report.rounds import model_of, said
from tests.statistics.portfolios import (
    BEFORE,
    LONG_AGO,
    NOW,
    Row,
    Tables,
    activity,
    cost,
    dependency,
    indicator,
    measure,
    organisation,
    portfolio,
    row,
)

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).with_name("sentences.nb.txt")
WHO = ("FHI", "KS", "HDO")
REASONS = {"status_reason": "Noe har skjedd.", "risk_reason": "Noe kan skje.", "purpose": "Et formål."}


def of_kind(kind: str, count: int, **reported) -> list[Row]:
    return [measure(f"{kind} {place}", **(REASONS | reported)) for place in range(1, count + 1)]


def everything(count: int) -> Tables:
    """A round with so many of each thing that can be counted."""
    joint = {"segment": "joint", "budget_mnok": count}
    now = [
        *of_kind("Rødt", count, status="red", risk="red", **joint),
        *of_kind("Gult", count, status="yellow", risk="yellow", segment="coordinated", main_goal="2"),
        *of_kind("Nytt", count, status="green", main_goal="3"),
        *of_kind("Startet", count, status="green", main_goal="4"),
        *of_kind("Gjenopptatt", count, status="green"),
        *of_kind("Ferdig", count, lifecycle="finished", outcome="Levert.", succeeded_by="Rødt 1"),
        *of_kind("Avbrutt", count, lifecycle="cancelled", outcome="Stanset."),
        *of_kind("Pause", count, lifecycle="paused"),
    ]
    before = [
        *of_kind("Rødt", count, status="green", risk="green", round=BEFORE, **joint),
        *of_kind("Gult", count, status="red", risk="red", round=BEFORE, segment="coordinated"),
        *of_kind("Startet", count, lifecycle="planned", round=BEFORE),
        *of_kind("Gjenopptatt", count, lifecycle="paused", round=BEFORE),
        *of_kind("Ferdig", count, lifecycle="paused", round=BEFORE),
        *of_kind("Avbrutt", count, status="green", round=BEFORE),
        *of_kind("Pause", count, status="yellow", round=BEFORE),
        *of_kind("Taust", count, status="yellow", round=BEFORE),
    ]
    waiting = [
        dependency(f"Rødt {place}", "supplier", criticality, colour, counterpart=who, description="Noe")
        for place in range(1, count + 1)
        for criticality, colour, who in (
            ("high", "red", "KS"),
            ("medium", "red", None),
            ("low", "green", "Leverandør A"),
        )
    ]
    return portfolio(
        now,
        earlier=before,
        organisations=[organisation(who, is_late=who == "KS") for who in WHO],
        dependencies=waiting,
        sdgs=[row(measure_id=f"Rødt {place}", sdg="3") for place in range(1, count + 1)],
        costs=[
            cost(2024 + place, "1", internal=internal, solution="Kjernejournal")
            for place in range(count)
            for internal in (False, True)
        ],
        roadmap=[activity("1", "Et initiativ", "KS", provisional=True) | PLANNED for _ in range(count)],
    )


def nothing() -> Tables:
    """Nobody has anything to report, as in the round before."""
    tables = everything(0)
    for one in tables["rounds"]:
        one["has_reports"] = True
    return tables


PLANNED = {"plan_year": 2024, "activity": "Noe skjer.", "service": "En tjeneste", "start_year": 2024}


def unchanged() -> Tables:
    same = [
        measure("A", status="yellow", segment="joint", risk="yellow"),
        measure("B", segment="coordinated", risk="green"),
    ]
    return portfolio(
        [one | REASONS | {"budget_mnok": 1} for one in same],
        earlier=[one | REASONS | {"round": BEFORE, "budget_mnok": 1} for one in same],
        organisations=[organisation(who) for who in WHO],
    )


def circular() -> Tables:
    return portfolio(
        [measure(one) for one in ("A", "B", "C", "D")],
        organisations=[organisation("FHI")],
        dependencies=[
            dependency(one, "measure", "high", "yellow", counterpart_measure_id=other, description="Noe")
            for one, other in (("A", "B"), ("B", "A"), ("C", "C"), ("D", "A"))
        ],
    )


def reddening(before: int, now: int) -> Tables:
    """So many red measures of three before and now, and one dependency."""

    def reported(count: int, **when: str) -> list[Row]:
        colours = ["red"] * count + ["green"] * (3 - count)
        return [
            measure(one, segment="joint", status=colour, risk=colour, budget_mnok=0, **REASONS, **when)
            for one, colour in zip("ABC", colours, strict=True)
        ]

    return portfolio(
        reported(now),
        earlier=reported(before, round=BEFORE),
        organisations=[organisation("FHI")],
        dependencies=[dependency("A", "supplier", "high", "red", counterpart="KS", description="Noe")],
    )


def silent() -> Tables:
    """Nobody reported in the previous round; somebody did long ago."""
    return portfolio(
        [measure("A", status="red") | REASONS, measure("B")],
        earlier=[measure("A", round=LONG_AGO)],
        organisations=[organisation(who) for who in WHO],
    )


def yearly() -> Tables:
    return portfolio(
        [measure("A")],
        indicators=[
            indicator(name, year, value, "50")
            for name, values in MOVES.items()
            for year, value in zip((2022, 2023), values, strict=True)
            if value
        ],
        costs=[
            cost(year, amount, solution="Kjernejournal") for year, amount in ((2024, "5"), (2025, "2"), (2026, "1"))
        ],
        earlier_costs=[
            cost(year, amount, solution="Kjernejournal", round=LONG_AGO)
            for year, amount in ((2024, "3"), (2025, "2"), (2026, "4"))
        ],
    )


MOVES = {"Økt andel": "45", "Redusert andel": "54", "Lik andel": "44", "Ny andel": ("", "4")}
INDICATORS = "".join(
    f"1,{name},prosent,{year},{value},50,Eksempel\n"
    for name, values in MOVES.items()
    for year, value in zip((2022, 2023), values, strict=True)
    if value
)

PRINTED = Printed(
    BEFORE,
    1,
    "mai 2023",
    {"status.now.red": Decimal(0), "status.now.yellow": Decimal(1), "status.now.green": Decimal(2)},
    "0" * 64,
)

CASES = {
    "Ingenting å melde": lambda folder: model_of(nothing(), folder),
    "Én av hver": lambda folder: model_of(everything(1), folder),
    "To av hver": lambda folder: model_of(everything(2), folder),
    "Tretten av hver": lambda folder: model_of(everything(13), folder),
    "Ingen endring": lambda folder: model_of(unchanged(), folder),
    "Flere røde enn sist": lambda folder: model_of(reddening(1, 2), folder),
    "Røde for første gang": lambda folder: model_of(reddening(0, 3), folder),
    "Færre røde enn sist": lambda folder: model_of(reddening(3, 1), folder),
    "Ingen røde lenger": lambda folder: model_of(reddening(2, 0), folder),
    "Like mange røde som sist": lambda folder: model_of(reddening(2, 2), folder),
    "Første runde": lambda folder: model_of(
        unchanged() | {"rounds": [ROUND], "earlier_measures": []}, folder, is_first=True
    ),
    "Ingen rapporterte i forrige runde": lambda folder: model_of(silent(), folder),
    "Ingen har rapportert": lambda folder: model_of(
        portfolio(organisations=[organisation(who, "missing") for who in WHO]), folder
    ),
    "Ett tiltak og én virksomhet": lambda folder: model_of(
        portfolio([measure("A", segment="joint", risk="green", budget_mnok=0)]), folder
    ),
    "Tiltak som venter på hverandre": lambda folder: model_of(circular(), folder),
    "Årlige deler": lambda folder: model_of(yearly(), folder, is_yearly=True, indicators=INDICATORS),
    "Årlige deler uten grunnlag": lambda folder: model_of(portfolio([measure("A")]), folder, is_yearly=True),
    "Årlige deler uten fjorår": lambda folder: model_of(
        yearly() | {"earlier_costs": []}, folder, is_yearly=True, indicators=INDICATORS
    ),
    "Rettet etter utgivelse": lambda folder: model_of(unchanged(), folder, printed=PRINTED),
}
ROUND = {"quarter": NOW, "cut_off": portfolio()["rounds"][0]["cut_off"], "rounds_back": 0, "has_reports": True}


def written() -> str:
    """What the golden file holds: of each case the sentences that no case before it has said."""
    heard: set[str] = set()
    lines = []
    for case, made in CASES.items():
        with TemporaryDirectory() as folder:
            sentences = [" ".join(one.split()) for one in said(made(Path(folder)))]
        lines += ["", f"## {case}", *(one for one in sentences if one and one not in heard)]
        heard.update(sentences)
    return "\n".join(lines[1:]) + "\n"


@pytest.fixture(scope="module")
def sentences() -> str:
    return written()


def test_the_report_says_what_has_been_read_through(sentences):
    assert sentences == GOLDEN.read_text(encoding="utf-8")


def spoken(sentences: str) -> list[str]:
    """Sentences, without the headings of the cases and without the headline numbers, which are digits by design."""
    return [line for line in sentences.splitlines() if line and not re.match(r"##|\d+ ", line)]


def test_no_sentence_counts_to_zero_in_digits(sentences):
    assert [line for line in spoken(sentences) if re.search(r"(?<![\d,])0 (?!dager)[a-zæøå]", line)] == []


def test_no_sentence_has_a_gap_a_doubled_sign_or_a_place_left_open(sentences):
    odd = re.compile(r" [.,:;]|[:,] ?\.|\(\)|«»|\.\.| og \.|[{}]")
    assert [line for line in spoken(sentences) if odd.search(line)] == []


def test_one_is_never_many(sentences):
    many = r"(tiltak er nye|tiltak er aktive|dager|avhengigheter|aktiviteter|innmeldinger|millioner|røde|gule|grønne)"
    odd = re.compile(rf"(?<![\d,.]) (1|én|ett) {many}", re.IGNORECASE)
    assert [line for line in spoken(sentences) if odd.search(line)] == []


if __name__ == "__main__":
    sys.stdout.write(f"{GOLDEN}\n")
    GOLDEN.write_text(written(), encoding="utf-8")
