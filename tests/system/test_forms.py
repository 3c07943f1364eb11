"""A form that is filled in and saved by a real spreadsheet says the same as its rows handed in directly.

Needs Debian's libreoffice-calc, so it is not in the default run: ``make test-system``.
"""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from assets.forms.writing import write_forms
from assets.home import Home
from assets.ledger import Ledger
from tests.forms.homes import HOSTILE, LAST_TIME, facts, hand_in_now, questions, reported
from tests.intake.workbooks import workbook
from tests.submissions import measure, office_of
from tests.system.libreoffice import LibreOffice

TYPED = [
    ("Tiltak", "F2", "rød"),
    ("Tiltak", "J2", "12,5"),
    *(
        ("Tiltak", f"{column}4", text)
        for column, text in {
            "A": "MAR-2",
            "B": "Nytt tiltak",
            "C": "Koordinering",
            "D": "aktiv",
            "E": "Å få det til.",
            "F": "gul",
            "G": "Mangler folk.",
            "H": "grønn",
            "K": "Enklere arbeidshverdag",
            "L": "01.03.2023",
            "N": "31.12.2024",
            "R": "https://example.org/ny",
        }.items()
    ),
    *(
        ("Avhengigheter", f"{column}3", text)
        for column, text in {
            "A": "MAR-2",
            "B": "1-2",
            "C": "Noe som må innfris",
            "D": "Andre tiltak",
            "E": "KS",
            "F": "0042",
            "G": "15.9.2023",
            "H": "høy",
            "I": "gul",
            "J": "Fra møte 3.4",
        }.items()
    ),
    *(
        ("Kostnader", f"{column}4", text)
        for column, text in {"A": "5-6", "B": "PLL", "F": "2025", "G": "-1234,56", "H": "nei"}.items()
    ),
    *(
        ("Mål", f"{column}3", text)
        for column, text in {"A": "MAR-2", "B": "Enklere arbeidshverdag", "C": "2.1"}.items()
    ),
    *(("Bærekraft", f"{column}3", text) for column, text in {"A": "MAR-2", "B": "Mindre ulikhet", "C": "10.2"}.items()),
]
DELETED = [("Tiltak", 4), ("Bærekraft", 3)]
"""The measure SYSVAK and its answer."""


def the_same_directly():
    """What the form says after that, as JSON."""
    said = copy.deepcopy(LAST_TIME)
    said |= {"quarter": "2023-Q2"}
    first, second, *_ = said["measures"]
    first |= {"status": "red", "budget_mnok": "12.5"}
    added = measure(
        "MAR-2",
        name="Nytt tiltak",
        purpose="Å få det til.",
        status="yellow",
        status_reason="Mangler folk.",
        main_goal="2",
        start_date="2023-03-01",
        current_end_date="2024-12-31",
        url="https://example.org/ny",
    )
    said["measures"] = [first, second, added]
    said["dependencies"] = [
        said["dependencies"][0],
        {
            "measure_id": "MAR-2",
            "dependency_id": "1-2",
            "description": "Noe som må innfris",
            "category": "measure",
            "counterpart": "KS",
            "counterpart_measure_id": "0042",
            "due_date": "2023-09-15",
            "criticality": "high",
            "status": "yellow",
            "comment": "Fra møte 3.4",
        },
    ]
    said["costs"].append(
        {"row_id": "5-6", "programme": "PLL", "year": 2025, "amount_mnok": "-1234.56", "covered_by_owner": "nei"}
    )
    said["goals"].append({"measure_id": "MAR-2", "goal": "2", "initiative": "2.1"})
    said["sdgs"] = [said["sdgs"][0], {"measure_id": "MAR-2", "sdg": "10", "target": "10.2"}]
    return said


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    return LibreOffice(tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture(scope="module")
def filled_in(tmp_path_factory: pytest.TempPathFactory, libreoffice: LibreOffice) -> dict[str, Path]:
    """The form of FHI, filled in, by the suffix that it was saved with."""
    folder = tmp_path_factory.mktemp("filled in")
    home = reported(folder / "home", LAST_TIME)
    (form,) = write_forms(home, office_of(home), Ledger(home.ledger), "2023-Q2", "FHI")
    saved = {suffix: folder / f"levert{suffix}" for suffix in (".xlsx", ".ods")}
    libreoffice.work_on(form, *saved.values(), typed=TYPED, deleted=DELETED)
    return saved


def hand_in_file(home: Home, path: Path):
    (home.inbox / "FHI" / path.name).write_bytes(path.read_bytes())
    (record,) = hand_in_now(home)
    return record


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_a_form_filled_in_and_saved_gives_the_same_facts_as_its_rows(
    suffix: str, filled_in: dict[str, Path], tmp_path: Path
) -> None:
    directly, by_form = reported(tmp_path / "directly", LAST_TIME), reported(tmp_path / "by form", LAST_TIME)
    (wanted,) = hand_in_now(directly, the_same_directly())
    record = hand_in_file(by_form, filled_in[suffix])
    assert record["verdict"] == wanted["verdict"] == "accepted_with_remarks"
    assert questions(record) == questions(wanted)
    assert facts(by_form, "2023-Q2") == facts(directly, "2023-Q2")
    assert facts(by_form, "2023-Q2")["measures"][0]["purpose"] == HOSTILE


def test_without_the_forms_text_format_a_spreadsheet_turns_a_target_into_a_date(
    libreoffice: LibreOffice, tmp_path: Path
) -> None:
    bare, saved = tmp_path / "bare.xlsx", tmp_path / "saved.xlsx"
    rows = {"Bærekraft": [("Tiltaks-ID", "Bærekraftsmål", "Delmål")]}
    bare.write_bytes(workbook(**rows))
    libreoffice.work_on(bare, saved, typed=[("Bærekraft", "C2", "3.4")])
    record = hand_in_file(reported(tmp_path / "home", LAST_TIME), saved)
    assert "date_for_text" in {found["rule"] for found in record["findings"]}
