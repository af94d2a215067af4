"""Pages by the values of the last row seen instead of by an offset.

A page stays where it is when rows are inserted before it, and the millionth page costs as much as the first.
Null values come last in both directions, on SQLite and on PostgreSQL alike; the primary key breaks ties.
"""

import base64
import binascii
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.expressions import Col, OrderBy
from django.utils.duration import duration_iso_string

from foundation.lists.reading import lean, read
from foundation.reasons import among, bare

MAX_CURSOR_LENGTH = 6000
MAX_DECIMAL_EXPONENT = 60
ALIAS = "list_key_{}"


@dataclass(frozen=True)
class Key:
    """One field of the ordering: the annotation that carries it, its direction, whether it may be null."""

    alias: str
    field: "Field[Any, Any]"
    descending: bool
    nullable: bool

    def ordering(self, *, backwards: bool, held: bool) -> OrderBy:
        """Where each row has a value (`held`), nothing is said about nulls: then an index serves both directions."""
        descending = self.descending != backwards
        nulls = {("nulls_first" if backwards else "nulls_last"): True} if self.nullable and not held else {}
        return OrderBy(F(self.alias), descending=descending, **nulls)

    def equals(self, value: object) -> Q:
        return Q(**{f"{self.alias}__isnull": True}) if value is None else Q(**{self.alias: value})

    def beyond(self, value: object, *, backwards: bool) -> Q | None:
        """Rows strictly after `value` in reading direction; None when there can be none."""
        if value is None:
            return Q(**{f"{self.alias}__isnull": False}) if backwards else None
        operator = "lt" if self.descending != backwards else "gt"
        after = Q(**{f"{self.alias}__{operator}": value})
        if self.nullable and not backwards:
            after |= Q(**{f"{self.alias}__isnull": True})
        return after

    def bound(self, value: object, *, backwards: bool) -> Q:
        """A plain range on a first key, so that an index finds the start of the page; it ends where nulls begin."""
        if value is None:
            return Q() if backwards else Q(**{f"{self.alias}__isnull": True})
        operator = "lte" if self.descending != backwards else "gte"
        return Q(**{f"{self.alias}__{operator}": value})

    def ends_before_nulls(self, value: object, *, backwards: bool) -> bool:
        """Whether rows may follow that `bound` leaves out."""
        return self.nullable and value is not None and not backwards


@dataclass(frozen=True)
class Page:
    """The rows of one page, with the cursors of its neighbours; "" where there is none."""

    rows: Sequence[Any]
    next: str = ""
    previous: str = ""


class Keyset:
    """Reads a queryset in pages along `order`; `name` ties its cursors to this ordering."""

    def __init__(self, queryset: QuerySet[Any], order: Sequence[str], *, name: str) -> None:
        self.name, self.is_wide = name, bool(queryset.query.annotations or queryset.query.select_related)
        paths = [*order] or ["pk"]
        if paths[-1].lstrip("-") not in {"pk", queryset.model._meta.pk.name}:
            paths.append("-pk" if paths[-1].startswith("-") else "pk")
        aliases = [ALIAS.format(number) for number in range(len(paths))]
        plain = [path.lstrip("-") for path in paths]
        self.queryset = queryset.annotate(**{a: F(path) for a, path in zip(aliases, plain, strict=True)})
        annotations = self.queryset.query.annotations
        self.keys = [
            Key(
                alias=alias,
                field=annotations[alias].output_field,
                descending=path.startswith("-"),
                nullable=may_be_null(queryset, path.lstrip("-")),
            )
            for alias, path in zip(aliases, paths, strict=True)
        ]

    def ordered(self) -> QuerySet[Any]:
        """Every row in reading order: what an export iterates."""
        return self._ordered(self.queryset, backwards=False)

    def page(self, *, size: int, after: str = "", before: str = "") -> Page:
        """At most `size` rows after (or before) a cursor; a cursor that means nothing here is ignored."""
        start = self.decode(after)
        backwards = start is None and bool(before)
        start = self.decode(before) if backwards else start
        if start is None:
            return self._first_page(size)
        beyond, first = self._beyond(start, backwards=backwards), self.keys[0]
        near = self.queryset.filter(first.bound(start[0], backwards=backwards) & beyond)
        page = self._page(near, size=size, backwards=backwards, moved=True, held=start[0] is not None)
        if page.next or not first.ends_before_nulls(start[0], backwards=backwards):
            return page
        return self._page(self.queryset.filter(beyond), size=size, backwards=backwards, moved=True)

    def encode(self, row: Model) -> str:
        """The cursor of a row: opaque, and of no power: whoever changes it only turns to another page."""
        values = [encoded(getattr(row, key.alias)) for key in self.keys]
        text = json.dumps([self.name, *values], separators=(",", ":"), ensure_ascii=False)
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def decode(self, cursor: str) -> list[object] | None:
        """The values of a cursor; None for whatever was not made by `encode` for this ordering."""
        if not cursor or len(cursor) > MAX_CURSOR_LENGTH:
            return None
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            name, *values = json.loads(raw.decode())
            if name != self.name or len(values) != len(self.keys):
                return None
            return [decoded(key, value) for key, value in zip(self.keys, values, strict=True)]
        except (ValidationError, ValueError, TypeError, ArithmeticError, RecursionError, binascii.Error):
            return None

    def _first_page(self, size: int) -> Page:
        """Downwards the rows with a value come first; those without are looked at where the page has room for them."""
        first = self.keys[0]
        if first.nullable and first.descending:
            with_value = self.queryset.filter(**{f"{first.alias}__isnull": False})
            page = self._page(with_value, size=size, backwards=False, moved=False, held=True)
            if page.next:
                return page
        return self._page(self.queryset, size=size, backwards=False, moved=False)

    def _page(self, queryset: QuerySet[Any], *, size: int, backwards: bool, moved: bool, held: bool = False) -> Page:
        rows = read(self._first(queryset, size + 1, backwards=backwards, held=held))
        more = len(rows) > size
        rows.cut(size, turned=backwards)
        if not rows:
            return Page(rows)
        has_next, has_previous = (moved, more) if backwards else (more, moved)
        return Page(
            rows,
            next=self.encode(rows[-1]) if has_next else "",
            previous=self.encode(rows[0]) if has_previous else "",
        )

    def _first(self, queryset: QuerySet[Any], size: int, *, backwards: bool, held: bool) -> QuerySet[Any]:
        """The first rows in order. What they show beside it is read and worked out for them, not for all that are sorted."""
        ordered = self._ordered(queryset, backwards=backwards, held=held)
        if not self.is_wide:
            return ordered[:size]
        return self._ordered(lean(bare(self.queryset)).filter(among(ordered.values("pk")[:size])), backwards=backwards)

    def _ordered(self, queryset: QuerySet[Any], *, backwards: bool, held: bool = False) -> QuerySet[Any]:
        first, *others = self.keys
        kept = [key.ordering(backwards=backwards, held=False) for key in others]
        return queryset.order_by(first.ordering(backwards=backwards, held=held), *kept)

    def _beyond(self, values: list[object], *, backwards: bool) -> Q:
        alternatives, same = Q(), Q()
        for key, value in zip(self.keys, values, strict=True):
            after = key.beyond(value, backwards=backwards)
            if after is not None:
                alternatives |= same & after
            same &= key.equals(value)
        return alternatives


def may_be_null(queryset: QuerySet[Any], path: str) -> bool:
    """Whether an ordering field can hold null: an annotation may, a field says so, and so may a relation on the way."""
    if path in queryset.query.annotations:
        annotation: Any = queryset.query.annotations[path]
        plain = isinstance(annotation, Col) and annotation.alias == queryset.query.base_table
        return not plain or annotation.target.null
    model, nullable = queryset.model, False
    for name in path.split("__"):
        try:
            field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        except FieldDoesNotExist:
            return True
        nullable = nullable or field.null or (field.auto_created and not field.concrete)
        model = field.related_model or model
    return nullable


def encoded(value: Any) -> object:
    """A value as JSON carries it without losing anything that orders rows."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dt.timedelta):
        return duration_iso_string(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def decoded(key: Key, raw: object) -> object:
    """The value of a key out of a cursor; ValueError or ValidationError for one that no row can have."""
    if raw is None and key.nullable:
        return None
    if raw is None or not isinstance(raw, str | int | float):
        raise ValueError("Not a value of a cursor.")
    if isinstance(raw, str) and "\x00" in raw.encode().decode():
        raise ValueError("A database holds no NUL.")
    value = key.field.to_python(raw)
    if isinstance(value, dt.date) and not 1 < value.year < dt.MAXYEAR:
        raise ValueError("Leaves the calendar in another time zone.")
    if isinstance(value, Decimal) and not (value.is_finite() and abs(value.adjusted()) < MAX_DECIMAL_EXPONENT):
        raise ValueError("Not a number of a column.")
    return value
