"""Up to which day one has to look for a page of My work: where the last line of it stood when it was shown before.

It only spares the database what comes later. Where there is less than a page before that day, everything is looked at.
"""

from collections.abc import Hashable
from datetime import date
from hashlib import sha256

from django.core.cache import cache

A_DAY = 86_400


class Until:
    """The day on which the last line of somebody's page was due, under everything that was asked for."""

    def __init__(self, person_id: int, about: Hashable) -> None:
        self.place = f"work-until-{person_id}-{sha256(repr(about).encode()).hexdigest()[:32]}"
        found = cache.get(self.place)
        self.day = date.fromisoformat(found) if found else None

    def learn(self, day: date | None) -> None:
        """Remembers the day; None where everything has to be looked at."""
        if day == self.day:
            return
        self.day = day
        if day is None:
            cache.delete(self.place)
        else:
            cache.set(self.place, day.isoformat(), A_DAY)
