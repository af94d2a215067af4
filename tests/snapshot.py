"""Builds the company, or the world around it, once per test run and puts the rows back in milliseconds afterwards."""

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
    """What was built under a name: rows, the statement that moves the sequences behind them, what was met, pickled."""

    tables: list[Kept]
    sequences: str
    met: bytes


_kept: dict[str, Snapshot] = {}
_standing: set[str] = set()  # whose rows stand in the database already, until a module is through


def forget() -> None:
    """After a flush the content types have other ids: everything is built anew."""
    _kept.clear()


def company() -> Company:
    """The tests' company in an empty database; the same rows with the same ids each time."""
    return there("company", found, met)


def there(name: str, build: Callable[[], Any], meet: Callable[[], Any]) -> Any:
    """What `meet()` finds in the database once `build()` was there, or what it wrote the first time was put back."""
    if name not in _kept:
        _kept[name] = _keep(build, meet)
    elif name not in _standing:
        _put_back(_kept[name])
    return pickle.loads(_kept[name].met)  # noqa: S301 - written by this very process


@contextmanager
def standing(name: str, build: Callable[[], Any], meet: Callable[[], Any]) -> Iterator[None]:
    """The rows stand while the block lasts; `there()` meets them, and each test takes its own changes back."""
    with transaction.atomic():
        there(name, build, meet)
        _standing.add(name)
        try:
            yield
        finally:
            _standing.discard(name)
            transaction.set_rollback(True)


def _keep(build: Callable[[], Any], meet: Callable[[], Any]) -> Snapshot:
    """Built by the real clock, wherever the test that is the first to ask has travelled: other tests meet it too."""
    before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in _models()}
    with _untravelled():
        build()
    tables = {model: _new(model, before[model]) for model in _models()}
    written = [model for model, kept in tables.items() if kept.rows]
    sequences = "; ".join(connection.ops.sequence_reset_sql(no_style(), written))
    return Snapshot([tables[model] for model in written], sequences, pickle.dumps(meet()))


@contextmanager
def _untravelled() -> Iterator[None]:
    with ExitStack() as stack:
        if time_machine.escape_hatch.is_travelling():
            stack.enter_context(time_machine.travel(time_machine.escape_hatch.time.time(), tick=True))
        yield


def _put_back(snapshot: Snapshot) -> None:
    """Parts before the wholes that are frozen; no key is checked before the end of the transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in reversed(snapshot.tables):
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


def _new(model: type[models.Model], known: set[int]) -> Kept:
    """The rows of a table but for those it had before."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    quote = connection.ops.quote_name
    table, columns = quote(model._meta.db_table), ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    key = fields.index(model._meta.pk)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} ORDER BY {quote(model._meta.pk.column)}")  # noqa: S608 - own names
        rows = [tuple(map(_bound, row)) for row in cursor.fetchall() if row[key] not in known]
    return Kept(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608


def _bound(value: Any) -> Any:
    """A time of the clock as text: SQLite's driver binds none."""
    return value.isoformat() if isinstance(value, time) else value
