"""The clock of subscriptions: what is due is sent once a day, and those of closed accounts end."""

from datetime import date
from typing import Any

from foundation.access import robot
from foundation.models.subscriptions import Subscription
from foundation.subscriptions.actions import lapse_subscription, send_subscription
from foundation.sweeps import each, rule


@rule("subscriptions.send", replays=False)
def sweep_subscriptions(*, on: date, zone: str) -> dict[str, Any]:
    """Ends what nobody owns any longer, then sends what is due; after missed nights once, for the newest day."""
    rows = Subscription.objects.filter(unit__zone=zone).select_related("owner", "unit__calendar")

    def lapse(pk: int) -> object:
        return lapse_subscription(actor=robot(), subscription=rows.get(pk=pk), on=on)

    def send(pk: int) -> object:
        return send_subscription(actor=robot(), subscription=rows.get(pk=pk), on=on)

    lapsed = each(list(rows.orphaned().values_list("pk", flat=True)), lapse, "subscriptions.lapse")
    sent = each(list(rows.due(on).values_list("pk", flat=True)), send, "subscriptions.send")
    return {"lapsed": len(lapsed), "sent": len(sent)}
