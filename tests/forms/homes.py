"""A home in which FHI and KS have reported before, for the tests of forms: taken in by the intake itself."""

from datetime import UTC, datetime
from pathlib import Path

from assets.home import Home
from assets.intake.accepted import AcceptedRows
from assets.intake.taking import take_in
from assets.ledger import Known, Ledger
from assets.portfolio.facts import Portfolio
from checks.contract import TABLES
from tests.submissions import IN_JUNE, content, cost, dependency, hand_in, make_home, measure, office_of

IN_MARCH = datetime(2023, 3, 15, 12, tzinfo=UTC)
HOSTILE = '=HYPERLINK("https://example.org";"x") <b>{{ 1 }}</b> #set'

LAST_TIME = content(
    quarter="2023-Q1",
    contact_name="Kari Eksempel",
    contact_email="kari@fhi.example",
    measures=[
        measure(
            "MAR-1",
            name="Første & siste",
            purpose=HOSTILE,
            segment="joint",
            status="yellow",
            status_reason="Forsinket.\n\nNy plan i mai.",
            budget_mnok="12345.123456789012345678",
            start_date="2022-01-01",
            current_end_date="2024-06-30",
            url="https://example.org/tiltak?a=1&b=2",
            succeeded_by="SYSVAK;0042",
        ),
        measure("0042", lifecycle="planned", status=None, risk=None),
        measure("SYSVAK", lifecycle="paused", status=None, risk=None),
        measure("GAMMEL", lifecycle="finished", status=None, risk=None, outcome="Ferdig."),
    ],
    dependencies=[dependency("MAR-1", "3-4", due_date="1900-06-01"), dependency("GAMMEL", "A-1")],
    costs=[cost("K-1", measure_id="MAR-1", amount_mnok="-0.1"), cost("K-2", covered_by_owner="ja")],
    goals=[{"measure_id": "MAR-1", "goal": "4", "initiative": "3.4"}],
    sdgs=[{"measure_id": "MAR-1", "sdg": "none"}, {"measure_id": "SYSVAK", "sdg": "3", "target": "3.8"}],
    roadmap=[
        {
            "activity_id": "V-1",
            "goal": "2",
            "initiative": "Initiativet",
            "actor": "FHI",
            "service": "Tjenesten",
            "plan_year": 2024,
            "activity": "Noe skjer",
            "provisional": "ja",
        }
    ],
)


def reported(folder: Path, *submissions: dict, now: datetime = IN_MARCH) -> Home:
    """A home that has taken in the submissions, each under its place in the list."""
    home = Home(make_home(folder, now).root)
    hand_in_now(home, *submissions, now=now)
    return at(home, IN_JUNE)


def at(home: Home, now: datetime) -> Home:
    return Home(home.root, type(home.clock)(now))


def hand_in_now(home: Home, *submissions: dict, now: datetime = IN_JUNE):
    """Hand in and take in; returns the new ledger records."""
    ledger = Ledger(home.ledger)
    start = len(ledger.records)
    for number, said in enumerate(submissions, start=start):
        hand_in(home, f"{number}.json", said)
    take_in(at(home, now), office_of(home), ledger)
    return ledger.records[start:]


def portfolio(home: Home) -> Portfolio:
    return Portfolio(Known.of(Ledger(home.ledger).records), office_of(home), AcceptedRows(home))


def questions(record: dict) -> list[tuple[str, str, str]]:
    """What a receipt asks about, whatever format the rows came in."""
    return sorted((found["severity"], found["rule"], found["measure_id"] or "") for found in record["findings"])


def facts(home: Home, quarter: str, organisation: str = "FHI") -> dict[str, list]:
    """What the organisation has said of the round: the values of its rows, by table."""
    said = portfolio(home)
    return {
        table: [values for (_, sender, *_), values in said.rows(table, quarter) if sender == organisation]
        for table in TABLES
    }
