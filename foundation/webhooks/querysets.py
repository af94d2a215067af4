"""Everything that reads webhooks, their secrets and deliveries; reads for people start at visible_to(user)."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from foundation.access import Role, reach

TESTED = "webhook.tested"
SETTLED = ("delivered", "withheld", "dead")


class WebhookQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "WebhookQuerySet":
        """Administrators and compliance officers by unit, and whoever answers for what it tells."""
        return self.filter(reach(user, Role.ADM, Role.CO) | Q(owner=user, owner__is_active=True))

    def listening(self) -> "WebhookQuerySet":
        """Those for which deliveries are made: while one is paused they wait."""
        return self.filter(state__in=["active", "paused"])

    def for_list(self) -> "WebhookQuerySet":
        """Adds `delivered_at`, the last success, and `dead_count`, what was given up, tests aside."""
        deliveries = self.model._meta.get_field("deliveries").related_model.objects.filter(webhook=OuterRef("pk"))
        delivered = deliveries.filter(state="delivered").order_by("-finished_at").values("finished_at")[:1]
        dead = deliveries.filter(state="dead").exclude(event__kind=TESTED).order_by().values("webhook")
        return self.select_related("unit", "owner").annotate(
            delivered_at=Subquery(delivered),
            dead_count=Coalesce(Subquery(dead.annotate(count=Count("pk")).values("count")), 0),
        )

    def for_page(self) -> "WebhookQuerySet":
        return self.for_list().select_related("unit__calendar")


class SecretQuerySet(models.QuerySet):
    def live(self, now: datetime) -> "SecretQuerySet":
        """Those that sign at `now`, the newest first."""
        return self.filter(Q(until=None) | Q(until__gt=now)).order_by("-pk")


class DeliveryQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "DeliveryQuerySet":
        webhooks = self.model._meta.get_field("webhook").related_model.objects.visible_to(user)
        return self.filter(webhook__in=webhooks)

    def due(self, now: datetime) -> "DeliveryQuerySet":
        """Waiting, to be tried now, of a webhook in operation; a paused one sends what was asked as a test only."""
        sending = Q(webhook__state="active") | Q(webhook__state="paused", event__kind=TESTED)
        return self.filter(sending, state="waiting", next_try_at__lte=now)

    def settled(self) -> "DeliveryQuerySet":
        return self.filter(state__in=SETTLED)

    def for_list(self) -> "DeliveryQuerySet":
        return self.select_related("event__subject_type", "webhook__unit")
