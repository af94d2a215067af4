"""A ledger over the trail of a test's company: events to seal, and what the database was like before."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone

from foundation.access import robot
from foundation.ledger import sequencer
from foundation.models.ledger import LedgerCheckpoint
from foundation.trail import Told, record_each
from foundation.triggers import silenced


def grow(count: int, *, summary: str = "happened") -> LedgerCheckpoint:
    """So many events more, sealed with everything that waits."""
    with transaction.atomic():
        subject = robot()
        record_each(actor=subject, kind="test.happened", told=[Told(subject, summary)] * count)
    sequencer.catch_up(timezone.now(), wait=True)
    return LedgerCheckpoint.objects.order_by("-pk")[0]


@contextmanager
def taken_back() -> Iterator[None]:
    """What the block writes is gone from the database afterwards, as when a backup from before is restored."""
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


@contextmanager
def unguarded() -> Iterator[None]:
    """No trigger refuses anything, as for a superuser. PostgreSQL wants nothing left to check when they are put aside."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with silenced(connection):
        yield
