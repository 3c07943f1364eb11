"""A small home with a history, for tests of what watches over it: made without Dagster, in a second."""

from pathlib import Path

from assets.home import Home
from assets.intake.taking import take_in
from assets.ledger import Ledger
from pipelines import decisions
from tests.submissions import content, dependency, hand_in, make_home, measure, office_of

CONTACT = {"contact_name": "Kari Nordmann", "contact_email": "kari@example.org"}


def taken(home: Home) -> None:
    take_in(home, office_of(home), Ledger(home.ledger))


def with_a_history(folder: Path) -> Home:
    """1 accepted, 2 its correction, 3 waiting, 4 rejected, 5 a copy of 2, 6 the release of 3, 7 the withdrawal of 2."""
    home = make_home(folder)
    hand_in(home, "a.json", content(measures=[measure("A"), measure("B")], dependencies=[dependency("A")]) | CONTACT)
    taken(home)
    correction = content(kind="correction", measures=[measure("A", status="red", status_reason="Ja")])
    hand_in(home, "b.json", correction)
    hand_in(home, "c.json", content("KS", quarter="2022-Q1", measures=[measure("K")]))
    hand_in(home, "d.json", content("NHN", measures=[measure("N", status="lilla")]))
    taken(home)
    rounds = home.office / "rounds.csv"
    rounds.write_text(rounds.read_text(encoding="utf-8") + "2022-Q1,2022-03-31,mai 2022\n", encoding="utf-8")
    hand_in(home, "e.json", correction)
    taken(home)
    decisions.decide(home, decisions.releasing(home, 3))
    decisions.decide(home, decisions.withdrawing(home, 2, "Feil fil"))
    return home
