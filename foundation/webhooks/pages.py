"""What the page of a webhook shows, gathered in few queries; nothing here writes."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest

from foundation.access import permits
from foundation.directory.models import User
from foundation.models.webhooks import Delivery, Webhook, WebhookSecret
from foundation.permissions import MANAGE_WEBHOOKS
from foundation.steps import moves_of
from foundation.stories import story_of
from foundation.webhooks import kinds
from foundation.webhooks.lists import DeliveryList

State = Webhook.State


def page_of(webhook: Webhook, request: HttpRequest, *, user: User, on: date, now: datetime) -> dict[str, Any]:
    """The webhook with its steps, its secrets as far as they can be shown, its deliveries and its story."""
    table = DeliveryList(request, Delivery.objects.filter(webhook=webhook).for_list())
    manages = permits(user, MANAGE_WEBHOOKS, webhook) and webhook.state != State.ENDED
    return {
        **story_of(webhook, actor=user),
        "webhook": webhook,
        "list": table,
        "test_is_on_its_way": any(row.is_test and row.state == Delivery.State.WAITING for row in table.rows),
        "kinds": kinds.in_words(webhook.kinds),
        "secrets": list(WebhookSecret.objects.live(now).filter(webhook=webhook)),
        "moves": moves_of(webhook, actor=user, on=on),
        "manages": manages,
        "may_test": manages and webhook.state != State.PROPOSED,
    }
