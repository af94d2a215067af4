"""What a role lets its holder do, read from the access table, and how far it reaches."""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.utils.functional import Promise

from foundation.access import Bound, Role, permissions
from foundation.directory.models import Person, Site, Unit


@dataclass(frozen=True)
class Power:
    """One thing a role allows; `only_own` where it counts for what is one's own, assigned or granted."""

    words: str
    only_own: bool


@dataclass(frozen=True)
class Powers:
    """The powers within one app."""

    label: str | Promise
    powers: list[Power]


@dataclass(frozen=True)
class Reach:
    """The unit of a grant with what lies below it."""

    unit: Unit
    below: list[Unit]
    people: int
    sites: int


def powers_of(role: str) -> list[Powers]:
    """What the access table gives to a role, by app."""
    found: dict[str, list[Power]] = defaultdict(list)
    for permission in permissions():
        app, _dot, name = permission.name.partition(".")
        for entry in permission.roles:
            held, only_own = (entry.role, True) if isinstance(entry, Bound) else (entry, False)
            if held is Role(role):
                found[app].append(Power(name.replace("_", " ").capitalize(), only_own))
    return [Powers(_label(app), powers) for app, powers in sorted(found.items())]


def _label(app: str) -> str | Promise:
    known = {config.label: config.verbose_name for config in apps.get_app_configs()}
    return known.get(app, app.capitalize())


def reach_of(unit: Unit) -> Reach:
    """A grant on a unit reaches it and everything below it."""
    below = Unit.objects.below(unit)
    return Reach(
        unit,
        list(below.exclude(pk=unit.pk).order_by("path")),
        Person.objects.filter(unit__in=below).count(),
        Site.objects.filter(unit__in=below).count(),
    )
