"""Sessions in the database, each with the account that is signed in. This module is settings.SESSION_ENGINE."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from foundation.models.signin import Session


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        facts = {"session_key": self._get_or_create_session_key(), "session_data": self.encode(data)}
        return Session(**facts, expire_date=self.get_expiry_date(), user_id=data.get(SESSION_KEY))
