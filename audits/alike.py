"""Which findings are like one another: what repeats, and what failed in other units too. Source: K-14."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Case, Q, When

from foundation.dates import add_months

REPEAT_MONTHS = 24


class AlikeQuerySet(models.QuerySet):
    """The part of a queryset of findings that compares them."""

    def recent(self, *, on: date) -> Self:
        """Nonconformities issued in the last 24 months and not void."""
        since = add_months(on, -REPEAT_MONTHS)
        issued = self.filter(type__in=["major", "minor"], issued_on__gte=since)
        return issued.exclude(state__in=["draft", "void"])

    def repeatable(self, requirement: Any, *, areas: Iterable[int], on: date) -> Self:
        """What a new finding may repeat: of the requirement's family, in an area, in the last 24 months. Source: K-14.

        Those against the requirement itself come first, then the newest. A family is what the framework calls one,
        or a clause with those under it.
        """
        related = Q(requirement=requirement) | Q(requirement__parent=requirement)
        if requirement.parent_id is not None:
            related |= Q(requirement=requirement.parent_id) | Q(requirement__parent=requirement.parent_id)
        if requirement.family:
            related |= Q(requirement__framework=requirement.framework_id, requirement__family=requirement.family)
        exact = Case(When(requirement=requirement, then=0), default=1, output_field=models.IntegerField())
        found = self.recent(on=on).filter(related, process__area__in=list(areas))
        return found.order_by(exact, "-issued_on", "-pk")

    def alike(self, finding: Any, category: str, *, on: date) -> Self:
        """Recent nonconformities of other units with its requirement, or with a cause of the category, the newest first."""
        same = Q(requirement=finding.requirement_id) if finding.requirement_id else Q(pk__in=[])
        if category:
            same |= Q(cause__category=category)
        return self.recent(on=on).filter(same).exclude(unit=finding.unit_id).order_by("-issued_on", "-pk")
