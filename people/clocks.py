"""The rules about the days of training: how long a completion holds, and when a course is due.

Pure functions: days, periods and the calendar are arguments; nothing here asks the clock or the database.
Source: docs/adr/0001-time-rules.md (T-30, T-31).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from foundation.dates import Roll, WorkCalendar, add_months, add_working_days, roll

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Periods:
    """Days a newcomer, a new role and a course by hand leave, days after a return, working days everybody has."""

    joiner: int = 30
    role: int = 30
    manual: int = 14
    after_leave: int = 14
    at_least: int = 5


@dataclass(frozen=True)
class Away:
    """Days of an absence, both included; without a last day it is not known when it ends."""

    from_on: date
    to_on: date | None


def valid_until(
    completed_on: date, months: int | None, *, before: date | None = None, window_days: int = 45
) -> date | None:
    """The last day on which a completion holds; None: it never ends.

    `before` is the last day of the completion that is renewed: within its last `window_days` a renewal loses nothing.
    Raises ValueError beyond the year 9999. Source: docs/adr/0001-time-rules.md (T-30).
    """
    if months is None:
        return None
    if before is not None and before - timedelta(days=window_days) <= completed_on <= before:
        return add_months(before, months)
    return add_months(completed_on, months)


def renewal_opens(until: date, window_days: int) -> date:
    """The first day on which a completion is renewed without loss. Source: docs/adr/0001-time-rules.md (T-30)."""
    return until - timedelta(days=window_days)


def due(reason: str, anchor: date, *, assigned_on: date, calendar: WorkCalendar, periods: Periods) -> date:
    """When a course is due that was assigned for a reason: `joiner`, `role`, `manual`, or `renewal`.

    `anchor` is the start, the change of roles, the day it was imposed, or the last day of what is renewed. A renewal is
    rolled backward, all others forward; everybody has some working days. Source: docs/adr/0001-time-rules.md (T-31).
    """
    if reason == "renewal":
        counted = roll(anchor, calendar, Roll.BACKWARD)
    else:
        counted = roll(anchor + timedelta(days=getattr(periods, reason)), calendar, Roll.FORWARD)
    return max(counted, add_working_days(assigned_on, periods.at_least, calendar))


def after_leave(due_on: date, leaves: Iterable[Away], *, calendar: WorkCalendar, periods: Periods) -> date:
    """The due date of somebody who is or was away when it would have come: some days after the return.

    An absence that begins after the date moves nothing, nor does one whose end is not known yet: it moves the date once
    it is. Applied again, it gives the same day. Source: docs/adr/0001-time-rules.md (T-31).
    """
    for leave in sorted((one for one in leaves if one.to_on is not None), key=lambda one: one.from_on):
        if leave.from_on <= due_on and leave.to_on is not None:
            back = leave.to_on + ONE_DAY + timedelta(days=periods.after_leave)
            due_on = max(due_on, roll(back, calendar, Roll.FORWARD))
    return due_on


TRAINING_KEPT_MONTHS = 24


def training_kept_until(left_on: date | None) -> date | None:
    """Two years beyond the end of the employment; None while it has none. Source: T-60."""
    return None if left_on is None else add_months(left_on, TRAINING_KEPT_MONTHS)


SIGNING_DAYS = timedelta(days=30)
ASKED_AHEAD = timedelta(days=30)
A_YEAR = 12
KEPT_MONTHS = 60


def attestation_due(effective_from: date, entered_on: date) -> date:
    """The last day to sign: thirty days from the day the text counts, or from when the person was first asked.

    Each version has a due of its own, whatever became of an earlier one. Source: docs/adr/0001-time-rules.md (T-32).
    """
    return max(effective_from, entered_on) + SIGNING_DAYS


def signed_anew_by(signed_on: date) -> date:
    """The last day of the year for which a signature stands. Source: docs/adr/0001-time-rules.md (T-32)."""
    return add_months(signed_on, A_YEAR)


def asked_anew_from(on: date) -> date:
    """Whoever signed up to this day is asked again on `on`: thirty days ahead. Source: docs/adr/0001-time-rules.md (T-32)."""
    latest = add_months(on + ASKED_AHEAD, -A_YEAR)
    while signed_anew_by(latest + ONE_DAY) <= on + ASKED_AHEAD:
        latest += ONE_DAY
    return latest


def attestation_kept_until(effective_to: date | None) -> date | None:
    """Five years beyond the last day of the version that was signed; None while it has none. Source: T-60."""
    return None if effective_to is None else add_months(effective_to, KEPT_MONTHS)
