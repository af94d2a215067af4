"""Due dates of findings and audits: periods from policy, limits of outsiders, verification, extension."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from foundation.dates.working_days import Roll, WorkCalendar, add_working_days, roll


class PeriodUnit(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True)
class Period:
    """A number of calendar days or working days."""

    count: int
    unit: PeriodUnit

    @classmethod
    def from_policy(cls, value: Mapping[str, int]) -> Self:
        """Reads {"days": 30} or {"working_days": 10}; raises ValueError for anything else."""
        if len(value) != 1:
            raise ValueError(f"A period names one unit, days or working_days, not {dict(value)}.")
        [(unit, count)] = value.items()
        if isinstance(count, bool) or not isinstance(count, int) or count < 1:
            raise ValueError(f"A period is a whole number of at least 1, not {count!r}.")
        return cls(count=count, unit=PeriodUnit(unit))

    def __str__(self) -> str:
        if self.unit is PeriodUnit.DAYS:
            return ngettext("%(count)d day", "%(count)d days", self.count) % {"count": self.count}
        return ngettext("%(count)d working day", "%(count)d working days", self.count) % {"count": self.count}

    def half(self) -> Self:
        """Half of it in its own unit, rounded down; a period of one stays one, so that nothing is due at once."""
        return replace(self, count=max(1, self.count // 2))

    def after(self, day: date, calendar: WorkCalendar) -> date:
        """The day this period ends when it starts on `day`, not rolled."""
        if self.unit is PeriodUnit.DAYS:
            return day + timedelta(days=self.count)
        return add_working_days(day, self.count, calendar)


@dataclass(frozen=True)
class DueDate:
    """When a step is due and why.

    `counted_on` is the end of the period before rolling, `cap_on` the outsider's limit if that shortened it.
    """

    step: str
    anchor: date
    rule: str
    period: Period
    counted_on: date
    due_on: date
    cap_on: date | None = None

    @property
    def note(self) -> str:
        """How the date came about, for people: "30 days, moved on from Sunday 20 Dec"."""
        if self.cap_on is not None:
            return gettext("%(period)s, brought forward to meet the limit of %(day)s") % {
                "period": self.period,
                "day": date_format(self.cap_on, "l j M Y"),
            }
        if self.due_on == self.counted_on:
            return str(self.period)
        return gettext("%(period)s, moved on from %(day)s") % {
            "period": self.period,
            "day": date_format(self.counted_on, "l j M"),
        }


@dataclass(frozen=True)
class Window:
    """Days from `first` through `last`, both included."""

    first: date
    last: date

    def is_early(self, on: date) -> bool:
        return on < self.first

    def is_overdue(self, on: date) -> bool:
        return on > self.last


class ExtensionRefusal(StrEnum):
    TOO_MANY = "too_many"
    TOO_LATE = "too_late"
    NOT_LATER = "not_later"
    TOO_LONG = "too_long"


def finding_dues(
    finding_type: str,
    issued_on: date,
    *,
    periods: Mapping[str, Mapping[str, Mapping[str, int]]],
    calendar: WorkCalendar,
    halved: bool = False,
) -> list[DueDate]:
    """The due dates of a finding issued on `issued_on`, the earliest first; none for a type without steps.

    `periods` is the policy, type → step → period: {"major": {"plan": {"working_days": 10}, …}, "observation": {}, …}.
    `calendar` is the auditee's. `halved` takes half of each period, for a finding that was reopened.
    Raises ValueError for a type that the policy does not name. Source: docs/adr/0001-time-rules.md (T-10).
    """
    if finding_type not in periods:
        raise ValueError(f"The policy has no periods for findings of the type {finding_type!r}.")
    dues = [
        _due(step, issued_on, period=_read(value, halved=halved), calendar=calendar)
        for step, value in periods[finding_type].items()
    ]
    return sorted(dues, key=lambda due: (due.due_on, due.step))


def capped(dues: Iterable[DueDate], cap: date | None, calendar: WorkCalendar) -> list[DueDate]:
    """The same due dates, none after the last working day on or before `cap`, an outsider's limit; None: no limit.

    Source: docs/adr/0001-time-rules.md (T-11).
    """
    if cap is None:
        return list(dues)
    limit = roll(cap, calendar, Roll.BACKWARD)
    return [due if due.due_on <= limit else replace(due, due_on=limit, rule="T-11", cap_on=cap) for due in dues]


def verification_window(implemented_on: date, *, min_days: int, max_days: int) -> Window:
    """The days on which the effect of an action may be verified; calendar days, not rolled.

    Earlier needs a typed reason, later is overdue for the verifier. Source: docs/adr/0001-time-rules.md (T-12).
    """
    if not 0 <= min_days <= max_days:
        raise ValueError("A verification window opens after 0 or more days and closes no earlier than it opens.")
    return Window(first=implemented_on + timedelta(days=min_days), last=implemented_on + timedelta(days=max_days))


def extension_limit(original_due_on: date, period: Period, *, calendar: WorkCalendar, cap: date | None = None) -> date:
    """The latest day to which all extensions together may move a step that was due on `original_due_on`.

    `period` is the original one; half of it, rounded down, may be added in its own unit, and an outsider's `cap` holds.
    Never before `original_due_on`; not rolled, because it is a maximum. Source: docs/adr/0001-time-rules.md (T-13).
    """
    added = period.count // 2
    latest = replace(period, count=added).after(original_due_on, calendar) if added else original_due_on
    if cap is not None:
        latest = min(latest, roll(cap, calendar, Roll.BACKWARD))
    return max(latest, original_due_on)


def extension_refusal(
    due_on: date, new_due_on: date, *, on: date, limit: date, granted: int, most: int = 2
) -> ExtensionRefusal | None:
    """Why a step due on `due_on` cannot be moved to `new_due_on` by a decision taken `on`; None: it can.

    `limit` comes from `extension_limit`, `granted` is how many extensions the step already has.
    Source: docs/adr/0001-time-rules.md (T-13).
    """
    if granted >= most:
        return ExtensionRefusal.TOO_MANY
    if on >= due_on:
        return ExtensionRefusal.TOO_LATE
    if new_due_on <= due_on:
        return ExtensionRefusal.NOT_LATER
    return ExtensionRefusal.TOO_LONG if new_due_on > limit else None


def plan_due(starts_on: date, calendar: WorkCalendar, *, working_days: int = 10) -> date:
    """The last working day to send the plan of an audit: so many working days lie after it, through the start.

    Source: docs/adr/0001-time-rules.md (T-52).
    """
    return add_working_days(roll(starts_on, calendar, Roll.BACKWARD), -working_days, calendar)


def report_due(closing_on: date, calendar: WorkCalendar, *, working_days: int = 10) -> date:
    """When the report is due after the closing meeting. Source: docs/adr/0001-time-rules.md (T-52)."""
    return add_working_days(closing_on, working_days, calendar)


def distribution_due(issued_on: date, calendar: WorkCalendar, *, working_days: int = 1) -> date:
    """When an issued report has reached its readers. Source: docs/adr/0001-time-rules.md (T-52)."""
    return add_working_days(issued_on, working_days, calendar)


def _read(value: Mapping[str, int], *, halved: bool) -> Period:
    period = Period.from_policy(value)
    return period.half() if halved else period


def _due(step: str, anchor: date, *, period: Period, calendar: WorkCalendar) -> DueDate:
    counted_on = period.after(anchor, calendar)
    due_on = roll(counted_on, calendar, Roll.FORWARD)
    return DueDate(step=step, anchor=anchor, rule="T-10", period=period, counted_on=counted_on, due_on=due_on)
