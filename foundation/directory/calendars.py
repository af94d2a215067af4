"""The working days of a unit, as the date rules want them."""

from django.db import models

from foundation.dates import WorkCalendar


def work_calendar(unit: models.Model) -> WorkCalendar:
    """The weekend and holidays of `unit`; one query. Source: docs/adr/0001-time-rules.md (T-04)."""
    days = unit.calendar.holidays.values_list("day", flat=True)
    return WorkCalendar(weekend=frozenset(unit.weekend), holidays=frozenset(days), name=unit.calendar.name)
