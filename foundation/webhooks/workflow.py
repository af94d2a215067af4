"""The life of a webhook: proposed, in operation, paused, ended."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation import permissions as may
from foundation.directory.models import User
from foundation.models.webhooks import Webhook
from foundation.models.work import Approval
from foundation.refusals import Given, Refusal
from foundation.webhooks.targets import target_of
from foundation.workflow import Step, Workflow

S = Webhook.State


def waits_for_approval(row: Any, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The same is not asked twice."""
    asked = Approval.objects.about(row).waiting().filter(verb="webhooks.activate").select_related("asked_by").first()
    if asked is None:
        return None
    sentence = _("%(name)s has asked for it; it waits for a compliance officer.") % {"name": asked.asked_by}
    return Refusal("S-08", sentence)


def leads_where_one_may_not_go(row: Any, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A new address is judged before a second person is asked, and again when they agree."""
    if "url" not in given:
        return None
    try:
        target_of(str(given["url"]))
    except ValidationError as refusal:
        return Refusal("address", refusal.messages[0], "url")
    return None


def owner_is_gone(row: Any, *, actor: User, on: date, given: Given) -> Refusal | None:
    if row.owner.is_active:
        return None
    return Refusal("owner", _("The account of the owner is closed. Name another owner first."))


WEBHOOK = Workflow(
    "webhook",
    Webhook,
    S.PROPOSED,
    #    name        label                      from            to          who                    extras
    Step(
        "activate",
        _("Put into operation"),
        (S.PROPOSED,),
        S.ACTIVE,
        may.MANAGE_WEBHOOKS,
        blocked_by=waits_for_approval,
        verb="webhooks.activate",
        second=may.APPROVE_WEBHOOKS,
        told=_("put the webhook into operation"),
    ),
    Step(
        "change",
        _("Change"),
        (S.PROPOSED, S.ACTIVE, S.PAUSED),
        None,
        may.MANAGE_WEBHOOKS,
        blocked_by=leads_where_one_may_not_go,
        verb="webhooks.change",
        second=may.APPROVE_WEBHOOKS,
        told=_("changed what is told to whom"),
    ),
    Step(
        "pause",
        _("Pause"),
        (S.ACTIVE,),
        S.PAUSED,
        may.STOP_WEBHOOKS,
        needs_reason=True,
        told=_("paused the webhook"),
    ),
    Step(
        "give_up",
        _("Give up the receiver"),
        (S.ACTIVE,),
        S.PAUSED,
        may.GIVE_UP_WEBHOOKS,
        needs_reason=True,
        told=_("paused the webhook"),
    ),
    Step(
        "resume",
        _("Resume"),
        (S.PAUSED,),
        S.ACTIVE,
        may.MANAGE_WEBHOOKS,
        blocked_by=owner_is_gone,
        verb="webhooks.resume",
        told=_("resumed the webhook"),
    ),
    Step(
        "end",
        _("End"),
        (S.PROPOSED, S.ACTIVE, S.PAUSED),
        S.ENDED,
        may.STOP_WEBHOOKS,
        needs_reason=True,
        verb="webhooks.end",
        told=_("ended the webhook"),
    ),
)
