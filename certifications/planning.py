"""The audits that a cycle needs: the days on which each is in time, what is missing without it, when to plan it.

Pure functions; the cycle's days, the other audits and the calendar are arguments.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from certifications.clocks import (
    ONE_DAY,
    SURVEILLANCE_MONTHS,
    TARGET_MONTHS,
    WINDOW_MONTHS,
    Demand,
    demands,
    restore_until,
)
from foundation.dates import Roll, WorkCalendar, add_months, add_working_days, roll

SPARE_MONTHS = 1  # surveillance is proposed so long before its last day
NOTICE = timedelta(days=14)  # nothing is proposed sooner
WORKING_DAYS = {"stage1": 1, "stage2": 3, "surveillance1": 2, "surveillance2": 2, "recertification": 3}
FIRST_STAGES = {"stage1": timedelta(days=28), "stage2": timedelta(days=84)}


@dataclass(frozen=True)
class Limit:
    """The last day for an audit under one rule; past it a certificate is in breach or ends, or a warning is due."""

    rule: str
    last: date
    binding: bool = True


@dataclass(frozen=True)
class Slot:
    """An audit that a cycle needs, in time from `opens` on; the limits stand in the order in which they pass."""

    part: str
    opens: date | None = None
    limits: tuple[Limit, ...] = ()
    target: date | None = None

    @property
    def latest(self) -> date | None:
        return self.limits[0].last if self.limits else None

    @property
    def cap(self) -> date | None:
        """The first limit that binds; one that only warns may pass. Source: docs/adr/0001-time-rules.md (T-21)."""
        return next((limit.last for limit in self.limits if limit.binding), None)


def first_slots() -> tuple[Slot, ...]:
    """What comes before the first decision; the body sets the days."""
    return (Slot("stage1"), Slot("stage2"))


def slots(
    decided_on: date, expires_on: date, *, initial: bool, held: dict[str, date], restore_months: int | None
) -> tuple[Slot, ...]:
    """The two surveillances and the recertification; `held` are the last days of the audits by their role, planned or held.

    What has no audit yet counts as held on its target. Source: docs/adr/0001-time-rules.md (T-20, T-21, T-22).
    """
    one, two = (add_months(decided_on, SURVEILLANCE_MONTHS * count) for count in (1, 2))
    asked = demands(decided_on, expires_on, initial=initial)
    yearly = [
        ("surveillance1", "R1", decided_on + ONE_DAY, one),
        ("surveillance2", "R2", one + ONE_DAY, two),
    ]
    days = {role: add_months(latest, -SPARE_MONTHS) for role, _rule, _opens, latest in yearly} | held
    found = [
        Slot(role, opens, _limits(asked, rule, opens, latest, _others(days, role)), add_months(latest, -SPARE_MONTHS))
        for role, rule, opens, latest in yearly
        if latest <= expires_on
    ]
    ends = [Limit("T-20", expires_on)]
    last = restore_until(expires_on, restore_months=restore_months)
    ends += [Limit("T-22", last)] if last is not None else []
    opens, target = (add_months(expires_on, -months) for months in (WINDOW_MONTHS, TARGET_MONTHS))
    return (*found, Slot("recertification", opens, tuple(ends), target))


def _others(held: dict[str, date], role: str) -> list[date]:
    return [day for other, day in held.items() if other != role]


def _limits(
    asked: Collection[Demand], rule: str, opens: date, latest: date, others: Collection[date]
) -> tuple[Limit, ...]:
    """Its own rule, and each year within its days in which no other audit stands."""
    mine = [one for one in asked if one.rule == rule]
    mine += [one for one in asked if one.rule == "R3" and one.first <= latest and opens <= one.last]
    missing = [Limit(one.rule, one.last, one.binding) for one in mine if not one.is_met(others) or one.rule == rule]
    return tuple(sorted(missing, key=lambda limit: limit.last))


def proposal(slot: Slot, calendar: WorkCalendar, *, on: date) -> tuple[date, date]:
    """The first and last day to propose: at its target, or soon where that is near or past, by its limit if it can be."""
    soonest = roll(on + NOTICE, calendar, Roll.FORWARD)
    wanted = slot.target or on + FIRST_STAGES.get(slot.part, NOTICE)
    last = max(roll(wanted, calendar, Roll.BACKWARD), soonest)
    if slot.latest is not None and on < slot.latest < last:
        last = roll(slot.latest, calendar, Roll.BACKWARD)
    first = add_working_days(last, 1 - WORKING_DAYS.get(slot.part, 1), calendar)
    return max(first, min(on, last)), last
