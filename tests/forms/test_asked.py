import pytest

from assets.forms.asked import TermChange, asked, term_changes
from tests.forms.homes import LAST_TIME, facts, hand_in_now, portfolio, reported
from tests.submissions import content, cost, dependency, make_home, measure, office_of

VOCABULARIES = """vocabulary,code,norwegian,also_accepted,meaning,valid_from,valid_to
criticality,high,høy,,,,
criticality,medium,middels,,,,2023-Q1
criticality,low,lav,,,,2023-Q1
criticality,low,liten,,,2023-Q2,
criticality,critical,kritisk,,,2023-Q2,
"""


def of(home, organisation="FHI", quarter="2023-Q2"):
    return asked(portfolio(home), quarter)[organisation]


def ids(form):
    return [row["measure_id"] for row in form.rows["measures"]]


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """FHI reported last round. Not to be changed."""
    return reported(tmp_path_factory.mktemp("known") / "home", LAST_TIME)


@pytest.mark.slow
def test_planned_active_and_paused_measures_are_carried_over_and_ended_ones_are_not(known):
    form = of(known)
    assert ids(form) == ["MAR-1", "0042", "SYSVAK"]
    assert form.rounds == {"2023-Q1"}


@pytest.mark.slow
def test_a_measure_brings_all_its_rows_and_an_ended_one_none(known):
    form, before = of(known), facts(known, "2023-Q1")
    assert form.rows["dependencies"] == before["dependencies"][:1]
    for table in ("costs", "goals", "sdgs", "roadmap"):
        assert form.rows[table] == before[table] != []


@pytest.mark.slow
def test_an_organisation_that_never_reported_has_an_empty_form(known):
    form = of(known, "NHN")
    assert not any(form.rows.values())
    assert (form.rounds, form.nothing_in) == (set(), "")


@pytest.mark.slow
def test_the_word_on_this_round_holds_and_what_it_left_out_comes_from_the_last_one(tmp_path):
    home = reported(tmp_path / "home", LAST_TIME)
    now = measure("MAR-1", name="Nytt navn", lifecycle="finished", status=None, risk=None, outcome="Ferdig.")
    faulty = measure("SYSVAK", status=None)
    (record,) = hand_in_now(home, content(measures=[now, faulty], costs=[cost("K-9")]))
    assert record["measures"] == {"accepted": ["MAR-1"], "refused": ["SYSVAK"], "held": []}
    form = of(home)
    assert [(row["measure_id"], row["name"]) for row in form.rows["measures"]] == [
        ("MAR-1", "Nytt navn"),
        ("0042", "Tiltak 0042"),
        ("SYSVAK", "Tiltak SYSVAK"),
    ]
    assert form.last_reported == {"MAR-1": "2023-Q2", "0042": "2023-Q1", "SYSVAK": "2023-Q1"}
    assert form.rows["dependencies"] == []  # those of MAR-1 in this round
    assert [row["row_id"] for row in form.rows["costs"]] == ["K-9"]


@pytest.mark.slow
def test_a_measure_that_the_office_gave_to_somebody_else_is_asked_of_the_new_owner(tmp_path):
    home = reported(tmp_path / "home", LAST_TIME)
    (home.office / "measures.csv").write_text("measure_id,owner,from_round,aliases\nMAR-1,KS,2023-Q2,\n")
    assert ids(of(home)) == ["0042", "SYSVAK"]
    assert ids(of(home, "KS")) == ["MAR-1"]
    assert [row["dependency_id"] for row in of(home, "KS").rows["dependencies"]] == ["3-4"]
    assert of(home, "KS").rows["costs"] == []  # rows that stand alone stay with whoever said them


@pytest.mark.slow
def test_rows_that_stand_alone_are_asked_for_again_without_any_measure(tmp_path):
    home = reported(tmp_path / "home", content(quarter="2023-Q1", costs=[cost("K-1")]))
    assert [row["row_id"] for row in of(home).rows["costs"]] == ["K-1"]
    assert of(home).rounds == {"2023-Q1"}


@pytest.mark.slow
def test_nothing_to_report_last_time_is_the_last_word(tmp_path):
    home = reported(tmp_path / "home", content(organisation="KS", quarter="2023-Q1", kind="nothing_to_report"))
    assert of(home, "KS").nothing_in == "2023-Q1"


@pytest.mark.slow
def test_what_was_said_before_nothing_to_report_is_asked_for_again(tmp_path):
    before = content(quarter="2022-Q4", measures=[measure("A")], dependencies=[dependency("A")])
    home = reported(tmp_path / "home", before, content(quarter="2023-Q1", kind="nothing_to_report"))
    form = of(home)
    assert (ids(form), form.nothing_in) == (["A"], "")


def test_terms_that_came_went_or_changed_their_name_are_named(tmp_path):
    home = make_home(tmp_path / "home")
    (home.office / "vocabularies.csv").write_text(VOCABULARIES, encoding="utf-8")
    assert term_changes(office_of(home), "2023-Q2") == [
        TermChange("criticality", "low", "lav", "liten"),
        TermChange("criticality", "critical", None, "kritisk"),
        TermChange("criticality", "medium", "middels", None),
    ]


def test_the_first_round_of_the_calendar_has_nothing_to_compare_its_terms_with(tmp_path):
    home = make_home(tmp_path / "home")
    (home.office / "vocabularies.csv").write_text(VOCABULARIES, encoding="utf-8")
    assert term_changes(office_of(home), "2022-Q4") == []
