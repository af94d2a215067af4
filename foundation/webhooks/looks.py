"""How webhooks, their deliveries and their events look, and what their steps will do."""

from django.utils.translation import gettext_lazy as _

from foundation.looks import look
from foundation.steps import explain

look("foundation.webhook", proposed=("warn", "clock"), paused=("warn", "pause"), ended=("mute", "archive-box"))
look(
    "foundation.delivery",
    delivered=("good", "check-circle"),
    withheld=("mute", "lock-closed"),
    dead=("bad", "exclamation-triangle"),
)
look(
    "event",
    **{
        "webhook.activate": ("good", "play"),
        "webhook.change": ("info", "pencil"),
        "webhook.pause": ("warn", "pause"),
        "webhook.give_up": ("bad", "exclamation-triangle"),
        "webhook.resume": ("good", "play"),
        "webhook.end": ("mute", "archive-box"),
        "webhook.secret_replaced": ("info", "key"),
        "webhook.old_secret_ended": ("info", "key"),
        "webhook.tested": ("info", "paper-airplane"),
        "webhook.sent_again": ("info", "arrow-path"),
    },
)
explain(
    "webhook",
    activate=(_("From then on it tells of what happens. Nothing from before is sent."), "play"),
    change=(_("Name, address, kinds of event or owner; it counts once a compliance officer agrees."), "pencil"),
    pause=(_("Nothing is sent; what happens meanwhile waits, at most a month."), "pause"),
    resume=(_("What waited is sent, the oldest first."), "play"),
    end=(_("For good: what waits is not sent, and the secret signs nothing any more."), "archive-box"),
)
