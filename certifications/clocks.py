"""Every rule about the days of a certificate: its cycle, its surveillance, renewal, suspension and edition.

Pure functions: the day (`on`) and what the scheme says are arguments; nothing here asks the clock or the database.
Source: docs/adr/0001-time-rules.md (T-20 to T-24).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from foundation.dates import add_months, last_valid_day

CYCLE_MONTHS = 36
RESTORE_MONTHS = 6
SURVEILLANCE_MONTHS = 12
WINDOW_MONTHS, TARGET_MONTHS, CRITICAL_MONTHS = 6, 3, 1  # before the end: recertification opens, is aimed at, is late
ALERT_MONTHS = (12, 6, 3, 1)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class CycleDates:
    """The days of one cycle of a management-system certificate; each is the last on which its part is in time."""

    surveillance1_latest: date
    surveillance2_latest: date
    recertification_opens: date
    recertification_target: date
    recertification_critical: date
    expires_on: date
    restore_until: date


@dataclass(frozen=True)
class Demand:
    """An audit that surveillance asks for between two days, both included; not binding: a warning when it is missing."""

    rule: str
    first: date
    last: date
    binding: bool

    def is_met(self, held: Collection[date]) -> bool:
        return any(self.first <= day <= self.last for day in held)


class Renewed(StrEnum):
    IN_TIME = "in_time"
    RESTORED = "restored"
    NEW_CYCLE = "new_cycle"


@dataclass(frozen=True)
class Renewal:
    """What a recertification decision gives: how it counts, its days, and the days without a certificate before it."""

    kind: Renewed
    effective_from: date
    expires_on: date
    gap: tuple[date, date] | None = None


@dataclass(frozen=True)
class Alert:
    months_before: int
    on: date


def proposed_expiry(decided_on: date, *, months: int = CYCLE_MONTHS) -> date:
    """The last day to propose for a first certificate; the printed day wins. Source: docs/adr/0001-time-rules.md (T-20)."""
    return last_valid_day(decided_on, months)


def latest_expiry(decided_on: date, *, months: int = CYCLE_MONTHS, old_expiry: date | None = None) -> date:
    """The last day that may be printed: counted from the decision, or from the old end if it was decided by then.

    Source: docs/adr/0001-time-rules.md (T-20).
    """
    in_time = old_expiry is not None and decided_on <= old_expiry
    return add_months(old_expiry if in_time and old_expiry is not None else decided_on, months)


def cycle_dates(decided_on: date, expires_on: date, *, restore_months: int = RESTORE_MONTHS) -> CycleDates:
    """The days of the cycle that a decision started. Source: docs/adr/0001-time-rules.md (T-20)."""
    return CycleDates(
        surveillance1_latest=add_months(decided_on, SURVEILLANCE_MONTHS),
        surveillance2_latest=add_months(decided_on, 2 * SURVEILLANCE_MONTHS),
        recertification_opens=add_months(expires_on, -WINDOW_MONTHS),
        recertification_target=add_months(expires_on, -TARGET_MONTHS),
        recertification_critical=add_months(expires_on, -CRITICAL_MONTHS),
        expires_on=expires_on,
        restore_until=add_months(expires_on, restore_months),
    )


def demands(decided_on: date, expires_on: date, *, initial: bool) -> tuple[Demand, ...]:
    """The audits that surveillance asks for in a cycle: R1, R2 and one R3 for each calendar year, in this order.

    `initial` is the cycle after initial certification, in which R1 binds. What falls due after the end is left out.
    Source: docs/adr/0001-time-rules.md (T-21).
    """
    one, two = (add_months(decided_on, SURVEILLANCE_MONTHS * count) for count in (1, 2))
    years = range(decided_on.year + 1, add_months(expires_on, -TARGET_MONTHS).year)
    asked = (
        Demand("R1", first=decided_on + ONE_DAY, last=one, binding=initial),
        Demand("R2", first=one + ONE_DAY, last=two, binding=False),
        *(Demand("R3", first=date(year, 1, 1), last=date(year, 12, 31), binding=True) for year in years),
    )
    return tuple(demand for demand in asked if demand.last <= expires_on)


def breaches(asked: Collection[Demand], held: Collection[date], *, on: date) -> tuple[Demand, ...]:
    """Those whose last day is past at the start of `on` and that no audit met; `held` are the last days of audits.

    Source: docs/adr/0001-time-rules.md (T-21).
    """
    return tuple(demand for demand in asked if demand.last < on and not demand.is_met(held))


def restore_until(old_expiry: date, *, restore_months: int | None = RESTORE_MONTHS) -> date | None:
    """The last day of a decision that restores; None where the scheme restores nothing.

    Source: docs/adr/0001-time-rules.md (T-22).
    """
    return None if restore_months is None else add_months(old_expiry, restore_months)


def renewal(
    old_expiry: date, decided_on: date, *, months: int = CYCLE_MONTHS, restore_months: int | None = RESTORE_MONTHS
) -> Renewal:
    """What a recertification decided on a day gives. Source: docs/adr/0001-time-rules.md (T-22)."""
    after = old_expiry + ONE_DAY
    if decided_on <= old_expiry:
        return Renewal(Renewed.IN_TIME, effective_from=after, expires_on=add_months(old_expiry, months))
    gap = (after, decided_on - ONE_DAY) if decided_on > after else None
    limit = restore_until(old_expiry, restore_months=restore_months)
    if limit is not None and decided_on <= limit:
        return Renewal(Renewed.RESTORED, decided_on, expires_on=add_months(old_expiry, months), gap=gap)
    return Renewal(Renewed.NEW_CYCLE, decided_on, expires_on=last_valid_day(decided_on, months), gap=gap)


def suspension_limit(since: date, *, months: int | None = None, days: int | None = None) -> date | None:
    """The last day a suspension lasts, in months or in days as the scheme counts; None: the scheme names no limit.

    Source: docs/adr/0001-time-rules.md (T-23).
    """
    if months is not None:
        return add_months(since, months)
    return None if days is None else since + timedelta(days=days)


def longest_suspension(
    since: date, *, months: int | None = None, days: int | None = None, total_months: int | None = None
) -> date | None:
    """The last day to which a suspension may be extended in all; without a total, its limit.

    Source: docs/adr/0001-time-rules.md (T-23).
    """
    if total_months is not None:
        return add_months(since, total_months)
    return suspension_limit(since, months=months, days=days)


def is_past_edition(decided_on: date, no_new_after: date | None) -> bool:
    """Whether a decision comes too late for an old edition. Source: docs/adr/0001-time-rules.md (T-24)."""
    return no_new_after is not None and decided_on > no_new_after


def last_day(expires_on: date | None, edition_ends_on: date | None) -> date | None:
    """The last day of a certificate: the printed one, or that of its edition if it ends before.

    Source: docs/adr/0001-time-rules.md (T-24).
    """
    return min((day for day in (expires_on, edition_ends_on) if day is not None), default=None)


def edition_alerts(ends_on: date) -> tuple[Alert, ...]:
    """When holders of an old edition hear of its end, the earliest first. Source: docs/adr/0001-time-rules.md (T-24)."""
    return tuple(Alert(months, add_months(ends_on, -months)) for months in ALERT_MONTHS)
