"""Findings as they stood on a day, from their dates; of the present day this says what their states say.

What has no date of its own is told as it is now: the type of a finding, its owner, and that it was reopened.
"""

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from audits.alike import AlikeQuerySet
from audits.querysets.terms import OPEN_FINDING
from foundation.clock import today
from foundation.models.work import Due


class AsOfQuerySet(AlikeQuerySet):
    """The part of a queryset of findings that looks back."""

    def open_on(self, on: date) -> Self:
        """Issued by the end of a day, not at an end by then, and their risk not accepted."""
        later = self._acceptances().filter(accepted_on__gt=on)
        was_open = Q(state__in=OPEN_FINDING) | Q(closed_on__gt=on) | (Q(state="risk_accepted") & Q(Exists(later)))
        return self.filter(was_open, issued_on__lte=on).exclude(state__in=("draft", "void")).not_carried_on(on)

    def not_carried_on(self, on: date) -> Self:
        """Those whose risk nobody carried on a day."""
        return self.filter(~Exists(self._carried(on)))

    def carried_on(self, on: date) -> Self:
        """Those whose risk a manager carried on a day, with `accepted_until`; shown beside what is overdue. Source: K-08."""
        carried = self._carried(on)
        rows = self.exclude(state__in=("draft", "void")).filter(Exists(carried))
        return rows.annotate(accepted_until=Subquery(carried.values("expires_on")[:1])).order_by(
            "accepted_until", "ref"
        )

    def with_due_on(self, on: date) -> Self:
        """Adds `next_due_on` and `next_due_step`: the earliest date that had been issued by a day and was not met on it.

        A date that was moved later is told as it was before. Of the present day it is the one the database keeps.
        """
        if on >= today():
            return self.annotate(next_due_on=F("first_due_on"), next_due_step=F("first_due_step"))
        dues = self._dues(on).order_by("stood_on", "pk")
        return self.annotate(
            next_due_on=Subquery(dues.values("stood_on")[:1]), next_due_step=Subquery(dues.values("step")[:1])
        )

    def overdue_on(self, on: date) -> Self:
        return self.open_on(on).with_due_on(on).filter(next_due_on__lt=on)

    def _acceptances(self) -> QuerySet[Any]:
        return apps.get_model("audits", "RiskAcceptance").objects.filter(finding=OuterRef("pk"))

    def _carried(self, on: date) -> QuerySet[Any]:
        running = Q(ended_on=None) | Q(ended_on__gt=on)
        return self._acceptances().filter(running, accepted_on__lte=on).order_by("-accepted_on")

    def _dues(self, on: date) -> QuerySet[Any]:
        moved = apps.get_model("audits", "Extension").objects.filter(
            finding__uuid=OuterRef("subject_uuid"), step=OuterRef("step"), granted_on__gt=on
        )
        issued = Due.objects.about_any(self.model, OuterRef("uuid")).filter(anchor__lte=on)
        unmet = issued.filter(Q(met_on=None) | Q(met_on__gt=on))
        before = Subquery(moved.order_by("granted_on", "pk").values("from_on")[:1])
        return unmet.annotate(stood_on=Coalesce(before, F("due_on")))
