"""Months and what repeats in months."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta


def last_day_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day `months` later (earlier if negative), or the last day of that month where it has no such day.

    Raises ValueError outside the years 1 to 9999. Source: docs/adr/0001-time-rules.md (T-01).
    """
    year, month = divmod(_month_number(day) + months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, last_day_of_month(first).day))


def last_valid_day(start: date, months: int) -> date:
    """The last day of a validity of `months` months whose first day is `start`.

    Raises ValueError for less than one month. Source: docs/adr/0001-time-rules.md (T-02).
    """
    if months < 1:
        raise ValueError("A validity lasts at least one month.")
    end = add_months(start, months)
    was_clamped = end.day != start.day
    return end if was_clamped else end - timedelta(days=1)


def recurrence(anchor: date, interval_months: int, k: int, *, month_end: bool = False) -> date:
    """The nominal day of occurrence `k` (0 is the anchor's own), counted from the anchor so that it never drifts.

    `month_end` puts every occurrence, the anchor's too, on the last day of its month.
    Raises ValueError for an interval under one month or a negative `k`.
    Source: docs/adr/0001-time-rules.md (T-03).
    """
    if interval_months < 1 or k < 0:
        raise ValueError("A recurrence needs an interval of at least one month and k from 0.")
    day = add_months(anchor, k * interval_months)
    return last_day_of_month(day) if month_end else day


def recurrences_between(
    anchor: date, interval_months: int, *, first: date, last: date, month_end: bool = False
) -> Iterator[tuple[int, date]]:
    """Pairs (k, nominal day) of the occurrences from `first` to `last`, both included, in order.

    Goes straight to the window, however long ago the anchor is.
    The planned day of an occurrence is `roll(nominal, calendar, Roll.MODIFIED)`.
    Source: docs/adr/0001-time-rules.md (T-03).
    """
    if interval_months < 1:
        raise ValueError("A recurrence needs an interval of at least one month.")
    start = max(0, (_month_number(first) - _month_number(anchor)) // interval_months)
    stop = (_month_number(last) - _month_number(anchor)) // interval_months
    days = ((k, recurrence(anchor, interval_months, k, month_end=month_end)) for k in range(start, stop + 1))
    return ((k, day) for k, day in days if first <= day <= last)


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1
