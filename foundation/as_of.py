"""The day a page speaks of: today, or one that has been, which the address names as `on`."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.http import HttpRequest
from django.utils.translation import gettext as _

from foundation import words
from foundation.clock import EARLIEST, today
from foundation.dates import last_day_of_month

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class AsOf:
    """A day asked for, and why it is refused; a refused one leaves today."""

    on: date
    now: date
    asked: str = ""
    refusal: str = ""

    @property
    def is_past(self) -> bool:
        return self.on < self.now

    @property
    def value(self) -> str:
        """What the field shows: a day that was refused comes back as it was typed."""
        return self.asked if self.refusal else self.on.isoformat()

    @property
    def steps(self) -> list[tuple[str, str, bool]]:
        """The day, today, and the ends of months around: addresses, words, and whether it is the day shown."""
        days = [self.previous, *([self.on] if self.is_past else []), *([] if self.next is None else [self.next])]
        return [*((f"?on={day}", words.day(day), day == self.on) for day in days), ("?", _("Today"), not self.is_past)]

    @cached_property
    def previous(self) -> date:
        """The last end of a month before the day."""
        return max(EARLIEST, self.on.replace(day=1) - ONE_DAY)

    @cached_property
    def next(self) -> date | None:
        """The next end of a month that has been."""
        end = last_day_of_month(self.on + ONE_DAY)
        return end if end < self.now else None


def asked_of(request: HttpRequest, name: str = "on", *, default: date | None = None) -> AsOf:
    """The day the address asks for, else today or the default; a strange one and one to come are so with a sentence."""
    now, text = today(), request.GET.get(name, "").strip()
    usual = default or now
    if not text:
        return AsOf(usual, now)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day < EARLIEST:
        return AsOf(usual, now, text, _("Give a day since 1900, such as 2026-11-20."))
    if day > now:
        return AsOf(usual, now, text, _("Nothing is counted of days to come. Choose today or a day before."))
    return AsOf(day, now)


def in_address(on: date) -> dict[str, str]:
    """What the address of a list needs to show the rows of a day: nothing for today."""
    return {"on": on.isoformat()} if on < today() else {}
