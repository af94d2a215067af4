"""Everything that reads gates and what passed them."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Case, CharField, Count, F, Max, Q, Value, When

from assurance.querysets.readers import ASSURERS, INSIDE
from foundation.access import Role, granted, reach

LOOKED_BACK = timedelta(days=365)


def _answered_by(user: Any, to: str) -> Q:
    """Rows of a process that a person owns or deputises for; `to` leads to the process."""
    me = user.person_id
    return Q(pk__in=[]) if me is None else Q(**{f"{to}owner": me}) | Q(**{f"{to}deputy": me})


class GateQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Gates are seen with their process."""
        own = _answered_by(user, "process__")
        return self.filter(reach(user, *INSIDE, unit="process__unit") | own | granted(user, self.model))

    def for_list(self) -> Self:
        """Adds `open_count`, what waits there, and `last_decided`."""
        waiting = Count("passes", filter=Q(passes__state="open"), distinct=True)
        rows = self.annotate(open_count=waiting, last_decided=Max("passes__decided_on"))
        return rows.select_related("process__area", "process__unit", "process__owner").prefetch_related("controls")


class GatePassQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Officers, auditors and managers by unit; who answers for the process or opened it their own."""
        own = _answered_by(user, "gate__process__")
        return self.filter(reach(user, *ASSURERS, unit="gate__process__unit") | own | Q(opened_by=user))

    def proving_to(self, user: Any) -> Self:
        """Those through which `user` sees evidence: officers and auditors by unit, and who answers for the process."""
        able = reach(user, Role.CO, Role.LA, Role.AU, unit="gate__process__unit")
        return self.filter(able | _answered_by(user, "gate__process__"))

    def undecided(self) -> Self:
        return self.filter(state="open")

    def decided_lately(self, on: date) -> Self:
        """Decided in the 365 days up to a day. Source: K-19."""
        return self.exclude(state="open").filter(decided_on__gt=on - LOOKED_BACK, decided_on__lte=on)

    def waived(self) -> Self:
        return self.filter(state="waived")

    def expired(self, on: date) -> Self:
        """Waivers whose last day is past; it follows and is never stored."""
        return self.waived().filter(waiver_until__lt=on)

    def with_standing(self, on: date) -> Self:
        """Adds `standing`: the state, or `expired` for a waiver whose last day is past."""
        gone = When(state="waived", waiver_until__lt=on, then=Value("expired"))
        return self.annotate(standing=Case(gone, default=F("state"), output_field=CharField()))

    def for_list(self) -> Self:
        return self.select_related(
            "gate__process__unit",
            "gate__process__area",
            "gate__process__owner",
            "gate__process__deputy",
            "opened_by",
            "decided_by",
            "waiver_asked_by",
            "waiver_approved_by",
            "supplier",
            "version__product",
        )
