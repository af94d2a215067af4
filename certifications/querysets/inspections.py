"""Reads of inspections, of inspectors' authorisations, of delivery services and of what laboratories found."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When

from foundation.access import Role, granted, reach

READERS = (Role.CO, Role.LA, Role.AU, Role.MGR, Role.CHOST)
AHEAD = ("requested", "scheduled")
RUNNING = ("in_progress", "paused")


class DeliveryServiceQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "DeliveryServiceQuerySet":
        """Who works with inspections, by unit, and owners their own."""
        return self.filter(reach(user, *READERS) | Q(owner=user.person_id, owner__isnull=False))

    def for_list(self) -> "DeliveryServiceQuerySet":
        """With `inspection_count`."""
        return self.select_related("unit", "owner").annotate(inspection_count=Count("inspections", distinct=True))


class AuthorisationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "AuthorisationQuerySet":
        """Who works with inspections, by unit; nobody outside."""
        return self.filter(reach(user, *READERS))

    def to_verify(self) -> "AuthorisationQuerySet":
        return self.filter(state="received")

    def to_begin(self, *, on: date) -> "AuthorisationQuerySet":
        """Verified, and its first day has come."""
        return self.filter(state="verified", valid_from__lte=on, valid_until__gte=on)

    def to_end(self, *, on: date) -> "AuthorisationQuerySet":
        """Its last day is over."""
        return self.filter(state__in=["verified", "active"], valid_until__lt=on)

    def unfit(self, *, on: date) -> "AuthorisationQuerySet":
        """Under which nobody may inspect on a day."""
        return self.exclude(state="active", valid_from__lte=on, valid_until__gte=on)

    def for_choice(self) -> "AuthorisationQuerySet":
        """Those that inspections may name, with what they cover."""
        chosen = self.filter(state__in=["verified", "active"]).select_related("authority", "nda")
        return chosen.prefetch_related("products", "services", "sites")

    def for_list(self) -> "AuthorisationQuerySet":
        """What waits for somebody first, then what holds, then what is over."""
        turn = Case(When(state="received", then=0), When(state__in=["verified", "active"], then=1), default=2)
        return self.select_related("unit", "authority", "account", "checked_by", "confirmed_by").annotate(turn=turn)

    def for_page(self) -> "AuthorisationQuerySet":
        rows = self.for_list().select_related("letter__evidence", "nda__evidence")
        return rows.prefetch_related("products", "services", "sites")


class InspectionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "InspectionQuerySet":
        """Who works with inspections and counsel, by unit; owners of what is inspected; outsiders what was granted."""
        owned = Q(pk__in=[])
        if user.person_id is not None:
            owned = Q(build__version__product__owner=user.person_id) | Q(service__owner=user.person_id)
        opened = granted(user, self.model, grading="audit__grading")
        return self.filter(reach(user, *READERS, Role.LEG) | owned | opened)

    def running_with(self, authorisation: models.Model) -> "InspectionQuerySet":
        """In the house on the authorisation."""
        return self.filter(state="in_progress", inspectors=authorisation)

    def ahead_with(self, authorisation: models.Model) -> "InspectionQuerySet":
        """Scheduled with somebody who may no longer come."""
        return self.filter(state="scheduled", inspectors=authorisation)

    def without_right(self, *, on: date) -> "InspectionQuerySet":
        """In progress with somebody whose authorisation does not hold on a day."""
        inspectors = self.model._meta.get_field("inspectors").related_model.objects
        return self.filter(Exists(inspectors.unfit(on=on).filter(inspections=OuterRef("pk"))), state="in_progress")

    def awaiting_result(self) -> "InspectionQuerySet":
        return self.filter(state="result_pending")

    def with_conditions(self) -> "InspectionQuerySet":
        """Those whose conditions have a day."""
        return self.filter(state="completed", result="conditions", conditions_due_on__isnull=False)

    def of_builds(self, builds: Any) -> "InspectionQuerySet":
        """Of some builds, not taken back, the latest first."""
        rows = self.filter(build__in=builds).exclude(state__in=["withdrawn", "refused"])
        return rows.order_by("build", "-resulted_on", "-first_day", "-pk")

    def for_list(self) -> "InspectionQuerySet":
        """With what a line tells: what is in the house first, then what waits, then what is over."""
        turn = Case(
            When(state__in=RUNNING, then=0),
            When(state="result_pending", then=1),
            When(state__in=AHEAD, then=2),
            default=Value(3),
        )
        near = ("unit", "authority", "site", "centre", "service", "build__version__product__unit")
        return self.select_related(*near).annotate(turn=turn, inspector_count=Count("inspectors", distinct=True))

    def for_page(self) -> "InspectionQuerySet":
        return self.for_list().select_related("audit", "host", "result_letter__evidence")


class ConformityQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ConformityQuerySet":
        """Whoever sees the version."""
        versions = self.model._meta.get_field("version").related_model.objects.visible_to(user)
        return self.filter(version__in=versions.values("pk"))

    def holding(self, *, on: date) -> "ConformityQuerySet":
        """Passed, and not run out on a day."""
        passed = self.filter(result__in=["pass", "conditions"], evaluated_on__lte=on)
        return passed.filter(Q(valid_until=None) | Q(valid_until__gte=on))

    def for_list(self) -> "ConformityQuerySet":
        return self.select_related("version__product__unit", "scheme", "laboratory", "report__evidence")
