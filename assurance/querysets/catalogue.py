"""Everything that reads frameworks, requirements and controls; reads for people start at visible_to(user)."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat

from assurance.querysets.readers import ASSURERS, INSIDE
from foundation.access import Role, granted, holds, reach


class FrameworkQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "FrameworkQuerySet":
        """Frameworks belong to no unit: everyone inside sees them, outsiders what was granted."""
        return self if holds(user, *INSIDE) else self.filter(granted(user, self.model))

    def for_list(self) -> "FrameworkQuerySet":
        """Adds `assessable_count` and `succeeded_by`, the edition that took its place; editions of a title stand together."""
        later = self.model.objects.filter(predecessor=OuterRef("pk"), published_on__isnull=False)
        return self.annotate(
            assessable_count=Count("requirements", filter=Q(requirements__assessable=True)),
            succeeded_by=Subquery(later.annotate(name=Concat("title", Value(":"), "edition")).values("name")[:1]),
        ).order_by("title", "edition")

    def in_force(self, on: date) -> "FrameworkQuerySet":
        """Editions in use that one may audit against: neither withdrawn nor, without a stated last day, superseded."""
        later = self.model.objects.filter(predecessor=OuterRef("pk"), published_on__lte=on, active=True)
        return self.filter(active=True).exclude(withdrawn_on__lte=on).exclude(Q(withdrawn_on=None) & Exists(later))


class FrameworkImportQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "FrameworkImportQuerySet":
        """Who may load frameworks sees what was read for them."""
        return self if holds(user, Role.CO, Role.ADM) else self.none()

    def waiting(self) -> "FrameworkImportQuerySet":
        return self.filter(state="read")


class RequirementQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "RequirementQuerySet":
        return self if holds(user, *INSIDE) else self.filter(granted(user, self.model))

    def assessable(self) -> "RequirementQuerySet":
        return self.filter(assessable=True)

    def with_controls(self) -> "RequirementQuerySet":
        """Adds `control_count`, of controls that are not retired."""
        live = ~Q(controls__state="retired") & Q(controls__isnull=False)
        return self.annotate(control_count=Count("controls", filter=live, distinct=True))

    def searched(self, words: str) -> "RequirementQuerySet":
        """Those whose reference starts with the words or whose title holds them; all for none."""
        return self.filter(Q(ref__istartswith=words) | Q(title__icontains=words)) if words else self.all()

    def related_to(self, requirement: models.Model) -> "RequirementQuerySet":
        """Requirements of other frameworks that map onto this one, either way round."""
        mapped = Q(mappings__b=requirement) | Q(mapped_from__a=requirement)
        return self.filter(mapped).select_related("framework").order_by("framework__title", "order").distinct()


class ControlQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ControlQuerySet":
        return self.filter(
            reach(user, *ASSURERS) | Q(owner=user.person_id, owner__isnull=False) | granted(user, self.model)
        )

    def proving_to(self, user: Any) -> "ControlQuerySet":
        """Controls through which `user` sees the evidence: officers, auditors, owners; managers see what is graded for them."""
        return self.filter(reach(user, Role.CO, Role.LA, Role.AU) | Q(owner=user.person_id, owner__isnull=False))

    def to_choose_for(self, user: Any, unit: Any) -> "ControlQuerySet":
        """Those that `user` sees, and those of a unit and of the units above it, which are meant for everything below."""
        above = [unit.path[:end] for end, letter in enumerate(unit.path, start=1) if letter == "/"]
        return self.filter(Q(pk__in=self.visible_to(user).values("pk")) | Q(unit__path__in=above))

    def running(self) -> "ControlQuerySet":
        """Not retired."""
        return self.exclude(state="retired")

    def unguided(self) -> "ControlQuerySet":
        """Those that no document in effect guides: they count as no control. Source: M-07."""
        guided = self.model._meta.get_field("guidance").remote_field.through.objects.filter(control=OuterRef("pk"))
        return self.filter(~Exists(guided.filter(document__versions__state="effective")))

    def for_list(self) -> "ControlQuerySet":
        return self.select_related("unit", "owner").prefetch_related("requirements")
