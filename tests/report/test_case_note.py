"""The case note says what the report says, on two pages at most whatever the size of the portfolio."""

from __future__ import annotations

import io
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from assets.language import language
from assets.report import blocks as b
from assets.report.case_note import CUTS, chapters, render
from assets.report.words import document, words_of
from assets.statistics.numbers import Number
from checks.contract import VOCABULARIES
from templates import LANGUAGES
from tests.report import verapdf
from tests.report.rounds import model_of
from tests.statistics.portfolios import BEFORE, dependency, measure, organisation, portfolio

LONG = "Forsinket av avklaringer om hjemmel, finansiering og ansvar mellom virksomhetene i sektoren. " * 12
SMALLEST = CUTS[-1]


def report(measures: int, decisions: int = 0):
    """The model of a report in which every measure is red, with long names and reasons."""
    ids = [f"T{n}" for n in range(measures)]
    keys = ("status.now.red", "risk.now.red", "measures.active", "lifecycle.finished")
    numbers = {key: Number(Decimal(measures), "measures", None, "", "", {}, None, measures, "") for key in keys}

    def reasons(what: str) -> b.Block:
        columns = [b.column(f"column.{one}") for one in ("measure", "owner", "reason")]
        rows = [[b.measure(one), b.organisation("FHI"), b.text(LONG)] for one in ids]
        return b.table(f"{what}-rode", columns, rows, caption=b.message(f"{what}.reasons"))

    which = b.listed(map(b.measure, ids))
    changes = b.table(
        "status-endringer",
        [b.column("column.change"), b.column("column.measures", "end"), b.column("column.which", width=4)],
        [
            [b.message(f"change.{one}"), b.number("measures.active"), which]
            for one in ("worsened", "improved", "entered")
        ],
        caption=b.message("change.table"),
    )
    summary = b.chapter(
        "oppsummering",
        b.message("summary.title"),
        [
            b.key_figures(
                [("measures.active", b.message("headline.risk")), ("status.now.red", b.message("headline.first"))]
            ),
            b.paragraph(b.message("status.red", n=b.number("status.now.red"), which=which)),
            b.paragraph(b.message("summary.finished", n=b.number("lifecycle.finished"))),
            b.paragraph(b.message("summary.topics")),
        ],
        [
            b.section(
                "saker",
                b.message("topics.title"),
                [
                    block
                    for n in range(decisions)
                    for block in (b.subheading(f"sak-{n}", b.text(f"Sak {n}")), b.markdown(LONG * 3))
                ],
            )
        ],
    )
    status = b.chapter(
        "status",
        b.message("status.title"),
        [],
        [
            b.section("overordnet-status", b.message("status.overall.title"), [reasons("status"), changes]),
            b.section("risiko", b.message("risk.title"), [reasons("risk")]),
        ],
    )
    return {
        "round": "2023-Q2",
        "edition": None,
        "known_at": "2023-06-30T10:00:00Z",
        "cover": {"edition_name": "august 2023", "cut_off": "2023-06-30"},
        "numbers": {key: number.as_json() for key, number in numbers.items()},
        "names": {
            "measures": {one: f"Felles løsning for deling av pasientopplysninger nummer {one}" for one in ids},
            "organisations": {"FHI": "Folkehelseinstituttet"},
            "vocabularies": {name: [asdict(term) for term in one.terms] for name, one in VOCABULARIES.items()},
        },
        "chapters": [b.chapter("forord", b.message("foreword.title"), numbered=False), summary, status],
    }


def note(made, code: str = "nb") -> bytes:
    return render(made, words_of(made, language(code)))


def pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as read:
        return len(read.pages)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("measures", [0, 1, 5, 40, 150])
def test_the_note_has_at_most_two_pages(measures: int, code: str):
    assert 1 <= pages(note(report(measures), code)) <= 2


@pytest.mark.parametrize("decisions", [1, 6, 12])
def test_long_decisions_are_told_by_their_titles_before_there_is_a_third_page(decisions: int):
    assert pages(note(report(40, decisions))) <= 2


@pytest.mark.slow
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("standard", ["ua-1", "a-2a"])
def test_the_note_conforms_by_the_reference_validator(standard: str, code: str, tmp_path: Path):
    path = tmp_path / "case-note.pdf"
    path.write_bytes(note(report(150, 2), code))
    verdict = verapdf.validate(path, standard)
    assert verdict.faults == {}
    assert verdict.checks > 1_000


def test_the_same_model_gives_the_same_bytes():
    assert note(report(40)) == note(report(40))


def test_what_is_asked_comes_first_and_what_the_report_has_nothing_of_is_left_out():
    assert [one["id"] for one in chapters(report(5, 1), CUTS[0])] == [
        "saker",
        "oppsummering",
        "rode-tiltak",
        "endringer",
    ]
    silent = report(5) | {"chapters": [b.chapter("oppsummering", b.message("summary.title"), [b.paragraph()])]}
    assert [one["id"] for one in chapters(silent, CUTS[0])] == ["oppsummering"]


def test_who_grew_worse_or_better_is_named_as_are_new_finished_and_what_red_dependencies_wait_for(tmp_path: Path):
    waiting = dependency("Verre", "supplier", "high", "red", counterpart="KS", description="En avtale")
    made = model_of(
        portfolio(
            [
                measure("Verre", status="red"),
                measure("Bedre", status="green"),
                measure("Ny"),
                measure("Ferdig", "finished", None),
            ],
            earlier=[measure(one, status="yellow", round=BEFORE) for one in ("Verre", "Bedre", "Ferdig")],
            organisations=[organisation("FHI")],
            dependencies=[waiting],
        ),
        tmp_path,
    )
    found = {
        one["id"]: one
        for one in document({**made, "chapters": chapters(made, CUTS[0])}, words_of(made, language("nb")))[0][
            "chapters"
        ]
    }

    def cells(block):
        return [["".join(span["text"] for span in cell.get("spans", ())) for cell in row] for row in block["rows"]]

    assert [row[2] for row in cells(found["rode-avhengigheter"]["blocks"][0])] == ["En avtale"]
    _, named, new, finished = found["endringer"]["blocks"]
    assert cells(named) == [["Verre", "«Verre»"], ["Bedre", "«Bedre»"]]
    assert ["".join(span["text"] for span in one["spans"]) for one in (new, finished)] == [
        "Ett tiltak er nytt i porteføljen: «Ny».",
        "Ett tiltak er ferdigstilt siden forrige runde: «Ferdig».",
    ]


def said(made, block: b.Block, code: str) -> str:
    words = words_of(made, language(code))
    return "".join(span["text"] for span in words.sentences(block["sentences"]))


def test_names_that_are_left_out_are_counted_and_the_chapter_that_has_them_is_named():
    made = report(12)
    summary = next(one for one in chapters(made, CUTS[1]) if one["id"] == "oppsummering")
    ends = {"nb": "T4» og 7 andre (se kapittel 1).", "nn": "T4» og 7 andre (sjå kapittel 1).",
            "en": "T4” and 7 others (see chapter 1)."}  # fmt: skip
    for code, end in ends.items():
        assert said(made, summary["blocks"][1], code).endswith(end)


def test_one_name_more_than_is_kept_is_named_since_another_word_would_take_its_place():
    made = report(CUTS[1].names + 1)
    summary = next(one for one in chapters(made, CUTS[1]) if one["id"] == "oppsummering")
    assert said(made, summary["blocks"][1], "nb").endswith("T5».")


def test_in_the_shortest_note_a_list_of_names_is_its_count():
    made = report(12)
    summary = next(one for one in chapters(made, SMALLEST) if one["id"] == "oppsummering")
    assert said(made, summary["blocks"][1], "nn") == "Tolv tiltak melder raud status: 12 tiltak (sjå kapittel 1)."


def test_rows_that_are_left_out_are_counted_with_the_section_that_has_them():
    made = report(12)
    red = next(one for one in chapters(made, CUTS[0]) if one["id"] == "rode-tiltak")
    words = words_of(made, language("en"))
    assert [len(block["rows"]) for block in red["blocks"]] == [8, 8]
    assert [words.text(block["notes"][-1]) for block in red["blocks"]] == [
        "4 more are in chapter 2.1.",
        "4 more are in chapter 2.2.",
    ]


def test_a_long_reason_ends_at_a_word_with_dots():
    red = next(one for one in chapters(report(1), CUTS[0]) if one["id"] == "rode-tiltak")
    reason = red["blocks"][0]["rows"][0][2]["text"]
    assert reason.endswith(" …") and len(reason) <= CUTS[0].letters + 2
    assert LONG.startswith(reason.removesuffix(" …"))


def test_the_report_itself_is_left_whole():
    made = report(40, 2)
    note(made)
    assert made == report(40, 2)
