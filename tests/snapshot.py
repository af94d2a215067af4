"""Builds the company, or the world around it, once per test run and puts the rows back in milliseconds afterwards."""

import copy
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

from assurance.models import Framework, Process
from foundation.directory.models import Unit, User
from tests.company import Company, found

OURS = ("directory", "foundation", "assurance", "audits", "certifications")

Rows = dict[type[models.Model], list[models.Model]]

_kept: dict[str, Rows] = {}


def forget() -> None:
    """After a flush the content types have other ids: everything is built anew."""
    _kept.clear()


def company() -> Company:
    """The tests' company in an empty database; the same rows with the same ids each time."""
    if put_back("company"):
        return met()
    return keep("company", found)


def put_back(name: str) -> bool:
    """Writes the rows kept under a name; False when there are none."""
    for model, rows in _kept.get(name, {}).items():
        model._base_manager.bulk_create([copy.copy(row) for row in rows])
    if name in _kept:
        _move_sequences(list(_kept[name]))
    return name in _kept


def keep(name: str, build: Callable[[], Any]) -> Any:
    """What `build()` returns, after keeping every row it wrote."""
    before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in _models()}
    built = build()
    _kept[name] = {model: _new(model, before[model]) for model in _models()}
    return built


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


def _new(model: type[models.Model], known: set[int]) -> list[models.Model]:
    return [row for row in model._base_manager.order_by("pk") if row.pk not in known]


def _move_sequences(tables: list[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
