"""The life of a subscription: active, paused, ended."""

from django.utils.translation import gettext_lazy as _

from foundation import permissions as may
from foundation.models.subscriptions import Subscription
from foundation.workflow import Step, Workflow

S = Subscription.State

SUBSCRIPTION = Workflow(
    "subscription",
    Subscription,
    S.ACTIVE,
    #    name      label            from                   to        who                          extras
    Step(
        "change",
        _("Change"),
        (S.ACTIVE, S.PAUSED),
        None,
        may.CHANGE_SUBSCRIPTION,
        verb="subscriptions.change",
        told=_("changed the subscription"),
    ),
    Step("pause", _("Pause"), (S.ACTIVE,), S.PAUSED, may.CHANGE_SUBSCRIPTION, told=_("paused the subscription")),
    Step(
        "resume",
        _("Resume"),
        (S.PAUSED,),
        S.ACTIVE,
        may.CHANGE_SUBSCRIPTION,
        verb="subscriptions.resume",
        told=_("resumed the subscription"),
    ),
    Step(
        "leave",
        _("Leave"),
        (S.ACTIVE, S.PAUSED),
        None,
        may.LEAVE_SUBSCRIPTION,
        verb="subscriptions.leave",
        told=_("does not get it any longer"),
    ),
    Step("end", _("End"), (S.ACTIVE, S.PAUSED), S.ENDED, may.END_SUBSCRIPTION, told=_("ended the subscription")),
    Step(
        "lapse",
        _("Lapse"),
        (S.ACTIVE, S.PAUSED),
        S.ENDED,
        may.SEND_REPORTS,
        needs_reason=True,
        told=_("ended the subscription"),
    ),
)
