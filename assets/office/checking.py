"""What a careful colleague would find in the office's files: faults that no single line shows, and harmless slips.

Each check is a function from what was read to the faults that it finds; a new one is added to ``CHECKS``. What a file
must be to be read at all is ``assets.office.files``.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Collection, Iterator
from itertools import combinations, pairwise
from pathlib import Path

from assets.office.files import Read, Row, setting_line
from assets.office.model import OfficeError
from checks.contract import ID, Quarter
from checks.contract.vocabularies import fold

FILES = {
    "rounds.csv": ("quarter", "cut_off", "edition_name", "published_on", "open", "yearly"),
    "organisations.csv": ("code", "name", "expected_from", "expected_to"),
    "measures.csv": ("measure_id", "owner", "from_round", "aliases", "admitted_from", "segment", "criteria"),
    "initiatives.csv": ("goal", "initiative_no", "initiative", "objective_or_prerequisite", "candidate"),
    "priorities.csv": ("order", "name", "initiative_no", "initiative", "measure_ids"),
    "indicators.csv": ("goal", "indicator", "unit", "year", "value", "target", "source"),
    "vocabularies.csv": ("vocabulary", "code", "norwegian", "also_accepted", "meaning", "valid_from", "valid_to"),
    "settings.toml": ("limits", "admission", "languages", "site", "licence", "alerts", "revisions"),
}
"""The files that the office may keep, and the headings (or keys) that somebody reads; others may stand beside them."""

FOLDERS = ("topics", "texts", "contact.md")
"""What else in the folder somebody reads."""


def faults(folder: Path, read: Read, reported: Collection[str] = ()) -> list[OfficeError]:
    """All that is wrong with the office's files, file by file and line by line.

    ``reported`` are the measures that anybody has reported; without any, none is missed.
    """
    found = [*read.faults]
    for check in CHECKS:
        found += check(read)
    found += _misspelt_files(folder, read)
    if reported:
        found += _unreported_measures(read, reported)
    unlike = {(one.path, one.line, one.message): one for one in found}
    return sorted(unlike.values(), key=lambda one: (one.path, one.line or 0, one.message))


def _rounds(read: Read) -> Iterator[OfficeError]:
    """Cut-offs that lie nowhere near their quarter, do not ascend, or come after publication."""
    good = [row for row in read.rows.get("rounds.csv", []) if not row.faults]
    for row in good:
        quarter, cut_off = Quarter.parse(row["quarter"]), read.office.rounds[row["quarter"]].cut_off
        if not quarter.first_day <= cut_off < quarter.shifted(2).first_day:
            yield row.fault(f"cut_off is {cut_off}, far from {quarter}; it must lie in the quarter or the one after it")
        published_on = read.office.rounds[row["quarter"]].published_on
        if published_on is not None and published_on < cut_off:
            yield row.fault(f"published_on is {published_on}, before the cut_off {cut_off}")
    by_quarter = sorted(good, key=lambda row: row["quarter"])
    for earlier, later in pairwise(by_quarter):
        if later["cut_off"] <= earlier["cut_off"]:
            yield later.fault(
                f"cut_off is {later['cut_off']}, not after that of {earlier['quarter']} ({earlier['cut_off']})"
            )


def _organisations(read: Read) -> Iterator[OfficeError]:
    for row in read.rows.get("organisations.csv", []):
        if not row.faults and row.get("expected_to") and row.get("expected_from", "") > row["expected_to"]:
            yield row.fault(f"expected_from {row['expected_from']} is after expected_to {row['expected_to']}")
        if not row.faults and row.get("expected_to") and not row.get("expected_from"):
            yield row.fault("expected_to without expected_from: the organisation is expected in no round")


def _decisions_on_measures(read: Read) -> Iterator[OfficeError]:
    """Two words on the same measure from the same round, and names that stand for two measures."""
    good = [row for row in read.rows.get("measures.csv", []) if not row.faults]
    ids = {fold(row["measure_id"]): row["measure_id"].upper() for row in good}
    names: dict[str, Row] = {}
    said: dict[tuple[str, ...], Row] = {}
    for row in good:
        measure = row["measure_id"].upper()
        for column in ("owner", "segment", "admitted_from"):
            if row.get(column):
                since = () if column == "admitted_from" else (row.get("from_round", ""),)
                first = said.setdefault((measure, column, *since), row)
                if first[column] != row[column]:
                    yield row.fault(
                        f"{column} of {measure} is {row[column]!r}, and {first[column]!r} on line {first.line}"
                    )
        if row.get("criteria") and not row.get("admitted_from"):
            yield row.fault(
                f"criteria of {measure} without admitted_from; say from which round it belongs to the portfolio"
            )
        for alias in row.listed("aliases"):
            first = names.setdefault(fold(alias), row)
            if first["measure_id"].upper() != measure:
                yield row.fault(
                    f"alias {alias!r} stands for {measure}, and for {first['measure_id'].upper()} on line {first.line}"
                )
            if ids.get(fold(alias), measure) != measure:
                yield row.fault(f"alias {alias!r} of {measure} is another measure's id")


def _terms(read: Read) -> Iterator[OfficeError]:
    """Terms that hold in no quarter, and two that hold in the same quarter and are spelt alike."""
    good = [row for row in read.rows.get("vocabularies.csv", []) if not row.faults]
    for row in good:
        if row.get("valid_to") and row.get("valid_from", "") > row["valid_to"]:
            yield row.fault(f"valid_from {row['valid_from']} is after valid_to {row['valid_to']}")
    for first, second in combinations(good, 2):
        if first["vocabulary"] != second["vocabulary"] or not _overlap(first, second):
            continue
        if alike := sorted(_spellings(first) & _spellings(second)):
            yield second.fault(
                f"{alike[0]!r} stands for {second['code']}, and for {first['code']} on line {first.line}, "
                "in the same quarters"
            )


def _overlap(first: Row, second: Row) -> bool:
    begins = max(first.get("valid_from", ""), second.get("valid_from", ""))
    ends = min(first.get("valid_to") or "9999-Q4", second.get("valid_to") or "9999-Q4")
    return begins <= ends


def _spellings(row: Row) -> set[str]:
    return {fold(spelling) for spelling in (row["code"], row["norwegian"], *row.listed("also_accepted"))}


def _priorities(read: Read) -> Iterator[OfficeError]:
    known = {one.initiative_no for one in read.office.initiatives}
    for row in read.rows.get("priorities.csv", []):
        if known and row.get("initiative_no") and row["initiative_no"] not in known:
            yield row.fault(f"initiative_no is {row['initiative_no']!r}, which is not in initiatives.csv")


def _texts(read: Read) -> Iterator[OfficeError]:
    for text in read.office.texts:
        if text.round not in read.office.rounds:
            yield OfficeError(f"office/{text.path}", 1, f"round is {text.round}, which the calendar lacks")


def _headings(read: Read) -> Iterator[OfficeError]:
    """Headings and settings that nobody reads and that look like one that somebody does."""
    for name, known in FILES.items():
        if name.endswith(".csv"):
            written = list(read.rows[name][0]) if read.rows.get(name) else []
        else:
            try:
                written = list(tomllib.loads(read.office.files.get(name, b"").decode("utf-8-sig")))
            except ValueError:  # said already by whoever read it
                written = []
        for heading in written:
            near = difflib.get_close_matches(heading.casefold(), known, n=1)
            if heading not in known and near and near[0] not in written:
                line = 1 if name.endswith(".csv") else setting_line(read.office.files[name], heading)
                yield OfficeError(f"office/{name}", line, f"nobody reads {heading!r}; did you mean {near[0]}?")


def _ids(read: Read) -> Iterator[OfficeError]:
    """Ids that no submission can bear: what is said of them would hold of no measure."""
    for path, line, measure in _named_measures(read):
        if not ID.fullmatch(measure):
            wanted = "1 to 40 letters A-Å, digits and hyphens"
            yield OfficeError(path, line, f"{measure!r} can be no measure's id; write {wanted}")


def _named_measures(read: Read) -> Iterator[tuple[str, int, str]]:
    """Every measure that the office names, as an id is read, with file and line."""
    for text in read.office.texts:
        yield from ((f"office/{text.path}", 1, measure) for measure in text.measures)
    for row in read.rows.get("priorities.csv", []):
        yield from ((f"office/{row.path}", row.line, measure.upper()) for measure in row.listed("measure_ids"))
    for row in read.rows.get("measures.csv", []):
        if row.get("measure_id"):
            yield f"office/{row.path}", row.line, row["measure_id"].upper()


CHECKS: tuple[Callable[[Read], Iterator[OfficeError]], ...] = (
    _rounds,
    _organisations,
    _decisions_on_measures,
    _ids,
    _terms,
    _priorities,
    _texts,
    _headings,
)


def _misspelt_files(folder: Path, read: Read) -> Iterator[OfficeError]:
    for path in sorted(folder.iterdir()):
        near = difflib.get_close_matches(path.name.casefold(), [*FILES, *FOLDERS], n=1, cutoff=0.8)
        if path.name not in (*FILES, *FOLDERS) and near and not (folder / near[0]).exists():
            yield OfficeError(f"office/{path.name}", None, f"nobody reads this file; did you mean {near[0]}?")


def _unreported_measures(read: Read, reported: Collection[str]) -> Iterator[OfficeError]:
    """Measures that the office names and nobody has reported: most often an id that was mistyped."""
    for path, line, measure in _named_measures(read):
        if path != "office/measures.csv" and ID.fullmatch(measure) and measure not in reported:
            near = difflib.get_close_matches(measure, reported, n=1)
            hint = f"; near it: {near[0]}" if near else ""
            yield OfficeError(path, line, f"nobody has reported the measure {measure}{hint}")
