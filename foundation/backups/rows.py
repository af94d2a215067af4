"""The rows of a table as JSON lines that mean the same on SQLite and PostgreSQL, and back.

The first line names the columns; every other is one row. Generated columns are left to the database.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import IO, Any
from uuid import UUID

from django.db import connections, models
from django.utils.duration import duration_iso_string

Columns = list[models.Field]
ROWS_PER_FETCH = 1000
ROWS_PER_INSERT = 500


def columns_of(model: type[models.Model]) -> Columns:
    """By name: a model of the past has them in another order than the one of today."""
    stored = [field for field in model._meta.local_concrete_fields if not field.generated]
    return sorted(stored, key=lambda field: str(field.column))


def lines_of(model: type[models.Model], using: str) -> Iterator[bytes]:
    """The table, by primary key; the same rows give the same lines on every database."""
    columns = columns_of(model)
    yield written([field.column for field in columns])
    names = [field.attname for field in columns]
    rows = model._base_manager.using(using).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=ROWS_PER_FETCH):
        yield written([plain(field, value) for field, value in zip(columns, row, strict=True)])


def written(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def plain(field: models.Field, value: Any) -> Any:
    """A value in types JSON knows."""
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    return str(value) if isinstance(value, UUID | Decimal) else value


def value_of(field: models.Field, told: Any) -> Any:
    """What plain() was given."""
    if isinstance(field, models.JSONField):
        return models.Value(None, models.JSONField()) if told is None and not field.null else told
    if told is None:
        return None
    if isinstance(field, models.BinaryField):
        return base64.b64decode(told)
    return field.target_field.to_python(told) if isinstance(field, models.ForeignKey) else field.to_python(told)


def dump(model: type[models.Model], using: str, stream: IO[bytes]) -> tuple[int, str]:
    """Writes the table, compressed; returns how many rows it has and the SHA-256 of its lines."""
    digest, count = hashlib.sha256(), -1
    with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=stream, mtime=0) as packed:
        for line in lines_of(model, using):
            packed.write(line)
            digest.update(line)
            count += 1
    return count, digest.hexdigest()


def digest_of(model: type[models.Model], using: str) -> str:
    digest = hashlib.sha256()
    for line in lines_of(model, using):
        digest.update(line)
    return digest.hexdigest()


def load(model: type[models.Model], using: str, stream: IO[bytes]) -> int:
    """Inserts the rows as they were, ids and moments included; returns how many. Raises KeyError for a foreign column."""
    with gzip.GzipFile(fileobj=stream, mode="rb") as lines:
        known = {field.column: field for field in columns_of(model)}
        columns = [known[name] for name in json.loads(lines.readline())]
        count = 0
        while batch := list(islice(lines, batch_size(columns, using))):
            rows = [row_of(model, columns, json.loads(line)) for line in batch]
            insert(model, columns, rows, using)
            count += len(rows)
    return count


def insert(model: type[models.Model], columns: Columns, rows: list[models.Model], using: str) -> None:
    """As it is: bulk_create() would set the moments of change anew."""
    queryset: Any = model._base_manager.using(using)
    queryset._insert(rows, fields=columns, using=using, raw=True)


def row_of(model: type[models.Model], columns: Columns, told: list[Any]) -> models.Model:
    pairs = zip(columns, told, strict=True)
    return model(**{field.attname: value_of(field, value) for field, value in pairs})


def batch_size(columns: Columns, using: str) -> int:
    """How many rows one INSERT takes: databases limit the number of its values."""
    return min(ROWS_PER_INSERT, connections[using].ops.bulk_batch_size(columns, [None] * ROWS_PER_INSERT))
