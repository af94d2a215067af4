"""Rows that the forms of centres and visits offer: units one may write in, people at work, accepted documents, hosts."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from assurance.models import EvidenceVersion
from foundation.access import Permission, Role, units_of
from foundation.directory.models import Person, Unit, User

KINDS = ("document", "letter")  # kinds of evidence that concepts and agreements are kept as


def units_for(actor: User, wanted: Permission, *, on: date) -> QuerySet[Unit]:
    """The units for which a permission holds, active on a day."""
    held = units_of(actor, *wanted.names)
    below = reduce(or_, (Q(path__startswith=unit.path) for unit in held), Q(pk__in=[]))
    return Unit.objects.filter(below).active(on).order_by("path")


def people_at_work(on: date) -> QuerySet[Person]:
    return Person.objects.active(on).order_by("name")


def hosts_of(unit: Unit, on: date) -> QuerySet[Person]:
    """Who may keep the visits of a unit's centres."""
    keepers = User.objects.holding(Role.CHOST, unit, on) | User.objects.holding(Role.CO, unit, on)
    return people_at_work(on).filter(accounts__in=keepers).distinct()


def concepts(actor: User, on: date, *, kept: EvidenceVersion | None = None) -> QuerySet[EvidenceVersion]:
    """Accepted documents and letters that still hold; `kept` is named already and stays a choice for whoever changes more."""
    accepted = EvidenceVersion.objects.visible_to(actor).accepted().filter(evidence__kind__in=KINDS)
    holding = accepted.filter(Q(valid_until=None) | Q(valid_until__gte=on))
    if kept is not None:
        holding = EvidenceVersion.objects.filter(Q(pk__in=holding.values("pk")) | Q(pk=kept.pk))
    return holding.select_related("evidence").order_by("evidence__title", "-number")
