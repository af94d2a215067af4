"""How objectives and what comes of reviews stand, as tone, icon and words."""

from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from foundation.words import percent

ACTIONS = {
    "decided": ("info", "check-badge", _("Decided")),
    "open": ("info", "clock", _("Open")),
    "late": ("bad", "exclamation-triangle", _("Overdue")),
    "done": ("good", "check-circle", _("Done")),
}
OBJECTIVES = {
    "on_target": ("good", "check-circle", _("On target")),
    "on_the_way": ("warn", "clock", _("Not there yet")),
    "met": ("good", "flag", _("Met")),
    "missed": ("bad", "x-circle", _("Missed")),
    "unread": ("mute", "minus-circle", _("No reading")),
    "withdrawn": ("mute", "archive-box", _("Withdrawn")),
}
ACTION_CHOICES = [(name, words) for name, (_tone, _icon, words) in ACTIONS.items()]
OBJECTIVE_CHOICES = [(name, words) for name, (_tone, _icon, words) in OBJECTIVES.items()]


def value_words(value: Any, *, is_share: bool) -> str:
    """“82.8 %” for a share, “23” or “168.1” for a number, “n/a” for neither."""
    if value is None:
        return percent(None)
    exact = Decimal(str(value))
    if is_share:
        return percent(exact / 100)
    return str(number_format(exact, decimal_pos=0 if exact == exact.to_integral_value() else 1))
