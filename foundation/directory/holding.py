"""Where somebody holds roles: read once per request, and what lies below as a condition on rows."""

import functools
import operator
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q

from foundation.clock import today
from foundation.directory.whole import Everything


def held_grants(user: Any, on: date) -> list[Any]:
    """The roles `user` holds on a day with their units; the user is loaded once per request."""
    held = user.__dict__.setdefault("_live_grants", {})
    if on not in held:
        grants = user._meta.get_field("role_grants").related_model.objects
        held[on] = list(grants.live(on).filter(user=user).select_related("unit"))
    return held[on]


def units_held(user: Any, roles: Collection[str]) -> list[Any]:
    """The units on which the user holds one of the roles today, without those that lie below another of them."""
    units = {grant.unit.path or "": grant.unit for grant in held_grants(user, today()) if grant.role in roles}
    return [
        unit
        for path, unit in sorted(units.items())
        if not any(path != other and path.startswith(other) for other in units)
    ]


def over(user: Any, roles: Collection[str], *, unit: str) -> Q:
    """The rows below the units on which the user holds one of the roles today; `unit` leads to theirs, "" to itself."""
    units = units_held(user, roles) if user.is_active else []
    if any(held.parent_id is None for held in units):
        return Q(Everything(unit))
    path = f"{unit}__path" if unit else "path"
    return functools.reduce(operator.or_, (Q(**{f"{path}__startswith": held.path}) for held in units), Q(pk__in=[]))
