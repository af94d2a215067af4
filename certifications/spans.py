"""From when until when a grant is open: whole days in the zone of the host unit, cut by the agreement's end (T-56)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from foundation.dates import first_moment

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """UTC moments; `until_at` is the first one that is not open any more."""

    from_at: datetime
    until_at: datetime


def span_of(first: date, last: date, *, zone: str, agreed_until: date | None) -> Span:
    """From 00:00 of the first day to 24:00 of the last in the zone, or to the end of the last day of the agreement."""
    end = last if agreed_until is None else min(last, agreed_until)
    return Span(first_moment(first, zone), first_moment(max(end + DAY, first), zone))


def judged_before(cut_off: date, zone: str) -> datetime:
    """The first moment after the day of a cut-off in the zone: what is accepted from then on stays closed."""
    return first_moment(cut_off + DAY, zone)


def span_of_grant(grant: Any) -> Span:
    """The span of a grant with its host unit and its agreement."""
    agreed_until = grant.nda.valid_until if grant.nda is not None else None
    return span_of(grant.valid_from, grant.valid_until, zone=grant.unit.zone, agreed_until=agreed_until)
