"""Everything that reads who may audit: qualifications and declared conflicts."""

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from audits.querysets import BEFORE_OPENING, on_the_team
from foundation.access import Role, reach

EXPIRING_DAYS = 90  # before its end a qualification is called expiring
MANAGERS = (Role.PM, Role.CO)


class QualificationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "QualificationQuerySet":
        """Who plans and audits, by the unit of the person; everybody their own."""
        own = Q(person=user.person_id, person__isnull=False)
        return self.filter(reach(user, *MANAGERS, Role.LA, Role.AU, unit="person__unit") | own)

    def leading(self) -> "QualificationQuerySet":
        return self.filter(grade="lead")

    def with_standing(self, on: date) -> "QualificationQuerySet":
        """Adds `standing`: future, valid, expiring (its end is 90 days away or less) or expired."""
        soon = on + timedelta(days=EXPIRING_DAYS)
        return self.annotate(
            standing=Case(
                When(valid_until__lt=on, then=Value("expired")),
                When(valid_from__gt=on, then=Value("future")),
                When(valid_until__lte=soon, then=Value("expiring")),
                default=Value("valid"),
                output_field=models.CharField(),
            )
        )

    def for_list(self, on: date) -> "QualificationQuerySet":
        return self.with_standing(on).select_related("person__unit", "framework", "evidence")


class ConflictQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ConflictQuerySet":
        """Whom it binds, and who decides on it; nobody else reads about families and money."""
        own = Q(person=user.person_id, person__isnull=False)
        return self.filter(reach(user, *MANAGERS, unit="person__unit") | own)

    def standing(self) -> "ConflictQuerySet":
        """Those that bar: what waits for a decision counts until it is dismissed."""
        return self.exclude(decision="dismissed")

    def for_list(self) -> "ConflictQuerySet":
        objects = ("process__unit", "unit", "supplier", "other")
        return self.select_related("person__unit", "decided_by", *objects).order_by("-from_on", "-pk")


class SeatQuerySet(models.QuerySet):
    """What is said about a seat is read by whoever sees the audit."""

    def visible_to(self, user: Any) -> "SeatQuerySet":
        audits = apps.get_model("audits", "Audit").objects.visible_to(user)
        return self.filter(Exists(audits.filter(pk=OuterRef("audit"))))


class ExceptionQuerySet(SeatQuerySet):
    def with_people(self) -> list[Any]:
        """The rows with their four people, in two queries: a database plans four joins to one table badly while it is new."""
        rows, parts = list(self), ("person", "second_auditor", "asked_by", "approved_by")
        people = apps.get_model("directory", "Person").objects.in_bulk(
            {getattr(row, f"{part}_id") for row in rows for part in parts}
        )
        for row in rows:
            for part in parts:
                setattr(row, part, people[getattr(row, f"{part}_id")])
        return rows


class ObjectionQuerySet(SeatQuerySet):
    def open(self) -> "ObjectionQuerySet":
        return self.filter(decision="waiting")

    def against_the_lead(self) -> "ObjectionQuerySet":
        """Upheld ones to whoever leads the audit now."""
        return self.filter(decision="upheld", person=F("audit__lead"))

    def for_list(self) -> "ObjectionQuerySet":
        return self.select_related("audit", "person", "raised_by", "decided_by")


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "SessionQuerySet":
        """The plan of an audit one sees: for the team and officers at once, for the audited when it was sent, or it opened."""
        told = Q(audit__plan_sent_on__isnull=False) | ~Q(audit__state__in=BEFORE_OPENING)
        inner = Q(on_the_team(user, "audit")) | reach(user, Role.CO, Role.PM, unit="audit__unit")
        audits = apps.get_model("audits", "Audit").objects.visible_to(user)
        return self.filter(Exists(audits.filter(pk=OuterRef("audit"))), inner | told)

    def live(self) -> "SessionQuerySet":
        return self.filter(cancelled_on=None)

    def for_list(self) -> "SessionQuerySet":
        return self.select_related("audit__unit", "auditor").order_by("day", "starts", "pk")


class FeedQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "FeedQuerySet":
        return self.filter(user=user)

    def live(self) -> "FeedQuerySet":
        return self.filter(revoked_at=None, user__is_active=True)
