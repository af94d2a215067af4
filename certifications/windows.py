"""Whether evidence was in force in the twelve months that a certifier looks at: in words, and as a bar."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from foundation.dates import add_months
from foundation.words import day

MONTHS = 12
WIDTH = 100


@dataclass(frozen=True)
class Window:
    """The twelve months up to and including `last`."""

    last: date

    @property
    def first(self) -> date:
        return add_months(self.last, -MONTHS)


@dataclass(frozen=True)
class InForce:
    """Where the bar begins and how long it is, of a hundred; the tone and the words that say the same."""

    x: int
    width: int
    tone: str
    icon: str
    words: str


def in_force(as_of: date, valid_until: date | None, window: Window) -> InForce:
    """How much of the window evidence covers from the day it speaks for to the end of its validity."""
    start, end = max(as_of, window.first), min(valid_until or window.last, window.last)
    if end < window.first:
        return InForce(0, 0, "warn", "clock", _("Ran out %(on)s, before these twelve months") % {"on": day(end)})
    if start > window.last:
        return InForce(0, 0, "mute", "clock", _("Speaks for a later day, %(on)s") % {"on": day(as_of)})
    days = (window.last - window.first).days
    x = round((start - window.first).days * WIDTH / days)
    width = max(round((end - start).days * WIDTH / days), 2)
    bar = {"x": min(x, WIDTH - 2), "width": min(width, WIDTH)}
    if end < window.last:
        return InForce(**bar, tone="warn", icon="clock", words=_("Ran out %(on)s") % {"on": day(end)})
    words = _("In force throughout") if start == window.first else _("In force since %(on)s") % {"on": day(start)}
    open_end = "" if valid_until else _(", no end stated")
    return InForce(**bar, tone="good", icon="check", words=words + open_end)
