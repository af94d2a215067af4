"""The board: the panels that apps offer to a role, and whose units their figures cover."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from foundation import offers, policy
from foundation.access import Role, live_grants, units_of
from foundation.directory.models import User

ROLES = (Role.MGR, Role.CO, Role.PM)


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


def policy_of(request: HttpRequest, key: str, on: date) -> Any:
    """The value of a policy on a day; the panels of a board read all of them together, once per request."""
    known = request.__dict__.setdefault("_board_policies", {})
    if on not in known:
        known[on] = policy.currents(*(one.key for one in policy.declared()), on=on)
    return known[on][key].value


def scope(user: User) -> list[str]:
    """The names of the units whose figures the board shows."""
    return [unit.name for unit in units_of(user, *ROLES)]
