"""Leaves out what a query joins for columns that nobody asked for.

Django joins for an annotation when it is made, and keeps the join when the annotation is not read. A forward key leads to
one row at most: where nothing else names the joined table, the rows are the same without it.
"""

from collections import Counter
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.db.models.sql.constants import INNER


def without_idle_joins(rows: QuerySet) -> QuerySet:
    """The same rows, joined to what the columns and terms of the query name."""
    found = rows.all()
    query = found.query
    writer = query.get_compiler(DEFAULT_DB_ALIAS)
    sql, _values = writer.as_sql()
    joins = {alias: join for alias, join in query.alias_map.items() if join.join_type and query.alias_refcount[alias]}
    children = Counter(join.parent_alias for join in joins.values())
    kept: set[str] = set()
    for alias, join in reversed(joins.items()):
        named = sql.count(f"{writer.quote_name_unless_alias(alias)}.")
        if named > 1 + children[alias] or alias in kept or not _leads_to_one(join):
            kept |= {alias, join.parent_alias}
        else:
            query.alias_refcount[alias] = 0
    return found


def _leads_to_one(join: Any) -> bool:
    """Whether each row finds one row at most, and is not left out where it finds none."""
    key = join.join_field
    forward = getattr(key, "many_to_one", False) and key.concrete and join.filtered_relation is None
    return bool(forward and (join.join_type != INNER or not key.null))
