"""Makes ``docs/report.png``, the README's picture, of four pages of a report's PDF side by side: ``make picture``."""

from __future__ import annotations

import argparse
from pathlib import Path

import matplotlib.image
import numpy as np
import pypdfium2

HEIGHT, GAP, DESK = 640, 12, 218


def picture(pdf: Path, pages: list[int]) -> np.ndarray:
    """The pages, counted from 1, on a grey desk: rows of pixels of red, green and blue."""
    with pypdfium2.PdfDocument(pdf) as document:
        chosen = [document[page - 1] for page in pages]
        sheets = [
            page.render(scale=HEIGHT / page.get_height(), rev_byteorder=True).to_numpy()[..., :3] for page in chosen
        ]
    edge = np.full((GAP, sum(sheet.shape[1] + GAP for sheet in sheets) + GAP, 3), DESK, np.uint8)
    between = np.full((sheets[0].shape[0], GAP, 3), DESK, np.uint8)
    row = np.concatenate([between, *(part for sheet in sheets for part in (sheet, between))], axis=1)
    return np.concatenate([edge, row, edge])


def main() -> None:
    """``picture.py REPORT.pdf PAGE...``."""
    arguments = argparse.ArgumentParser(description=main.__doc__)
    arguments.add_argument("pdf", type=Path)
    arguments.add_argument("pages", type=int, nargs="+")
    given = arguments.parse_args()
    matplotlib.image.imsave(Path(__file__).with_name("report.png"), picture(given.pdf, given.pages))


if __name__ == "__main__":
    main()
