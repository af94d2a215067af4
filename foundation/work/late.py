"""The two numbers around every page in one query: how many lines of My work are late, and how many notifications new.

The query is the union of all branches with dates, read until it is clear that there are more than a badge shows; each process
keeps what the ORM wrote (foundation.work.kept). What is late is asked once a minute, and anew after whatever one does oneself
(docs/adr/0181-bounded-lists.md).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, Value

from foundation import offers
from foundation.directory.models import User
from foundation.lately import lately
from foundation.models.trail import Notification
from foundation.words import MOST_SHOWN
from foundation.work.branches import branches
from foundation.work.kept import Written, kept_for, told

kept = kept_for(500)


def late_count(user: User, on: date) -> int:
    """How many lines are late, for the number in the navigation; one more than MOST_SHOWN stands for more."""
    return numbers(user, on)["late"]


def unread_count(user: User, on: date) -> int:
    """How many notifications are new, for the number on the bell; counted no further either."""
    return numbers(user, on)["unread"]


def numbers(user: User, on: date) -> dict[str, int]:
    """Both: one query, once per request, as the user is loaded once per request."""
    known = user.__dict__.setdefault("_numbers", {})
    if on not in known:
        read: dict[str, int] = {}
        about, seconds = told(user, on), settings.KEPT_SECONDS["late"]
        late = lately(user, "late", about, seconds=seconds, count=lambda: read.update(_read(user, on)) or read["late"])
        known[on] = read or {"late": late, "unread": _unread(user)}
    return known[on]


def _unread(user: User) -> int:
    return Notification.objects.visible_to(user).unread()[: MOST_SHOWN + 1].count()


def written(user: User, on: date) -> Written:
    """One row with both numbers, counted no further than one past MOST_SHOWN, out of what the ORM writes for each part."""
    late = _rows([_late(*branch, on) for branch in branches(user, on, only_dated=True)])
    parts = [_counted(late), _counted(_rows([Notification.objects.visible_to(user).unread()]))]
    sql = ", ".join(sql for sql, _values in parts)
    return f"SELECT {sql}", tuple(value for _sql, values in parts for value in values)


def _read(user: User, on: date) -> dict[str, int]:
    key = told(user, on)
    there, query = kept.get(key)
    if not there:
        query = written(user, on)
        kept.put(key, query)
    assert query is not None  # noqa: S101 - there is always something to count
    with connection.cursor() as cursor:
        cursor.execute(*query)
        late, unread = cursor.fetchone()
    return {"late": late, "unread": unread}


def _rows(parts: Iterable[QuerySet]) -> list[tuple[str, tuple[Any, ...]]]:
    """The statements of the parts that can find anything."""
    found = []
    for rows in parts:
        try:
            found.append(rows.order_by().values_list(Value(1)).query.sql_with_params())
        except EmptyResultSet:
            continue
    return found


def _counted(parts: list[tuple[str, tuple[Any, ...]]]) -> tuple[str, list[Any]]:
    """How many rows the parts find together; the database stops looking when there are more than are shown."""
    if not parts:
        return "0", []
    union = " UNION ALL ".join(sql for sql, _values in parts)
    sql = f"(SELECT COUNT(*) FROM (SELECT 1 FROM ({union}) AS found LIMIT {MOST_SHOWN + 1}) AS first)"  # noqa: S608 - written by the ORM
    return sql, [value for _sql, values in parts for value in values]


def _late(branch: offers.Work, rows: QuerySet, on: date) -> QuerySet:
    near = branch.overdue(rows, on) if branch.overdue else rows
    return near.filter(due_by__lt=on)
