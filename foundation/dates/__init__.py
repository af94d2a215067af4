"""Every rule about days: months, recurrences, working days, due dates, the ladder and local days.

Pure functions: the day (`on`), the policy and the calendar are arguments; nothing here asks the clock or the database.
Source: docs/adr/0001-time-rules.md.
"""

from foundation.dates.dues import (
    DueDate,
    ExtensionRefusal,
    Period,
    PeriodUnit,
    Window,
    capped,
    distribution_due,
    extension_limit,
    extension_refusal,
    finding_dues,
    plan_due,
    report_due,
    verification_window,
)
from foundation.dates.ladder import Climb, Reminder, climb, reminders, rung
from foundation.dates.months import add_months, last_day_of_month, last_valid_day, recurrence, recurrences_between
from foundation.dates.rhythms import Every, Rhythm, next_occurrence, occurrences
from foundation.dates.working_days import Roll, WorkCalendar, add_working_days, roll, working_days_between
from foundation.dates.zones import first_moment, local_today, zones_to_run

__all__ = [
    "Climb",
    "DueDate",
    "Every",
    "ExtensionRefusal",
    "Period",
    "PeriodUnit",
    "Reminder",
    "Rhythm",
    "Roll",
    "Window",
    "WorkCalendar",
    "add_months",
    "add_working_days",
    "capped",
    "climb",
    "distribution_due",
    "extension_limit",
    "extension_refusal",
    "finding_dues",
    "first_moment",
    "last_day_of_month",
    "last_valid_day",
    "local_today",
    "next_occurrence",
    "occurrences",
    "plan_due",
    "recurrence",
    "recurrences_between",
    "reminders",
    "report_due",
    "roll",
    "rung",
    "verification_window",
    "working_days_between",
    "zones_to_run",
]
