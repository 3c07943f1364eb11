"""Which columns of the facts each statistic comes from, found in its query by sqlglot.

``make lineage`` records it in ``assets/statistics/lineage.json``, since the parser costs more than a second to load and
the queries change less often than reports are made; a test holds the record against the queries.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import sqlglot
from sqlglot import exp
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, traverse_scope

from assets.statistics.catalogue import STATISTICS
from assets.statistics.counting import GROUND
from assets.statistics.lineage import CONTRIBUTION, RECORD, Lineage
from assets.statistics.places import asset_of
from tests.statistics.portfolios import SCHEMAS

_DUCKDB = {"dialect": "duckdb"}
_SEGMENTS = ("code", "reports_status", "reports_risk", "reports_budget")
_SCHEMA = {name: dict.fromkeys(schema.names, "VARCHAR") for name, schema in SCHEMAS.items()} | {
    "segments": dict.fromkeys(_SEGMENTS, "VARCHAR")
}
_VIEWS = {
    made.this.name: made.expression
    for made in sqlglot.parse(GROUND, **_DUCKDB)
    if isinstance(made, exp.Create) and made.kind == "VIEW"
}

Columns = set[tuple[str, str]]
"""Table and column of facts."""


def columns_of(query: str) -> dict[str, Columns]:
    """The columns behind each column of a contribution, and those that decide whether there is one (``filter``)."""
    tree = _named_alike(_cells_as_columns(_qualified(exp.expand(sqlglot.parse_one(query, **_DUCKDB), _VIEWS))))
    found = {column: _leaves(lineage(column, tree.copy(), schema=_SCHEMA, **_DUCKDB)) for column in CONTRIBUTION}
    return found | {"filter": set(_filters(tree))}


def _qualified(tree: exp.Expr) -> exp.Expr:
    return qualify(tree, schema=_SCHEMA, validate_qualify_columns=False, quote_identifiers=False, **_DUCKDB)


def _cells_as_columns(tree: exp.Expr) -> exp.Expr:
    """``cell(now.fact_id, 'status')`` names a column of the row: let it stand there as ``now.status``."""

    def replaced(node: exp.Expr) -> exp.Expr:
        if not (isinstance(node, exp.Anonymous) and node.name == "cell"):
            return node
        row, field = node.expressions
        fields = [field.name] if isinstance(field, exp.Literal) else _literals(tree, field.name)
        table = row.find(exp.Column).table
        return exp.Tuple(expressions=[exp.column(one, table=table or None) for one in fields])

    return tree.transform(replaced)


def _literals(tree: exp.Expr, alias: str) -> list[str]:
    """Every text that the query gives a column of that name."""
    named = (one.this for one in tree.find_all(exp.Alias) if one.alias == alias)
    return sorted({one.name for one in named if isinstance(one, exp.Literal)})


def _named_alike(tree: exp.Expr) -> exp.Expr:
    """Sets joined by name, with their columns in the same order: the parser pairs columns by place."""
    for union in reversed(list(tree.find_all(exp.Union))):
        if union.args.get("by_name"):
            names = list(dict.fromkeys((*union.left.named_selects, *union.right.named_selects)))
            for side in (union.left, union.right):
                if isinstance(side, exp.Select):
                    by_name = {one.alias_or_name: one for one in side.selects}
                    side.set("expressions", [by_name.get(name, exp.null().as_(name)) for name in names])
    return tree


def _leaves(node: Node) -> Columns:
    """The columns of facts that a lineage ends in."""
    return {
        (one.expression.name, exp.to_column(one.name).name)
        for one in node.walk()
        if isinstance(one.expression, exp.Table) and one.expression.name in SCHEMAS
    }


def _filters(tree: exp.Expr) -> Iterator[tuple[str, str]]:
    """The columns of facts in every condition: of WHERE, JOIN and QUALIFY."""
    for scope in traverse_scope(tree):
        conditions = [scope.expression.args.get(name) for name in ("where", "qualify", "having")]
        conditions += [join.args.get("on") for join in scope.expression.args.get("joins") or ()]
        for condition in conditions:
            for column in condition.find_all(exp.Column) if condition else ():
                source = scope.sources.get(column.table)
                if isinstance(source, exp.Table) and source.name in SCHEMAS:
                    yield source.name, column.name
                elif isinstance(source, Scope) and isinstance(source.expression, exp.Query):
                    yield from _leaves(lineage(column.name, tree, schema=_SCHEMA, scope=source, **_DUCKDB))


def parsed() -> Lineage:
    """Of every statistic, as recorded: columns written like ``portfolio/measures.status``."""
    return {
        name: {
            column: sorted(f"{asset_of(table)}.{one}" for table, one in found)
            for column, found in columns_of(statistic.query).items()
        }
        for name, statistic in STATISTICS.items()
    }


if __name__ == "__main__":
    RECORD.write_text(json.dumps(parsed(), indent=1) + "\n", encoding="utf-8")
