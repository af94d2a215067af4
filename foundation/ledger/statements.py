"""The few statements that the sequencer and each proof wait for: written out, with no object for a row.

Source: docs/adr/0178-ledger-statements.md. Everything else of the ledger goes through the ORM.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import NamedTuple

from django.db import connection

from foundation.ledger.growth import Place

NEWEST = "SELECT max({column}) FROM foundation_ledgerleaf WHERE source = %s"
NEAR = (
    "SELECT id, at, kind, digest FROM {table} AS told WHERE id > %s AND NOT EXISTS (SELECT 1 FROM foundation_ledgerleaf "
    "WHERE source = %s AND {column} = told.id AND {column} > %s) ORDER BY id LIMIT %s"
)
LEAVES = 'INSERT INTO foundation_ledgerleaf ("index", source, {column}, leaf_hash, sealed_at) '
ONE_BY_ONE = LEAVES + "VALUES (%s, %s, %s, %s, %s)"
AT_ONCE = LEAVES + (
    "SELECT %s::bigint + place - 1, %s, number, substr(%s::bytea, (place::int - 1) * 32 + 1, 32), %s "
    "FROM unnest(%s::bigint[]) WITH ORDINALITY AS taken (number, place)"
)
TILES_AT = 'SELECT level, "index", hashes FROM foundation_ledgertile WHERE '
PLACE = '(level = %s AND "index" = %s)'
TILES = (
    'INSERT INTO foundation_ledgertile (level, "index", hashes) VALUES {rows} '
    'ON CONFLICT (level, "index") DO UPDATE SET hashes = excluded.hashes'
)


class Leaves(NamedTuple):
    """Entries that follow each other from `first` on: events of one source, by number, and their leaf hashes."""

    first: int
    source: str
    column: str
    numbers: Sequence[int]
    hashes: Sequence[bytes]


def near_the_newest(
    table: str, source: str, column: str, *, back: int, limit: int
) -> list[tuple[int, datetime, str, str]]:
    """Number, moment, kind and digest of events without a leaf: those above the newest sealed, and up to `back` below it."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST.format(column=column), [source])
        first = (cursor.fetchone()[0] or 0) - back  # told as a number, or PostgreSQL reads every leaf
        cursor.execute(NEAR.format(table=table, column=column), [first, source, first, limit])
        found = cursor.fetchall()
    if connection.vendor == "postgresql":
        return found
    return [
        (number, at.replace(tzinfo=UTC), *said) for number, at, *said in found
    ]  # SQLite does not say that it is UTC


def tiles_at(wanted: Iterable[Place]) -> dict[Place, bytes]:
    """The tiles at these places, as wide as they are now (one query; none for no place)."""
    numbers = list(chain.from_iterable(wanted))
    if not numbers:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(TILES_AT + " OR ".join([PLACE] * (len(numbers) // 2)), numbers)
        return {(level, index): bytes(hashes) for level, index, hashes in cursor.fetchall()}


def write_leaves(leaves: Leaves, now: datetime) -> None:
    """PostgreSQL takes the numbers as one array and the hashes as one string of bytes, SQLite a row at a time."""
    first, source, column, numbers, hashes = leaves
    at = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            array = f"{{{','.join(map(str, numbers))}}}"
            cursor.execute(AT_ONCE.format(column=column), [first, source, b"".join(hashes), at, array])
            return
        rows = zip(numbers, hashes, strict=True)
        cursor.executemany(
            ONE_BY_ONE.format(column=column),
            [(index, source, number, leaf_hash, at) for index, (number, leaf_hash) in enumerate(rows, first)],
        )


def write_tiles(changed: Mapping[Place, bytes]) -> None:
    """New tiles, and those that grew."""
    if not changed:
        return
    rows = ", ".join(["(%s, %s, %s)"] * len(changed))
    values = [value for (level, index), hashes in changed.items() for value in (level, index, hashes)]
    with connection.cursor() as cursor:
        cursor.execute(TILES.format(rows=rows), values)
