"""The rows of a page as the database gave them, made into objects only where somebody looks at one.

What a row shows is drawn out of what was read for it, so a row that was read before looks as it did then
(foundation/lists/drawing.py): most rows of most pages never become objects. Source: docs/adr/0190-rows-drawn-once.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, overload

from django.db.models import ForeignKey, Model, QuerySet
from django.db.models.query import ModelIterable

Raw = tuple[Any, ...]
MOMENTS = ("created_at", "updated_at")


class Objects(list[Any]):
    """The rows of a queryset that reads something else than objects, or more after them."""

    def cut(self, size: int, *, turned: bool) -> None:
        """Keeps the first `size` rows, in the other direction where `turned`."""
        del self[size:]
        if turned:
            self.reverse()


def lean(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Without when the rows beside were made and changed: no list shows that of a unit, and each takes time to be read.

    A moment that is asked for all the same is read then, alone.
    """
    query = queryset.query
    if not isinstance(query.select_related, dict) or query.deferred_loading != (frozenset(), True):
        return queryset
    return queryset.defer(*_moments(queryset.model, query.select_related))


def _moments(model: type[Model], related: dict[str, Any], way: str = "") -> Iterator[str]:
    for name, further in related.items():
        field = model._meta.get_field(name)
        if isinstance(field, ForeignKey):
            beside = field.related_model
            moments = (one.name for one in beside._meta.concrete_fields if one.name in MOMENTS)
            yield from (f"{way}{name}__{moment}" for moment in moments)
            yield from _moments(beside, further, f"{way}{name}__")


def read(queryset: QuerySet[Any]) -> "Rows | Objects":
    """The rows of a queryset, as what they can be."""
    plain = issubclass(queryset._iterable_class, ModelIterable) and not queryset._prefetch_related_lookups  # type: ignore[attr-defined]
    return Rows(queryset) if plain else Objects(queryset)


class Rows(Sequence[Any]):
    """Rows that are read (one query); each becomes an object when it is asked for, and stays that one.

    `raw` has their values. Two rows with the same values and the same `shape` are alike in all that was read for them.
    """

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.queryset, self.compiler = queryset, queryset.query.get_compiler(using=queryset.db)
        self.raw: list[Raw] = [row for chunk in self.compiler.execute_sql(chunked_fetch=False) for row in chunk]
        self._made: dict[int, Any] = {}

    @cached_property
    def shape(self) -> tuple[Any, ...]:
        """Which columns were read, and under which names."""
        columns = tuple(sql for _expression, (sql, _parameters), _alias in self.compiler.select or ())
        return (self.queryset.model, columns, tuple((self.compiler.annotation_col_map or {}).items()))

    def cut(self, size: int, *, turned: bool) -> None:
        """Keeps the first `size` rows, in the other direction where `turned`; before any of them was asked for."""
        del self.raw[size:]
        if turned:
            self.raw.reverse()

    def __len__(self) -> int:
        return len(self.raw)

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> list[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        places = range(len(self.raw))[place]
        if isinstance(places, int):
            self._make([places])
            return self._made[places]
        self._make(places)
        return [self._made[one] for one in places]

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:])

    def __add__(self, others: Iterable[Any]) -> list[Any]:
        return [*self, *others]

    def __eq__(self, others: object) -> bool:
        return isinstance(others, Sequence) and self[:] == list(others)

    __hash__ = None  # type: ignore[assignment]  # as for a list

    def _make(self, places: Sequence[int]) -> None:
        wanted = [place for place in places if place not in self._made]
        if wanted:
            given = _Given(self, [self.raw[place] for place in wanted])
            self._made.update(zip(wanted, ModelIterable(given), strict=True))  # type: ignore[arg-type]


class _Given:
    """What Django makes objects of asks a queryset, its query and its compiler, where the rows are there already."""

    def __init__(self, rows: Rows, raw: list[Raw]) -> None:
        self.rows, self.raw, self.query = rows, raw, self
        self.db, self.model = rows.queryset.db, rows.queryset.model
        self._known_related_objects = rows.queryset._known_related_objects  # type: ignore[attr-defined]

    def get_compiler(self, using: str) -> "_Given":
        return self

    def execute_sql(self, **_how: Any) -> list[list[Raw]]:
        return [self.raw]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.rows.compiler, name)
