"""Reminders before a due date and the ladder of people who hear of it afterwards."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foundation.dates.working_days import WorkCalendar, add_working_days


@dataclass(frozen=True)
class Reminder:
    """One reminder: `key` is unique within its due date and tells the distance, such as "-14d" or "-3wd"."""

    key: str
    on: date


@dataclass(frozen=True)
class Climb:
    """The rung to mail now and the lower ones that an outage swallowed, to be recorded as skipped."""

    rung: int
    skipped: tuple[int, ...]


def reminders(due_on: date, calendar: WorkCalendar, *, days: int = 14, working_days: int = 3) -> tuple[Reminder, ...]:
    """The reminders before a due date, the earliest first; the first counts calendar days, the second working days.

    A reminder is sent from its day on through the due date. Source: docs/adr/0001-time-rules.md (T-50).
    """
    both = (
        Reminder(f"-{days}d", due_on - timedelta(days=days)),
        Reminder(f"-{working_days}wd", add_working_days(due_on, -working_days, calendar)),
    )
    return tuple(sorted(both, key=lambda reminder: reminder.on))


def rung(due_on: date, *, on: date, ladder: Sequence[int], first: int = 1) -> int:
    """The rung reached at the start of the day `on`: 1 is the lowest, 0 none yet.

    `ladder` has the days after the due date at which rung 1, 2, … is reached. `first` is the rung at which the ladder
    starts (2 after a re-open): it takes the place of the lower ones on their days.
    Raises ValueError unless the days rise from at least 1. Source: docs/adr/0001-time-rules.md (T-50).
    """
    if any(later <= earlier for earlier, later in zip((0, *ladder), ladder, strict=False)):
        raise ValueError("The days of a ladder rise, the first is at least 1.")
    reached = sum((on - due_on).days >= day for day in ladder)
    return min(max(reached, first), len(ladder)) if reached else 0


def climb(reached: int, *, told: Collection[int], first: int = 1) -> Climb | None:
    """What a sweep does at rung `reached` when the rungs in `told` were mailed or skipped before; None: nothing new.

    Only the highest new rung is mailed, and no rung twice. Source: docs/adr/0001-time-rules.md (T-50).
    """
    last = max(told, default=0)
    if reached <= last:
        return None
    return Climb(rung=reached, skipped=tuple(range(max(last + 1, first), reached)))
