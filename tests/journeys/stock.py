"""The demonstration is loaded once per test run; for every further module its database is copied back in milliseconds."""

import sqlite3
from io import StringIO

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from tests.company import TODAY

_loaded: list[sqlite3.Connection] = []


def load_demonstration() -> None:
    """Puts the demonstration, as seen on TODAY, into the empty test database."""
    connection.ensure_connection()
    if not _loaded:
        call_command("demo", today=TODAY.isoformat(), stdout=StringIO())
        copy = sqlite3.connect(":memory:")
        connection.connection.backup(copy)
        _loaded.append(copy)
        return
    _loaded[0].backup(connection.connection)
    ContentType.objects.clear_cache()


__all__ = ["load_demonstration"]
