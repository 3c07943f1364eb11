"""Reports of a handful and of very many measures, with the longest names: whole, on the paper, and accessible."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from benchmarks import portfolios
from tests.pipelines.conftest import Office
from tests.report import verapdf

pytestmark = pytest.mark.slow
MARGIN, FOOT = 60, 30
"""Points that stay white at the sides and below the page number."""


@pytest.fixture(scope="module", params=[5, 150])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    office = Office(portfolios.make(tmp_path_factory.mktemp("sizes") / "home", request.param))
    office.type("report", "2023-Q2", "--language", "nb")
    return request.param, office.home.draft("2023-Q2") / "nb"


def test_nothing_leaves_the_paper_and_every_measure_has_its_place_in_the_index(report: tuple[int, Path]):
    count, folder = report
    with pypdfium2.PdfDocument(folder / "report.pdf") as pdf:
        texts = [page.get_textpage() for page in list(pdf)[1:]]
        boxes = [text.get_rect(n) for text in texts for n in range(text.count_rects())]
        width = pdf[0].get_width()
    assert min(box[0] for box in boxes) > MARGIN
    assert max(box[2] for box in boxes) < width - MARGIN
    assert min(box[1] for box in boxes) > FOOT
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert [n for n in range(count) if f'id="tiltak-TILTAK-{n:03}"' not in page] == []


def test_it_is_accessible_by_the_reference_validator(report: tuple[int, Path]):
    _, folder = report
    assert verapdf.validate(folder / "report.pdf", "ua-1").faults == {}
