"""The two numbers around every page in one query: how many lines of My work are late, and how many notifications new.

Writing the query costs far more than running it: it is the union of all branches. So each process keeps what the ORM
wrote for the people who come most often, under everything the branches were told; the number itself is always read anew.
"""

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from datetime import date
from threading import Lock
from typing import Any

from django.db import connection
from django.db.models import CharField, Count, QuerySet, Value
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from foundation import offers
from foundation.access import live_grants
from foundation.clock import today
from foundation.directory.models import User
from foundation.models.trail import Notification
from foundation.work.branches import branches

Written = tuple[str, tuple[Any, ...]] | None  # None: there was nothing to ask


class Kept:
    """What was written last, by key; whoever did not come for the longest time is forgotten first."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._rows: OrderedDict[Hashable, Written] = OrderedDict()
        self._texts: dict[str, str] = {}
        self._lock = Lock()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, key: Hashable) -> tuple[bool, Written]:
        """Whether there is something under the key, and what."""
        with self._lock:
            if key not in self._rows:
                return False, None
            self._rows.move_to_end(key)
            return True, self._rows[key]

    def put(self, key: Hashable, written: Written) -> None:
        """Keeps it; people of the same roles share one text."""
        with self._lock:
            if len(self._rows) >= self.size:
                self._rows.popitem(last=False)
            if len(self._texts) >= self.size:
                self._texts.clear()
            if written is not None:
                written = self._texts.setdefault(written[0], written[0]), written[1]
            self._rows[key] = written

    def clear(self) -> None:
        with self._lock:
            self._rows.clear()
            self._texts.clear()


kept = Kept(500)


@receiver(post_migrate)
def forget(**_about: Any) -> None:
    """Tables and the numbers of content types may be others now."""
    kept.clear()


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


def told(user: User, on: date) -> Hashable:
    """Everything a branch may know when it writes its query; the rest it has to ask in the query itself."""
    roles = tuple((grant.role, grant.unit.path) for grant in live_grants(user))
    return user.pk, user.person_id, user.name, user.is_active, roles, on, today()


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
