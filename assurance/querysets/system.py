"""Everything that reads the scope statement and the governance of assurance."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

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

    def for_list(self) -> Self:
        return self.select_related("unit", "author", "approved_by")


class GovernanceRoleQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who governs assurance is no secret inside."""
        return self if holds(user, *INSIDE) else self.filter(granted(user, self.model))

    def on(self, day: date) -> Self:
        """Those held on a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)

    def reaching(self, day: date) -> Self:
        """Those held on a day or after it."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day))

    def for_list(self) -> Self:
        return self.select_related("unit", "person")
