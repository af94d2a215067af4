"""A ledger for tests: everything that was recorded is sealed, under a key of the test's own."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import connection, models, transaction
from django.test import override_settings
from django.utils import timezone

from foundation.ledger import sequencer
from foundation.models.ledger import LedgerLeaf
from foundation.models.trail import Event
from foundation.trail import history
from foundation.triggers import silenced


def seal_all() -> int:
    """Seals what waits; returns how many events that were."""
    return sequencer.catch_up(timezone.now(), everything=True, wait=True)


def seal_once() -> int:
    """The same under a key that nobody keeps: for rows that are put back into many databases."""
    with TemporaryDirectory() as folder, override_settings(LEDGER_FOLDER=Path(folder)):
        return seal_all()


def seal_of(event: Event) -> LedgerLeaf:
    return LedgerLeaf.objects.get(event=event)


def entry_about(row: models.Model, kind: str = "") -> int:
    """The number of the newest entry about a row, of a kind where one is named."""
    told = history(row).filter(kind=kind) if kind else history(row)
    return seal_of(told[0]).index


def tampered(statement: str, *parameters: Any) -> None:
    """Does what a superuser of the database could: writes past every trigger."""
    with transaction.atomic():
        _nothing_waits()
        with silenced(connection), connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            _nothing_waits()


def _nothing_waits() -> None:
    """PostgreSQL gives no table away while a check of it waits for the end of the transaction."""
    if connection.vendor == "postgresql":
        connection.check_constraints()


__all__ = ["entry_about", "seal_all", "seal_of", "seal_once", "tampered"]
