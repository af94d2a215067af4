"""Who stands in for whom: while somebody is away, the deputy of that absence, or else the standing one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from foundation.clock import today
from foundation.directory.models import Leave, Person, User
from foundation.directory.querysets import covers


def stood_in_for(user: Any, on: date | None = None) -> QuerySet:
    """The keys of the people who are away and for whom `user` stands in; today unless another day is given."""
    away = Leave.objects.filter(covers(on or today())).order_by()
    if user.person_id is None:
        return away.none().values("person")
    return away.filter(Q(deputy=user.person_id) | Q(deputy=None, person__deputy=user.person_id)).values("person")


def stand_ins(people: Iterable[int], on: date) -> dict[int, Person | None]:
    """Those of the people who are away on a day, by their key, with who stands in; None for nobody (one query)."""
    away = Leave.objects.filter(covers(on), person__in=list(people)).select_related("deputy", "person__deputy")
    return {leave.person_id: leave.deputy or leave.person.deputy for leave in away.order_by("from_on")}


def accounts_by_person(people: Iterable[int]) -> dict[int, list[User]]:
    """The active accounts of staff, by the key of their person (one query)."""
    found: dict[int, list[User]] = {}
    rows = User.objects.filter(person__in=list(people), is_active=True, kind=User.Kind.INSIDE).order_by("pk")
    for account in rows.select_related("person__unit__calendar"):
        found.setdefault(account.person_id or 0, []).append(account)
    return found
