"""Working days: the calendar of a unit, rolling onto a working day, counting them."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """The days off of a unit: `weekend` in weekday numbers (Monday 0 … Sunday 6), `holidays` as days.

    Raises ValueError for a weekday outside 0–6 and for a weekend of seven days.
    """

    weekend: frozenset[int]
    holidays: frozenset[date]
    name: str

    def __post_init__(self) -> None:
        if not self.weekend <= frozenset(range(7)):
            raise ValueError(f"The weekend of {self.name} has a weekday outside 0 (Monday) to 6 (Sunday).")
        if len(self.weekend) == 7:
            raise ValueError(f"The calendar {self.name} has no working day: all seven days are weekend.")

    def is_working_day(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.holidays


class Roll(StrEnum):
    """Where a day off moves: recurrences MODIFIED, due dates FORWARD, what an outsider limits BACKWARD."""

    FORWARD = "forward"
    BACKWARD = "backward"
    MODIFIED = "modified"


def roll(day: date, calendar: WorkCalendar, rule: Roll) -> date:
    """`day` if it is a working day, else the nearest one by `rule`.

    MODIFIED goes forward, but backward where forward would change the month; a month without a working day gives the
    last working day before it.
    Raises ValueError where no working day is left before year 1 or after 9999.
    Source: docs/adr/0001-time-rules.md (T-04).
    """
    if rule is Roll.BACKWARD:
        return _nearest(day, calendar, -ONE_DAY)
    later = _nearest(day, calendar, ONE_DAY)
    if rule is Roll.MODIFIED and (later.year, later.month) != (day.year, day.month):
        return _nearest(day, calendar, -ONE_DAY)
    return later


def add_working_days(day: date, n: int, calendar: WorkCalendar) -> date:
    """The n-th working day strictly after `day` (strictly before it for a negative n); n = 0 rolls forward.

    Source: docs/adr/0001-time-rules.md (T-05).
    """
    if n == 0:
        return roll(day, calendar, Roll.FORWARD)
    step = ONE_DAY if n > 0 else -ONE_DAY
    for _ in range(abs(n)):
        day = _nearest(_shifted(day, step, calendar), calendar, step)
    return day


def working_days_between(a: date, b: date, calendar: WorkCalendar) -> int:
    """The number of working days after `a` up to and including `b`; negative if `b` is the earlier one.

    Source: docs/adr/0001-time-rules.md (T-06).
    """
    if b < a:
        return -working_days_between(b, a, calendar)
    return sum(calendar.is_working_day(a + timedelta(days=n)) for n in range(1, (b - a).days + 1))


def _nearest(day: date, calendar: WorkCalendar, step: timedelta) -> date:
    while not calendar.is_working_day(day):  # ends: a weekend has at most six days, and holidays are finite
        day = _shifted(day, step, calendar)
    return day


def _shifted(day: date, step: timedelta, calendar: WorkCalendar) -> date:
    try:
        return day + step
    except OverflowError as error:
        raise ValueError(f"The calendar {calendar.name} has no working day beyond {day}.") from error
