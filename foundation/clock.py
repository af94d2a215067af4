"""What day it is where: the only place, beside the doors, that asks the clock."""

from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from django.utils import timezone

EARLIEST = date(1900, 1, 1)  # before it nothing was recorded, and dates leave the calendar
LATEST = date(2200, 12, 31)  # after it nothing is planned, and dates leave the calendar at its other end


class Placed(Protocol):
    zone: str


def today(unit: Placed | None = None) -> date:
    """The local date of `unit` now; without a unit, of the organisation (settings.TIME_ZONE).

    Source: docs/adr/0001-time-rules.md (conventions).
    """
    return timezone.localdate(timezone=ZoneInfo(unit.zone) if unit is not None else timezone.get_default_timezone())
