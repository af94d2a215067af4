"""Everything that reads subscriptions and what was made; reads for people start at visible_to(user)."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from foundation.access import Role, reach

WATCHERS = (Role.ADM, Role.CO)


class SubscriptionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "SubscriptionQuerySet":
        """One's own, those that send to oneself, and to administrators and officers those of their units."""
        received = self.model.recipients.through.objects.filter(user=user).values("subscription")
        return self.filter(Q(owner=user) | Q(pk__in=received) | reach(user, *WATCHERS))

    def live(self) -> "SubscriptionQuerySet":
        return self.exclude(state="ended")

    def due(self, on: date) -> "SubscriptionQuerySet":
        return self.filter(state="active", next_on__lte=on)

    def orphaned(self) -> "SubscriptionQuerySet":
        """Those whose owner's account is closed."""
        return self.live().filter(owner__is_active=False)

    def for_list(self) -> "SubscriptionQuerySet":
        """With owner and unit, and `recipient_count`."""
        return self.select_related("owner", "unit").annotate(recipient_count=models.Count("recipients"))

    def for_page(self) -> "SubscriptionQuerySet":
        return self.for_list().select_related("unit__calendar")


class SendingQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "SendingQuerySet":
        """Whoever sees the subscription sees to whom it was sent."""
        subscriptions = self.model._meta.get_field("subscription").related_model.objects.visible_to(user)
        return self.filter(subscription__in=subscriptions)

    def for_list(self) -> "SendingQuerySet":
        return self.select_related("recipient", "job").order_by("-due_on", "recipient__name", "pk")


def made_for(user: Any, jobs: models.QuerySet) -> models.QuerySet:
    """Of the jobs those that make reports and `user` may know of: one's own, those one's subscriptions sent, and to
    administrators and officers those of people of their units. Their files stay with whom they were made for.
    """
    seen = Q(owner=user) | Q(sending__subscription__owner=user) | reach(user, *WATCHERS, unit="owner__person__unit")
    named = models.F("sending__subscription__title")
    return jobs.filter(seen, kind__startswith="report.").select_related("owner").annotate(sent_by=named)
