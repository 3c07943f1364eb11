"""One column of the form: when its cells need a value, what a spreadsheet lets people type, and what they are told.

Made from the column as the contract says it; formulas speak of row 2 and are moved along by the spreadsheet. Pasting
goes past all of this, so the intake judges everything again (``checks.schemas``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from assets.language import Language
from checks.contract import Column, Need, Table, Vocabulary
from checks.contract.tables import YEARS
from checks.contract.vocabularies import ASKED_IN, REPORTS

LAST_ROW = 500
"""As far down as choices, checks and colours reach; further where more rows are filled in already."""
YES_NO = "ja_nei"
NOT_GREEN = ("yellow", "red")
ENDED = ("finished", "cancelled")

_REASON_OF = {Need.STATUS_NOT_GREEN: "status", Need.RISK_NOT_GREEN: "risk"}
_ASKED_WITH = {Need.ACTIVE_WITH_RISK: "risk", Need.ACTIVE_WITH_BUDGET: "budget"}
_MOST = 10**15
"""More than any amount that the contract takes."""


@dataclass(frozen=True)
class FormColumn:
    """A column at its place on a sheet whose headings stand in row 1."""

    table: Table
    column: Column
    vocabularies: dict[str, Vocabulary]
    """Those in force in the round."""
    language: Language
    last_row: int

    @property
    def position(self) -> int:
        return self.table.columns.index(self.column)

    @property
    def is_text(self) -> bool:
        """Whether the spreadsheet must leave alone what is typed: it would turn ``3.4`` and ``MAR-1`` into dates."""
        return self.column.kind in {"id", "ids", "code", "yes/no"} or 0 < (self.column.length or 0) <= 40

    @property
    def look(self) -> str:
        """How its cells look (a name in ``assets.forms.looks``)."""
        if self.is_text:
            return "code"
        return self.column.kind if self.column.kind in {"decimal", "date", "year"} else "text"

    @property
    def heading_look(self) -> str:
        return {Need.ALWAYS: "always", Need.NEVER: "never"}.get(self.column.need, "sometimes")

    @property
    def width(self) -> float:
        """In characters: for what stands there, and for the longest word of the heading."""
        column = self.column
        by_kind = {"id": 19, "ids": 20, "decimal": 12, "date": 13, "year": 9, "yes/no": 11, "url": 26}
        width = by_kind.get(column.kind, 0)
        if column.vocabulary:
            width = min(34, max(len(term.name) for term in self.vocabularies[column.vocabulary].terms) + 5)
        elif column.kind == "text":
            width = 12 if self.is_text else 28 if (column.length or 0) <= 300 else 44
        return max(width, *(len(word) + 4 for word in column.heading.split()))

    def need(self) -> str:
        """When a value is needed, in words."""
        need, say = self.column.need, self.language.say
        if need in _REASON_OF:
            colours = " eller ".join(self._names("colour", NOT_GREEN))
            return say("form.need.colour", heading=self.table.by_key[_REASON_OF[need]].heading, colours=colours)
        if need in _ASKED_WITH:
            segments = [segment for segment, asked in REPORTS.items() if _ASKED_WITH[need] in asked]
            names = say("list.and").join(self._names("segment", segments))
            return say("form.need.segments", segments=names)
        if need is Need.ENDED:
            return say("form.need.ended", lifecycles=" eller ".join(self._names("lifecycle", ENDED)))
        return say(f"form.need.{need.value}")

    def missing(self) -> str | None:
        """The formula for a cell that lacks a value which is needed; None where none is."""
        needed = self._needed()
        return needed and f"=AND({needed},{self._is_empty(self.column)})"

    def unasked(self) -> str | None:
        """The formula for a cell whose value nobody asks this measure for; None where everybody is asked."""
        what = next((what for what, key in ASKED_IN.items() if key == self.column.key), None)
        if self.table.key != "measures" or what is None:
            return None
        segments = [segment for segment, asked in REPORTS.items() if what in asked]
        asked = f"AND({self._is('lifecycle', ['active'])},{self._is('segment', segments)})"
        return f'=AND({self._cell("lifecycle")}<>"",{self._cell("segment")}<>"",NOT({asked}))'

    def validation(self) -> dict[str, Any] | None:
        """What may be typed into the column's cells, in xlsxwriter's words; None where anything may."""
        rule = self._rule()
        if rule is None:
            return None
        # Where a formula looks at a cell that is empty, Excel would take anything unless told that blanks matter.
        strict = {"ignore_blank": False} if self.column.not_before else {}
        return {"error_title": self.column.heading, "error_message": self._error(), **rule, **strict}

    def _rule(self) -> dict[str, Any] | None:
        column = self.column
        cell = self._cell(column.key)
        if column.vocabulary:
            return {"validate": "list", "source": f"={list_name(column.vocabulary)}"}
        match column.kind:
            case "yes/no":
                return {"validate": "list", "source": f"={YES_NO}"}
            case "id" if column.key == "measure_id" and self.table.of_measure and self.table.key != "measures":
                return {"validate": "list", "source": f"={MEASURES}", "error_type": "warning"}
            case "id" if column.key in self.table.identity[-1:]:
                keys = ",".join(f"{self._whole(key)},{self._cell(key)}" for key in self.table.identity)
                return {"validate": "custom", "value": f"=AND(LEN({cell})<=40,COUNTIFS({keys})=1)"}
            case "id":
                return {"validate": "length", "criteria": "<=", "value": 40}
            case "text":
                return {"validate": "length", "criteria": "<=", "value": column.length}
            case "decimal":
                least = -_MOST if column.at_least is None else column.at_least
                return {"validate": "decimal", "criteria": "between", "minimum": least, "maximum": _MOST}
            case "date":
                return {"validate": "date", "criteria": ">=", "value": f"=MAX({self._not_before('1')})"}
            case "year":
                earliest = f"=MAX({self._not_before(str(YEARS[0]))})"
                return {"validate": "integer", "criteria": "between", "minimum": earliest, "maximum": YEARS[1]}
            case "url":
                return {"validate": "custom", "value": f'=LEFT({cell},8)="https://"'}
        return None

    def _error(self) -> str:
        column, say = self.column, self.language.say
        if column.vocabulary:
            return say("form.error.code")
        if column.kind == "id" and column.key == "measure_id" and self.table.of_measure:
            return say("form.error.new_id" if self.table.key == "measures" else "form.error.measure_id")
        if column.kind == "id" and column.key in self.table.identity:
            return say("form.error.new_id")
        said = say(f"form.error.{column.kind}", limit=column.length or 0, first=YEARS[0], last=YEARS[1])
        if column.at_least is not None:
            said += " " + say("form.error.at_least", limit=column.at_least)
        if column.not_before:
            said += " " + say("form.error.not_before", heading=self.table.by_key[column.not_before].heading)
        return said

    def _needed(self) -> str | None:
        match self.column.need:
            case Need.NEVER:
                return None
            case Need.ALWAYS:
                last = xl_col_to_name(len(self.table.columns) - 1, col_abs=True)
                return f"COUNTA($A2:{last}2)>0"
            case Need.ACTIVE:
                return self._is("lifecycle", ["active"])
            case Need.ENDED:
                return self._is("lifecycle", ENDED)
            case Need.STATUS_NOT_GREEN | Need.RISK_NOT_GREEN:
                return self._is(_REASON_OF[self.column.need], NOT_GREEN)
            case Need.ACTIVE_WITH_RISK | Need.ACTIVE_WITH_BUDGET:
                what = _ASKED_WITH[self.column.need]
                segments = [segment for segment, asked in REPORTS.items() if what in asked]
                return f"AND({self._is('lifecycle', ['active'])},{self._is('segment', segments)})"

    def _is(self, key: str, codes: list[str] | tuple[str, ...]) -> str:
        """The formula that the row's column holds one of the codes, by its name in the round."""
        names = self._names(self.table.by_key[key].vocabulary, codes)
        quoted = (name.replace('"', '""') for name in names)
        return "OR(FALSE" + "".join(f',{self._cell(key)}="{name}"' for name in quoted) + ")"

    def _is_empty(self, column: Column) -> str:
        return f"LEN(TRIM({self._cell(column.key)}))=0"

    def _names(self, vocabulary: str, codes: list[str] | tuple[str, ...]) -> list[str]:
        terms = self.vocabularies[vocabulary].by_code
        return [terms[code].name for code in codes if code in terms]

    def _not_before(self, least: str) -> str:
        return f"{least},{self._cell(self.column.not_before)}" if self.column.not_before else least

    def _cell(self, key: str) -> str:
        return f"${self._letter(key)}2"

    def _whole(self, key: str) -> str:
        return f"${self._letter(key)}$2:${self._letter(key)}${self.last_row}"

    def _letter(self, key: str) -> str:
        letter: str = xl_col_to_name(self.table.columns.index(self.table.by_key[key]))
        return letter


MEASURES = "tiltaks_id"
"""Name of the cells with the measures of the sheet Tiltak."""


def list_name(vocabulary: str) -> str:
    """Name of the cells with the choices of a vocabulary."""
    return f"valg_{vocabulary}"
