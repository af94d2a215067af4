"""Recurring audits as their pages show them: each line with its next dates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django import forms

from audits.models import Audit, ProgrammeLine
from audits.policies import RISK_POLICY
from audits.risk import Rated, rated
from foundation import policy
from foundation.dates import Roll, WorkCalendar, add_months, add_working_days, recurrences_between, roll
from foundation.directory.calendars import work_calendar

MOST_DATES = 12


@dataclass(frozen=True)
class Occurrence:
    """One date of a line: the day it repeats on, the working days it is planned for, and its audit once it exists.

    `holiday` is the name of the day off on which the day it repeats on falls, if it is one.
    """

    nominal: date
    first: date
    last: date
    audit: Audit | None = None
    holiday: str = ""

    @property
    def is_rolled(self) -> bool:
        return self.first != self.nominal


@dataclass(frozen=True)
class LineRecord:
    """A line with its next dates; on its own page also with the risk it has."""

    line: ProgrammeLine
    dates: list[Occurrence]
    risk: Rated | None = None

    @classmethod
    def of(cls, row: ProgrammeLine, *, on: date) -> "LineRecord":
        """The record of a row that was read `with_facts().for_page()`."""
        value = policy.current(RISK_POLICY, on).value
        return cls(row, dates_of(row, on=on), rated(row, on=on, value=value))


def lines(rows: Iterable[ProgrammeLine], *, on: date) -> list[LineRecord]:
    """The lines with their dates; rows come from `ProgrammeLine.objects.for_page()`."""
    return [LineRecord(row, dates_of(row, on=on)) for row in rows]


def dates_of(row: ProgrammeLine, *, on: date) -> list[Occurrence]:
    known = {audit.occurrence: audit for audit in row.audits.all()}
    return [] if row.ended_on else occurrences(row, calendar=calendar_of(row.unit), on=on, known=known)


def occurrences(
    line: ProgrammeLine, *, calendar: WorkCalendar, on: date, known: Mapping[int | None, Audit] | None = None
) -> list[Occurrence]:
    """The next 12 dates. Source: docs/adr/0001-time-rules.md (T-03, T-04)."""
    holidays = {holiday.day: holiday.name for holiday in line.unit.calendar.holidays.all()}
    last = add_months(max(on, line.anchor), MOST_DATES * line.interval_months)
    days = recurrences_between(line.anchor, line.interval_months, first=on, last=last, month_end=line.month_end)
    found = []
    for number, nominal in islice(days, MOST_DATES):
        first = roll(nominal, calendar, Roll.MODIFIED)
        last = add_working_days(first, line.working_days - 1, calendar)
        holiday = holidays.get(nominal, "")
        found.append(Occurrence(nominal, first, last, (known or {}).get(number), holiday))
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
