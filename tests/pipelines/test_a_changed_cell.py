"""One cell of the example is changed at a time: only numbers move that rest on it, before the change or after it.

The change is made in the accepted rows as read, in memory, so that each costs one count and no intake.
"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from assets import office
from assets.intake.accepted import AcceptedRows
from assets.ledger import Known, Ledger
from assets.portfolio.facts import Portfolio
from assets.statistics.counting import FACTS, evidence, open_facts
from assets.statistics.numbers import numbers
from assets.statistics.places import facts_of
from checks.contract import TABLES, VOCABULARIES, Quarter

pytestmark = pytest.mark.slow

QUARTER = "2023-Q2"
TEXTS = ("text", "url")


class Counted:
    """The numbers of the round, and the keys that each cell of a row stands behind."""

    def __init__(self, connection):
        self.values = {key: number.value for key, number in numbers(connection).items()}
        self.keys = {}
        for one in evidence(connection).to_pylist():
            for cell in one["cells"]:
                self.keys.setdefault((cell["fact_id"], cell["field"]), set()).add(one["key"])

    def on(self, place):
        return self.keys.get(place, set())


class Example:
    """The built example, counted again after each change of a value."""

    def __init__(self, home, folder):
        self.home, self.folder = home, folder
        self.known = Known.of(Ledger(home.ledger).records)
        self.office = office.load(home.office)
        self.before = self.count(AcceptedRows(home))

    def count(self, accepted):
        files = facts_of(self.home, QUARTER)
        for name, table in Portfolio(self.known, self.office, accepted).tables(QUARTER).items():
            if name in FACTS:
                files[name] = self.folder / f"{name}.parquet"
                pq.write_table(table, files[name])
        with open_facts(files) as connection:
            return Counted(connection)

    def rows(self, quarter, table) -> Iterator[tuple[int, dict]]:
        """Every standing row of the round: its submission and the row as kept."""
        accepted = AcceptedRows(self.home)
        for organisation, reported in sorted(self.known.words):
            if reported == quarter:
                standing = self.known.standing(organisation, quarter)
                for record, row in accepted.standing_rows(standing, self.known.records, table):
                    yield record["sequence"], row

    def changed(self, sequence, table, row, **values):
        accepted = AcceptedRows(self.home)
        (found,) = (one for one in accepted.of(self.known.records[sequence])[table]["rows"] if one["row"] == row)
        found["values"].update(values)
        return self.count(accepted)


@pytest.fixture(scope="module")
def example(built, tmp_path_factory):
    return Example(built.home, tmp_path_factory.mktemp("changed"))


def another(column, value):
    """A value that the column may have and that is not this one."""
    match column.kind:
        case "code" if column.key == "segment":
            return "other"  # asks for least, so that what the row lacks is not asked for
        case "code":
            codes = list(VOCABULARIES[column.vocabulary].by_code)
            return codes[(codes.index(value) + 1) % len(codes)]
        case "decimal":
            return str(Decimal(value) * 2 + 1)
        case "date":
            return (Quarter.parse(QUARTER).first_day + timedelta(days=7)).isoformat()
        case "year":
            return value + 1
        case "yes/no":
            return not value
        case "ids" | "id":
            return "FINNES-IKKE"
        case _:
            return f"{value} TODO"


def cells():
    """A cell of each column that is no text and not its row's name: of this round, and of measures a round before."""
    for table in TABLES.values():
        for column in table.columns:
            if column.key not in table.identity and column.kind not in TEXTS:
                yield QUARTER, table.key, column.key
                if table.key == "measures":
                    yield "2023-Q1", table.key, column.key


def moved_beside(example, quarter, table, columns):
    """Numbers that move when cells of a row change and that rest on none of them; None where no row has such cells."""
    rows = [
        (sequence, row)
        for sequence, row in example.rows(quarter, table)
        if any(row["values"].get(column) not in (None, "other") for column in columns)
    ]
    if not rows:
        return None
    sequence, row = rows[len(rows) // 2]
    values = {column: row["values"][column] for column in columns if row["values"].get(column) is not None}
    other = {column: another(TABLES[table].by_key[column], value) for column, value in values.items()}
    before, after = example.before, example.changed(sequence, table, row["row"], **other)
    places = [(f"{sequence}/{table}/{row['row']}", column) for column in other]
    moved = {key for key in after.values | before.values if after.values.get(key) != before.values.get(key)}
    return moved - set().union(*(state.on(place) for state in (before, after) for place in places))


@pytest.mark.parametrize(("quarter", "table", "column"), cells())
def test_only_numbers_move_that_rest_on_the_changed_cell(example, quarter, table, column):
    assert not moved_beside(example, quarter, table, [column])


@pytest.mark.parametrize("table", TABLES)
def test_the_texts_of_a_row_move_only_numbers_that_rest_on_them(example, table):
    texts = [one.key for one in TABLES[table].columns if one.kind in TEXTS and one.key not in TABLES[table].identity]
    assert not moved_beside(example, QUARTER, table, texts)


def test_the_changes_do_move_numbers(example):
    sequence, row = next(one for one in example.rows(QUARTER, "measures") if one[1]["values"]["status"] == "green")
    after = example.changed(sequence, "measures", row["row"], status="red")
    assert after.values["status.now.red"] == example.before.values["status.now.red"] + 1
