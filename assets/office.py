"""What the portfolio office owns: the calendar, organisations, transfers, initiatives, priorities, texts, settings.

Every file is read and judged here, with file and line in each fault, and is kept by hash when an output used it. What
organisations hand in is ``assets.intake``.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from assets.home import OSLO, Home, keep, sha256
from checks.contract import VOCABULARIES, Quarter, Term, Vocabulary
from templates import LANGUAGES

LOOK_BACK = 8
"""Quarters that a comparison looks back. Source: the contract's 'Which facts hold'."""
STILL_OPEN = 4
"""Rounds before the current one that are open for submission."""
_ORGANISATION = re.compile(r"[A-ZÆØÅ0-9-]{1,40}")
"""What an organisation's code may be: it becomes the name of a folder."""


class OfficeError(Exception):
    """A faulty file of the office: which one, on what line, and what to do."""

    def __init__(self, path: Path | str, line: int | None, message: str) -> None:
        place = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{place}: {message}")


@dataclass(frozen=True, slots=True)
class Round:
    """A quarter in which the office collects."""

    quarter: str
    cut_off: date
    edition_name: str
    published_on: date | None
    is_opened: bool
    """Opened for submission by name, whatever the time."""

    @property
    def closes_at(self) -> datetime:
        """The first moment that is late: the end of the cut-off's day in Oslo, in UTC."""
        return datetime.combine(self.cut_off + timedelta(days=1), time.min, OSLO).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Organisation:
    """Somebody who reports, and in which rounds the office expects them to; empty bounds are open ones."""

    code: str
    name: str
    expected_from: str
    expected_to: str

    def is_expected_in(self, quarter: str) -> bool:
        return bool(self.expected_from) and self.expected_from <= quarter <= (self.expected_to or quarter)


@dataclass(frozen=True, slots=True)
class Initiative:
    """A strategic initiative of the roadmap, under a strategy goal."""

    goal: str
    initiative_no: str
    initiative: str
    objective_or_prerequisite: str
    candidate: bool


@dataclass(frozen=True, slots=True)
class Priority:
    """An area that the sector has prioritised, and the initiative and measures that carry it."""

    order: int
    name: str
    initiative_no: str
    initiative: str
    measure_ids: tuple[str, ...]


TEXTS = {"topics": ("new", "follow_up"), "texts": ("foreword", "introduction", "decision")}
"""The folders of texts, and the kinds that each holds: topics of the round, and what the office says elsewhere."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the office for a round, of one of the kinds of ``TEXTS``; what it may hold is ``assets.report.prose``.

    ``chapter`` is the one that an introduction opens, ``language`` the one that the text is written in. The lines are
    those on which the title and the Markdown stand in the file.
    """

    path: str
    round: str
    title: str
    kind: str
    measures: tuple[str, ...]
    markdown: str
    chapter: str = ""
    language: str = "nb"
    title_line: int = 1
    first_line: int = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What a landed file may cost. Source: the contract's 'What comes back'; an office may set its own."""

    file_mb: int = 25
    inflated_mb: int = 500
    seconds: int = 5
    memory_mb: int = 500


@dataclass
class Office:
    """All that the office's files say, and which files said it."""

    rounds: dict[str, Round]
    organisations: dict[str, Organisation]
    transfers: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    initiatives: list[Initiative] = field(default_factory=list)
    priorities: list[Priority] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    vocabularies: dict[str, Vocabulary] = field(default_factory=lambda: dict(VOCABULARIES))
    limits: Limits = field(default_factory=Limits)
    languages: tuple[str, ...] = LANGUAGES
    """Languages that the office's reports are made in, in the order in which a page offers them."""
    contact: str = ""
    """How contacts reach the office, for the form; empty when it does not say."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Bytes of every file read, by its path below ``office/``."""

    def inputs(self) -> list[dict[str, str]]:
        """Each file and its hash, for a manifest."""
        return [{"path": path, "sha256": sha256(content)} for path, content in sorted(self.files.items())]

    def snapshot(self, home: Home) -> None:
        """Keep every file that was read, so that an output can be made again after the office has changed it."""
        for content in self.files.values():
            keep(home.office_history, content)

    def round(self, quarter: str) -> Round:
        """The round of a quarter. Raises OfficeError when the calendar has none."""
        try:
            return self.rounds[quarter]
        except KeyError:
            known = ", ".join(self.rounds) or "none"
            raise OfficeError(
                "office/rounds.csv", None, f"the calendar has no round {quarter}; it has {known}"
            ) from None

    def look_back(self, quarter: str) -> list[Round]:
        """The round and those before it within the look-back, newest first."""
        oldest = str(Quarter.parse(quarter).shifted(-LOOK_BACK))
        return [self.rounds[q] for q in sorted(self.rounds, reverse=True) if oldest <= q <= quarter]

    def previous(self, quarter: str) -> Round | None:
        return next((earlier for earlier in self.look_back(quarter) if earlier.quarter < quarter), None)

    def is_open(self, quarter: str, now: datetime) -> bool:
        """Whether submissions for the quarter are taken: the current round, the four before it, or opened by name."""
        if quarter not in self.rounds:
            return False
        running = str(Quarter.containing(now.astimezone(OSLO).date()))
        begun = [q for q in sorted(self.rounds) if q <= running]
        return self.rounds[quarter].is_opened or quarter in begun[-(STILL_OPEN + 1) :]

    def expected(self, quarter: str) -> list[Organisation]:
        return [organisation for organisation in self.organisations.values() if organisation.is_expected_in(quarter)]

    def texts_of(self, quarter: str, *kinds: str) -> list[Text]:
        """The round's texts of the kinds, in the order of the kinds and of the files' names."""
        return [text for kind in kinds for text in self.texts if (text.round, text.kind) == (quarter, kind)]

    def vocabulary(self, name: str, quarter: str) -> Vocabulary:
        return self.vocabularies[name].in_force(quarter)


def load(folder: Path) -> Office:
    """Read the folder ``office/``. Raises OfficeError with file and line on the first fault."""
    files = _Files(folder)
    vocabularies = dict(VOCABULARIES) | files.vocabularies()
    organisations = {o.code: o for o in sorted(files.organisations(), key=lambda o: o.code)}
    return Office(
        rounds={round_.quarter: round_ for round_ in sorted(files.rounds(), key=lambda r: r.quarter)},
        organisations=organisations,
        transfers=files.transfers(organisations),
        aliases=files.aliases(),
        initiatives=list(files.initiatives(vocabularies["goal"])),
        priorities=sorted(files.priorities(), key=lambda priority: priority.order),
        texts=list(files.texts()),
        vocabularies=vocabularies,
        limits=files.limits(),
        languages=files.languages(),
        contact=files.contact(),
        files=files.content,
    )


class _Row(dict[str, str]):
    """A line of an office CSV that can say where it stands."""

    def __init__(self, values: dict[str, str], path: str, line: int) -> None:
        super().__init__(values)
        self.path, self.line = path, line

    def fault(self, message: str) -> OfficeError:
        return OfficeError(f"office/{self.path}", self.line, message)

    def quarter(self, column: str, *, optional: bool = False) -> str:
        return self._read(column, lambda text: str(Quarter.parse(text)), "a quarter like 2023-Q2", optional) or ""

    def day(self, column: str, *, optional: bool = False) -> date | None:
        day: date | None = self._read(column, date.fromisoformat, "a date like 2023-06-30", optional)
        return day

    def number(self, column: str) -> int:
        return int(self._read(column, int, "a whole number", optional=False))

    def flag(self, column: str) -> bool:
        value = self.get(column, "").casefold()
        if value not in {"", "yes", "no", "ja", "nei"}:
            raise self.fault(f"{column} is {value!r}; write yes or no")
        return value in {"yes", "ja"}

    def text(self, column: str) -> str:
        return str(self._read(column, str, "a value", optional=False))

    def _read(self, column: str, parse: Callable[[str], Any], wanted: str, optional: bool) -> Any:
        text = self.get(column, "")
        if not text and optional:
            return None
        try:
            if not text:
                raise ValueError
            return parse(text)
        except ValueError:
            raise self.fault(f"{column} is {text!r}; it must be {wanted}") from None


class _Files:
    """Reads the files of ``office/`` and remembers their bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content: dict[str, bytes] = {}

    def rounds(self) -> Iterator[Round]:
        for row in self._rows("rounds.csv", {"quarter", "cut_off", "edition_name"}, unique="quarter"):
            cut_off = row.day("cut_off")
            if cut_off is None:
                raise row.fault("cut_off is empty")
            yield Round(
                quarter=row.quarter("quarter"),
                cut_off=cut_off,
                edition_name=row.text("edition_name"),
                published_on=row.day("published_on", optional=True),
                is_opened=row.flag("open"),
            )

    def organisations(self) -> Iterator[Organisation]:
        for row in self._rows("organisations.csv", {"code", "name"}, unique="code"):
            code = row.text("code")
            if not _ORGANISATION.fullmatch(code):
                raise row.fault(f"code is {code!r}; write at most 40 capital letters, digits and hyphens")
            yield Organisation(
                code=code,
                name=row.text("name"),
                expected_from=row.quarter("expected_from", optional=True),
                expected_to=row.quarter("expected_to", optional=True),
            )

    def transfers(self, organisations: Container[str]) -> dict[str, list[tuple[str, str]]]:
        transfers: dict[str, list[tuple[str, str]]] = {}
        for row in self._rows("measures.csv", {"measure_id"}, optional=True):
            if owner := row.get("owner"):
                if owner not in organisations:
                    raise row.fault(f"owner is {owner!r}, which is no code in organisations.csv")
                since = row.quarter("from_round", optional=True)
                transfers.setdefault(row.text("measure_id").upper(), []).append((since, owner))
        return {measure: sorted(owners) for measure, owners in transfers.items()}

    def aliases(self) -> dict[str, str]:
        """Other names of measures, each with the measure's id."""
        return {
            alias.strip(): row.text("measure_id").upper()
            for row in self._rows("measures.csv", {"measure_id"}, optional=True)
            for alias in row.get("aliases", "").split(";")
            if alias.strip()
        }

    def initiatives(self, goals: Vocabulary) -> Iterator[Initiative]:
        wanted = {"goal", "initiative_no", "initiative"}
        for row in self._rows("initiatives.csv", wanted, unique="initiative_no", optional=True):
            goal = goals.code_of(row.text("goal"))
            if goal is None:
                raise row.fault(f"goal is {row['goal']!r}, which no strategy goal is called")
            yield Initiative(
                goal=goal,
                initiative_no=row.text("initiative_no"),
                initiative=row.text("initiative"),
                objective_or_prerequisite=row.get("objective_or_prerequisite", ""),
                candidate=row.flag("candidate"),
            )

    def priorities(self) -> Iterator[Priority]:
        for row in self._rows("priorities.csv", {"order", "name"}, unique="order", optional=True):
            measures = (part.strip().upper() for part in row.get("measure_ids", "").split(";"))
            yield Priority(
                order=row.number("order"),
                name=row.text("name"),
                initiative_no=row.get("initiative_no", ""),
                initiative=row.get("initiative", ""),
                measure_ids=tuple(measure for measure in measures if measure),
            )

    def vocabularies(self) -> dict[str, Vocabulary]:
        terms: dict[str, list[Term]] = {}
        for row in self._rows("vocabularies.csv", {"vocabulary", "code", "norwegian"}, optional=True):
            if row.text("vocabulary") not in VOCABULARIES:
                raise row.fault(f"there is no vocabulary {row['vocabulary']!r}; known: {', '.join(VOCABULARIES)}")
            spellings = (part.strip() for part in row.get("also_accepted", "").split(";"))
            terms.setdefault(row["vocabulary"], []).append(
                Term(
                    code=row.text("code"),
                    name=row.text("norwegian"),
                    also_accepted=tuple(spelling for spelling in spellings if spelling),
                    meaning=row.get("meaning", ""),
                    valid_from=row.quarter("valid_from", optional=True),
                    valid_to=row.quarter("valid_to", optional=True),
                )
            )
        return {name: Vocabulary(name, tuple(listed)) for name, listed in terms.items()}

    def texts(self) -> Iterator[Text]:
        for folder, kinds in TEXTS.items():
            for path in sorted((self.folder / folder).glob("*.md")):
                name = f"{folder}/{path.name}"
                yield _text(name, kinds, *self._front_matter(name))

    def contact(self) -> str:
        return self._text("contact.md", optional=True).strip()

    def limits(self) -> Limits:
        path, said = "office/settings.toml", self._settings().get("limits", {})
        if not isinstance(said, dict):
            raise OfficeError(path, None, f"limits is {said!r}; it must be a table, [limits]")
        known = [limit.name for limit in fields(Limits)]
        for key, value in said.items():
            if key not in known:
                raise OfficeError(path, None, f"[limits] has no key {key!r}; known: {', '.join(known)}")
            if type(value) is not int or value < 1:  # to Python true is a whole number too
                raise OfficeError(path, None, f"{key} is {value!r}; it must be a whole number above 0")
        return Limits(**said)

    def languages(self) -> tuple[str, ...]:
        said = self._settings().get("languages", list(LANGUAGES))
        known = isinstance(said, list) and said and all(one in LANGUAGES for one in said)
        if not known or len(set(said)) < len(said):
            wanted = f"a list of {', '.join(LANGUAGES)}, each at most once"
            raise OfficeError("office/settings.toml", None, f"languages is {said!r}; it must be {wanted}")
        return tuple(said)

    def _settings(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self._text("settings.toml", optional=True))
        except tomllib.TOMLDecodeError as fault:
            raise OfficeError("office/settings.toml", None, str(fault)) from fault

    def _front_matter(self, name: str) -> tuple[dict[str, Any], str, dict[str, int]]:
        """What the front matter says, the text after it, and the line of each key; that of the text under ``---``."""
        text = self._text(name)
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

    def _rows(self, name: str, wanted: set[str], *, unique: str = "", optional: bool = False) -> Iterator[_Row]:
        reader = csv.reader(io.StringIO(self._text(name, optional=optional)))
        heading = [column.strip() for column in next(reader, [])]
        if missing := wanted - set(heading):
            if optional and not heading:
                return
            raise OfficeError(f"office/{name}", 1, f"the heading has no {', '.join(sorted(missing))}")
        seen: dict[str, int] = {}
        for values in reader:
            if not any(value.strip() for value in values):
                continue
            if len(values) > len(heading):
                raise OfficeError(f"office/{name}", reader.line_num, "more fields than the heading; quote the commas")
            padded = [value.strip() for value in values] + [""] * (len(heading) - len(values))
            row = _Row(dict(zip(heading, padded, strict=True)), name, reader.line_num)
            if unique and seen.setdefault(row.text(unique), row.line) != row.line:
                raise row.fault(f"{unique} {row[unique]} stands on line {seen[row[unique]]} already")
            yield row

    def _text(self, name: str, *, optional: bool = False) -> str:
        path = self.folder / name
        if not path.is_file():
            if optional:
                return ""
            raise OfficeError(f"office/{name}", None, "the file is missing")
        self.content[name] = path.read_bytes()
        try:
            return self.content[name].decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as fault:
            line = self.content[name][: fault.start].count(b"\n") + 1
            raise OfficeError(f"office/{name}", line, "the file is not UTF-8; save it as CSV UTF-8") from fault


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
