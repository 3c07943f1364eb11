"""Tables and notes of the report that compare: by measure, by round, with what was printed, with the year before."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from assets.home import Home, sha256
from assets.report.printed import Printed, printed_in
from assets.report.printing import worded
from assets.statistics.catalogue import STATISTICS
from tests.report.rounds import cells, model_of, said
from tests.statistics.portfolios import (
    BEFORE,
    LONG_AGO,
    cost,
    dependency,
    indicator,
    measure,
    organisation,
    portfolio,
    row,
)

pytestmark = pytest.mark.slow

WHO = [organisation("FHI"), organisation("KS")]


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """One measure of each change, with a round long ago in which some were reported."""
    tables = portfolio(
        [
            measure("Verre", status="red"),
            measure("Bedre", status="green"),
            measure("Ny", status="yellow"),
            measure("Ferdig", "finished", None),
            measure("Lik", status="green"),
        ],
        earlier=[
            measure("Verre", status="green", round=BEFORE),
            measure("Bedre", status="yellow", round=BEFORE),
            measure("Ferdig", status="green", round=BEFORE),
            measure("Taus", status="yellow", round=BEFORE),
            measure("Lik", status="green", round=BEFORE),
            measure("Lik", "planned", None, round=LONG_AGO),
            measure("Glemt", status="red", round=LONG_AGO),
        ],
        organisations=WHO,
    )
    return model_of(tables, tmp_path_factory.mktemp("moved"))


def test_what_grew_worse_is_told_apart_from_what_was_finished_green(moved):
    assert cells(moved, "status-endringer") == [
        ["Verre", "1", "1", "0", "0"],
        ["Bedre", "1", "0", "0", "1"],
        ["Kommet til", "1", "0", "1", "0"],
        ["Gått ut", "1", "0", "0", "1"],
        ["Ikke rapportert", "1", "0", "1", "0"],
        ["Uendret", "1", "0", "0", "1"],
    ]


def test_every_measure_that_changed_is_named_with_its_status_before_and_now(moved):
    assert [[row[0], *row[2:]] for row in cells(moved, "status-endringer-tiltak")] == [
        ["«Verre»", "Verre", "Grønn", "Rød"],
        ["«Bedre»", "Bedre", "Gul", "Grønn"],
        ["«Ny»", "Kommet til", "–", "Gul"],
        ["«Ferdig»", "Gått ut", "Grønn", "Ferdigstilt"],
        ["«Taus»", "Ikke rapportert", "Gul", "Ikke rapportert"],
    ]


def test_each_question_on_data_quality_is_listed_once_with_what_it_is_about(tmp_path):
    def asked(rule: str, column: str, fact: str = "A", table: str = "measures"):
        return row(organisation="FHI", measure_id="A", rule=rule, table=table, column=column, fact_id=fact, cells=[])

    tables = portfolio(
        [measure("A")],
        organisations=WHO,
        dependencies=[dependency("A", "supplier", "high", "red", description=said) for said in ("Avtale", "Lov")],
    )
    agreement, law = (fact["fact_id"] for fact in tables["dependencies"])
    tables["remarks"] = [
        asked("same_reason_again", "status_reason"),
        asked("same_reason_again", "risk_reason"),
        asked("due_date_passed", "due_date", agreement, "dependencies"),
        asked("due_date_passed", "due_date", law, "dependencies"),
        asked("unfinished_text", "purpose"),
        asked("financing_ends_soon", "financed_until"),
    ]
    made = model_of(tables, tmp_path)
    ((_, _, lines),) = cells(made, "datakvalitet-tiltak")
    assert lines == " ".join(
        (
            "Begrunnelsen er ord for ord den samme som sist (status)",
            "Begrunnelsen er ord for ord den samme som sist (risiko)",
            "Fristen er passert, og avhengigheten er ikke grønn (Avtale)",
            "Fristen er passert, og avhengigheten er ikke grønn (Lov)",
            "Tekst som ser uferdig ut (Formål)",
            "Finansieringen slutter innen to kvartaler",
        )
    )
    assert cells(made, "datakvalitet-sporsmal")[-1][-1] == "6"


def test_a_measure_that_is_waited_for_is_named_where_the_red_dependencies_are(tmp_path):
    waiting = dependency("A", "measure", "high", "red", counterpart="KS", counterpart_measure_id="B", description="Noe")
    made = model_of(portfolio([measure("A"), measure("B")], organisations=WHO, dependencies=[waiting]), tmp_path)
    assert cells(made, "avhengigheter-rode")[0][3] == "KS «B»"


def test_every_definition_has_the_version_of_the_query_that_counts(moved):
    versions = {row[-1] for row in cells(moved, "definisjoner-tabell")}
    assert versions <= {one.sha256[:8] for one in STATISTICS.values()}


def test_the_history_has_a_column_for_each_round_that_was_reported_and_no_measure_long_gone(moved):
    assert cells(moved, "statushistorikk-tabell") == [
        ["«Bedre»", "–", "Gul", "Grønn"],
        ["«Ferdig»", "–", "Grønn", "Ferdig"],
        ["«Lik»", "Planlagt", "Grønn", "Grønn"],
        ["«Ny»", "–", "–", "Gul"],
        ["«Taus»", "–", "Gul", "–"],
        ["«Verre»", "–", "Grønn", "Rød"],
    ]


def test_a_category_whose_series_breaks_is_marked_and_the_mark_explained(tmp_path):
    waiting = [
        dependency("A", category, "high", "red", description="Noe") for category in ("national_solution", "supplier")
    ]
    made = model_of(portfolio([measure("A")], dependencies=waiting), tmp_path)
    marked = [row[0] for row in cells(made, "avhengigheter-tall") if row[0].endswith("*")]
    assert marked == ["Nasjonale løsninger*"]
    assert any("* Fra 2. kvartal 2023 omfatter nasjonale løsninger" in sentence for sentence in said(made))


def printed(**numbers: int) -> Printed:
    counts = {f"status.now.{colour}": Decimal(count) for colour, count in numbers.items()}
    return Printed(BEFORE, 2, "mai 2023", counts, "0" * 64)


def test_a_late_correction_of_what_was_printed_is_told_under_the_figure(tmp_path):
    tables = portfolio([measure("A")], earlier=[measure("A", status="yellow", round=BEFORE)])
    notes = {
        name: [one for one in said(model_of(tables, tmp_path / name, printed=given)) if "I utgaven mai 2023" in one]
        for name, given in {
            "as printed": printed(red=0, yellow=1, green=0),
            "corrected": printed(red=0, yellow=0, green=1),
            "nothing printed": None,
        }.items()
        if not (tmp_path / name).mkdir()
    }
    assert notes["as printed"] == notes["nothing printed"] == []
    (note,) = notes["corrected"]
    assert "sto ingen gule og 1 grønt for 1. kvartal 2023" in note
    assert "er det 1 gult og ingen grønne." in note


def test_what_was_printed_is_read_from_the_newest_edition_and_named_by_its_hash(tmp_path):
    home = Home(tmp_path)
    assert printed_in(home, BEFORE) is printed_in(home, None) is None
    for edition, value in ((2, 5), (10, 7), (9, 6)):
        path = home.editions(BEFORE) / str(edition) / "report.json"
        path.parent.mkdir(parents=True)
        numbers = {
            "status.now.red": {"value": value},
            "budget.joint": {"value": 553.4},
            "risk.now.red": {"value": None},
        }
        path.write_text(json.dumps({"numbers": numbers, "cover": {"edition_name": "mai 2023"}}), encoding="utf-8")
    found = printed_in(home, BEFORE)
    assert found is not None
    assert found.numbers == {"status.now.red": 7, "budget.joint": Decimal("553.4")}
    content = (home.editions(BEFORE) / "10" / "report.json").read_bytes()
    assert found.as_input() == {"round": BEFORE, "edition": 10, "sha256": sha256(content)}


def test_once_a_year_growth_stands_beside_last_years_estimate_by_solution_and_year(tmp_path):
    tables = portfolio(
        [measure("A")],
        costs=[cost(2024, "5.5", solution="Kjernejournal"), cost(2025, "2")],
        earlier_costs=[cost(2024, "7", solution="Kjernejournal", round=LONG_AGO)],
    )
    made = model_of(tables, tmp_path, is_yearly=True)
    assert cells(made, "samlet-okning-tabell") == [
        ["Ikke oppgitt", "2025", "2", "", "+2"],
        ["Kjernejournal", "2024", "5,5", "7", "−1,5"],
        ["Sum", "2024", "5,5", "7", "−1,5"],
        ["Sum", "2025", "2", "", "+2"],
    ]


def test_once_a_year_the_indicators_stand_with_target_and_move(tmp_path):
    tables = portfolio(
        [measure("A")], indicators=[indicator("Andel", 2022, "40"), indicator("Andel", 2023, "42.5", "50")]
    )
    rows = "1,Andel,prosent,2022,40,,SSB\n1,Andel,prosent,2023,42.5,50,SSB\n1,Andel,prosent,2030,1,1,SSB\n"
    made = model_of(tables, tmp_path, is_yearly=True, indicators=rows)
    assert cells(made, "maloppnaelse-tall") == [
        ["Andel (prosent)", "1", "2022", "40", "", ""],
        ["Andel (prosent)", "1", "2023", "42,5", "50", "+2,5"],
    ]


def test_the_drawing_of_who_waits_for_whom_says_as_much_as_its_table(tmp_path):
    tables = portfolio(
        [measure("A"), measure("B")],
        organisations=WHO,
        dependencies=[
            dependency("A", "supplier", "high", "red", counterpart="KS", description="Noe"),
            dependency("B", "measure", "low", "green", counterpart_measure_id="A", description="Noe"),
        ],
    )
    made = model_of(tables, tmp_path)
    assert cells(made, "avhengigheter-motparter-tabell") == [["KS", "Rød", "«A»"], ["«A»", "Grønn", "«B»"]]
    document, charts = worded(made, "nb")
    drawn = charts["avhengigheter-nettverk.nb.svg"]
    named = {
        (drawn["counterparts"][edge["counterpart"]]["label"], edge["code"], drawn["measures"][edge["measure"]]["label"])
        for edge in drawn["edges"]
    }
    assert named == {("KS", "red", "A"), ("A", "green", "B")}
    blocks = [block for chapter in document["chapters"] for part in chapter["sections"] for block in part["blocks"]]
    (figure,) = (block for block in blocks if block.get("id") == "avhengigheter-nettverk")
    assert figure["alt"].endswith("KS: A (rød); A: B (grønn).")
