"""The office's files: what is wrong in one is said with its name, its line and what to write."""

import re
from decimal import Decimal

import pytest

from assets.office import Limits, OfficeError, load
from tests.submissions import make_home


@pytest.fixture
def folder(tmp_path):
    return make_home(tmp_path / "home").office


def write(folder, name, text):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def fault(folder, name, text):
    write(folder, name, text)
    with pytest.raises(OfficeError) as raised:
        load(folder)
    return str(raised.value)


def topic(**changed):
    front = {"round": "2023-Q2", "title": "Noe", "kind": "new", "measures": "[msis, PLL]"} | changed
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in front.items()) + "---\n\nEn tekst.\n"


def test_limits_that_an_office_leaves_out_are_the_contracts(folder):
    assert load(folder).limits == Limits()
    write(folder, "settings.toml", "[limits]\nfile_mb = 40\nseconds = 1\n")
    assert load(folder).limits == Limits(file_mb=40, seconds=1)


@pytest.mark.parametrize("value", ["0", "-1", "2.0", "inf", "true", '"25"', "[25]", "{mb = 25}", "2023-01-01"])
def test_a_limit_that_is_no_whole_number_above_zero_is_a_fault(folder, value):
    message = fault(folder, "settings.toml", f"[limits]\nfile_mb = {value}\n")
    assert re.fullmatch(r"office/settings\.toml, line 2: file_mb is .+; it must be a whole number above 0", message)


def test_a_limit_that_nobody_knows_is_a_fault_that_names_those_that_are(folder):
    message = fault(folder, "settings.toml", "[limits]\nfile_gb = 1\n")
    assert message == (
        "office/settings.toml, line 2: [limits] has no key 'file_gb'; "
        "known: file_mb, inflated_mb, seconds, memory_mb, rows"
    )


@pytest.mark.parametrize("value", ["25", '"25"', "[25]", "[]", "false"])
def test_limits_that_are_no_table_are_a_fault(folder, value):
    message = fault(folder, "settings.toml", f"limits = {value}\n")
    assert message.startswith("office/settings.toml, line 1: limits is ") and message.endswith(
        "it must be a table, [limits]"
    )


def test_reports_are_in_all_languages_unless_the_office_says_otherwise(folder):
    assert load(folder).languages == ("nb", "nn", "en")
    (folder / "settings.toml").write_text('languages = ["en", "nb"]\n', encoding="utf-8")
    assert load(folder).languages == ("en", "nb")


@pytest.mark.parametrize("value", ['"nb"', "[]", '["nb", "se"]', '["nb", "nb"]', "[1]", "[[]]"])
def test_languages_that_are_no_list_of_known_ones_are_a_fault(folder, value):
    message = fault(folder, "settings.toml", f"languages = {value}\n")
    assert message.startswith("office/settings.toml, line 1: languages is ")
    assert message.endswith("it must be a list of nb, nn, en, each at most once")


def test_settings_that_are_no_toml_are_a_fault_with_their_place(folder):
    assert fault(folder, "settings.toml", "[limits]\nfile_mb =\n") == (
        "office/settings.toml, line 2: Invalid value (column 10)"
    )
    assert fault(folder, "settings.toml", "[limits]\n\nlicence = 'CC").startswith("office/settings.toml, line 3: ")


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ('licence = "x"  # = 1\n\n[limits] # what a file may cost\nrows = 9\n"seconds" = 0\n', 5),
        ("limits.seconds = 0\n", 1),
        ('licence = "x"\nlimits = { rows = 9, seconds = 0 }\n', 2),
        ("[revisions]\nrounds = 0\n[limits]\nrows = 9\n", 2),
    ],
)
def test_a_fault_in_the_settings_has_the_line_of_its_key(folder, settings, line):
    assert fault(folder, "settings.toml", settings).startswith(f"office/settings.toml, line {line}: ")


def test_a_topic_is_read_with_its_measures_in_upper_case(folder):
    write(folder, "topics/1.md", topic())
    write(folder, "topics/2.md", topic(measures=""))
    assert [(one.round, one.kind, one.measures) for one in load(folder).texts] == [
        ("2023-Q2", "new", ("MSIS", "PLL")),
        ("2023-Q2", "new", ()),
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("kind", value) for value in ("[new]", "{new: 1}", "1", "true", "old", "[]")),
        *(("measures", value) for value in ("MSIS", "5", "0", "false", "''", "[17]", "[[A]]", "[null]", "{A: 1}")),
        *(("round", value) for value in ("2023-Q5", "2023", "2023-06-30", "[2023-Q2]", "{a: 1}", "2023-06-31")),
    ],
)
def test_front_matter_of_the_wrong_type_is_a_fault_of_its_file(folder, key, value):
    message = fault(folder, "topics/1.md", topic(**{key: value}))
    assert message.startswith("office/topics/1.md, line 1: ")
    assert key in message or value == "2023-06-31"  # no day, which YAML itself stumbles over


def test_a_measure_is_given_only_to_an_organisation_that_the_office_knows(folder):
    write(folder, "measures.csv", "measure_id,owner,from_round,aliases\nmsis,NHN,2023-Q1,\nPLL,,,Legemiddelliste\n")
    assert load(folder).transfers == {"MSIS": [("2023-Q1", "NHN")]}
    message = fault(folder, "measures.csv", "measure_id,owner\nMSIS,NHN\nPLL,NNH\n")
    assert message == "office/measures.csv, line 3: owner is 'NNH', which is no code in organisations.csv"


@pytest.mark.parametrize("code", ["ÅSØ-1", "7", "A" * 40])
def test_a_code_of_capitals_digits_and_hyphens_is_an_organisations(folder, code):
    write(folder, "organisations.csv", f"code,name\n{code},Navn\n")
    assert list(load(folder).organisations) == [code]


@pytest.mark.parametrize("code", ["fhi", "F HI", "../FHI", "A/B", "A\\B", ".", "..", "É", "A" * 41, "A_B", "A\u200b"])
def test_a_code_that_is_no_name_of_a_folder_is_a_fault_with_its_line(folder, code):
    message = fault(folder, "organisations.csv", f"code,name\nKS,KS\n{code},Navn\n")
    assert message.startswith("office/organisations.csv, line 3: code is ")


def own_text(**front):
    lines = "".join(f"{key}: {value}\n" for key, value in ({"round": "2023-Q2"} | front).items())
    return f"---\n{lines}---\n\nEn tekst.\n"


def test_foreword_introductions_and_decisions_are_read_in_the_order_of_kinds_and_files(folder):
    write(folder, "texts/2.md", own_text(kind="decision", title="Sak to"))
    write(folder, "texts/1.md", own_text(kind="decision", title="Sak én"))
    write(folder, "texts/3.md", own_text(kind="introduction", chapter="status", language="nn"))
    write(folder, "texts/4.md", own_text(kind="foreword", round="2023-Q1"))
    office = load(folder)
    assert [one.title for one in office.texts_of("2023-Q2", "decision")] == ["Sak én", "Sak to"]
    (introduction,) = office.texts_of("2023-Q2", "foreword", "introduction")
    assert (introduction.chapter, introduction.language, introduction.markdown) == ("status", "nn", "\nEn tekst.\n")


def test_a_text_knows_the_lines_of_its_title_and_of_its_first_words(folder):
    write(folder, "texts/1.md", own_text(kind="decision", title="Sak"))
    (text,) = load(folder).texts
    lines = (folder / "texts" / "1.md").read_text(encoding="utf-8").split("\n")
    assert lines[text.title_line - 1] == "title: Sak"
    assert "\n".join(lines[text.first_line - 1 :]) == text.markdown


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ({}, "the front matter has no kind"),
        ({"kind": "new", "title": "Et tema"}, "kind is 'new'; write foreword or introduction or decision"),
        ({"kind": "decision"}, "the front matter has no title"),
        ({"kind": "introduction"}, "the front matter has no chapter"),
        ({"kind": "foreword", "language": "se"}, "language is 'se'; write nb or nn or en"),
        ({"kind": "foreword", "round": "mai"}, "round: "),
    ],
)
def test_a_text_whose_front_matter_lacks_something_is_a_fault_of_its_file(folder, front, told):
    message = fault(folder, "texts/1.md", own_text(**front))
    assert message.startswith(f"office/texts/1.md, line 1: {told}")


HEADING = "goal,indicator,unit,year,value,target,source\n"


def test_an_indicator_may_lack_its_value_or_its_target_and_is_written_with_point_or_comma(folder):
    rows = '1,Andel,prosent,2022,"41,5",,SSB\n1,Andel,prosent,2023,,50.25,\n'
    write(folder, "indicators.csv", HEADING + rows)
    assert [(one.year, one.value, one.target, one.source) for one in load(folder).indicators] == [
        (2022, Decimal("41.5"), None, "SSB"),
        (2023, None, Decimal("50.25"), ""),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("9,Andel,prosent,2023,1,,", "goal is '9', which no strategy goal is called"),
        ("1,,prosent,2023,1,,", "indicator is ''; it must be a value"),
        ("1,Andel,,2023,1,,", "unit is ''; it must be a value"),
        ("1,Andel,prosent,23,1,,", "year is 23; write it with four digits"),
        ("1,Andel,prosent,2023,ca. 40,,", "value is 'ca. 40'; it must be a number like 12.5"),
        ("1,Andel,prosent,2023,1e3,,", "value is '1e3'; it must be a number like 12.5"),
        ("1,Andel,prosent,2023,1,nan,", "target is 'nan'; it must be a number like 12.5"),
        ("1,ANDEL,prosent,2022,1,,", "ANDEL has the year 2022 on line 2 already"),
    ],
)
def test_a_faulty_indicator_is_a_fault_with_its_line(folder, line, words):
    message = fault(folder, "indicators.csv", f"{HEADING}1,Andel,prosent,2022,40,,\n{line}\n")
    assert message == f"office/indicators.csv, line 3: {words}"


def test_the_calendar_says_which_rounds_have_the_yearly_parts(folder):
    write(
        folder,
        "rounds.csv",
        "quarter,cut_off,edition_name,yearly\n2023-Q1,2023-03-31,mai,yes\n2023-Q2,2023-06-30,aug,\n",
    )
    assert [one.is_yearly for one in load(folder).rounds.values()] == [True, False]
    message = fault(folder, "rounds.csv", "quarter,cut_off,edition_name,yearly\n2023-Q1,2023-03-31,mai,sometimes\n")
    assert message == "office/rounds.csv, line 2: yearly is 'sometimes'; write yes or no"


def test_last_years_estimate_is_that_of_the_latest_round_of_the_year_before_within_the_look_back(folder):
    quarters = ("2021-Q1", "2022-Q2", "2022-Q4", "2023-Q1", "2023-Q3", "2025-Q1")
    write(folder, "rounds.csv", "quarter,cut_off,edition_name\n" + "".join(f"{q},2025-01-01,x\n" for q in quarters))
    office = load(folder)
    found = {quarter: office.latest_of_year_before(quarter) for quarter in quarters}
    assert {quarter: one and one.quarter for quarter, one in found.items()} == {
        "2021-Q1": None,
        "2022-Q2": "2021-Q1",
        "2022-Q4": "2021-Q1",
        "2023-Q1": "2022-Q4",
        "2023-Q3": "2022-Q4",
        "2025-Q1": None,
    }


def test_the_vocabulary_in_force_is_chosen_by_round_and_its_series_breaks_where_a_version_begins(folder):
    office = load(folder)
    meanings = {
        q: office.vocabulary("dependency_category", q).by_code["national_solution"].meaning for q in office.rounds
    }
    assert meanings["2023-Q1"] == "" != meanings["2023-Q2"]
    assert [len(office.vocabulary("dependency_category", quarter).terms) for quarter in office.rounds] == [7, 7, 7]
    broken = {q: [term.code for _, term in office.breaks(q)] for q in ("2023-Q1", "2023-Q2", "2025-Q1", "2025-Q2")}
    assert broken == {"2023-Q1": [], "2023-Q2": ["national_solution"], "2025-Q1": ["national_solution"], "2025-Q2": []}
