"""The page for the secretariat and the notice to a sender, made from records by hand."""

from datetime import date

from assets.intake.notices import notice
from assets.ledger import Known
from assets.office import Office, Organisation, Round
from assets.portfolio.coverage import coverage, waiting_elsewhere
from assets.portfolio.status import status_page
from tests.submissions import IN_JUNE

NAMES = {
    "FHI": "Folkehelseinstituttet",
    "HDO": "Helsetjenestens Driftsorganisasjon for nødnett",
    "KS": "KS",
    "NHN": "Norsk Helsenett",
}


def office() -> Office:
    return Office(
        rounds={"2023-Q2": Round("2023-Q2", date(2023, 6, 30), "august 2023", None, False)},
        organisations={code: Organisation(code, name, "2023-Q1", "") for code, name in NAMES.items()},
    )


def landing(sequence, organisation, verdict, quarter="2023-Q2", errors=0):
    accepted = ["MSIS", "EN-LANG-TILTAKSID-MED-MANGE-TEGN"] if verdict in ("accepted", "partly_accepted") else []
    return {
        "event": "landing",
        "sequence": sequence,
        "organisation": organisation,
        "quarter": quarter,
        "kind": "full",
        "verdict": verdict,
        "taken_at": "2023-06-01T09:00:00Z",
        "file": f"{organisation}/en-fil-med-et-langt-navn-som-ikke-har-blanke-{sequence}.xlsx",
        "sha256": f"{sequence:064}",
        "late": False,
        "measures": {"accepted": accepted, "refused": [], "held": []},
        "rows": {},
        "tables": ["measures"],
        "identities": {},
        "findings": [{"severity": "error"}] * errors,
        "accepted": None,
    }


def records():
    return [
        landing(1, "FHI", "accepted"),
        landing(2, "FHI", "partly_accepted", errors=2),
        landing(3, "HDO", "rejected", errors=1),
        landing(4, "KS", "waiting"),
        landing(5, "NHN", "waiting", "2023-Q3"),
    ]


def secretariat_page() -> str:
    known, owned = Known.of(records()), office()
    found = coverage(known, owned, "2023-Q2")
    elsewhere = waiting_elsewhere(known, "2023-Q2")
    return status_page("2023-Q2", owned.rounds["2023-Q2"], found, elsewhere, owned, IN_JUNE)


def notice_page() -> str:
    withdrawn = records()[1] | {"event": "withdrawal", "sequence": 6, "of": 2, "why": "Feil fil"}
    return notice([*records(), withdrawn], office())
