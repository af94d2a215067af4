"""Rhythms: what comes again each week on a weekday, or each month or quarter on a working day of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count

from foundation.dates.months import add_months, last_day_of_month
from foundation.dates.working_days import ONE_DAY, Roll, WorkCalendar, add_working_days, roll

WEEK = timedelta(days=7)


class Every(StrEnum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True)
class Rhythm:
    """How often, and where in it: the weekday (Monday 0), or which working day, 1 the first and -1 the last."""

    every: Every
    place: int

    @classmethod
    def of(cls, text: str) -> "Rhythm":
        """Reads “week:0” or “month:-1”. Raises ValueError for anything else."""
        every, _colon, place = text.partition(":")
        return cls(Every(every), int(place))


def next_occurrence(rhythm: Rhythm, calendar: WorkCalendar, *, after: date) -> date:
    """The first day of the rhythm later than `after`; a weekday that is a day off moves to the next working day.

    Quarters are those of the calendar year. Source: docs/adr/0001-time-rules.md (T-04, T-05).
    """
    return next(day for day in _from(rhythm, calendar, after) if day > after)


def occurrences(rhythm: Rhythm, calendar: WorkCalendar, *, first: date, last: date) -> list[date]:
    """The days of the rhythm from `first`, which counts as one, to `last`; empty where `first` is later."""
    found, day = [], first
    while day <= last:
        found.append(day)
        day = next_occurrence(rhythm, calendar, after=day)
    return found


def _from(rhythm: Rhythm, calendar: WorkCalendar, after: date) -> Iterator[date]:
    """The days of the rhythm in order, from the period before that of `after` on: holidays may push one over its end."""
    if rhythm.every is Every.WEEK:
        monday = after - timedelta(days=after.weekday()) - WEEK
        return (roll(monday + k * WEEK + rhythm.place * ONE_DAY, calendar, Roll.FORWARD) for k in count())
    months = 1 if rhythm.every is Every.MONTH else 3
    begun = after.replace(month=after.month - (after.month - 1) % months, day=1)
    return (_working_day(add_months(begun, k * months), months, rhythm.place, calendar) for k in count(-1))


def _working_day(first: date, months: int, place: int, calendar: WorkCalendar) -> date:
    """The working day at a place of the period of so many months that begins with `first`."""
    if place > 0:
        return add_working_days(first - ONE_DAY, place, calendar)
    return add_working_days(last_day_of_month(add_months(first, months - 1)) + ONE_DAY, place, calendar)
