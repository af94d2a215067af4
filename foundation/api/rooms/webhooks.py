"""Webhooks and what they sent: the doors of their pages. Secrets are told once, to a person who confirmed who they are."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import AccountNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today
from foundation.lists import RowFilter
from foundation.models.webhooks import Delivery, Webhook
from foundation.permissions import MANAGE_WEBHOOKS
from foundation.webhooks import actions
from foundation.webhooks.forms import WebhookForm
from foundation.webhooks.lists import DeliveryFilter, DeliveryList, WebhookList
from foundation.webhooks.workflow import WEBHOOK


class WebhookSerializer(serializers.ModelSerializer):
    """Another system that is told of events; `kinds` as they were chosen, `finding.*` for a whole family."""

    unit = UnitNameSerializer()
    owner = AccountNameSerializer()
    kinds = serializers.ListField(child=serializers.CharField())
    delivered_at = serializers.DateTimeField(default=None, allow_null=True)
    dead_count = serializers.IntegerField(default=0)

    class Meta:
        model = Webhook
        fields = [
            "uuid", "name", "url", "kinds", "unit", "owner", "state", "active_from", "delivered_at", "dead_count",
        ]  # fmt: skip


class NewSecretSerializer(WebhookSerializer):
    """A webhook with the secret it got just now. It is told this once: the same call sent again finds it null."""

    secret = serializers.CharField(allow_null=True)

    class Meta(WebhookSerializer.Meta):
        fields = [*WebhookSerializer.Meta.fields, "secret"]


class SentAgainSerializer(serializers.Serializer):
    """How many deliveries start over."""

    count = serializers.IntegerField()


@with_steps(WEBHOOK)
class Webhooks(Told, Collection):
    """Webhooks of one's units, and those that tell in one's own name."""

    noun = tag = "webhook"
    model, shows, table = Webhook, WebhookSerializer, WebhookList
    confirmed = ("create", "secret", "old_secret")

    def listed(self) -> QuerySet[Any]:
        return Webhook.objects.visible_to(self.person).for_page()

    @writes(body_of(WebhookForm, "Webhook"), gives=NewSecretSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Propose one, in person; a compliance officer decides. The answer tells its secret, once."""
        require(self.person, MANAGE_WEBHOOKS)
        given = self.cleaned(lambda *sent: WebhookForm(*sent, actor=self.person, on=today()))
        made = actions.add_webhook(actor=self.person, on=today(), **given)
        return self.once(made.webhook, status=201, secret=made.secret)

    def to_manage(self, uuid: UUID) -> Webhook:
        row = self.to_change(uuid)
        require(self.person, MANAGE_WEBHOOKS, row)
        return row

    @act("secret", gives=NewSecretSerializer)
    def secret(self, request: Request, uuid: UUID) -> Response:
        """Replace the secret, in person. The answer tells the new one, once; for a day both sign."""
        made = actions.replace_webhook_secret(actor=self.person, webhook=self.to_manage(uuid))
        return self.once(made.webhook, secret=made.secret)

    @act("old-secret", gives=WebhookSerializer)
    def old_secret(self, request: Request, uuid: UUID) -> Response:
        """End the old secret of a replacement at once, in person."""
        return self.after(actions.drop_old_secret(actor=self.person, webhook=self.to_manage(uuid)))

    @act("test", gives=WebhookSerializer)
    def test(self, request: Request, uuid: UUID) -> Response:
        """Send a test message; what the receiver answers stands among the deliveries."""
        row = self.to_manage(uuid)
        actions.send_test(actor=self.person, webhook=row)
        return self.after(row)

    @act("again", gives=SentAgainSerializer)
    def again(self, request: Request, uuid: UUID) -> Response:
        """Send everything again that was given up."""
        count = actions.send_again(actor=self.person, webhook=self.to_manage(uuid))
        return Response(SentAgainSerializer({"count": count}).data)


class WebhookNameSerializer(serializers.Serializer):
    """A webhook."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()


class DeliverySerializer(serializers.ModelSerializer):
    """One event for one webhook and how far it came; its uuid is the `webhook-id` of every try."""

    webhook = WebhookNameSerializer()
    kind = serializers.CharField(source="event.kind")
    at = serializers.DateTimeField(source="event.at")
    seconds = serializers.SerializerMethodField()

    class Meta:
        model = Delivery
        fields = [
            "uuid", "webhook", "kind", "at", "state", "tries", "first_try_at", "next_try_at", "finished_at", "status",
            "error", "seconds",
        ]  # fmt: skip

    def get_seconds(self, delivery: Delivery) -> float | None:
        return None if delivery.duration is None else delivery.duration.total_seconds()


def webhooks(request: HttpRequest | None) -> QuerySet[Webhook]:
    """The webhooks that the reader sees."""
    return Webhook.objects.visible_to(request.user) if request else Webhook.objects.none()


class DeliveryFilters(DeliveryFilter):
    webhook = RowFilter(queryset=webhooks, to_field_name="uuid", label=_("Webhook"))


class DeliveriesList(DeliveryList):
    filterset = DeliveryFilters


class Deliveries(Collection):
    """What webhooks sent, and what waits."""

    noun = tag = "delivery"
    model, shows, table = Delivery, DeliverySerializer, DeliveriesList

    def listed(self) -> QuerySet[Any]:
        return Delivery.objects.visible_to(self.person).for_list()

    @act("again", gives=DeliverySerializer)
    def again(self, request: Request, uuid: UUID) -> Response:
        """Send it again; whether it may leave is asked anew."""
        row = self.to_change(uuid)
        require(self.person, MANAGE_WEBHOOKS, row.webhook)
        actions.send_again(actor=self.person, webhook=row.webhook, delivery=row)
        return self.after(row)
