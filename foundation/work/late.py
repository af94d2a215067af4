"""The two numbers around every page in one query: how many lines of My work are late, and how many notifications new.

The query is the union of all branches with dates; each process keeps what the ORM wrote (foundation.work.kept).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import CharField, Count, QuerySet, Value

from foundation import offers
from foundation.directory.models import User
from foundation.models.trail import Notification
from foundation.work.branches import branches
from foundation.work.kept import Written, kept_for, told

kept = kept_for(500)


def late_count(user: User, on: date) -> int:
    """How many lines are late, for the number in the navigation."""
    return numbers(user, on)["late"]


def unread_count(user: User, on: date) -> int:
    """How many notifications are new, for the number on the bell."""
    return numbers(user, on)["unread"]


def numbers(user: User, on: date) -> dict[str, int]:
    """Both: one query, once per request, as the user is loaded once per request."""
    known = user.__dict__.setdefault("_numbers", {})
    if on not in known:
        known[on] = _read(user, on)
    return known[on]


def written(user: User, on: date) -> tuple[dict[str, int], Written]:
    """The numbers by way of the ORM, and the query it wrote for them."""
    seen: list[tuple[str, tuple[Any, ...]]] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        seen.append((sql, tuple(params or ())))
        return execute(sql, params, many, context)

    late = [_numbered(_late(*branch, on), "late") for branch in branches(user, on, only_dated=True)]
    both = _numbered(Notification.objects.visible_to(user).unread(), "unread").union(*late, all=True)
    with connection.execute_wrapper(look):
        rows = list(both)
    return _summed(rows), seen[-1] if seen else None


def _read(user: User, on: date) -> dict[str, int]:
    key = told(user, on)
    there, query = kept.get(key)
    if not there:
        found, query = written(user, on)
        kept.put(key, query)
        return found
    if query is None:
        return _summed([])
    with connection.cursor() as cursor:
        cursor.execute(*query)
        return _summed(cursor.fetchall())


def _summed(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    found = {"late": 0, "unread": 0}
    for name, number in rows:
        found[name] += number
    return found


def _numbered(rows: QuerySet, name: str) -> QuerySet:
    named = rows.order_by().annotate(_of=Value(name, CharField())).values("_of")
    return named.annotate(_n=Count("pk")).values_list("_of", "_n")


def _late(branch: offers.Work, rows: QuerySet, on: date) -> QuerySet:
    near = branch.overdue(rows, on) if branch.overdue else rows
    return near.filter(due_by__lt=on)
