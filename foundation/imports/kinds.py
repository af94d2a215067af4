"""Which kinds of rows can be imported: every app offers its own, so that the centre imports none of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db import models
from django.db.models import QuerySet

from foundation.access import Permission, permits
from foundation.directory.models import User
from foundation.imports.cells import Field, Label


class Add(Protocol):
    """Makes a new row by a verb of its app. `values` are objects, `texts` the canonical texts of the same cells."""

    def __call__(
        self, *, actor: User, on: date, source: str, values: dict[str, Any], texts: dict[str, str]
    ) -> models.Model: ...


class Change(Protocol):
    """Changes a row by a verb of its app; `values` are the fields that change."""

    def __call__(self, *, actor: User, row: Any, on: date, values: dict[str, Any]) -> Any: ...


def nothing_comes_along(rows: QuerySet) -> Iterable[QuerySet]:
    return ()


@dataclass(frozen=True)
class Importable:
    """A kind of row that files bring: its columns, and how its app adds and changes one.

    A row is known again by the first of `keys` that a line fills in; each is unique. `rows(actor)` are those that the
    actor may see, with what the columns read. Without `add` files only change what is here; without `change` rows that
    are here stay as they are. `with_it(rows)` gives what came into being with new rows and goes with them, in order.
    `no_undo` says why an import of this kind cannot be undone; empty where it can.
    """

    kind: str
    label: Label
    note: Label
    icon: str
    permission: Permission
    fields: tuple[Field, ...]
    keys: tuple[str, ...]
    model: type[models.Model]
    rows: Callable[[User], QuerySet]
    add: Add | None = None
    change: Change | None = None
    only_changes: Label = ""
    list_url: str = ""
    with_it: Callable[[QuerySet], Iterable[QuerySet]] = nothing_comes_along
    no_undo: Label = ""
    order: int = 50

    @property
    def by_name(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.fields}


@dataclass(frozen=True)
class Elsewhere:
    """A kind of row with a way of its own to be read out of a file, which begins at a page; it has no undoing."""

    kind: str
    label: Label
    note: Label
    icon: str
    permission: Permission
    url_name: str
    order: int = 50


Kind = Importable | Elsewhere
_kinds: dict[str, Kind] = {}


def offer_imports(*kinds: Importable) -> None:
    _kinds.update({one.kind: one for one in kinds})


def offer_elsewhere(*kinds: Elsewhere) -> None:
    _kinds.update({one.kind: one for one in kinds})


def all_kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda one: one.order)


def importables() -> list[Importable]:
    return [one for one in all_kinds() if isinstance(one, Importable)]


def kind_named(name: str) -> Importable | None:
    found = _kinds.get(name)
    return found if isinstance(found, Importable) else None


def kinds_for(actor: User) -> list[Kind]:
    """The kinds that `actor` may import somewhere."""
    return [one for one in all_kinds() if permits(actor, one.permission)]


def label_of(name: str) -> Label:
    """What people call a kind; its technical name when the kind is gone."""
    return _kinds[name].label if name in _kinds else name
