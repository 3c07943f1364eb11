"""The form as a file: what a spreadsheet finds in it, and what becomes of it when it is handed in as it is."""

import io
import re
import warnings
import zipfile
from datetime import UTC, datetime

import pytest

from assets.forms.writing import asked_in, write_forms
from assets.home import Clock, Home
from assets.intake.formats import read
from assets.intake.reading import Allowance
from assets.ledger import Ledger
from checks.contract import TABLES
from tests.forms.homes import HOSTILE, LAST_TIME, at, facts, hand_in_now, questions, reported
from tests.submissions import IN_JUNE, content, dependency, measure, office_of

pytestmark = pytest.mark.slow
SHEETS = ["Veiledning", "Innmelding", *(table.sheet for table in TABLES.values()), "Lister"]
VOCABULARIES = """vocabulary,code,norwegian,also_accepted,meaning,valid_from,valid_to
dependency_category,financing,Penger,,,,2023-Q1
dependency_category,supplier,Leverandør,,,,
dependency_category,funding,Finansiering,,,2023-Q2,
"""


def made(home: Home, organisation="FHI", quarter="2023-Q2") -> bytes:
    (path,) = write_forms(home, office_of(home), Ledger(home.ledger), quarter, organisation)
    return path.read_bytes()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """FHI reported last round. Not to be changed."""
    return reported(tmp_path_factory.mktemp("known") / "home", LAST_TIME)


@pytest.fixture(scope="module")
def form(home):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # xlsxwriter warns where it leaves something out
        return made(home)


@pytest.fixture(scope="module")
def said(form):
    return {sheet["name"]: sheet for sheet in read(form, ".xlsx", Allowance())["sheets"]}


@pytest.fixture(scope="module")
def parts(form):
    """The XML of each sheet by its name, the other parts by their path."""
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".vml"))}
    sheets = {name: found[f"xl/worksheets/sheet{number}.xml"] for number, name in enumerate(SHEETS, start=1)}
    return found | sheets


def hand_back(home, content, folder="FHI", name="skjema.xlsx"):
    path = home.inbox / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return hand_in_now(home)


def names(parts):
    return dict(re.findall(r'<definedName name="([^"]+)"[^>]*>([^<]*)<', parts["xl/workbook.xml"]))


def test_the_sheets_stand_in_the_contracts_order_and_the_lists_are_out_of_sight(parts):
    found = re.findall(r'<sheet name="([^"]+)" sheetId="\d+"( state="veryHidden")?', parts["xl/workbook.xml"])
    assert [name for name, _ in found] == SHEETS
    assert [name for name, hidden in found if hidden] == ["Lister"]


def test_every_sheet_has_the_contracts_headings_in_its_order(said):
    for table in TABLES.values():
        assert [heading["heading"] for heading in said[table.sheet]["headings"]] == [
            column.heading for column in table.columns
        ]


def test_a_form_handed_in_as_it_is_says_what_was_said_last_and_nothing_of_its_own(tmp_path):
    before = content(
        quarter="2023-Q1",
        measures=[row for row in LAST_TIME["measures"] if row["measure_id"] != "GAMMEL"],
        dependencies=LAST_TIME["dependencies"][:1],
        **{table: LAST_TIME[table] for table in ("costs", "goals", "sdgs", "roadmap")},
    )
    home, directly = reported(tmp_path / "home", before), reported(tmp_path / "directly", before)
    (record,) = hand_back(home, made(home))
    (wanted,) = hand_in_now(directly, before | {"quarter": "2023-Q2"})
    assert facts(home, "2023-Q2") == facts(home, "2023-Q1")
    assert (record["quarter"], record["verdict"]) == ("2023-Q2", wanted["verdict"])
    assert questions(record) == questions(wanted)


def test_a_form_with_nothing_to_ask_about_is_accepted_without_a_remark(tmp_path):
    home = reported(tmp_path / "home", content(quarter="2023-Q1", measures=[measure("A")]))
    (record,) = hand_back(home, made(home))
    assert (record["verdict"], record["findings"]) == ("accepted", [])


def test_a_form_handed_in_as_it_is_after_nothing_to_report_says_so_again(tmp_path):
    home = reported(tmp_path / "home", content(quarter="2023-Q1", kind="nothing_to_report"))
    (record,) = hand_back(home, made(home))
    assert (record["verdict"], record["kind"]) == ("accepted", "nothing_to_report")


def test_an_empty_form_that_nobody_filled_in_says_what_to_do(tmp_path):
    home = reported(tmp_path / "home")
    (record,) = hand_back(home, made(home, "NHN"), "NHN")
    assert [found["rule"] for found in record["findings"]] == ["no_usable_row"]


def test_the_same_home_gives_the_same_bytes_whatever_the_clock(home, form):
    later = Home(home.root, Clock(datetime(2031, 1, 1, tzinfo=UTC)))
    assert made(later) == form


def test_who_reports_and_the_contact_of_last_time_are_filled_in(form):
    fields = {field["name"]: field["value"] for field in read(form, ".xlsx", Allowance())["fields"]}
    assert fields == {
        "Skjemaversjon": 1,
        "Virksomhet": "FHI",
        "Kvartal": "2023-Q2",
        "Type": "full innmelding",
        "Kontaktperson": "Kari Eksempel",
        "E-post": "kari@fhi.example",
    }


def test_what_looks_like_a_formula_or_markup_is_text(parts, said):
    assert "<f>" not in parts["Tiltak"]
    assert said["Tiltak"]["rows"][0]["cells"][4] == HOSTILE


def test_an_amount_with_more_digits_than_a_number_cell_keeps_is_text(said):
    cells = dict(
        zip((column.key for column in TABLES["measures"].columns), said["Tiltak"]["rows"][0]["cells"], strict=True)
    )
    assert cells["budget_mnok"] == "12345.123456789012345678"
    assert said["Kostnader"]["rows"][0]["cells"][6] == -0.1


def test_ids_targets_and_codes_are_in_text_format(parts):
    formats = re.findall(r"<xf numFmtId=\"(\d+)\"", parts["xl/styles.xml"].partition("<cellXfs")[2])
    for table in TABLES.values():
        columns = re.findall(r'<col min="(\d+)" max="(\d+)"[^>]* style="(\d+)"', parts[table.sheet])
        texts = {int(at) - 1 for low, high, style in columns if formats[int(style)] == "49"
                 for at in range(int(low), int(high) + 1)}  # fmt: skip
        wanted = {
            position
            for position, column in enumerate(table.columns)
            if column.kind in {"id", "ids", "code", "yes/no"} or 0 < (column.length or 0) <= 40
        }
        assert texts == wanted, table.sheet
    cells = re.findall(r'<c r="A[2-9]" s="(\d+)"', parts["Tiltak"])
    assert cells and all(formats[int(style)] == "49" for style in cells)


def test_every_column_but_lists_of_ids_is_checked_as_it_is_typed(parts):
    for table in TABLES.values():
        checked = re.findall(r'<dataValidation type="(\w+)"', parts[table.sheet])
        assert len(checked) == sum(column.kind != "ids" for column in table.columns)
    assert 'sqref="L2:L500"' in parts["Tiltak"]


def test_the_choices_are_the_names_in_force_in_the_round_and_one_that_is_gone_is_left_open(tmp_path):
    home = reported(tmp_path / "home", LAST_TIME)
    (home.office / "vocabularies.csv").write_text(VOCABULARIES, encoding="utf-8")
    content = made(home)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book = archive.read("xl/workbook.xml").decode()
        strings = archive.read("xl/sharedStrings.xml").decode()
        notes = "".join(archive.read(name).decode() for name in archive.namelist() if "xl/comments" in name)
    assert re.search(r'name="valg_dependency_category">Lister!\$\w\$2:\$\w\$3<', book)  # Leverandør, Finansiering
    assert "<t>Finansiering</t>" in strings and "<t>Penger</t>" not in strings
    assert "Sist stod det «Penger»." in notes
    (row,) = next(sheet for sheet in read(content, ".xlsx", Allowance())["sheets"] if sheet["name"] == "Avhengigheter")[
        "rows"
    ]
    assert row["cells"][3] is None
    assert "Kategori: «Penger» er tatt ut." in strings and "Kategori: «Finansiering» er nytt." in strings


def test_known_ids_are_shaded_with_a_note_and_nothing_is_locked(parts):
    assert "sheetProtection" not in "".join(parts.values())
    tables = [text for name, text in parts.items() if name.startswith("xl/comments")]
    (notes,) = [text for text in tables if "Meldt før." in text]
    assert re.findall(r'<comment ref="(A[2-9])"', notes) == ["A2", "A3", "A4"]
    style = int(re.search(r'<c r="A2" s="(\d+)"', parts["Tiltak"])[1])
    (shaded,) = {re.findall(r"<xf [^>]*?fillId=\"(\d+)\"", parts["xl/styles.xml"].partition("<cellXfs")[2])[style]}
    assert shaded != "0"


def test_every_heading_carries_its_help(parts):
    notes = [text for name, text in parts.items() if name.startswith("xl/comments")]
    helped = sum(len(re.findall(r'<comment ref="[A-Z]1"', text)) for text in notes)
    assert helped == sum(len(table.columns) for table in TABLES.values())
    assert any("Må fylles ut for aktive tiltak i Samstyring." in text for text in notes)


def test_what_is_missing_and_what_is_not_asked_for_shows(parts):
    formulas = re.findall(r"<formula>([^<]+)</formula>", parts["Tiltak"].partition("<dataValidations")[0])
    assert any("LEN(TRIM($G2))=0" in formula for formula in formulas)
    assert sum(formula.startswith("AND($D2&lt;&gt;") for formula in formulas) == 3  # status, risk, budget


def test_a_table_is_printed_across_with_its_headings_and_whose_it_is(parts):
    printed = parts["Tiltak"]
    assert 'orientation="landscape"' in printed and 'fitToHeight="0"' in printed
    assert "Tiltak!$1:$1" in parts["xl/workbook.xml"]
    assert "&amp;LFolkehelseinstituttet&amp;CTiltak&amp;R2023-Q2" in printed
    assert "Side &amp;P av &amp;N" in printed
    assert '<pane xSplit="2" ySplit="1"' in printed
    assert '<autoFilter ref="A1:R4"/>' in printed


def test_rows_are_as_high_as_their_texts_and_still_grow(parts):
    row = re.search(r'<row r="2"[^>]*>', parts["Tiltak"])[0]
    assert float(re.search(r'ht="([\d.]+)"', row)[1]) > 30
    assert "customHeight" not in row


def test_the_guide_says_by_when_how_and_what_comes_back(home, parts):
    strings = parts["xl/sharedStrings.xml"]
    for words in ("Frist: 30. juni 2023, ut dagen norsk tid".replace(". ", ".\N{NO-BREAK SPACE}"), "i mappen FHI",
                  "1. kvartal 2023", "Dere får en kvittering", "svar på meldingen"):  # fmt: skip
        assert words.replace("\N{NO-BREAK SPACE}", " ") in strings.replace("\N{NO-BREAK SPACE}", " ")


def test_the_guide_says_whom_to_ask_when_the_office_does(tmp_path):
    home = reported(tmp_path / "home")
    (home.office / "contact.md").write_text("Porteføljekontoret\nportefolje@example.org\n", encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(made(home))) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()
    assert "portefolje@example.org" in strings and "svar på meldingen" not in strings


def test_a_form_made_anew_holds_what_has_been_said_of_this_round(tmp_path):
    home = reported(tmp_path / "home", LAST_TIME)
    changed = measure("MAR-1", name="Endret", status="red", status_reason="Stanset.")
    hand_in_now(home, content(kind="correction", measures=[changed], dependencies=[dependency("MAR-1", "N-1")]))
    (asked,) = asked_in(at(home, IN_JUNE), office_of(home), Ledger(home.ledger), "2023-Q2", "FHI")
    assert [row["name"] for row in asked.rows["measures"]] == ["Endret", "Tiltak 0042", "Tiltak SYSVAK"]
    assert [row["dependency_id"] for row in asked.rows["dependencies"]] == ["N-1"]
