"""Which assignments the figure of training counts, and how each of them stands. Source: K-09."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, FilteredRelation, OuterRef, Q

from foundation.directory.models import JobRoleSpell, Person
from foundation.directory.querysets import covers
from people.querysets.training import is_away, is_covered

PARTS = ("valid", "grace", "expired", "overdue")


def counted(rows: models.QuerySet, on: date) -> models.QuerySet:
    """Those that are asked today of people at work: on leave, waived and cancelled are out."""
    return rows.active().exclude(state="waived").exclude(is_away(on))  # type: ignore[attr-defined]


def part(name: str, on: date) -> Q:
    """One of PARTS: `grace` is the first time to learn it, not over yet; `expired` a completion that has run out."""
    if name == "valid":
        return is_covered(on)
    if name == "expired":
        return Q(completion__valid_until__lt=on)
    return Q(completion=None, **{"due_on__gte" if name == "grace" else "due_on__lt": on})


def working_as(codes: list[str], on: date, person: str = "person") -> Exists:
    """Rows of people who hold one of the jobs on the day; without codes, any job."""
    spells = JobRoleSpell.objects.filter(covers(on), person=OuterRef(person))
    return Exists(spells.filter(role__code__in=codes) if codes else spells)


def with_jobs(rows: models.QuerySet, on: date) -> models.QuerySet:
    """Adds `job`: the spells of the day. Whoever has two jobs comes twice."""
    today = covers(on, "person__spells__from_on", "person__spells__to_on")
    return rows.annotate(job=FilteredRelation("person__spells", condition=today))


def reporting_to(person: Any, depth: int = 6) -> models.QuerySet:
    """The keys of the people whose manager somebody is, or the manager of their manager, up to so many levels down."""
    level = Person.objects.filter(manager=person).order_by().values("pk")
    levels = [level]
    for _number in range(depth - 1):
        level = Person.objects.filter(manager__in=level).order_by().values("pk")
        levels.append(level)
    return levels[0].union(*levels[1:])
