"""Verdicts: what stands, what is refused with what, and what is only remarked on."""

import pytest

from assets.intake import judging
from assets.intake.past import Past
from assets.intake.submission import from_reading
from assets.ledger import Known
from tests.submissions import IN_JUNE, cost, dependency, make_home, measure, office_of, reading


@pytest.fixture
def office(tmp_path):
    return office_of(make_home(tmp_path / "home"))


@pytest.fixture
def judge_read(office):
    def judged(read, known=None, folder="FHI", taken_at=IN_JUNE):
        submission = from_reading(read, office.vocabularies)
        judging.examine([submission], office)
        return judging.decide(submission, folder=folder, past=Past(known or Known(), office), taken_at=taken_at)

    return judged


@pytest.fixture
def judge(judge_read):
    def judged(known=None, folder="FHI", taken_at=IN_JUNE, **said):
        return judge_read(reading(**said), known, folder, taken_at)

    return judged


def rules(judgement, severity="error"):
    return [found.rule for found in judgement.findings if found.severity == severity]


def record(sequence, **said):
    """What the ledger would hold of an earlier, accepted submission."""
    tables = {"measures": [], **{key: rows for key, rows in said.items() if isinstance(rows, list)}}
    ids = [row["measure_id"] for row in tables["measures"]]
    return {
        "event": "landing",
        "sequence": sequence,
        "organisation": said.get("organisation", "FHI"),
        "quarter": said.get("quarter", "2023-Q2"),
        "kind": said.get("kind", "full"),
        "verdict": "accepted",
        "file": f"FHI/{sequence}.json",
        "sha256": f"{sequence:064}",
        "measures": {"accepted": ids, "refused": [], "held": []},
        "rows": {key: {"accepted": len(rows)} for key, rows in tables.items()},
        "tables": list(tables),
        "identities": {"costs": {"accepted": [row["row_id"] for row in tables.get("costs", [])], "refused": []}},
    }


def test_a_submission_with_nothing_wrong_is_accepted(judge):
    judgement = judge(measures=[measure()], dependencies=[dependency(status="green")], goals=[], sdgs=[], costs=[])
    assert (judgement.verdict, judgement.findings) == ("accepted", [])
    assert judgement.counts()["dependencies"] == {"read": 1, "accepted": 1, "refused": 0, "held": 0}


def test_a_measure_is_refused_whole_with_all_its_rows_and_the_others_stand(judge):
    judgement = judge(
        measures=[measure("A"), measure("B", status="lilla")],
        dependencies=[dependency("A"), dependency("B")],
        sdgs=[{"measure_id": "B", "sdg": "3"}],
    )
    assert judgement.verdict == "partly_accepted"
    assert judgement.measures == {"accepted": ["A"], "refused": ["B"], "held": []}
    assert [counts["refused"] for counts in judgement.counts().values()] == [1, 1, 0, 0, 1, 0]


def test_an_error_in_a_dependency_refuses_its_measure(judge):
    judgement = judge(measures=[measure("A"), measure("B")], dependencies=[dependency("A", due_date="31.06.2023")])
    assert judgement.measures["refused"] == ["A"]
    assert rules(judgement) == ["faulty_date"]


def test_a_finding_names_sheet_row_heading_measure_and_value(judge):
    (found,) = judge(measures=[measure("A"), measure("B", status="lilla")]).findings[-1:]
    assert (found.sheet, found.row, found.column, found.heading) == ("measures", 2, None, "status")
    assert (found.measure_id, found.value) == ("B", "lilla")
    assert "«lilla»" in found.message
    assert "grønn, gul, rød" in found.remedy


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"name": None}, "missing_value"),
        ({"purpose": None}, "missing_for_active"),
        ({"status": None}, "missing_for_active"),
        ({"main_goal": None}, "missing_for_active"),
        ({"status": "yellow"}, "missing_reason"),
        ({"risk": "red"}, "missing_reason"),
        ({"risk": None}, "missing_risk"),
        ({"segment": "joint"}, "missing_budget"),
        ({"segment": "joint", "budget_mnok": "-1"}, "too_small"),
        ({"lifecycle": "finished", "status": None, "risk": None}, "missing_outcome"),
        ({"name": "x" * 201}, "too_long"),
        ({"start_date": "2023-02-01", "current_end_date": "2023-01-01"}, "before_start"),
        ({"url": "http://a.no"}, "not_https"),
    ],
)
def test_each_rule_of_a_measure_is_an_error_of_that_measure(judge, changed, rule):
    judgement = judge(measures=[measure("A"), measure("B", **changed)])
    assert rules(judgement) == [rule]
    assert judgement.measures["refused"] == ["B"]


@pytest.mark.parametrize(
    "changed",
    [
        {"segment": "other", "risk": "green"},
        {"segment": "coordinated", "budget_mnok": 4},
        {"lifecycle": "paused", "risk": None},
    ],
)
def test_a_value_that_is_not_asked_for_is_kept_with_a_remark(judge, changed):
    judgement = judge(measures=[measure("A", **changed)])
    assert judgement.verdict == "accepted_with_remarks"
    assert rules(judgement, "remark") == ["not_asked_for"]


def test_an_id_that_stands_twice_is_an_error_of_both(judge):
    judgement = judge(measures=[measure("A"), measure("a"), measure("B")])
    assert rules(judgement) == ["doubled_id", "doubled_id"]
    assert judgement.measures == {"accepted": ["B"], "refused": ["A"], "held": []}


def test_the_same_dependency_id_may_stand_in_two_measures(judge):
    judgement = judge(measures=[measure("A"), measure("B")], dependencies=[dependency("A"), dependency("B")])
    assert rules(judgement) == []


def test_none_beside_other_un_goals_is_an_error_of_the_measure(judge):
    judgement = judge(
        measures=[measure("A"), measure("B")],
        sdgs=[{"measure_id": "A", "sdg": "ingen"}, {"measure_id": "A", "sdg": 3}, {"measure_id": "B", "sdg": "ingen"}],
    )
    assert set(rules(judgement)) == {"none_beside_others"}
    assert judgement.measures["refused"] == ["A"]


def test_a_row_of_a_measure_that_is_not_in_the_submission_is_refused_by_itself(judge):
    judgement = judge(measures=[measure("A")], dependencies=[dependency("A"), dependency("UKJENT")])
    assert judgement.verdict == "partly_accepted"
    assert judgement.measures == {"accepted": ["A"], "refused": [], "held": []}
    assert judgement.counts()["dependencies"]["refused"] == 1


def test_cost_rows_are_judged_one_by_one_and_need_no_measure(judge):
    judgement = judge(costs=[cost("K-1"), cost("K-2", year="24"), cost("K-3", amount_mnok="-4")])
    assert judgement.verdict == "partly_accepted"
    assert judgement.identities()["costs"] == {"accepted": ["K-1", "K-3"], "refused": ["K-2"]}


def test_only_the_owner_reports_a_measure(judge):
    known = Known.of([record(1, organisation="KS", quarter="2023-Q1", measures=[measure("A")])])
    judgement = judge(known, measures=[measure("A"), measure("B")])
    assert rules(judgement) == ["other_owner"]
    assert judgement.measures == {"accepted": ["B"], "refused": ["A"], "held": []}


def test_the_office_may_give_a_measure_to_another_owner_from_a_round_on(judge, office):
    known = Known.of([record(1, organisation="KS", quarter="2023-Q1", measures=[measure("A")])])
    office.transfers["A"] = [("2023-Q2", "FHI")]
    assert judge(known, measures=[measure("A")]).verdict == "accepted"
    assert rules(judge(known, quarter="2023-Q1", measures=[measure("A")])) == ["no_usable_row", "other_owner"]


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"organisation": "KS"}, "wrong_sender"),
        ({"organisation": None}, "missing_field"),
        ({"quarter": "Q2 2023"}, "faulty_quarter"),
        ({"quarter": None}, "missing_field"),
        ({"kind": "halv"}, "unknown_kind"),
    ],
)
def test_a_submission_whose_own_fields_are_wrong_is_rejected_with_all_its_rows(judge, said, rule):
    judgement = judge(measures=[measure()], **said)
    assert judgement.verdict == "rejected"
    assert rules(judgement) == [rule]
    assert judgement.counts()["measures"] == {"read": 1, "accepted": 0, "refused": 1, "held": 0}


def test_a_file_in_the_folder_of_nobody_is_rejected_with_no_sender(judge):
    judgement = judge(folder="UKJENT", measures=[measure()])
    assert (judgement.verdict, judgement.organisation) == ("rejected", None)
    assert rules(judgement)[0] == "unknown_sender"
    loose = judge(folder="", measures=[measure()])
    assert (loose.organisation, rules(loose)[0]) == (None, "in_no_folder")


def test_a_submission_without_any_row_is_rejected_and_told_of_nothing_to_report(judge):
    judgement = judge(measures=[])
    assert judgement.verdict == "rejected"
    assert "ingenting å melde" in judgement.findings[-1].remedy


def test_a_full_submission_without_the_sheet_of_measures_is_rejected(judge, office):
    read = reading(costs=[cost()])
    read["sheets"] = [sheet for sheet in read["sheets"] if sheet["name"] != "measures"]
    submission = from_reading(read)
    judging.examine([submission], office)
    judgement = judging.decide(submission, folder="FHI", past=Past(Known(), office), taken_at=IN_JUNE)
    assert (judgement.verdict, rules(judgement)) == ("rejected", ["missing_measures"])


TITLE = {"name": "measures", "headings": [{"heading": "Våre tiltak", "column": "A"}, {"heading": "", "column": "B"}]}
BELOW_A_TITLE = TITLE | {
    "rows": [{"row": 2, "cells": ["Tiltaks-ID", "Navn"]}, *({"row": 3 + n, "cells": ["A", "Navn"]} for n in range(3))]
}
OTHER_HEADINGS = TITLE | {"rows": [{"row": 2, "cells": ["A", "Navn"]}]}
NO_IDS = {
    "name": "measures",
    "headings": [{"heading": heading, "column": None} for heading in ("Tiltaksnummer", "Navn", "Status")],
    "rows": [{"row": 2, "cells": ["A", "Navn", "grønn"]}],
}


@pytest.mark.parametrize("kind", ["full", "correction"])
@pytest.mark.parametrize(
    ("sheet", "rule", "read"),
    [(BELOW_A_TITLE, "title_row", 3), (OTHER_HEADINGS, "no_headings", 1), (NO_IDS, "no_id_column", 1)],
)
def test_a_submission_whose_measures_cannot_be_told_is_rejected_with_the_one_error_that_matters(
    judge_read, kind, sheet, rule, read
):
    said = reading(kind=kind, dependencies=[dependency()], goals=[{"measure_id": "A", "goal": "1"}], costs=[cost()])
    said["sheets"][0] = sheet
    judgement = judge_read(said)
    assert (judgement.verdict, rules(judgement)) == ("rejected", [rule])
    assert judgement.counts()["measures"] == {"read": read, "accepted": 0, "refused": read, "held": 0}


def test_a_submission_whose_dependencies_cannot_be_told_is_rejected_since_no_measure_can_be_taken_whole(judge_read):
    said = reading(measures=[measure("A")])
    judgement = judge_read(said | {"sheets": [*said["sheets"], OTHER_HEADINGS | {"name": "Avhengigheter"}]})
    assert (judgement.verdict, rules(judgement)) == ("rejected", ["no_headings"])


def test_a_full_submission_with_rows_of_measures_and_no_measure_is_rejected_and_a_correction_is_not(judge):
    rows = {"measures": [], "dependencies": [dependency("A")], "sdgs": [{"measure_id": "A", "sdg": "3"}]}
    judgement = judge(**rows, costs=[cost()])
    assert (judgement.verdict, rules(judgement)) == ("rejected", ["no_measure_for_rows"])
    assert judgement.findings[0].value == "dependencies, sdgs"
    assert judge(kind="correction", **rows, costs=[cost()]).verdict == "partly_accepted"


def test_what_only_the_offices_segment_asks_for_is_a_remark_that_names_it(judge, office):
    office.segments["A"] = [("", "joint")]
    judgement = judge(measures=[measure("A", segment="other", risk=None)])
    assert (judgement.verdict, judgement.measures["accepted"]) == ("accepted_with_remarks", ["A"])
    assert rules(judgement, "remark") == ["segment_differs", *["missing_for_decided_segment"] * 2]
    assert "plassert tiltaket i Samstyring" in judgement.findings[1].message
    assert "missing_budget" in rules(judge(measures=[measure("A", segment="joint")]))
    assert "missing_risk" in rules(judge(measures=[measure("A", segment="coordinated", risk=None)]))


def test_nothing_to_report_withdraws_what_stood_and_says_so(judge):
    known = Known.of([record(1, measures=[measure("A")], costs=[cost()])])
    judgement = judge(known, kind="nothing_to_report")
    assert judgement.verdict == "accepted_with_remarks"
    (found,) = judgement.findings
    assert (found.rule, found.value) == ("withdraws", "A, 1 rad på Kostnader")


def test_nothing_to_report_with_rows_is_rejected(judge):
    judgement = judge(kind="nothing_to_report", measures=[measure()])
    assert (judgement.verdict, rules(judgement)) == ("rejected", ["rows_with_nothing_to_report"])
    assert "men har 1 utfylt rad." in judgement.findings[0].message


@pytest.mark.parametrize("quarter", ["2023-Q3", "2022-Q3", "2030-Q1"])
def test_a_file_for_a_round_that_is_not_open_waits_and_its_rows_are_held(judge, quarter):
    judgement = judge(quarter=quarter, measures=[measure("A"), measure("B", status="lilla")])
    assert judgement.verdict == "waiting"
    assert judgement.measures == {"accepted": [], "refused": ["B"], "held": ["A"]}
    assert judgement.counts()["measures"] == {"read": 2, "accepted": 0, "refused": 1, "held": 1}


def test_a_correction_of_a_measure_never_reported_is_its_first_report_with_a_remark(judge):
    judgement = judge(kind="correction", measures=[measure("A")])
    assert rules(judgement, "remark") == ["first_report_in_correction"]


def test_a_refused_measure_that_stood_before_is_marked_as_kept(judge):
    known = Known.of([record(1, measures=[measure("A")])])
    judgement = judge(known, measures=[measure("A", status="lilla"), measure("B")])
    assert "kept_earlier" in rules(judgement, "remark")


def test_a_row_whose_id_cannot_be_read_takes_no_measure_away(judge):
    known = Known.of([record(1, measures=[measure("A-1"), measure("B"), measure("C")])])
    judgement = judge(known, measures=[measure("A_1"), measure("B")])
    assert judgement.verdict == "partly_accepted"
    assert judgement.measures == {"accepted": ["B"], "refused": ["A-1", "C"], "held": []}
    assert rules(judgement) == ["faulty_id"]
    assert rules(judgement, "remark")[:2] == ["kept_unnamed", "kept_unnamed"]
    assert rules(judge(known, measures=[measure("B")]), "remark") == []
    assert judge(known, kind="correction", measures=[measure("A_1"), measure("B")]).measures["refused"] == []


def test_a_cost_row_with_an_error_is_said_to_count_no_longer(judge):
    known = Known.of([record(1, measures=[measure("A")], costs=[cost("K-1"), cost("K-2")])])
    judgement = judge(known, measures=[measure("A")], costs=[cost("K-1", year="24"), cost("K-2")])
    assert [(found.rule, found.value) for found in judgement.findings if found.severity == "remark"] == [
        ("row_not_kept", "K-1")
    ]


def test_a_full_submission_that_lacks_a_sheet_with_earlier_rows_gets_a_remark(judge):
    known = Known.of([record(1, quarter="2023-Q1", measures=[measure("A")], costs=[cost()])])
    assert rules(judge(known, measures=[measure("A")]), "remark") == ["table_gone"]
    assert rules(judge(known, measures=[measure("A")], costs=[]), "remark") == []


def test_a_mention_of_a_measure_that_nobody_knows_is_a_remark(judge):
    judgement = judge(measures=[measure("A", succeeded_by="B;UKJENT;FREMMED"), measure("B")])
    (found,) = judgement.findings
    assert (found.rule, found.message) == ("unknown_measure", "Ukjent for porteføljen: «UKJENT», «FREMMED».")


def test_headings_and_sheets_that_nearly_match_are_named_with_a_guess(judge, office):
    read = reading(measures=[measure()])
    read["sheets"][0]["headings"][1]["heading"] = "Namn"
    read["sheets"].append({"name": "Avhengighet", "headings": [], "rows": []})
    submission = from_reading(read)
    said = {found.rule: found.message for found in submission.findings}
    assert "Mente dere «Navn»?" in said["unknown_column"]
    assert "Mente dere «Avhengigheter»?" in said["unknown_sheet"]
    assert "missing_column" in said
