"""A scope of several reasons to see a row, asked reason by reason (docs/adr/0189-reason-by-reason.md).

“Of my unit, or mine, or linked to what is mine” is one condition with OR, which no index answers: PostgreSQL asks it of
every row. Each reason alone is found by an index.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Self

from django.db import connection
from django.db.models import BooleanField, F, ForeignObject, Func, Q, QuerySet, Subquery, Value
from django.db.models.sql import Query
from django.db.models.sql.datastructures import Join
from django.db.models.sql.where import AND, OR, WhereNode


def any_of(rows: QuerySet[Any], *reasons: Q) -> Q:
    """The rows that one of some reasons holds for, each found by itself; SQLite, which nests less, asks them of each row."""
    if connection.vendor != "postgresql":
        return reduce(or_, reasons)
    first, *others = [rows.filter(reason).order_by().values("pk") for reason in reasons]
    return Q(pk__in=first.union(*others))


def among(keys: QuerySet[Any]) -> Q:
    """The rows with one of some keys, which are found first.

    PostgreSQL plans a subselect in `IN` together with the tables around it; with many of those it reads them whole. As an
    array it comes before them.
    """
    if connection.vendor != "postgresql":
        return Q(pk__in=keys)
    array = Subquery(keys, template="ARRAY(%(subquery)s)")
    return Q(Func(F("pk"), array, template="%(expressions)s)", arg_joiner=" = ANY (", output_field=BooleanField()))


def bare(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same columns of all rows, for a query that names its rows by key; itself where a join could double a row."""
    joins = [join for join in rows.query.alias_map.values() if isinstance(join, Join)]
    if rows.query.group_by or not all(isinstance(join.join_field, ForeignObject) for join in joins):
        return rows
    return _where(rows, [])


@dataclass(frozen=True)
class Reasons:
    """The rows of a query whose condition holds an OR: what all of them need, and what one of is enough."""

    rows: QuerySet[Any]
    needed: list[Any]
    reasons: list[list[Any]]

    @classmethod
    def of(cls, rows: QuerySet[Any]) -> Self | None:
        """None where there is nothing to part, and for SQLite, which limits no part of a union."""
        query = rows.query
        if connection.vendor != "postgresql" or query.is_sliced or query.combinator or query.distinct or query.group_by:
            return None
        needed, reasons = _parted(list(query.where.children))
        return cls(rows, needed, reasons) if len(reasons) > 1 else None

    def keys(self, most: int) -> QuerySet[Any]:
        """The keys of the rows, each once; where there are more than `most`, at least as many."""
        plain = _keys(_where(self.rows, []))
        return _union([_where(plain, [*self.needed, *reason]) for reason in self.reasons], most)

    def named(self, keys: list[Any]) -> QuerySet[Any]:
        """The rows with those keys, which somebody has found: the database is not asked again why they are seen."""
        known = Func(
            F("pk"), Value(keys), template="%(expressions)s)", arg_joiner=" = ANY (", output_field=BooleanField()
        )
        return bare(self.rows).filter(known)

    def few(self, most: int) -> QuerySet[Any]:
        """The rows, known to be no more than `most`, by their keys: who sees little does not wait for what they do not see."""
        return bare(self.rows).filter(among(self.keys(most)))

    def many(self) -> QuerySet[Any]:
        """The rows, to be found one after another in some order: what is not in the row itself is looked up once, before."""
        plain = [WhereNode(list(reason), AND) for reason in self.reasons if not any(map(_asks, reason))]
        keys = _keys(_where(self.rows, []))
        asking = [_where(keys, reason) for reason in self.reasons if any(map(_asks, reason))]
        if not asking:
            return self.rows
        (found,) = _where(self.rows, []).filter(pk__in=_union(asking)).query.where.children
        return _where(self.rows, [*self.needed, WhereNode([*plain, found], OR)])


def _union(parts: list[QuerySet[Any]], most: int | None = None) -> QuerySet[Any]:
    first, *others = [part[:most] for part in parts]
    return first.union(*others) if others else first


def _keys(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The keys alone: what is worked out beside them would be resolved for each part, though nothing asks for it."""
    found = rows.order_by().values("pk")
    found.query.annotations = {}
    return found


def _where(rows: QuerySet[Any], conditions: list[Any]) -> QuerySet[Any]:
    rows = rows.all()
    rows.query.where = WhereNode(conditions, AND)
    return rows


def _parted(conditions: list[Any]) -> tuple[list[Any], list[list[Any]]]:
    """The first condition that is an OR, also one inside an AND, taken apart, and beside it those that are needed always."""
    for place, condition in enumerate(conditions):
        others = [*conditions[:place], *conditions[place + 1 :]]
        if not isinstance(condition, WhereNode) or condition.negated:
            continue
        if condition.connector == OR:
            return others, [reason for child in condition.children for reason in _whole(child)]
        if condition.connector == AND:
            needed, reasons = _parted(list(condition.children))
            if len(reasons) > 1:
                return [*others, *needed], reasons
    return conditions, [[]]


def _whole(condition: Any) -> list[list[Any]]:
    needed, reasons = _parted([condition])
    return [[*needed, *reason] for reason in reasons]


def _asks(condition: Any) -> bool:
    """Whether a condition is asked of other rows for each row anew, not of a set that is found once."""
    if isinstance(condition, Subquery | Query):
        return isinstance(condition, Subquery)
    inner = condition.children if isinstance(condition, WhereNode) else condition.get_source_expressions()
    return any(_asks(one) for one in inner if hasattr(one, "get_source_expressions"))
