"""The board: the panels that apps offer to a role, and whose units their figures cover."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from foundation import offers
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


def scope(user: User) -> list[str]:
    """The names of the units whose figures the board shows."""
    return [unit.name for unit in units_of(user, *ROLES)]
