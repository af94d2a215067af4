"""When a receiver is given up: several messages in a row that nobody took, or an answer that it is gone for good."""

from django.utils.translation import gettext as _

from foundation.access import Role, robot
from foundation.clock import today
from foundation.directory.models import User
from foundation.models.webhooks import Delivery, Webhook
from foundation.refusals import Conflict
from foundation.webhooks.querysets import TESTED
from foundation.webhooks.workflow import WEBHOOK

DEAD_IN_A_ROW = 5


def judge(webhook: Webhook) -> bool:
    """Pauses the webhook when its last messages were all given up since it was last put into operation."""
    ended = Delivery.objects.filter(
        webhook=webhook, state__in=[Delivery.State.DELIVERED, Delivery.State.DEAD], finished_at__gt=webhook.active_from
    ).exclude(event__kind=TESTED)
    last = list(ended.order_by("-finished_at", "-pk").values_list("state", flat=True)[:DEAD_IN_A_ROW])
    if len(last) < DEAD_IN_A_ROW or set(last) != {Delivery.State.DEAD}:
        return False
    return _pause(webhook, _("Its last %(count)d messages were given up.") % {"count": DEAD_IN_A_ROW})


def gone(webhook: Webhook) -> bool:
    """Pauses the webhook because its receiver answered that it is gone (410)."""
    return _pause(webhook, _("The receiver answers that it is gone (410)."))


def _pause(webhook: Webhook, why: str) -> bool:
    """Pauses as scheduled work, and tells the owner and the administrators; False when somebody was faster."""
    on = today(webhook.unit)
    told = [webhook.owner, *User.objects.holding(Role.ADM, webhook.unit, on)]
    try:
        WEBHOOK.move(webhook, "give_up", actor=robot(), on=on, reason=why, notify=told)
    except Conflict:
        return False
    return True
