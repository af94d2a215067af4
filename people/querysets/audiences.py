"""Whom an audience catches on a day."""

import functools
import operator
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from foundation.directory.models import JobRole, JobRoleSpell, Person, Unit
from foundation.directory.querysets import PersonQuerySet, covers


def people_caught(audience: Any, on: date, *, within: Unit) -> PersonQuerySet:
    """The people at work on the day whom the audience catches in a unit and below: an empty part catches everybody.

    People on leave are caught; `with_leave` tells them apart. Partners and consultants count within their contract.
    Two small queries read the audience unless its parts are prefetched.
    """
    return people_of(kinds=audience.kinds, roles=audience.roles.all(), units=audience.units.all(), within=within, on=on)


def people_of(
    *, kinds: Iterable[str], roles: Iterable[JobRole], units: Iterable[Unit], within: Unit, on: date
) -> PersonQuerySet:
    """The same for the parts of an audience that is not kept yet."""
    people = Person.objects.active(on).filter(unit__path__startswith=within.path)
    keys, paths, wanted = [role.pk for role in roles], [unit.path for unit in units], list(kinds)
    if wanted:
        people = people.filter(kind__in=wanted)
    if paths:
        people = people.filter(functools.reduce(operator.or_, (Q(unit__path__startswith=path) for path in paths)))
    if keys:
        spells = JobRoleSpell.objects.filter(covers(on), role__in=keys, person=OuterRef("pk"))
        people = people.filter(Exists(spells))
    return people
