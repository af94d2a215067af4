"""Local days: what day it is in a zone, and which days a nightly rule has still to run for."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def local_today(zone: str, now: datetime) -> date:
    """The local date in the IANA zone `zone` at the moment `now`.

    Raises ValueError for a naive `now`, ZoneInfoNotFoundError for an unknown zone.
    Source: docs/adr/0001-time-rules.md (conventions).
    """
    if now.utcoffset() is None:
        raise ValueError("The moment needs a time zone.")
    return now.astimezone(ZoneInfo(zone)).date()


def zones_to_run(now: datetime, zones: Iterable[str], *, done: Mapping[str, date]) -> dict[str, list[date]]:
    """The local days each zone has still to run, oldest first, through its today; a zone with nothing to run is absent.

    `done` has the newest day that a rule ran for per zone; a zone not in it starts with its today alone.
    A calendar day that a zone jumped over is run as well, for something may be due on it.
    Source: docs/adr/0001-time-rules.md (missed nights).
    """
    missing = {zone: _days_after(done.get(zone), local_today(zone, now)) for zone in zones}
    return {zone: days for zone, days in missing.items() if days}


def _days_after(last: date | None, today: date) -> list[date]:
    if last is None:
        return [today]
    return [last + timedelta(days=n) for n in range(1, (today - last).days + 1)]


def first_moment(day: date, zone: str) -> datetime:
    """The moment at which a day begins in the IANA zone `zone`, in UTC; where a clock jumps over midnight, after the jump.

    Source: docs/adr/0001-time-rules.md (T-56).
    """
    return datetime.combine(day, time(0), tzinfo=ZoneInfo(zone)).astimezone(UTC)
