"""Everything that reads who may audit: qualifications and declared conflicts."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Q, Value, When

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
