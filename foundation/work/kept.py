"""What the ORM wrote for the people who come most often: writing the queries of My work costs far more than running them.

A query is kept under everything the branches were told when they wrote it; what it finds is always read anew.
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

Written = tuple[str, tuple[Any, ...]] | None  # None: there was nothing to ask


class Kept:
    """What was written last, by key; whoever did not come for the longest time is forgotten first."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._rows: OrderedDict[Hashable, Any] = OrderedDict()
        self._texts: dict[str, str] = {}
        self._lock = Lock()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, key: Hashable) -> tuple[bool, Written]:
        """Whether there is something under the key, and what."""
        with self._lock:
            if key not in self._rows:
                return False, None
            self._rows.move_to_end(key)
            return True, self._rows[key]

    def put(self, key: Hashable, written: Written) -> None:
        """Keeps it; people of the same roles share one text."""
        with self._lock:
            if len(self._rows) >= self.size:
                self._rows.popitem(last=False)
            if len(self._texts) >= self.size:
                self._texts.clear()
            if written is not None:
                written = self._texts.setdefault(written[0], written[0]), written[1]
            self._rows[key] = written

    def of(self, key: Hashable) -> dict[Hashable, Any]:
        """What is written under the key piece by piece."""
        with self._lock:
            if key not in self._rows and len(self._rows) >= self.size:
                self._rows.popitem(last=False)
            self._rows.setdefault(key, {})
            self._rows.move_to_end(key)
            return self._rows[key]

    def clear(self) -> None:
        with self._lock:
            self._rows.clear()
            self._texts.clear()

    def forgotten_by(self, **_about: Any) -> None:
        """Tables and the numbers of content types may be others now."""
        self.clear()


def kept_for(size: int) -> Kept:
    """A place for that many, emptied by every migration."""
    kept = Kept(size)
    post_migrate.connect(kept.forgotten_by, weak=False)
    return kept


def told(user: User, on: date) -> Hashable:
    """Everything a branch may know when it writes its query; the rest it has to ask in the query itself."""
    roles = tuple((grant.role, grant.unit.path) for grant in live_grants(user))
    return user.pk, user.person_id, user.name, user.is_active, roles, on, today()
