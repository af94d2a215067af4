"""What the clock finds each night: who is caught and not asked, what runs out, and what is not asked any more."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from foundation.directory.models import Leave, Person
from foundation.directory.querysets import PersonQuerySet
from people.querysets.audiences import people_caught
from people.querysets.training import OPEN, AssignmentQuerySet


def caught_by(course: Any, on: date) -> PersonQuerySet:
    """The people whom a course catches; nobody once it is not offered any more."""
    if not course.is_active:
        return Person.objects.none()
    return people_caught(course.audience, on, within=course.unit)


def not_asked_yet(course: Any, *, on: date, zone: str) -> PersonQuerySet:
    """People of a zone whom the course catches and who have no assignment that counts."""
    asked = _of(course).filter(person=OuterRef("pk"))
    return caught_by(course, on).filter(~Exists(asked), unit__zone=zone)


def not_asked_any_more(course: Any, *, on: date, zone: str) -> QuerySet:
    """Assignments that count though the course does not catch the person; what was asked by hand stays until it is done,
    or the person has gone, or the course is no longer offered."""
    rows = _of(course).filter(person__unit__zone=zone)
    if not course.is_active:
        return rows
    at_work = Exists(Person.objects.active(on).filter(pk=OuterRef("person")))
    by_hand = Q(at_work, ~Q(state="completed"), reason="manual")
    return rows.filter(~Exists(caught_by(course, on).filter(pk=OuterRef("person")))).filter(~by_hand)


def to_renew(course: Any, *, on: date, zone: str) -> QuerySet:
    """What was completed and runs out within the renewal window, or has run out."""
    last = on + timedelta(days=course.renewal_window_days)
    rows = _of(course).filter(state="completed", completion__valid_until__lte=last)
    return rows.filter(person__unit__zone=zone)


def waived_too_long(course: Any, *, on: date, zone: str) -> QuerySet:
    return _of(course).filter(state="waived", waived_until__lt=on, person__unit__zone=zone)


def away_when_due(course: Any, *, on: date, zone: str) -> QuerySet:
    """What is open and whose due date lies in or after an absence that has a last day."""
    leaves = Leave.objects.filter(
        person=OuterRef("person"), from_on__lte=OuterRef("due_on"), to_on__gte=OuterRef("assigned_on")
    )
    return _of(course).filter(Exists(leaves), state__in=OPEN, person__unit__zone=zone)


def _of(course: Any) -> AssignmentQuerySet:
    return course.assignments.all().active()
