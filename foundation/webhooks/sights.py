"""What the approval of a webhook or of its change shows: who is told what, and what would be different."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.inbox import closer_look
from foundation.models.webhooks import Webhook
from foundation.models.work import Approval
from foundation.verbs import unpack
from foundation.webhooks import kinds

LABELS: dict[str, str | Promise] = {
    "name": _("Name"),
    "url": _("Address"),
    "kinds": _("Kinds of event"),
    "owner": _("Told in the name of"),
    "unit": _("Unit"),
}


@dataclass(frozen=True)
class Pair:
    """A fact as it is now, and as it would be where that differs."""

    label: str | Promise
    now: str
    then: str = ""


@closer_look("webhooks.activate", "foundation/_webhook_asked.html", "webhook")
@closer_look("webhooks.change", "foundation/_webhook_asked.html", "webhook", "name", "url", "kinds", "owner")
def what_is_asked(approval: Approval, on: date) -> dict[str, Any] | None:
    """The facts of the webhook beside those that were asked for; once decided there is nothing to compare."""
    webhook = approval.subject
    if not isinstance(webhook, Webhook) or approval.decision != Approval.Decision.WAITING:
        return None
    try:
        asked = unpack(approval.parameters)
    except ObjectDoesNotExist:
        return None
    return {"pairs": [_pair(webhook, name, asked) for name in LABELS]}


def _pair(webhook: Webhook, name: str, asked: dict[str, Any]) -> Pair:
    now = _said(name, getattr(webhook, name))
    then = _said(name, asked[name]) if name in asked else now
    return Pair(LABELS[name], now, then if then != now else "")


def _said(name: str, value: Any) -> str:
    return "; ".join(kinds.in_words(value)) if name == "kinds" else str(value)
