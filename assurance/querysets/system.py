"""Everything that reads the scope statement and the governance of assurance."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from assurance.querysets.readers import INSIDE
from foundation.access import Role, granted, holds, reach


class ScopeStatementQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """What was approved is read by everyone inside; what is being written by officers and its author."""
        if not holds(user, *INSIDE):
            return self.filter(granted(user, self.model), state__in=["approved", "superseded"])
        return self.filter(Q(state__in=["approved", "superseded"]) | Q(author=user) | reach(user, Role.CO, Role.MGR))

    def in_force(self) -> Self:
        return self.filter(state="approved")

    def in_work(self) -> Self:
        return self.filter(state__in=["draft", "in_review"])

    def before(self, row: models.Model) -> Self:
        """The versions of the same unit that came before a version, the latest first."""
        return self.filter(unit=row.unit_id, number__lt=row.number).order_by("-number")  # type: ignore[attr-defined]

    def for_list(self) -> Self:
        return self.select_related("unit", "author", "approved_by")


class GovernanceRoleQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who governs assurance is no secret inside."""
        return self if holds(user, *INSIDE) else self.filter(granted(user, self.model))

    def on(self, day: date) -> Self:
        """Those held on a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)

    def since(self, day: date, until: date | None = None) -> Self:
        """Those held on any day of a span; without a last day it has no end."""
        rows = self.filter(Q(until_on=None) | Q(until_on__gte=day))
        return rows if until is None else rows.filter(from_on__lte=until)

    def for_list(self, on: date) -> Self:
        """Adds `is_gone`: whether who holds the seat does not work here any more on a day."""
        people = self.model._meta.get_field("person").related_model.objects.active(on)
        return self.select_related("unit", "person").annotate(is_gone=~Exists(people.filter(pk=OuterRef("person"))))
