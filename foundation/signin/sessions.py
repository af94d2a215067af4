"""Sessions in the database, each with its account and when it was last used. This module is settings.SESSION_ENGINE.

The last use is a column, not a part of the data: a slow request that writes its session late takes nothing back.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from foundation.models.signin import Session

WRITTEN_EVERY = timedelta(minutes=1)


class SessionStore(DatabaseStore):
    seen_at: datetime | None = None  # of a session that was read

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create(self) -> None:
        self.seen_at = timezone.now()
        super().create()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        return Session(
            session_key=self._get_or_create_session_key(),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=data.get(SESSION_KEY),
            seen_at=self.seen_at or timezone.now(),
        )

    def was_seen_lately(self) -> bool:
        return self.seen_at is not None and timezone.now() - self.seen_at < WRITTEN_EVERY

    def touch(self) -> None:
        """Writes down that the session is used; of several requests at once one writes."""
        now = timezone.now()
        Session.objects.filter(session_key=self.session_key, seen_at__lt=now).update(seen_at=now)
        self.seen_at = now

    def _get_session_from_db(self) -> Session | None:
        row = super()._get_session_from_db()  # type: ignore[misc]  # unknown to the stubs
        self.seen_at = row.seen_at if row else None
        return row
