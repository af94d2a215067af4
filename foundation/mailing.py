"""When a mail about an event leaves: at once, or gathered with others for a morning; not on days off, if one wants."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Model

from foundation.dates import Roll, WorkCalendar, roll
from foundation.directory.calendars import work_calendar
from foundation.directory.models import User
from foundation.topics import Way, cannot_wait, way_for

MORNING = time(7)
DAY = timedelta(days=1)
NO_CALENDAR = WorkCalendar(weekend=frozenset({5, 6}), holidays=frozenset(), name="")


class Leaving(NamedTuple):
    """The moment (UTC or with its zone) from which a mail may leave, None for never, and whether it is gathered."""

    at: datetime | None
    gathered: bool = False


def leaving(
    user: User, kind: str, at: datetime, *, calendar_of: Callable[[Model], WorkCalendar] = work_calendar
) -> Leaving:
    """When a mail to `user` about an event of `kind` at `at` leaves, by their choices and their unit's working days."""
    way = way_for(kind, user.mail_ways)
    if way is Way.NONE:
        return Leaving(None)
    if way is Way.AT_ONCE and (cannot_wait(kind) or not user.mail_rests):
        return Leaving(at)
    unit = user.person.unit if user.person is not None else None
    zone = unit.zone if unit is not None else settings.TIME_ZONE
    calendar = NO_CALENDAR if unit is None else calendar_of(unit)
    return Leaving(moment(way, at, zone=zone, calendar=calendar, rests=user.mail_rests), way is not Way.AT_ONCE)


def moment(way: Way, at: datetime, *, zone: str, calendar: WorkCalendar, rests: bool) -> datetime:
    """The first moment that suits: now, the next morning, or the first working morning after the next weekend.

    With `rests` no mail leaves on a day off: it waits for the morning of the next working day. Mornings are at 7 local time.
    """
    here = at.astimezone(ZoneInfo(zone))
    if way is Way.AT_ONCE:
        return at if roll(here.date(), calendar, Roll.FORWARD) == here.date() else _morning(here.date(), zone, calendar)
    day = here.date() if here.time() < MORNING else here.date() + DAY
    if way is Way.WEEKLY:
        return _morning(day + DAY * ((_first_of_week(calendar) - day.weekday()) % 7), zone, calendar)
    return _morning(day, zone, calendar) if rests else datetime.combine(day, MORNING, ZoneInfo(zone))


def _first_of_week(calendar: WorkCalendar) -> int:
    """The weekday after the weekend; Monday where there is none."""
    starts = (day for day in range(7) if day not in calendar.weekend and (day - 1) % 7 in calendar.weekend)
    return next(starts, 0)


def _morning(day: date, zone: str, calendar: WorkCalendar) -> datetime:
    return datetime.combine(roll(day, calendar, Roll.FORWARD), MORNING, ZoneInfo(zone))
