"""The form's first sheet: what to do, by when, what the colours mean, and what comes back. Read once, by a busy person.

The words are messages of ``templates/locale``.
"""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from assets.forms.asked import TermChange, columns_of
from assets.forms.form import Form
from assets.forms.looks import Looks
from assets.forms.sheet import height
from checks.contract import TABLES

_SAMPLE_WIDTH, _TEXT_WIDTH = 16, 88
_SAMPLES = {"always": "Navn", "sometimes": "Risiko", "never": "Lenke", "known": "ABC-1", "missing": "", "unasked": ""}
"""Looks that are explained, in this order, and what stands in the sample of each."""


def write_guide(sheet: Worksheet, form: Form, looks: Looks) -> None:
    """Write the guide of a form; the sheet that the file opens on."""
    _Guide(sheet, form, looks).write()
    sheet.hide_gridlines(2)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.activate()


class _Guide:
    """Writes line after line: a sentence across, or a name or a sample to the left and a sentence to the right."""

    def __init__(self, sheet: Worksheet, form: Form, looks: Looks) -> None:
        self.sheet, self.form, self.looks, self.row = sheet, form, looks, 0
        self.say = form.language.say

    def write(self) -> None:
        self.sheet.set_column(0, 0, _SAMPLE_WIDTH)
        self.sheet.set_column(1, 1, _TEXT_WIDTH)
        self._title()
        self._line(self._filled_in())
        self._section("guide.steps")
        for number in range(1, 6):
            self._line(f"{number}.  {self.say(f'guide.step.{number}')}")
        self._line(self.say("guide.hint"), "hint")
        self._news()
        self._section("guide.colours")
        for look, sample in _SAMPLES.items():
            self._pair(sample, look, self.say(f"guide.colour.{look}"))
        self._section("guide.sheets")
        names = {what: self.form.segments(what) for what in ("risk", "budget")}
        for table in TABLES.values():
            said = self.say(f"guide.sheet.{table.key}", None, none=self.form.term("sdg", "none"), **names)
            self._pair(table.sheet, "name", said)
        self._section("guide.return")
        for number in range(1, 5):
            code = self.form.asked.organisation.code
            self._line(f"–  {self.say(f'guide.return.{number}', organisation=code)}")
        self._section("guide.contact")
        for line in (self.form.office.contact or self.say("guide.contact.office")).splitlines():
            self._line(line)

    def _title(self) -> None:
        nb, round_ = self.form.language, self.form.round
        name = self.form.asked.organisation.name
        self._line(self.say("form.title"), "title", 32)
        self._line(self.say("form.quarter", organisation=name, quarter=nb.quarter(round_.quarter)), "subtitle", 22)
        self._line(self.say("form.deadline", day=nb.day(round_.cut_off)), "deadline", 26)
        self.row += 1

    def _filled_in(self) -> str:
        """What stands in the form already."""
        asked, nb = self.form.asked, self.form.language
        if asked.nothing_in:
            return self.say("guide.nothing", quarter=nb.quarter(asked.nothing_in))
        if not any(asked.rows.values()):
            return self.say("guide.empty")
        rounds = self.say("list.and").join(nb.quarter(quarter) for quarter in sorted(asked.rounds))
        return self.say("guide.prefilled", rounds=rounds)

    def _news(self) -> None:
        previous = self.form.office.previous(self.form.round.quarter)
        if previous is None or not self.form.news:
            return
        self._section("guide.news", quarter=self.form.language.quarter(previous.quarter))
        for change in self.form.news:
            self._line(f"–  {self.say(f'guide.news.{_kind(change)}', None, **_words(change))}")

    def _section(self, key: str, **words: object) -> None:
        self._line(self.say(key, None, **words), "section", 30)

    def _pair(self, left: str, look: str, text: str) -> None:
        self.sheet.write(self.row, 0, left or None, self.looks[look])
        self.sheet.write_string(self.row, 1, text, self.looks["beside"])
        self._next(height([(text, _TEXT_WIDTH)]))

    def _line(self, text: str, look: str = "sentence", points: float = 0) -> None:
        self.sheet.merge_range(self.row, 0, self.row, 1, "", self.looks[look])
        self.sheet.write_string(self.row, 0, text, self.looks[look])
        self._next(points or height([(text, _SAMPLE_WIDTH + _TEXT_WIDTH)]))

    def _next(self, points: float) -> None:
        self.sheet.set_row(self.row, points)
        self.row += 1


def _kind(change: TermChange) -> str:
    return "came" if change.before is None else "went" if change.now is None else "renamed"


def _words(change: TermChange) -> dict[str, str]:
    column = " og ".join(columns_of(change.vocabulary))
    return {"column": column, "before": change.before or "", "now": change.now or ""}
