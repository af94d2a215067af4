"""Everything that reads courses, who is asked to take them, and who has."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from assurance.models import Process
from foundation.access import Role, holds, reach
from foundation.directory.models import Leave
from foundation.directory.querysets import covers

INSIDE = tuple(role for role in Role if role not in (Role.CERT, Role.INSP))
SETTERS = (Role.CO, Role.ADM)  # who defines courses
SEERS = (Role.CO, Role.MGR, Role.HR)  # who sees the training of everybody in their units
OPEN = ("assigned", "in_progress", "blocked")


def own(user: Any, path: str = "person") -> Q:
    return Q(**{path: user.person_id}) if user.is_active and user.person_id else Q(pk__in=[])


def is_away(on: date, path: str = "person") -> Exists:
    return Exists(Leave.objects.filter(covers(on), person=OuterRef(path)))


def whose_training(user: Any) -> Q:
    """Whose training somebody sees: officers, managers and human resources by unit, managers their reports too, owners
    of processes the units of those, and everybody their own. Source: domain section 5 (training, attestation)."""
    seen = reach(user, *SEERS, unit="person__unit") | own(user) | own(user, "person__manager")
    if user.person_id and holds(user, Role.PO):
        seen |= Q(person__unit__in=Process.objects.filter(owner=user.person_id).values("unit"))
    return seen


class CourseQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "CourseQuerySet":
        """What is taught is no secret inside: everybody sees the courses that are offered, officers also those of old."""
        offered = Q(is_active=True) if holds(user, *INSIDE) else Q(pk__in=[])
        return self.filter(reach(user, *SETTERS) | offered)

    def offered(self) -> "CourseQuerySet":
        return self.filter(is_active=True)

    def for_page(self) -> "CourseQuerySet":
        return self.select_related("unit", "audience")

    def with_audience(self) -> "CourseQuerySet":
        return self.for_page().prefetch_related("audience__roles", "audience__units")

    def for_list(self, user: Any, on: date) -> "CourseQuerySet":
        """With unit and audience; adds `asked_count`, `valid_count` and `late_count` of what the reader may see."""
        rows = self.model._meta.get_field("assignments").related_model.objects.visible_to(user).active()
        rows = rows.filter(course=OuterRef("pk"))
        return self.with_audience().annotate(
            asked_count=_number(rows),
            valid_count=_number(rows.covered(on).exclude(state="waived")),
            late_count=_number(rows.late(on)),
        )


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "AssignmentQuerySet":
        return self.filter(whose_training(user))

    def active(self) -> "AssignmentQuerySet":
        """Those that count: the one of each person and course that is asked today. No more than one."""
        return self.filter(released_on=None)

    def open(self) -> "AssignmentQuerySet":
        return self.filter(state__in=OPEN)

    def covered(self, on: date) -> "AssignmentQuerySet":
        """Those of people who hold a completion that is valid on the day."""
        return self.filter(is_covered(on))

    def late(self, on: date) -> "AssignmentQuerySet":
        """Overdue or run out: neither valid, waived, away, nor still within the first time to learn."""
        rows = self.filter(~is_covered(on), ~is_away(on)).exclude(state="waived")
        return rows.filter(Q(completion__isnull=False) | Q(due_on__lt=on))

    def with_standing(self, on: date) -> "AssignmentQuerySet":
        """Adds `standing`: released, waived, away, valid, expiring, grace, expired or overdue. It is never stored.

        `grace` is the first time to learn it, not over yet; `expired` a completion that has run out. Source: K-09.
        """
        away = is_away(on)
        learning = Q(state__in=OPEN)
        whens = [
            When(~Q(released_on=None), then=Value("released")),
            When(state="waived", then=Value("waived")),
            When(away, then=Value("away")),
            When(is_covered(on) & learning, then=Value("expiring")),
            When(is_covered(on), then=Value("valid")),
            When(~Q(completion=None), then=Value("expired")),
            When(due_on__gte=on, then=Value("grace")),
        ]
        return self.annotate(standing=Case(*whens, default=Value("overdue"), output_field=models.CharField()))

    def for_list(self, on: date) -> "AssignmentQuerySet":
        return self.with_standing(on).select_related("person__unit", "course", "completion")

    def for_page(self, on: date) -> "AssignmentQuerySet":
        return self.for_list(on).select_related("course__unit", "person__manager", "completion__person")


def is_covered(on: date, completion: str = "completion") -> Q:
    """Whether a completion is there and valid on the day."""
    never_ends = Q(**{f"{completion}__isnull": False, f"{completion}__valid_until": None})
    return never_ends | Q(**{f"{completion}__valid_until__gte": on})


def _number(rows: models.QuerySet) -> Coalesce:
    counted = rows.order_by().values("course").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


class OfAssignmentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "OfAssignmentQuerySet":
        """As the assignment is."""
        assignments = self.model._meta.get_field("assignment").related_model.objects.visible_to(user)
        return self.filter(Exists(assignments.filter(pk=OuterRef("assignment"))))


class CompletionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "CompletionQuerySet":
        return self.filter(whose_training(user))

    def valid(self, on: date) -> "CompletionQuerySet":
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on), completed_on__lte=on)

    def for_list(self) -> "CompletionQuerySet":
        return self.select_related("person__unit", "course")
