"""Reads the office's files: every fault in any of them with its file and line, and the bytes of each.

One reader per file, in the order in which they need each other. What holds across files is ``assets.office.checking``.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import yaml

from assets.office.model import (
    TEXTS,
    Admission,
    Indicator,
    Initiative,
    Limits,
    Office,
    OfficeError,
    Organisation,
    Priority,
    RevisionPolicy,
    Round,
    Text,
)
from checks.contract import VOCABULARIES, Quarter, Term, Vocabulary
from checks.contract.vocabularies import REPORTS, fold
from templates import LANGUAGES

_ORGANISATION = re.compile(r"[A-ZÆØÅ0-9-]{1,40}")
"""What an organisation's code may be: it becomes the name of a folder."""

_OWN_VOCABULARIES = {"criterion": Vocabulary("criterion")}
"""Vocabularies that no submission uses: the criteria by which the office admits measures. Shipped empty."""

_NAMED_IN_CODE: Mapping[str, Iterable[str]] = {
    "segment": REPORTS,
    **{name: VOCABULARIES[name].by_code for name in ("lifecycle", "colour", "submission_kind")},
    "sdg": ("none",),
}
"""Codes that the rules and the figures name: an office may call them otherwise, and cannot do without them."""

T = TypeVar("T")


@dataclass
class Read:
    """The office as its files say it, as far as they can be read, and all that is wrong with each of them."""

    office: Office
    faults: list[OfficeError]
    rows: dict[str, list[Row]]
    """The lines of each CSV file, by its name."""


def load(folder: Path) -> Office:
    """Read the folder ``office/``. Raises OfficeError with file and line on the first fault."""
    found = read(folder)
    if found.faults:
        raise found.faults[0]
    return found.office


def read(folder: Path) -> Read:
    """The same, with every fault. Where there are any, the office lacks what they made unreadable."""
    files = _Files(folder)
    vocabularies = VOCABULARIES | _OWN_VOCABULARIES | files.vocabularies()
    organisations = {one.code: one for one in sorted(files.organisations(), key=lambda one: one.code)}
    office = Office(
        rounds={one.quarter: one for one in sorted(files.rounds(), key=lambda one: one.quarter)},
        organisations=organisations,
        vocabularies=vocabularies,
        **files.measures(organisations, vocabularies),
        initiatives=files.initiatives(vocabularies["goal"]),
        priorities=sorted(files.priorities(), key=lambda priority: priority.order),
        texts=list(files.texts()),
        indicators=files.indicators(vocabularies["goal"]),
        **files.settings(),
        contact=files.contact(),
        files=files.content,
    )
    return Read(office, files.faults, files.rows)


class Row(dict[str, str]):
    """A line of an office CSV that can say where it stands, and collects what is wrong with it."""

    def __init__(self, values: dict[str, str], path: str, line: int) -> None:
        super().__init__(values)
        self.path, self.line = path, line
        self.faults: list[OfficeError] = []

    def fault(self, message: str) -> OfficeError:
        return OfficeError(f"office/{self.path}", self.line, message)

    def wrong(self, message: str) -> None:
        """Note a fault; nothing is made of a row that has one."""
        self.faults.append(self.fault(message))

    def quarter(self, column: str, *, optional: bool = False) -> str:
        return self._read(column, lambda text: str(Quarter.parse(text)), "a quarter like 2023-Q2", "", optional)

    def day(self, column: str) -> date:
        return self._read(column, date.fromisoformat, "a date like 2023-06-30", date.min, False)

    def optional_day(self, column: str) -> date | None:
        return self.day(column) if self.get(column) else None

    def number(self, column: str) -> int:
        return self._read(column, int, "a whole number", 0, False)

    def amount(self, column: str) -> Decimal | None:
        """A decimal with point or comma and at most six decimals, or None where the field is empty."""

        def parse(text: str) -> Decimal:
            if not re.fullmatch(r"-?\d{1,12}([.,]\d{1,6})?", text):
                raise ValueError
            return Decimal(text.replace(",", "."))

        return self._read(column, parse, "a number like 12.5", Decimal(0), False) if self.get(column) else None

    def flag(self, column: str) -> bool:
        value = self.get(column, "").casefold()
        if value not in {"", "yes", "no", "ja", "nei"}:
            self.wrong(f"{column} is {value!r}; write yes or no")
        return value in {"yes", "ja"}

    def text(self, column: str) -> str:
        return self._read(column, str, "a value", "", False)

    def code(self, column: str, vocabulary: Vocabulary, of_what: str) -> str:
        """The code that the cell stands for, in any accepted spelling; empty where the cell is."""
        said = self.get(column, "")
        code = vocabulary.code_of(said) if said else ""
        if code is None:
            choices = ", ".join(vocabulary.by_code) or "none: vocabularies.csv defines them"
            self.wrong(f"{column} is {said!r}, which no {of_what} is called; known: {choices}")
        return code or ""

    def listed(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds several, between semicolons."""
        parts = (part.strip() for part in self.get(column, "").split(";"))
        return tuple(part for part in parts if part)

    def _read(self, column: str, parse: Callable[[str], T], wanted: str, otherwise: T, optional: bool) -> T:
        text = self.get(column, "")
        if not text and optional:
            return otherwise
        try:
            if not text:
                raise ValueError
            return parse(text)
        except ValueError:
            self.wrong(f"{column} is {text!r}; it must be {wanted}")
            return otherwise


@dataclass
class _Files:
    """Reads the files of ``office/``, and remembers their bytes, their rows and what is wrong with them."""

    folder: Path
    content: dict[str, bytes] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[OfficeError] = field(default_factory=list)

    def rounds(self) -> list[Round]:
        def made(row: Row) -> Round:
            return Round(
                quarter=row.quarter("quarter"),
                cut_off=row.day("cut_off"),
                edition_name=row.text("edition_name"),
                published_on=row.optional_day("published_on"),
                is_opened=row.flag("open"),
                is_yearly=row.flag("yearly"),
            )

        return self._each("rounds.csv", made, {"quarter", "cut_off", "edition_name"}, unique="quarter")

    def organisations(self) -> list[Organisation]:
        def made(row: Row) -> Organisation:
            code = row.text("code")
            if code and not _ORGANISATION.fullmatch(code):
                row.wrong(f"code is {code!r}; write at most 40 capital letters, digits and hyphens")
            return Organisation(
                code=code,
                name=row.text("name"),
                expected_from=row.quarter("expected_from", optional=True),
                expected_to=row.quarter("expected_to", optional=True),
            )

        return self._each("organisations.csv", made, {"code", "name"}, unique="code")

    def measures(self, organisations: Container[str], vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
        """What the office has decided of measures, as keyword arguments of Office."""
        transfers: dict[str, list[tuple[str, str]]] = {}
        segments: dict[str, list[tuple[str, str]]] = {}
        admissions: dict[str, Admission] = {}
        aliases: dict[str, str] = {}

        def take(row: Row) -> None:
            measure, since = row.text("measure_id").upper(), row.quarter("from_round", optional=True)
            segment = row.code("segment", vocabularies["segment"], "segment")
            admitted_from = row.quarter("admitted_from", optional=True)
            if (owner := row.get("owner")) and owner not in organisations:
                row.wrong(f"owner is {owner!r}, which is no code in organisations.csv")
            criteria = tuple(self._criteria(row, vocabularies["criterion"], admitted_from))
            if row.faults:
                return
            if owner:
                transfers.setdefault(measure, []).append((since, owner))
            if segment:
                segments.setdefault(measure, []).append((since, segment))
            if admitted_from:
                admissions[measure] = Admission(admitted_from, criteria)
            aliases.update({fold(alias): measure for alias in row.listed("aliases")})

        self._each("measures.csv", take, {"measure_id"}, optional=True)
        return {
            "transfers": {measure: sorted(owners) for measure, owners in transfers.items()},
            "segments": {measure: sorted(decided) for measure, decided in segments.items()},
            "admissions": admissions,
            "aliases": aliases,
        }

    @staticmethod
    def _criteria(row: Row, known: Vocabulary, admitted_from: str) -> Iterator[str]:
        for said in row.listed("criteria"):
            code = known.code_of(said)
            if code is None:
                choices = ", ".join(known.by_code) or "none; define them in vocabularies.csv as vocabulary criterion"
                row.wrong(f"criteria has {said!r}, which no criterion is called; known: {choices}")
            elif admitted_from and not known.by_code[code].holds_in(admitted_from):
                row.wrong(f"criteria has {said!r}, which was no criterion in {admitted_from}")
            else:
                yield code

    def initiatives(self, goals: Vocabulary) -> list[Initiative]:
        def made(row: Row) -> Initiative:
            goal = goals.code_of(row.text("goal"))
            if row["goal"] and goal is None:
                row.wrong(f"goal is {row['goal']!r}, which no strategy goal is called")
            return Initiative(
                goal=goal or "",
                initiative_no=row.text("initiative_no"),
                initiative=row.text("initiative"),
                objective_or_prerequisite=row.get("objective_or_prerequisite", ""),
                candidate=row.flag("candidate"),
            )

        wanted = {"goal", "initiative_no", "initiative"}
        return self._each("initiatives.csv", made, wanted, unique="initiative_no", optional=True)

    def priorities(self) -> list[Priority]:
        def made(row: Row) -> Priority:
            return Priority(
                order=row.number("order"),
                name=row.text("name"),
                initiative_no=row.get("initiative_no", ""),
                initiative=row.get("initiative", ""),
                measure_ids=tuple(measure.upper() for measure in row.listed("measure_ids")),
            )

        return self._each("priorities.csv", made, {"order", "name"}, unique="order", optional=True)

    def indicators(self, goals: Vocabulary) -> list[Indicator]:
        seen: dict[tuple[str, int], int] = {}

        def made(row: Row) -> Indicator:
            goal = goals.code_of(row.text("goal"))
            if row["goal"] and goal is None:
                row.wrong(f"goal is {row['goal']!r}, which no strategy goal is called")
            name, year = row.text("indicator"), row.number("year")
            if not 1900 <= year <= 2100:
                row.wrong(f"year is {year}; write it with four digits")
            first = seen.setdefault((fold(name), year), row.line)
            if first != row.line:
                row.wrong(f"{name} has the year {year} on line {first} already")
            return Indicator(
                goal=goal or "",
                indicator=name,
                unit=row.text("unit"),
                year=year,
                value=row.amount("value"),
                target=row.amount("target"),
                source=row.get("source", ""),
            )

        wanted = {"goal", "indicator", "unit", "year", "value", "target", "source"}
        return self._each("indicators.csv", made, wanted, optional=True)

    def vocabularies(self) -> dict[str, Vocabulary]:
        """The vocabularies that the office has replaced."""
        known = VOCABULARIES | _OWN_VOCABULARIES
        terms: dict[str, list[Term]] = {}

        def take(row: Row) -> None:
            name = row.text("vocabulary")
            if name and name not in known:
                row.wrong(f"there is no vocabulary {name!r}; known: {', '.join(known)}")
            term = Term(
                code=row.text("code"),
                name=row.text("norwegian"),
                also_accepted=row.listed("also_accepted"),
                meaning=row.get("meaning", ""),
                valid_from=row.quarter("valid_from", optional=True),
                valid_to=row.quarter("valid_to", optional=True),
            )
            if not row.faults:
                terms.setdefault(name, []).append(term)

        self._each("vocabularies.csv", take, {"vocabulary", "code", "norwegian"}, optional=True)
        replaced = {name: Vocabulary(name, tuple(listed)) for name, listed in terms.items()}
        for name, vocabulary in replaced.items():
            if lacking := [code for code in _NAMED_IN_CODE.get(name, ()) if code not in vocabulary.by_code]:
                self._wrong(
                    "vocabularies.csv",
                    None,
                    f"{name} has no {', '.join(lacking)}, which the report cannot do without; add the missing codes",
                )
        return replaced

    def texts(self) -> Iterator[Text]:
        for folder, kinds in TEXTS.items():
            for path in sorted((self.folder / folder).glob("*.md")):
                name = f"{folder}/{path.name}"
                try:
                    yield _text(name, kinds, *self._front_matter(name))
                except OfficeError as fault:
                    self.faults.append(fault)

    def contact(self) -> str:
        """How contacts reach the office."""
        return self._text("contact.md", optional=True).strip()

    def settings(self) -> dict[str, Any]:
        """The settings, as keyword arguments of Office."""
        try:
            said = tomllib.loads(self._text("settings.toml", optional=True))
        except tomllib.TOMLDecodeError as fault:
            self._wrong("settings.toml", *_toml_fault(str(fault), self.content["settings.toml"]))
            said = {}
        admission = said.get("admission", "first_report")
        if admission not in ("required", "first_report"):
            self._setting("admission", f"admission is {admission!r}; write required or first_report")
        return {
            "limits": Limits(**self._whole_numbers("limits", said.get("limits", {}), Limits)),
            "revisions": self._revisions(said.get("revisions", {})),
            "languages": self._languages(said.get("languages", list(LANGUAGES))),
            "admits_all": admission != "required",
            "address": self._address(said.get("site", {})),
        }

    def _address(self, said: object) -> str:
        address = said.get("address", "") if isinstance(said, dict) else said
        if not isinstance(address, str) or (address and not address.startswith("https://")):
            self._setting(
                "address", f"[site] address is {address!r}; write it like 'https://example.org/report'", "site"
            )
            return ""
        return address.rstrip("/")

    def _languages(self, said: object) -> tuple[str, ...]:
        if (
            not isinstance(said, list)
            or not said
            or any(one not in LANGUAGES for one in said)
            or len(set(said)) < len(said)
        ):
            wanted = f"a list of {', '.join(LANGUAGES)}, each at most once"
            self._setting("languages", f"languages is {said!r}; it must be {wanted}")
            return LANGUAGES
        return tuple(said)

    def _revisions(self, said: object) -> RevisionPolicy:
        contact = said.get("contact", "") if isinstance(said, dict) else ""
        if not isinstance(contact, str):
            self._setting("contact", f"contact is {contact!r}; it must be a text", "revisions")
            contact = ""
        numbers = {key: value for key, value in said.items() if key != "contact"} if isinstance(said, dict) else said
        return RevisionPolicy(**self._whole_numbers("revisions", numbers, RevisionPolicy), contact=contact)

    def _whole_numbers(self, table: str, said: object, settings: type[Limits] | type[RevisionPolicy]) -> dict[str, int]:
        """The keys of a table of the settings whose values are whole numbers."""
        if not isinstance(said, dict):
            self._setting(table, f"{table} is {said!r}; it must be a table, [{table}]")
            return {}
        known = [one.name for one in fields(settings)]
        read = {}
        for key, value in said.items():
            if key not in known:
                self._setting(key, f"[{table}] has no key {key!r}; known: {', '.join(known)}", table)
            elif type(value) is not int or value < 1:  # to Python true is a whole number too
                self._setting(key, f"{key} is {value!r}; it must be a whole number above 0", table)
            else:
                read[key] = value
        return read

    def _setting(self, key: str, message: str, table: str = "") -> None:
        self._wrong("settings.toml", setting_line(self.content["settings.toml"], key, table), message)

    def _front_matter(self, name: str) -> tuple[dict[str, Any], str, dict[str, int]]:
        """What the front matter says, the text after it, and the line of each key; that of the text under ``---``."""
        before = len(self.faults)
        text = self._text(name)
        if len(self.faults) > before:
            raise self.faults.pop()
        opening, _, rest = text.partition("---\n")
        front, closing, body = rest.partition("\n---\n")
        if opening.strip() or not closing:
            raise OfficeError(f"office/{name}", 1, "the file must begin with front matter between two lines of ---")
        try:
            read = yaml.safe_load(front)
        except (yaml.YAMLError, ValueError) as fault:  # a day that no month has is a ValueError
            raise OfficeError(f"office/{name}", 1, f"the front matter cannot be read: {fault}") from fault
        if not isinstance(read, dict):
            raise OfficeError(f"office/{name}", 1, "the front matter must be lines like 'round: 2023-Q2'")
        lines = {key: number for number, line in enumerate(front.split("\n"), 2) if (key := line.partition(":")[0])}
        return read, body, lines | {"---": front.count("\n") + 4}

    def _each(
        self, name: str, make: Callable[[Row], T], wanted: set[str], *, unique: str = "", optional: bool = False
    ) -> list[T]:
        """What is made of each line of a CSV file that has no fault."""
        made = []
        for row in self._rows(name, wanted, optional=optional):
            one = make(row)
            if unique and row.get(unique):
                first = next((other for other in self.rows[name] if other[unique] == row[unique]), row)
                if first is not row:
                    row.wrong(f"{unique} {row[unique]} stands on line {first.line} already")
            self.rows[name].append(row)
            self.faults += row.faults
            if not row.faults:
                made.append(one)
        return made

    def _rows(self, name: str, wanted: set[str], *, optional: bool) -> Iterator[Row]:
        self.rows[name] = []
        before = len(self.faults)
        reader = csv.reader(io.StringIO(self._text(name, optional=optional)))
        if len(self.faults) > before:
            return
        try:
            heading = [column.strip() for column in next(reader, [])]
            if missing := wanted - set(heading):
                if heading or not optional:
                    self._wrong(name, 1, f"the heading has no {', '.join(sorted(missing))}")
                return
            for values in reader:
                if not any(value.strip() for value in values):
                    continue
                if len(values) > len(heading):
                    self._wrong(name, reader.line_num, "more fields than the heading; quote the commas")
                    continue
                padded = [value.strip() for value in values] + [""] * (len(heading) - len(values))
                yield Row(dict(zip(heading, padded, strict=True)), name, reader.line_num)
        except csv.Error as fault:
            self._wrong(name, reader.line_num, f"the line cannot be read: {fault}")

    def _text(self, name: str, *, optional: bool = False) -> str:
        """The file's text; empty, with a fault noted, when it cannot be read."""
        path = self.folder / name
        if not path.is_file():
            if not optional:
                self._wrong(name, None, "the file is missing")
            return ""
        self.content[name] = path.read_bytes()
        try:
            return self.content[name].decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as fault:
            line = self.content[name][: fault.start].count(b"\n") + 1
            self._wrong(name, line, "the file is not UTF-8; save it as CSV UTF-8")
            return ""

    def _wrong(self, name: str, line: int | None, message: str) -> None:
        self.faults.append(OfficeError(f"office/{name}", line, message))


def setting_line(content: bytes, key: str, table: str = "") -> int | None:
    """The line on which a key of the settings stands, or its table where the key is not written out."""
    within, opens = "", None
    for number, line in enumerate(content.decode("utf-8-sig").splitlines(), start=1):
        said = line.partition("#")[0].strip()
        if heading := re.fullmatch(r"\[+([^\[\]]+)\]+", said):
            within = heading[1].strip().strip("\"'")
            opens = number if within in (table, key) and opens is None else opens
        name = said.partition("=")[0].strip().strip("\"'") if "=" in said else ""
        if (within, name) in ((table, key), ("", f"{table}.{key}")):
            return number
        if table and not within and name == table:  # a table within one line
            opens = number
    return opens


def _toml_fault(message: str, content: bytes) -> tuple[int, str]:
    """The line on which settings are no TOML, and what is wrong with it."""
    if place := re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", message, re.DOTALL):
        return int(place[2]), f"{place[1]} (column {place[3]})"
    return max(1, len(content.decode("utf-8-sig").splitlines())), message


def _text(name: str, kinds: Sequence[str], front: dict[str, Any], body: str, lines: Mapping[str, int]) -> Text:
    def fault(message: str) -> OfficeError:
        return OfficeError(f"office/{name}", 1, message)

    kind = str(front.get("kind", ""))
    needed = {"foreword": "round", "introduction": "round chapter"}.get(kind, "round title")
    for key in ("kind", *needed.split()):
        if not front.get(key):
            raise fault(f"the front matter has no {key}")
    try:
        quarter = str(Quarter.parse(str(front["round"])))
    except ValueError as wrong:
        raise fault(f"round: {wrong}") from wrong
    if kind not in kinds:
        raise fault(f"kind is {kind!r}; write {' or '.join(kinds)}")
    language = front.get("language", "nb")
    if language not in LANGUAGES:
        raise fault(f"language is {language!r}; write {' or '.join(LANGUAGES)}")
    measures = front.get("measures")
    if measures is None:
        measures = []
    if not isinstance(measures, list) or not all(isinstance(measure, str) for measure in measures):
        wanted = "a list of ids like [MSIS, PLL]; put quotes around an id of digits"
        raise fault(f"measures is {measures!r}; write {wanted}")
    return Text(
        path=name,
        round=quarter,
        title=str(front.get("title") or ""),
        kind=kind,
        measures=tuple(measure.upper() for measure in measures),
        markdown=body,
        chapter=str(front.get("chapter") or ""),
        language=language,
        title_line=lines.get("title", 1),
        first_line=lines["---"],
    )
