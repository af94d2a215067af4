"""How reminders and what is put off look in timelines, and what of them other systems may be told."""

from django.utils.translation import gettext_lazy as _

from foundation.looks import look
from foundation.webhooks.kinds import Family, offer_events

look(
    "event",
    **{
        "work.reminded": ("warn", "bell"),
        "work.snoozed": ("mute", "clock"),
        "work.woken": ("info", "play"),
    },
)
offer_events(Family("work", _("My work"), more=[("reminded", _("Somebody was reminded"))]))
