"""Recurring audits as their page shows them: each line with the dates of the next 12 months."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from audits.models import Audit, ProgrammeLine
from foundation.dates import Roll, WorkCalendar, add_months, add_working_days, recurrences_between, roll
from foundation.directory.calendars import work_calendar

MOST_DATES = 36


@dataclass(frozen=True)
class Occurrence:
    """One date of a line: the day it repeats on, the working days it is planned for, and its audit once it exists."""

    nominal: date
    first: date
    last: date
    audit: Audit | None = None

    @property
    def is_rolled(self) -> bool:
        return self.first != self.nominal


@dataclass(frozen=True)
class LineRecord:
    line: ProgrammeLine
    dates: list[Occurrence]


def lines(rows: Iterable[ProgrammeLine], *, on: date) -> list[LineRecord]:
    """The lines with their dates; rows come from `ProgrammeLine.objects.for_page()`."""
    found = []
    for row in rows:
        known = {audit.occurrence: audit for audit in row.audits.all()}
        calendar = calendar_of(row.unit)
        dates = [] if row.ended_on else occurrences(row, calendar=calendar, on=on, known=known)
        found.append(LineRecord(row, dates))
    return found


def occurrences(
    line: ProgrammeLine, *, calendar: WorkCalendar, on: date, known: Mapping[int | None, Audit] | None = None
) -> list[Occurrence]:
    """The dates of the next 12 months. Source: docs/adr/0001-time-rules.md (T-03, T-04)."""
    days = recurrences_between(
        line.anchor, line.interval_months, first=on, last=add_months(on, 12), month_end=line.month_end
    )
    found = []
    for number, nominal in list(days)[:MOST_DATES]:
        first = roll(nominal, calendar, Roll.MODIFIED)
        last = add_working_days(first, line.working_days - 1, calendar)
        found.append(Occurrence(nominal, first, last, (known or {}).get(number)))
    return found


def calendar_of(unit: Any) -> WorkCalendar:
    """The working days of a unit whose holidays were read along."""
    days = frozenset(holiday.day for holiday in unit.calendar.holidays.all())
    return WorkCalendar(weekend=frozenset(unit.weekend), holidays=days, name=unit.calendar.name)


def preview(form: forms.Form, *, on: date) -> list[Occurrence]:
    """The dates a filled form would give; none while it is not complete."""
    if not form.is_valid():
        return []
    given = form.cleaned_data
    names = ("anchor", "interval_months", "month_end", "working_days")
    line = ProgrammeLine(unit=given["unit"], **{name: given[name] for name in names})
    return occurrences(line, calendar=work_calendar(given["unit"]), on=on)
