"""Everything that reads gates and what passed them."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Value, When

from assurance.querysets.readers import ASSURERS, INSIDE
from foundation.access import Role, granted, holds, reach

YEAR = timedelta(days=365)  # K-19 counts the decisions of so many days


def of_own_process(user: Any, path: str) -> Q:
    """The rows whose process, a process owner's, `user` owns or deputises for."""
    if user.person_id is None or not holds(user, Role.PO):
        return Q(pk__in=[])
    return Q(**{f"{path}__owner": user.person_id}) | Q(**{f"{path}__deputy": user.person_id})


class GateQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Gates are seen with their process."""
        own = of_own_process(user, "process")
        return self.filter(reach(user, *INSIDE, unit="process__unit") | own | granted(user, self.model))

    def for_list(self) -> Self:
        """With process and required controls, and `waiting`, how many subjects wait for a decision (two queries)."""
        waiting = Count("passes", filter=Q(passes__state="open"))
        near = self.select_related("process__area", "process__unit", "process__owner", "process__deputy")
        return near.prefetch_related("controls").annotate(waiting=waiting)


class GatePassQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Officers, auditors and managers by unit; who owns the process or opened it their own."""
        own = of_own_process(user, "gate__process") | Q(opened_by=user)
        return self.filter(reach(user, *ASSURERS, unit="gate__process__unit") | own)

    def proving_to(self, user: Any) -> Self:
        """Those through which `user` sees the evidence; managers see what is graded for them."""
        own = of_own_process(user, "gate__process") | Q(opened_by=user)
        return self.filter(reach(user, Role.CO, Role.LA, Role.AU, unit="gate__process__unit") | own)

    def waiting(self) -> Self:
        """Opened and not decided."""
        return self.filter(state="open")

    def decided_within_a_year(self, on: date) -> Self:
        """Decided in the last 365 days. Source: K-19."""
        return self.filter(decided_on__gt=on - YEAR, decided_on__lte=on)

    def with_standing(self, on: date) -> Self:
        """Adds `standing`: the state, and “expired” for a waiver whose last day is over; that is never stored."""
        over = When(state="waived", waiver_until__lt=on, then=Value("expired"))
        return self.annotate(standing=Case(over, default=F("state"), output_field=CharField()))

    def left_open(self) -> Self:
        """Waivers after which the same subject did not come to the gate again."""
        same = Q(version=OuterRef("version")) | Q(supplier=OuterRef("supplier"))
        same |= Q(kind=OuterRef("kind"), title=OuterRef("title"))
        later = self.model._default_manager.filter(same, gate=OuterRef("gate"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later), state="waived")

    def for_list(self) -> Self:
        return self.select_related(
            "gate__process__unit",
            "gate__process__area",
            "gate__process__owner",
            "decided_by",
            "opened_by",
            "waiver_asked_by",
            "waiver_approved_by",
            "supplier",
            "version__product",
        )
