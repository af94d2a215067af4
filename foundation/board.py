"""The board: the panels that apps offer to a role, and whose units their figures cover."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.http import HttpRequest

from foundation import offers, policy
from foundation.access import Role, live_grants, units_of
from foundation.directory.models import User

ROLES = (Role.MGR, Role.CO, Role.PM)
Counted = list[tuple[str, str, str, str, int]]


@dataclass(frozen=True)
class Part:
    """A panel with what its template needs."""

    name: str
    template: str
    context: dict[str, Any]


def parts(request: HttpRequest, on: date) -> dict[str, list[Part]]:
    """The panels for the roles of the reader, by the place where they stand."""
    held = {grant.role for grant in live_grants(request.user)}  # type: ignore[arg-type]
    found: dict[str, list[Part]] = {"tiles": [], "wide": [], "narrow": [], "full": []}
    for panel in offers.panels():
        if held & set(panel.roles):
            found[panel.place].append(Part(panel.name, panel.template, panel.context(request, on)))
    return found


_counted: list[Callable[[User, date], list[QuerySet]]] = []


def count_together(rows: Callable[[User, date], list[QuerySet]]) -> None:
    """Has rows counted for the board along with those of other apps, so that it pays one query for all of them.

    `rows(user, on)` gives querysets of five columns, made by `columns`: a name, three texts and a number.
    """
    _counted.append(rows)


def columns(rows: QuerySet, name: str, *texts: Any) -> QuerySet:
    """How many of the rows have each combination of texts, in the shape that is counted together."""
    shown = [*texts, *(Value("", CharField()) for _one in range(3 - len(texts)))]
    named = dict(zip(("_a", "_b", "_c"), shown, strict=True))
    of = rows.order_by().values(_of=Value(name, CharField()), **named)
    return of.annotate(_n=Count("pk")).values_list("_of", "_a", "_b", "_c", "_n")


def counted(request: HttpRequest, on: date) -> Counted:
    """Everything that is counted together, for the reader and the day, once per request (one query)."""
    known = request.__dict__.setdefault("_board_counted", {})
    if on not in known:
        parts = [part for rows in _counted for part in rows(request.user, on)]  # type: ignore[arg-type]
        known[on] = list(parts[0].union(*parts[1:], all=True)) if parts else []
    return known[on]


def policy_of(request: HttpRequest, key: str, on: date) -> Any:
    """The value of a policy on a day; the panels of a board read all of them together, once per request."""
    known = request.__dict__.setdefault("_board_policies", {})
    if on not in known:
        known[on] = policy.currents(*(one.key for one in policy.declared()), on=on)
    return known[on][key].value


def scope(user: User) -> list[str]:
    """The names of the units whose figures the board shows."""
    return [unit.name for unit in units_of(user, *ROLES)]
