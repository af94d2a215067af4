"""Indexes that find letters anywhere in a text, as “title contains” asks for them (docs/adr/0189-reason-by-reason.md).

They need the extension pg_trgm, which any PostgreSQL offers and which whoever owns the database may install. Where it
cannot be had the index is left out: the same rows are found, by reading all of them. SQLite has none.
"""

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import TrigramExtension
from django.db import DatabaseError, migrations, transaction
from django.db.models import TextField
from django.db.models.expressions import OrderBy
from django.db.models.functions import Cast, Collate, Upper
from django.db.models.indexes import IndexExpression

IndexExpression.register_wrappers(OrderBy, OpClass, Collate)  # as django.contrib.postgres does where it is installed


class Letters(migrations.RunPython):
    """After it `icontains` on the columns of a model finds its rows by an index."""

    def __init__(self, model: str, *columns: str) -> None:
        self.model, self.columns = model, columns
        parts = (OpClass(Upper(Cast(column, TextField())), name="gin_trgm_ops") for column in columns)
        self.index = GinIndex(*parts, name=f"{model}_letters")
        super().__init__(self._create, self._drop)

    def deconstruct(self) -> Any:
        return type(self).__name__, [self.model, *self.columns], {}

    def _create(self, apps: Any, editor: Any) -> None:
        if editor.connection.vendor != "postgresql":
            return
        try:
            with transaction.atomic(using=editor.connection.alias):
                TrigramExtension().database_forwards("foundation", editor, apps, apps)
        except DatabaseError:
            return
        editor.add_index(self._of(apps), self.index)

    def _drop(self, apps: Any, editor: Any) -> None:
        model = self._of(apps)
        with editor.connection.cursor() as cursor:
            known = editor.connection.introspection.get_constraints(cursor, model._meta.db_table)
        if self.index.name in known:
            editor.remove_index(model, self.index)

    def _of(self, apps: Any) -> Any:
        return next(one for one in apps.get_models() if one._meta.model_name == self.model)
