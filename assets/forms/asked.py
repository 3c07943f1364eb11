"""What each organisation is asked for in a round: the measures it is expected to report, and its last word on them.

Writing it into a form is ``assets.forms.workbook``; what the office sees of it is ``assets.forms.overview``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from assets.office import Office, Organisation
from assets.portfolio.facts import Portfolio
from checks.contract import TABLES, VOCABULARIES

Values = dict[str, Any]
"""A row as kept: typed values by column key, amounts and dates as text."""

ENDED = frozenset({"finished", "cancelled"})


@dataclass
class Asked:
    """What is asked of an organisation: rows by table, and in which round each measure was last reported."""

    organisation: Organisation
    rows: dict[str, list[Values]] = field(default_factory=lambda: {table: [] for table in TABLES})
    last_reported: dict[str, str] = field(default_factory=dict)
    rounds: set[str] = field(default_factory=set)
    """Rounds that the rows come from."""
    nothing_in: str = ""
    """The round of which its last word is that there is nothing to report; empty where there are rows."""


def asked(portfolio: Portfolio, quarter: str) -> dict[str, Asked]:
    """Every organisation that the office knows, by code.

    A measure is asked of its owner in the round, as last reported there or within the look-back, and with the rows that
    it had then. One that was finished or cancelled in an earlier round is not asked for again. Rows that stand alone
    are those of the newest round in which their organisation reported anything.
    """
    office = portfolio.office
    forms = {code: Asked(organisation) for code, organisation in office.organisations.items()}
    facts = [
        (round_.quarter, table, reporter, values)
        for round_ in office.look_back(quarter)  # newest first
        for table in TABLES
        for candidates in (False, True)  # those too are reported, whether they count or not
        for (_, reporter, *_), values in portfolio.rows(table, round_.quarter, candidates=candidates)
    ]
    newest: dict[str, str] = {}
    reported: dict[str, str] = {}
    owners: dict[str, str] = {}
    for said_in, table, reporter, values in facts:
        reported.setdefault(reporter, said_in)
        measure = values.get("measure_id", "")
        if table == "measures" and measure not in newest:
            newest[measure] = said_in
            if said_in == quarter or values["lifecycle"] not in ENDED:
                owners[measure] = portfolio.known.owner(measure, quarter, office.transfers) or reporter
    for said_in, table, reporter, values in facts:
        if TABLES[table].of_measure:
            measure = values["measure_id"]
            owner = owners.get(measure, "") if newest.get(measure) == said_in else ""
        else:
            owner = reporter if reported[reporter] == said_in else ""
        if owner in forms:
            forms[owner].rows[table].append(values)
            forms[owner].rounds.add(said_in)
            if table == "measures":
                forms[owner].last_reported[measure] = said_in
    for code, form in forms.items():
        if not any(form.rows.values()):
            words = (portfolio.known.latest_word(code, round_.quarter) for round_ in office.look_back(quarter))
            last = next((word for word in words if word is not None), None)
            if last is not None and last["kind"] == "nothing_to_report":
                form.nothing_in = last["quarter"]
    return forms


@dataclass(frozen=True, slots=True)
class TermChange:
    """A code that is called ``now`` and was called ``before``: None where it does not hold."""

    vocabulary: str
    code: str
    before: str | None
    now: str | None


def term_changes(office: Office, quarter: str) -> list[TermChange]:
    """Terms that came, went or changed their name since the previous round; none when there is no such round."""
    previous = office.previous(quarter)
    if previous is None:
        return []
    changes = []
    for name in VOCABULARIES:
        before = {term.code: term.name for term in office.vocabulary(name, previous.quarter).terms}
        now = {term.code: term.name for term in office.vocabulary(name, quarter).terms}
        for code in dict.fromkeys([*now, *before]):
            if before.get(code) != now.get(code):
                changes.append(TermChange(name, code, before.get(code), now.get(code)))
    return changes


def columns_of(vocabulary: str) -> list[str]:
    """Headings of the columns that take their values from the vocabulary: what contacts know it by."""
    headings = [
        column.heading for table in TABLES.values() for column in table.columns if column.vocabulary == vocabulary
    ]
    return list(dict.fromkeys(headings)) or ["Type"]
