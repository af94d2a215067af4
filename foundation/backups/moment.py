"""The database as it is at one moment, while others go on writing."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from psycopg import IsolationLevel

ALIAS = "moment"


@contextmanager
def moment() -> Iterator[str]:
    """The alias of a connection of its own that sees one state of the database until the block ends.

    SQLite gives that to a reader in WAL mode, as long as it does not begin as a writer does; PostgreSQL with
    REPEATABLE READ. Neither holds up writers.
    """
    connections.settings[ALIAS] = like_default()
    try:
        with transaction.atomic(using=ALIAS):
            MigrationRecorder(connections[ALIAS]).applied_migrations()  # the first read fixes the moment
            yield ALIAS
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.settings[ALIAS]


def like_default() -> dict[str, Any]:
    facts: dict[str, Any] = copy.deepcopy(connections[DEFAULT_DB_ALIAS].settings_dict)
    options = facts["OPTIONS"]
    if connections[DEFAULT_DB_ALIAS].vendor == "sqlite":
        options["transaction_mode"] = "DEFERRED"
    else:
        options.pop("pool", None)
        options["isolation_level"] = IsolationLevel.REPEATABLE_READ
    return facts
