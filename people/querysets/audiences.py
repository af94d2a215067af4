"""Whom an audience catches on a day."""

import functools
import operator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from foundation.directory.models import JobRoleSpell, Person, Unit
from foundation.directory.querysets import PersonQuerySet, covers


def people_caught(audience: Any, on: date, *, within: Unit) -> PersonQuerySet:
    """The people at work on the day whom the audience catches in a unit and below: an empty part catches everybody.

    People on leave are caught; `with_leave` tells them apart. Partners and consultants count within their contract.
    Two small queries read the audience unless its parts are prefetched.
    """
    people = Person.objects.active(on).filter(unit__path__startswith=within.path)
    roles, paths = [role.pk for role in audience.roles.all()], [unit.path for unit in audience.units.all()]
    if audience.kinds:
        people = people.filter(kind__in=audience.kinds)
    if paths:
        people = people.filter(functools.reduce(operator.or_, (Q(unit__path__startswith=path) for path in paths)))
    if roles:
        spells = JobRoleSpell.objects.filter(covers(on), role__in=roles, person=OuterRef("pk"))
        people = people.filter(Exists(spells))
    return people
