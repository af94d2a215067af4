"""The clocks of a case: pure functions of their arguments. Source: T-54, T-60 (docs/cases.md).

Limits that the law sets are counted in calendar days and never rolled forward.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from foundation.dates import WorkCalendar, add_months, add_working_days, working_days_between

Numbers = Mapping[str, int]


def acknowledge_by(received: date, clocks: Numbers) -> date:
    """The last day on which a report is acknowledged. Source: T-54."""
    return received + timedelta(days=clocks["acknowledge_days"])


def feedback_by(received: date, acknowledged: date | None, clocks: Numbers) -> date:
    """The last day for feedback: months after the acknowledgement, or after the day it was due. Source: T-54."""
    return add_months(acknowledged or acknowledge_by(received, clocks), clocks["feedback_months"])


def tell_subject_by(opened: date, clocks: Numbers, calendar: WorkCalendar) -> date:
    """The last day on which the person is told, unless counsel delays. Source: 2.20."""
    return add_working_days(opened, clocks["tell_working_days"], calendar)


def earliest_hearing(called: date, clocks: Numbers, calendar: WorkCalendar) -> date:
    """The first day on which a hearing called today may be held. Source: T-54."""
    return add_working_days(called, clocks["hearing_working_days"], calendar)


def is_called_in_time(called: date, day: date, clocks: Numbers, calendar: WorkCalendar) -> bool:
    """Whether enough working days lie between the call and the hearing. Source: T-54."""
    return working_days_between(called, day, calendar) >= clocks["hearing_working_days"]


def appeal_by(served: date, clocks: Numbers, calendar: WorkCalendar) -> date:
    """The last day for an appeal in time: working days after the decision was served. Source: T-54."""
    return add_working_days(served, clocks["appeal_working_days"], calendar)


def longest_measure(first: date, clocks: Numbers) -> date:
    """The last day a measure may last before it is renewed. Source: 2.20."""
    return first + timedelta(days=clocks["measure_days"] - 1)


def review_by(delayed: date, clocks: Numbers) -> date:
    """The day on which counsel looks again whether telling the person still has to wait. Source: 2.20."""
    return delayed + timedelta(days=clocks["review_days"])


def repeats_from(decided: date, clocks: Numbers) -> date:
    """The first day on which an earlier sanction still counts as one. Source: 2.20."""
    return add_months(decided, -clocks["repeat_months"])


def watch_until(reported: date, clocks: Numbers) -> date:
    """The last day on which what befalls the reporter is looked at. Source: 2.20."""
    return add_months(reported, clocks["watch_months"])


def watch_from(on: date, clocks: Numbers) -> date:
    """The earliest report that is still watched on a day. Source: 2.20."""
    return add_months(on, -clocks["watch_months"])


def erase_by(closed: date, retention: Numbers) -> date:
    """The day on which the identities of an unfounded or dismissed case are erased. Source: T-60."""
    return add_months(closed, retention["unfounded_months"])


def spent_by(final: date, level: int, retention: Numbers) -> date:
    """The day from which a sanction is spent. Source: T-60."""
    return add_months(final, retention[f"level_{level}_months"])
