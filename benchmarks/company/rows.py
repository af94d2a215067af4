"""Writes rows of a model by one statement each, and keeps the database out of the way meanwhile."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models

from benchmarks.company.draws import text

Model = type[models.Model]
LONG_AGO = "TIMESTAMPTZ '2025-01-06 08:00+00'"

# Table: the column that others name its rows by, the columns kept of others (docs/adr/0180-kept-columns.md), who says how.
KEPT_BY_TRIGGERS = {
    "assurance_evidence": ("id", "newest_state, newest_as_of, newest_at", "assurance.migrations.0015_newest_version"),
    "audits_finding": ("uuid", "first_due_on, first_due_step", "audits.migrations.0009_first_due"),
}


def insert(model: Model, source: str, /, **columns: str) -> None:
    """Rows of a model out of a FROM clause with a number `n`; columns that are not named get what the field says.

    `columns` are expressions of SQL by the name of the field.
    """
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    unknown = set(columns) - {field.name for field in fields}
    assert not unknown, unknown
    values = [columns.get(field.name) or _usual(model, field, columns) for field in fields]
    names = ", ".join(f'"{field.column}"' for field in fields)
    statement = f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(values)} FROM {source}'
    run(statement)


def numbers(count: int, first: int = 1) -> str:
    return f"generate_series({first}::bigint, {first + count - 1}) AS n"


def uuid_of(model: Model, number: str) -> str:
    """The public id that insert() gives to the row of a number."""
    return f"md5('{model._meta.db_table}' || ({number})::bigint)::uuid"


def type_of(model: Model) -> str:
    """The column that says what a generic row is about."""
    return str(ContentType.objects.get_for_model(model).pk)


def _usual(model: Model, field: models.Field, columns: dict[str, str]) -> str:
    if field.name == "uuid":
        return uuid_of(model, "n")
    if field.name in ("created_at", "updated_at"):
        return columns.get("created_at", LONG_AGO)
    if field.primary_key and not field.is_relation:
        return "n"
    if field.null:
        return f"NULL::{field.db_type(connection)}"
    return _literal(field, "" if field.get_default() is None and field.empty_strings_allowed else field.get_default())


def _literal(field: models.Field, value: Any) -> str:
    if isinstance(value, bool | int):
        return str(value)
    if isinstance(field, models.JSONField):
        return f"{text(json.dumps(value))}::jsonb"
    assert value is not None, field
    return text(str(value))


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def asked(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


@contextmanager
def in_bulk() -> Iterator[None]:
    """Without foreign keys being looked up, and with indices built once over all rows instead of row by row."""
    run("SET session_replication_role = replica")
    built = asked(
        "SELECT indexdef, format('%I', indexname) FROM pg_indexes WHERE schemaname = 'public' AND NOT EXISTS "
        "(SELECT 1 FROM pg_constraint WHERE conname = indexname) AND indexdef NOT LIKE 'CREATE UNIQUE%' "
        "ORDER BY indexname"
    )
    for _definition, name in built:
        run(f"DROP INDEX {name}")
    yield
    run("SET maintenance_work_mem = '512MB'")
    for definition, _name in built:
        run(definition)
    run("SET session_replication_role = DEFAULT")


def settle() -> None:
    """Lets the running numbers go on after the rows that are there, works out what triggers would have kept meanwhile, and
    has the planner look at all of it.
    """
    owned = asked(
        "SELECT format('%I', c.relname), format('%I', a.attname) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attidentity <> '' ORDER BY 1"
    )
    for table, column in owned:
        run(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), "
            f"GREATEST((SELECT max({column}) FROM {table}), 1))"
        )
    run("ANALYZE")
    for table, (key, columns, migration) in KEPT_BY_TRIGGERS.items():
        chosen = import_module(migration).CHOSEN.format(key=f"{table}.{key}")
        run(f"UPDATE {table} SET ({columns}) = ({chosen}) WHERE EXISTS ({chosen})")
    run("VACUUM ANALYZE" if connection.get_autocommit() else "ANALYZE")
