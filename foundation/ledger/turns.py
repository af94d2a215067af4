"""Whose turn it is: one sequencer at a time, however many processes and machines there are."""

from django.db import connection

TURN = 0x6C65646765720001  # one number of PostgreSQL's 2⁶⁴ for advisory locks


def take_turn(*, wait: bool = False) -> bool:
    """Whether nobody else seals until the caller's transaction ends; with `wait` it is always, in the end.

    SQLite's transactions are IMMEDIATE: whoever is in one is the only writer.
    """
    if connection.vendor != "postgresql":
        return True
    function = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [TURN])
        return cursor.fetchone()[0] is not False
