"""Everything that reads the integration matrix; the status of a cell is worked out in one SQL statement."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from assurance.querysets.readers import ASSURERS
from foundation.access import granted, reach


class CellQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Officers, auditors and managers by unit; owners of the process, the control or the cell their own."""
        me = user.person_id
        mine = Q(process__owner=me) | Q(process__deputy=me) | Q(control__owner=me) | Q(owner=me)
        own = mine if me is not None else Q(pk__in=[])
        return self.filter(reach(user, *ASSURERS, unit="process__unit") | own | granted(user, self.model))

    def lacking_proof(self, on: date) -> Self:
        """Applicable ones of running processes, with a control that operates, that nothing proves on a day."""
        runs = Q(applicable=True, process__state="active", control__state="operating")
        return self.filter(runs).filter(Q(fresh_until=None) | Q(fresh_until__lt=on))

    def for_list(self) -> Self:
        return self.select_related(
            "process__area", "process__unit", "process__owner", "requirement", "control__owner", "owner"
        )
