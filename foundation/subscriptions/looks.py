"""How subscriptions and their events look, what their steps will do, and under which topic people are told."""

from django.utils.translation import gettext_lazy as _

from foundation.looks import look
from foundation.steps import explain
from foundation.topics import tell_under

look("foundation.subscription", paused=("warn", "pause"), ended=("mute", "archive-box"))
look(
    "event",
    **{
        "subscription.begun": ("info", "plus"),
        "subscription.change": ("info", "pencil"),
        "subscription.pause": ("warn", "pause"),
        "subscription.resume": ("good", "play"),
        "subscription.leave": ("mute", "user-minus"),
        "subscription.end": ("mute", "archive-box"),
        "subscription.lapse": ("mute", "archive-box"),
        "subscription.sent": ("good", "paper-airplane"),
        "report.downloaded": ("info", "arrow-down-tray"),
    },
)
explain(
    "subscription",
    change=(_("Its name, its rhythm, and who gets it."), "pencil"),
    pause=(_("Nothing is sent until it is resumed."), "pause"),
    resume=(_("It is sent again from the next day of its rhythm on."), "play"),
    leave=(_("You get it no longer; others still do."), "user-minus"),
    end=(_("For good: nothing is sent any more. What was sent stays in the history."), "archive-box"),
)
tell_under("records", "subscription.")
