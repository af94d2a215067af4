"""Everything that reads suppliers, components and statements on continuity."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from assurance.querysets.readers import ASSURERS
from foundation.access import reach


class SupplierQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Officers, auditors and managers by unit, owners their own; never outsiders."""
        return self.filter(reach(user, *ASSURERS) | Q(owner=user.person_id, owner__isnull=False))

    def for_list(self) -> Self:
        return self.select_related("unit", "owner")


class ComponentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the reader's units, and those that a supplier of theirs delivers."""
        suppliers = self.model._meta.get_field("suppliers").related_model.objects
        own = suppliers.filter(components=OuterRef("pk"), owner=user.person_id, owner__isnull=False)
        return self.filter(reach(user, *ASSURERS) | Q(Exists(own)))

    def for_list(self) -> Self:
        return self.select_related("unit").prefetch_related("suppliers", "alternatives")


class StatementQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        suppliers = self.model._meta.get_field("supplier").related_model.objects.visible_to(user)
        return self.filter(supplier__in=suppliers)

    def for_list(self) -> Self:
        return self.select_related("supplier__unit", "recorded_by", "verified_by")
