"""Builds the company, what happens in it, or the world around it once per test run, and puts the rows back afterwards.

What is built may stand on what was put back before it: kept are the rows that are new and those that it changed.
"""

import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import time
from typing import Any

import time_machine
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from assurance.models import Framework, Process
from foundation.directory.models import Unit, User
from tests.company import Company, found

OURS = ("directory", "foundation", "assurance", "audits", "certifications", "people", "cases")


@dataclass(frozen=True)
class Kept:
    """The rows of a table as its columns hold them, with the statement that writes them."""

    statement: str
    rows: list[tuple[Any, ...]]


@dataclass
class Snapshot:
    """What was built under a name: rows in the order of their writing, parts before the wholes that are frozen; the
    statement that moves the sequences behind them; what was met, pickled."""

    tables: list[Kept]
    sequences: str
    met: bytes


_kept: dict[str, Snapshot] = {}
_sizes: dict[str, tuple[int, ...]] = {}  # rows of each table once it stood
_standing: set[str] = set()  # whose rows stand in the database already, until a module is through


def forget() -> None:
    """After a flush the content types have other ids: everything is built anew."""
    _kept.clear()
    _sizes.clear()


def company() -> Company:
    """The tests' company in an empty database; the same rows with the same ids each time."""
    return there("company", found, met)


def there(name: str, build: Callable[[], Any], meet: Callable[[], Any]) -> Any:
    """What `meet()` finds in the database once `build()` was there, or what it wrote the first time was put back."""
    if name not in _kept:
        _kept[name] = _keep(build, meet)
        _sizes[name] = _counted()
    elif name not in _standing:
        _put_back(_kept[name])
    return pickle.loads(_kept[name].met)  # noqa: S301 - written by this very process


def after(base: str, name: str, build: Callable[[], Any], meet: Callable[[], Any]) -> Any:
    """As `there()`, on top of what was put back before it; where a test has added more by then, built anew."""
    if _counted() == _sizes.get(base):
        return there(name, build, meet)
    build()
    return meet()


@contextmanager
def standing(name: str, build: Callable[[], Any], meet: Callable[[], Any]) -> Iterator[None]:
    """The rows stand while the block lasts; `there()` meets them, and each test takes its own changes back."""
    with transaction.atomic():
        there(name, build, meet)
        connection.check_constraints()  # PostgreSQL would check the rows again at the end of each test
        _standing.add(name)
        try:
            yield
        finally:
            _standing.discard(name)
            transaction.set_rollback(True)


def _keep(build: Callable[[], Any], meet: Callable[[], Any]) -> Snapshot:
    """Built by the real clock, wherever the test that is the first to ask has travelled: other tests meet it too."""
    before = {model: _rows(model) for model in _models()}
    with _untravelled():
        build()
    new, changed = [], []
    for model in _models():
        now, old = _rows(model), before[model]
        new.append((model, Kept(_insertion(model), [row for key, row in now.items() if key not in old])))
        others = [(*row, key) for key, row in now.items() if key in old and row != old[key]]
        changed.append(Kept(_change(model), others))
    written = [model for model, kept in new if kept.rows]
    sequences = "; ".join(connection.ops.sequence_reset_sql(no_style(), written))
    inserted = [kept for _model, kept in reversed(new) if kept.rows]
    return Snapshot([*inserted, *(kept for kept in changed if kept.rows)], sequences, pickle.dumps(meet()))


@contextmanager
def _untravelled() -> Iterator[None]:
    with ExitStack() as stack:
        if time_machine.escape_hatch.is_travelling():
            stack.enter_context(time_machine.travel(time_machine.escape_hatch.time.time(), tick=True))
        yield


def _put_back(snapshot: Snapshot) -> None:
    """Parts before the wholes that are frozen; no key is checked before the end of the transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in snapshot.tables:
            cursor.executemany(table.statement, table.rows)
        if snapshot.sequences:
            cursor.execute(snapshot.sequences)


def met() -> Company:
    """The company as it stands in the database."""
    users = User.objects.people().select_related("person__unit", "person__manager")
    return Company(
        units={unit.code: unit for unit in Unit.objects.select_related("calendar", "parent")},
        cast={user.email.partition("@")[0]: user for user in users},
        processes={row.code.lower(): row for row in Process.objects.select_related("unit", "owner", "area")},
        framework=Framework.objects.get(code="MCB"),
    )


def _models() -> list[type[models.Model]]:
    ours = [apps.get_app_config(label) for label in OURS]
    return [model for config in ours for model in config.get_models(include_auto_created=True)]


def _rows(model: type[models.Model]) -> dict[Any, tuple[Any, ...]]:
    """The rows of a table by their keys."""
    fields, quote = _fields(model), connection.ops.quote_name
    columns, key = ", ".join(quote(field.column) for field in fields), fields.index(model._meta.pk)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {quote(model._meta.db_table)} ORDER BY {quote(model._meta.pk.column)}")  # noqa: S608 - own names
        return {row[key]: tuple(map(_bound, row)) for row in cursor.fetchall()}


def _counted() -> tuple[int, ...]:
    tables = [connection.ops.quote_name(model._meta.db_table) for model in _models()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT COUNT(*) FROM {table})" for table in tables))  # noqa: S608 - own names
        return cursor.fetchone()


def _insertion(model: type[models.Model]) -> str:
    quote, fields = connection.ops.quote_name, _fields(model)
    columns, places = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 - own names


def _change(model: type[models.Model]) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(field.column)} = %s" for field in _fields(model))
    return f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {quote(model._meta.pk.column)} = %s"  # noqa: S608 - own names


def _fields(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def _bound(value: Any) -> Any:
    """A time of the clock as text: SQLite's driver binds none."""
    return value.isoformat() if isinstance(value, time) else value
