"""What the office's files say, as values: rounds, organisations, decisions on measures, texts, settings.

How the files are written and what is wrong with them is ``assets.office.files`` and ``assets.office.checking``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from assets.home import OSLO, Home, keep, sha256
from assets.sums import sums
from checks.contract import VOCABULARIES, Quarter, Term, Vocabulary
from templates import LANGUAGES

LOOK_BACK = 8
"""Quarters that a comparison looks back. Source: the contract's 'Which facts hold'."""
STILL_OPEN = 4
"""Rounds before the current one that are open for submission."""


class OfficeError(Exception):
    """A fault in a file of the office: which one, on what line, and what to do."""

    def __init__(self, path: Path | str, line: int | None, message: str) -> None:
        self.path, self.line, self.message = str(path), line, message
        place = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{place}: {message}")

    def as_dict(self) -> dict[str, Any]:
        return {"file": self.path, "line": self.line, "message": self.message}


@dataclass(frozen=True, slots=True)
class Round:
    """A quarter in which the office collects."""

    quarter: str
    cut_off: date
    edition_name: str
    published_on: date | None
    is_opened: bool
    """Opened for submission by name, whatever the time."""
    is_yearly: bool = False
    """Whether the report has the parts that come once a year."""

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
class Admission:
    """What the office has decided of a measure: from when it belongs to the portfolio, by which criteria."""

    admitted_from: str
    criteria: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class Indicator:
    """What an indicator of a strategy goal was in a year, and what it was to be; None where nobody has said."""

    goal: str
    indicator: str
    unit: str
    year: int
    value: Decimal | None
    target: Decimal | None
    source: str


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
    rows: int = 10_000


@dataclass(frozen=True, slots=True)
class RevisionPolicy:
    """How the office revises what it has published: the newest ``rounds``, within ``days`` after an error is known.

    ``contact`` is where to report one.
    """

    rounds: int = LOOK_BACK
    days: int = 30
    contact: str = ""


@dataclass
class Office:
    """All that the office's files say, and which files said it."""

    rounds: dict[str, Round]
    organisations: dict[str, Organisation]
    transfers: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Measure to (from_round, owner), in order of time."""
    segments: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Measure to (from_round, segment), in order of time, where the office has decided the segment."""
    admissions: dict[str, Admission] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    """Other names of measures, folded, each with the measure's id."""
    initiatives: list[Initiative] = field(default_factory=list)
    priorities: list[Priority] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    vocabularies: dict[str, Vocabulary] = field(default_factory=lambda: dict(VOCABULARIES))
    limits: Limits = field(default_factory=Limits)
    revisions: RevisionPolicy = field(default_factory=RevisionPolicy)
    address: str = ""
    """Where the public site lies on the web, without a slash at the end; empty when the office does not say."""
    languages: tuple[str, ...] = LANGUAGES
    """Languages that the office's reports are made in, in the order in which a page offers them."""
    contact: str = ""
    """How contacts reach the office, for the form; empty when it does not say."""
    admits_all: bool = True
    """Whether a first report admits a measure by itself (the setting ``admission``)."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Bytes of every file read, by its path below ``office/``."""

    def inputs(self) -> list[dict[str, str]]:
        """Each file and its hash, for a manifest."""
        return [{"path": path, "sha256": sha256(content)} for path, content in sorted(self.files.items())]

    @property
    def state(self) -> str:
        """The hash that stands for all files as they were read: that of their list, which :meth:`snapshot` keeps."""
        return sha256(self._list)

    @property
    def _list(self) -> bytes:
        return sums({path: sha256(content) for path, content in self.files.items()})

    def snapshot(self, home: Home) -> str:
        """Keep every file that was read, and the list of them, so that what was made by them can be made again.

        Returns :attr:`state`, which ledger records carry.
        """
        for content in self.files.values():
            keep(home.office_history, content)
        return keep(home.office_history, self._list)

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

    def rounds_that_see(self, quarter: str) -> list[str]:
        """The calendar's rounds whose facts hold the quarter: its own, and the later ones that look back at it."""
        return [seen for seen in self.rounds if any(one.quarter == quarter for one in self.look_back(seen))]

    def previous(self, quarter: str) -> Round | None:
        return next((earlier for earlier in self.look_back(quarter) if earlier.quarter < quarter), None)

    def before(self, quarter: str) -> str | None:
        """The quarter of the previous round."""
        previous = self.previous(quarter)
        return previous.quarter if previous else None

    def is_open(self, quarter: str, now: datetime) -> bool:
        """Whether submissions for the quarter are taken: the current round, the four before it, or opened by name."""
        if quarter not in self.rounds:
            return False
        running = str(Quarter.containing(now.astimezone(OSLO).date()))
        begun = [q for q in sorted(self.rounds) if q <= running]
        return self.rounds[quarter].is_opened or quarter in begun[-(STILL_OPEN + 1) :]

    def is_admitted(self, measure: str, quarter: str) -> bool:
        """Whether the measure belongs to the portfolio in the quarter; one that does not is a candidate."""
        admission = self.admissions.get(measure)
        return self.admits_all or (admission is not None and admission.admitted_from <= quarter)

    def segment(self, measure: str, quarter: str) -> str | None:
        """The segment that the office has put the measure in, None where it leaves that to the report."""
        decided = [segment for since, segment in self.segments.get(measure, []) if since <= quarter]
        return decided[-1] if decided else None

    def expected(self, quarter: str) -> list[Organisation]:
        return [organisation for organisation in self.organisations.values() if organisation.is_expected_in(quarter)]

    def name_of(self, code: str) -> str:
        """What an organisation is called; its code where the office does not know it any more."""
        return self.organisations[code].name if code in self.organisations else code

    def texts_of(self, quarter: str, *kinds: str) -> list[Text]:
        """The round's texts of the kinds, in the order of the kinds and of the files' names."""
        return [text for kind in kinds for text in self.texts if (text.round, text.kind) == (quarter, kind)]

    def vocabulary(self, name: str, quarter: str) -> Vocabulary:
        return self.vocabularies[name].in_force(quarter)

    def latest_of_year_before(self, quarter: str) -> Round | None:
        """The last round of the year before, within the look-back."""
        year = Quarter.parse(quarter).year - 1
        return next((one for one in self.look_back(quarter) if Quarter.parse(one.quarter).year == year), None)

    def breaks(self, quarter: str) -> list[tuple[str, Term]]:
        """Where the series of a code breaks: (vocabulary, the later term), for what changed within the look-back."""
        oldest = str(Quarter.parse(quarter).shifted(-LOOK_BACK))
        return [
            (name, term)
            for name in self.vocabularies
            for term in self.vocabulary(name, quarter).terms
            if oldest < term.valid_from
        ]
