"""Webhooks, the secrets they sign with, and what was sent to whom with which result."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.models.trail import Event
from foundation.rows import Row
from foundation.webhooks.querysets import TESTED, DeliveryQuerySet, SecretQuerySet, WebhookQuerySet


class Webhook(Row):
    """Another system that is told of events of some kinds in a unit; nothing leaves that its owner may not see.

    `after_event`: events up to this id are settled for it; deliveries are made of later ones only. `marks` holds the same
    for each of its kinds: what happened before a kind was approved is not told.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ACTIVE = "active", _("In operation")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Ended")

    name = models.CharField(_("name"), max_length=100)
    url = models.CharField(_("address"), max_length=500)
    kinds = models.JSONField(_("kinds of event"), default=list)
    unit = models.ForeignKey(
        "directory.Unit", on_delete=models.PROTECT, related_name="webhooks", verbose_name=_("unit")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="webhooks", verbose_name=_("owner")
    )
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED, editable=False)
    active_from = models.DateTimeField(null=True, editable=False)
    after_event = models.BigIntegerField(null=True, editable=False)
    marks = models.JSONField(default=dict, editable=False)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["proposed", "active", "paused", "ended"]), name="webhook_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["active", "paused"])
                | models.Q(active_from__isnull=False, after_event__isnull=False),
                name="a_webhook_in_operation_has_a_start",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=~models.Q(state="ended"),
                name="webhook_name_once",
                violation_error_message=_("There is a webhook of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("foundation:webhook", args=[self.uuid])


class WebhookSecret(Row):
    """What a receiver checks signatures with, sealed for this row. `until`: it is being replaced and signs until then."""

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="secrets")
    sealed = models.BinaryField()
    until = models.DateTimeField(null=True, editable=False)

    objects = SecretQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook"], condition=models.Q(until=None), name="one_present_secret_per_webhook"
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Delivery(Row):
    """One event for one webhook: waiting to be sent, or how that ended. Its id is the `webhook-id` of every try."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        WITHHELD = "withheld", _("Kept inside")
        DEAD = "dead", _("Given up")

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="deliveries")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    first_try_at = models.DateTimeField(null=True, editable=False)
    next_try_at = models.DateTimeField(editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    status = models.PositiveSmallIntegerField(null=True, editable=False)
    error = models.CharField(max_length=300, blank=True, editable=False)
    duration = models.DurationField(null=True, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event"], name="delivered_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "delivered", "withheld", "dead"]), name="delivery_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", finished_at=None)
                | (~models.Q(state="waiting") & models.Q(finished_at__isnull=False)),
                name="a_settled_delivery_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(state="waiting"), name="delivery_waiting"),
            models.Index(fields=["webhook", "state", "-finished_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.webhook}: {self.event.kind}"

    @property
    def is_test(self) -> bool:
        return self.event.kind == TESTED
