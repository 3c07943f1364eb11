"""What ``office check`` finds: every fault of every file at once, and what only shows across lines and files."""

import pytest

from assets.office import OfficeError, load, read
from assets.office.checking import faults
from tests.submissions import ORGANISATIONS, ROUNDS, make_home

TERMS = "vocabulary,code,norwegian,also_accepted,valid_from,valid_to\n"
CATEGORIES = TERMS + "dependency_category,{}\n"


@pytest.fixture
def folder(tmp_path):
    return make_home(tmp_path / "home").office


def write(folder, name, text):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def found(folder, reported=()):
    return [str(fault).removeprefix("office/") for fault in faults(folder, read(folder), reported)]


def found_in(folder, name, text, reported=()):
    write(folder, name, text)
    return found(folder, reported)


def test_files_with_nothing_wrong_give_nothing(folder):
    assert found(folder) == []


def test_every_fault_of_every_file_is_found_and_the_first_stops_whoever_needs_the_office(folder):
    write(
        folder, "rounds.csv", "quarter,cut_off,edition_name,open\n2023-Q5,30.06.2023,,kanskje\n2023-Q2,2023-06-30,a,\n"
    )
    write(folder, "organisations.csv", "code,name,expected_from\nfhi,FHI,2023\nKS,KS,\nKS,KS,\n")
    write(folder, "topics/1.md", "Ingen overskrift\n")
    write(folder, "topics/2.md", "---\nround: 2023-Q2\n---\n")
    write(folder, "settings.toml", 'admission = "kanskje"\n[limits]\nfile_gb = 1\nseconds = 0\n')
    assert [line.split(": ")[0] for line in found(folder)] == [
        "organisations.csv, line 2",
        "organisations.csv, line 2",
        "organisations.csv, line 4",
        *["rounds.csv, line 2"] * 4,
        *[f"settings.toml, line {line}" for line in (1, 3, 4)],
        "topics/1.md, line 1",
        "topics/2.md, line 1",
    ]
    with pytest.raises(OfficeError):
        load(folder)


def test_a_file_that_is_missing_or_no_text_is_a_fault_beside_the_others(folder):
    (folder / "rounds.csv").unlink()
    (folder / "measures.csv").write_bytes(b"measure_id,owner\nMSIS,\xe6\n")
    assert found(folder) == [
        "measures.csv, line 2: the file is not UTF-8; save it as CSV UTF-8",
        "rounds.csv: the file is missing",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2023-Q3,2023-06-30,høst,", "far from 2023-Q3"),
        ("2023-Q3,2024-01-01,høst,", "far from 2023-Q3"),
        ("2023-Q3,2023-09-30,høst,2023-09-01", "published_on is 2023-09-01, before the cut_off"),
    ],
)
def test_a_round_whose_dates_cannot_be_meant_is_a_fault(folder, line, said):
    write(folder, "rounds.csv", f"quarter,cut_off,edition_name,published_on\n{line}\n")
    assert said in found(folder)[0]


@pytest.mark.parametrize(
    "quarter", ["0000-Q1", "0999-Q4", "2014-Q4", "2051-Q1", "9999-Q4", "\u0662\u0660\u0662\u0663-Q2"]
)
def test_a_round_in_a_year_that_nobody_means_is_a_fault_of_its_line(folder, quarter):
    (line,) = found_in(folder, "rounds.csv", f"{ROUNDS}{quarter},2023-09-30,a\n")
    assert line.startswith("rounds.csv, line 5: quarter is ")


def test_cut_offs_that_do_not_ascend_are_a_fault(folder):
    rounds = "quarter,cut_off,edition_name\n2023-Q1,2023-05-31,mai\n2023-Q2,2023-05-31,august\n"
    (said,) = found_in(folder, "rounds.csv", rounds)
    assert said == "rounds.csv, line 3: cut_off is 2023-05-31, not after that of 2023-Q1 (2023-05-31)"


def test_a_cut_off_in_the_quarter_after_is_none(folder):
    assert found_in(folder, "rounds.csv", "quarter,cut_off,edition_name\n2022-Q4,2023-01-20,februar\n") == []


def test_an_organisation_expected_backwards_is_a_fault(folder):
    text = ORGANISATIONS + "HV,Helse Vest,2023-Q2,2023-Q1\nHN,Helse Nord,,2023-Q1\n"
    assert [line.partition(": ")[2][:13] for line in found_in(folder, "organisations.csv", text)] == [
        "expected_from",
        "expected_to w",
    ]


MEASURES = "measure_id,owner,from_round,aliases,admitted_from,segment,criteria\n"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("A,FHI,2023-Q1,,,,\nA,KS,2023-Q1,,,,", "line 3: owner of A is 'KS', and 'FHI' on line 2"),
        ("A,,,,,joint,\nA,,,,,other,", "line 3: segment of A is 'other', and 'joint' on line 2"),
        ("A,,,,2023-Q1,,\nA,,,,2023-Q2,,", "line 3: admitted_from of A is '2023-Q2', and '2023-Q1' on line 2"),
        ("A,,,Felles journal,,,\nB,,,felles  JOURNAL,,,", "line 3: alias 'felles  JOURNAL' stands for B, and for A on"),
        ("A,,,B,,,\nB,,,,,,", "line 2: alias 'B' of A is another measure's id"),
        ("A,NHH,,,,,", "line 2: owner is 'NHH', which is no code in organisations.csv"),
        ("A,,,,,felles,", "line 2: segment is 'felles', which no segment is called; known: joint, coordinated, other"),
        ("A,,,,2023-Q1,,viktig", "line 2: criteria has 'viktig', which no criterion is called; known: none"),
    ],
)
def test_decisions_on_measures_that_contradict_each_other_are_faults(folder, lines, said):
    (line,) = found_in(folder, "measures.csv", MEASURES + lines + "\n")
    assert line.startswith(f"measures.csv, {said}")


def test_an_owner_that_changes_with_the_rounds_is_none(folder):
    assert found_in(folder, "measures.csv", MEASURES + "A,FHI,,Gammel A,,other,\nA,KS,2023-Q1,,2023-Q1,joint,\n") == []


def test_criteria_hold_in_the_quarter_in_which_they_admit(folder):
    write(folder, "vocabularies.csv", TERMS + "criterion,size,Stort,,2020-Q1,2022-Q4\ncriterion,reach,Nasjonalt,,,\n")
    assert found_in(folder, "measures.csv", MEASURES + "A,,,,2022-Q4,,size;Nasjonalt\n") == []
    (line,) = found_in(folder, "measures.csv", MEASURES + "A,,,,2023-Q1,,size\n")
    assert line == "measures.csv, line 2: criteria has 'size', which was no criterion in 2023-Q1"
    (line,) = found_in(folder, "measures.csv", MEASURES + "A,,,,,,reach\n")
    assert "without admitted_from" in line


def test_a_vocabulary_without_the_codes_that_the_report_names_is_a_sentence(folder):
    text = TERMS + "colour,green,grønn,,,\ncolour,yellow,gul,,,\n"
    assert found_in(folder, "vocabularies.csv", text) == [
        "vocabularies.csv: colour has no red, which the report cannot do without; add the missing codes"
    ]


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ("law,Regelverk,,2023-Q2,2023-Q1", "valid_from 2023-Q2 is after valid_to 2023-Q1"),
        ("law,Lov,,,\ndependency_category,rule,Regel,LOV,,", "'lov' stands for rule, and for law on line 2"),
        ("law,Lov,,,2023-Q1\ndependency_category,law,Lov,,2023-Q1,", "'law' stands for law, and for law on line 2"),
    ],
)
def test_terms_that_hold_never_or_are_spelt_alike_in_one_quarter_are_faults(folder, terms, said):
    (line,) = found_in(folder, "vocabularies.csv", CATEGORIES.format(terms))
    assert said in line


def test_a_spelling_may_pass_from_one_term_to_the_next(folder):
    terms = "law,Lov,,,2023-Q1\ndependency_category,rule,Regel,lov,2023-Q2,"
    assert found_in(folder, "vocabularies.csv", CATEGORIES.format(terms)) == []


def test_a_topic_of_a_round_that_the_calendar_lacks_and_a_measure_that_nobody_reported_are_faults(folder):
    write(folder, "topics/1.md", "---\nround: 2024-Q1\ntitle: Noe\nkind: new\nmeasures: [MSIS, PLN]\n---\n\nTekst.\n")
    write(folder, "priorities.csv", "order,name,measure_ids\n1,Noe,MSIS;pll\n2,Annet,DHV\n")
    assert found(folder, reported=["MSIS", "PLL"]) == [
        "priorities.csv, line 3: nobody has reported the measure DHV",
        "topics/1.md, line 1: nobody has reported the measure PLN; near it: PLL",
        "topics/1.md, line 1: round is 2024-Q1, which the calendar lacks",
    ]


def test_an_id_that_no_submission_can_bear_is_a_fault_wherever_the_office_names_a_measure(folder):
    write(folder, "measures.csv", "measure_id,owner\nmsis,FHI\nbad id,FHI\n")
    write(folder, "priorities.csv", "order,name,measure_ids\n1,Noe,msis;AAA_1\n")
    write(folder, "topics/1.md", "---\nround: 2023-Q1\ntitle: Noe\nkind: new\nmeasures: [M.1]\n---\n\nTekst.\n")
    wanted = "can be no measure's id; write 1 to 40 letters A-Å, digits and hyphens"
    expected = [
        f"measures.csv, line 3: 'BAD ID' {wanted}",
        f"priorities.csv, line 2: 'AAA_1' {wanted}",
        f"topics/1.md, line 1: 'M.1' {wanted}",
    ]
    assert found(folder) == found(folder, reported=["MSIS"]) == expected


def test_a_priority_of_an_initiative_that_is_not_there_is_a_fault(folder):
    write(folder, "initiatives.csv", "goal,initiative_no,initiative\n1,1.1,Noe\n")
    (line,) = found_in(folder, "priorities.csv", "order,name,initiative_no\n1,Noe,1.2\n2,Annet,1.1\n")
    assert line == "priorities.csv, line 2: initiative_no is '1.2', which is not in initiatives.csv"


def test_a_heading_a_setting_and_a_file_that_nobody_reads_are_named_with_what_was_meant(folder):
    write(folder, "rounds.csv", ROUNDS.replace("edition_name", "edition_name,publishd_on"))
    write(folder, "settings.toml", '# Våre innstillinger\nadmision = "required"\n')
    write(folder, "vocabulary.csv", "")
    write(folder, "notater.txt", "Ring KS.\n")
    assert found(folder) == [
        "rounds.csv, line 1: nobody reads 'publishd_on'; did you mean published_on?",
        "settings.toml, line 2: nobody reads 'admision'; did you mean admission?",
        "vocabulary.csv: nobody reads this file; did you mean vocabularies.csv?",
    ]
