"""What the ORM wrote for those who come most often: writing the queries of My work costs far more than running them.

A query is kept for everybody with the same roles (foundation.work.somebody); what it finds is always read anew.
"""

from collections import OrderedDict
from collections.abc import Hashable
from datetime import date
from threading import Lock
from typing import Any

from django.db.models.signals import post_migrate

from foundation.access import live_grants
from foundation.clock import today
from foundation.directory.models import User


class Kept:
    """What was written last, by key; what nobody came for the longest time is forgotten first."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._rows: OrderedDict[Hashable, dict[Hashable, Any]] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Hashable) -> dict[Hashable, Any]:
        """What is written under the key piece by piece, to be added to."""
        with self._lock:
            if key not in self._rows and len(self._rows) >= self.size:
                self._rows.popitem(last=False)
            self._rows.setdefault(key, {})
            self._rows.move_to_end(key)
            return self._rows[key]

    def clear(self) -> None:
        with self._lock:
            self._rows.clear()

    def forgotten_by(self, **_about: Any) -> None:
        """Tables and the numbers of content types may be others now."""
        self.clear()


def kept_for(size: int) -> Kept:
    """A place for that many, emptied by every migration."""
    kept = Kept(size)
    post_migrate.connect(kept.forgotten_by, weak=False)
    return kept


def told(user: User, on: date) -> Hashable:
    """Everything that My work and its numbers are worked out from besides the rows."""
    roles = tuple((grant.role, grant.unit.path) for grant in live_grants(user))
    return user.pk, user.person_id, user.name, user.is_active, roles, on, today()
