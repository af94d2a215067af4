"""The working days of a unit, as the date rules want them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from django.db import models

from foundation.dates import WorkCalendar
from foundation.directory.models import Holiday


def work_calendar(unit: models.Model) -> WorkCalendar:
    """The weekend and holidays of `unit`; one query. Source: docs/adr/0001-time-rules.md (T-04)."""
    days = unit.calendar.holidays.values_list("day", flat=True)
    return WorkCalendar(weekend=frozenset(unit.weekend), holidays=frozenset(days), name=unit.calendar.name)


def work_calendars(units: Iterable[models.Model]) -> Callable[[models.Model], WorkCalendar]:
    """The calendars of many units, each read with its `calendar`, by unit; one query."""
    days: dict[int, set[date]] = defaultdict(set)
    for key, day in Holiday.objects.filter(calendar__in={unit.calendar_id for unit in units}).values_list(
        "calendar", "day"
    ):
        days[key].add(day)
    made: dict[tuple[int, tuple[int, ...]], WorkCalendar] = {}

    def of(unit: models.Model) -> WorkCalendar:
        key = (unit.calendar_id, tuple(unit.weekend))
        if key not in made:
            off = frozenset(days[unit.calendar_id])
            made[key] = WorkCalendar(weekend=frozenset(unit.weekend), holidays=off, name=unit.calendar.name)
        return made[key]

    return of
