"""The demonstration is loaded once per test run; for every further module its database is copied back in milliseconds."""

import shutil
import sqlite3
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from tests.company import TODAY

_loaded: list[sqlite3.Connection] = []


def load_demonstration(keys: Path) -> None:
    """Puts the demonstration, as seen on TODAY, into the empty test database; what signed its ledger is kept in `keys`."""
    connection.ensure_connection()
    if not _loaded:
        call_command("demo", today=TODAY.isoformat(), stdout=StringIO())
        copy = sqlite3.connect(":memory:")
        connection.connection.backup(copy)
        shutil.copytree(settings.LEDGER_FOLDER, keys)
        _loaded.append(copy)
        return
    _loaded[0].backup(connection.connection)
    shutil.copytree(keys, settings.LEDGER_FOLDER, dirs_exist_ok=True)
    ContentType.objects.clear_cache()


__all__ = ["load_demonstration"]
