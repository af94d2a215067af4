"""Everything that reads gates and what passed them."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from assurance.querysets.readers import ASSURERS, INSIDE
from foundation.access import granted, reach


class GateQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Gates are seen with their process."""
        own = Q(process__owner=user.person_id, process__owner__isnull=False)
        return self.filter(reach(user, *INSIDE, unit="process__unit") | own | granted(user, self.model))

    def for_list(self) -> Self:
        return self.select_related("process__area", "process__unit", "process__owner").prefetch_related("controls")


class GatePassQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Officers, auditors and managers by unit; who owns the process or opened it their own."""
        me = user.person_id
        own = Q(gate__process__owner=me) | Q(gate__process__deputy=me) if me is not None else Q(pk__in=[])
        return self.filter(reach(user, *ASSURERS, unit="gate__process__unit") | own | Q(opened_by=user))

    def for_list(self) -> Self:
        return self.select_related(
            "gate__process__unit", "gate__process__area", "decided_by", "supplier", "version__product"
        )
