"""Lists of the API: pages by the last row seen, filters and orders that the app's list declares, and nothing else."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from foundation.api.fields import DAY_FORM
from foundation.lists import Column, TableList
from foundation.lists.filters import made
from foundation.lists.keyset import Keyset
from foundation.lists.sorting import MOST_SORTS, Sorting

PAGE_SIZE, MOST_ROWS = 50, 200
PAGING = ("cursor", "page_size")


class Sieve:
    """The query of a list: which parameters there are, and the rows that remain, in their order."""

    def __init__(self, table: type[TableList] | None, order: tuple[str, ...]) -> None:
        self.table, self.order = table, order
        self.filterset = table.filterset if table is not None else None

    @property
    def sorts(self) -> list[str]:
        """What `sort` may name: the sortable columns, each also turned round; given several times, the first one leads."""
        names = [column.name for column in self.table.columns if column.sort] if self.table else []
        return [sign + name for name in names for sign in ("", "-")]

    @property
    def allowed(self) -> dict[str, dict[str, Any]]:
        """Every query parameter by name, with its schema; those of several values are arrays."""
        found = {
            "cursor": {"type": "string", "maxLength": 6100},
            "page_size": {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": PAGE_SIZE},
        }
        if self.sorts:
            found["sort"] = {"type": "array", "items": {"type": "string", "enum": self.sorts}, "maxItems": MOST_SORTS}
        for name, one in (self.filterset.base_filters if self.filterset else {}).items():
            found |= schemas_of(name, one)
        return found

    def page(self, rows: QuerySet[Any], request: Request) -> tuple[Sequence[Any], dict[str, str | None]]:
        """The rows of the page and the addresses of its neighbours. Raises ValidationError for what is not understood."""
        asked = request.query_params
        sorting = self._sorting(asked.getlist("sort"))
        order = sorting.order(self.columns) or self.order
        keyset = Keyset(self._filtered(rows, request), order, name=str(sorting))
        after, before = _position(keyset, asked.get("cursor", ""))
        page = keyset.page(size=_size(asked.get("page_size", "")), after=after, before=before)
        links = {"next": page.next and f"n{page.next}", "previous": page.previous and f"p{page.previous}"}
        return page.rows, {name: _address(request, cursor) for name, cursor in links.items()}

    @property
    def columns(self) -> dict[str, Column]:
        return {column.name: column for column in self.table.columns} if self.table else {}

    def _sorting(self, asked: list[str]) -> Sorting:
        if len(asked) > MOST_SORTS:
            raise ValidationError({"sort": [_("Sort by %(most)d columns at most.") % {"most": MOST_SORTS}]})
        return Sorting.read(asked, self.columns, self.table.default_sort if self.table else "")

    def _filtered(self, rows: QuerySet[Any], request: Request) -> QuerySet[Any]:
        if self.filterset is None:
            return rows
        found = made(self.filterset, request.query_params, rows, request)
        if not found.is_valid():
            raise ValidationError({name: [str(one) for one in told] for name, told in found.errors.items()})
        return found.qs


def _position(keyset: Keyset, cursor: str) -> tuple[str, str]:
    """What lies before and after: a cursor says in its first letter which way it leads."""
    if not cursor:
        return "", ""
    if cursor[0] not in "np" or keyset.decode(cursor[1:]) is None:
        raise ValidationError({"cursor": [_("This cursor leads nowhere in this list. Start without one.")]})
    return (cursor[1:], "") if cursor[0] == "n" else ("", cursor[1:])


def _size(asked: str) -> int:
    if not asked:
        return PAGE_SIZE
    if not (asked.isascii() and asked.isdigit() and len(asked) < 6 and 1 <= int(asked) <= MOST_ROWS):
        raise ValidationError({"page_size": [_("Give a number from 1 to %(most)d.") % {"most": MOST_ROWS}]})
    return int(asked)


def _address(request: Request, cursor: str) -> str | None:
    """Relative, so that no header of the request finds its way into an answer."""
    if not cursor:
        return None
    kept = [(name, value) for name, values in request.query_params.lists() for value in values if name != "cursor"]
    return f"{request.path}?{urlencode([*kept, ('cursor', cursor)])}"


def schemas_of(name: str, one: filters.Filter) -> dict[str, dict[str, Any]]:
    """The parameters of one filter of a list."""
    if isinstance(one, filters.DateFromToRangeFilter):
        return {f"{name}_{end}": {"type": "string", "format": "date"} for end in ("after", "before")}
    if isinstance(one, filters.BooleanFilter):
        return {name: {"type": "boolean"}}
    if isinstance(one, filters.ModelChoiceFilter):
        is_uuid = one.extra.get("to_field_name") == "uuid"
        return {name: {"type": "string", **({"format": "uuid"} if is_uuid else {})}}
    if isinstance(one, filters.MultipleChoiceFilter | filters.ChoiceFilter):
        choices = one.extra.get("choices")
        keys = [] if choices is None or callable(choices) else [key for key, _label in choices]
        schema: dict[str, Any] = {"type": "string", **({"enum": keys} if keys else {})}
        several = isinstance(one, filters.MultipleChoiceFilter)
        return {name: {"type": "array", "items": schema} if several else schema}
    return {name: {"type": "string", "maxLength": 200}}


def check_query(asked: Mapping[str, Any], allowed: Mapping[str, dict[str, Any]]) -> None:
    """Refuses parameters nobody declared, several values for one, and values outside their schema."""
    faults: dict[str, list[str]] = {}
    for name in asked:
        values: list[str] = asked.getlist(name)  # type: ignore[attr-defined]
        schema = allowed.get(name)
        if schema is None:
            faults[name] = [_("There is no such parameter.")]
        elif len(values) > 1 and schema["type"] != "array":
            faults[name] = [_("Give this once.")]
        elif not all(fits(value, schema.get("items", schema)) for value in values):
            faults[name] = [_("This value is not possible here.")]
    if faults:
        raise ValidationError(faults)


def fits(value: str, schema: Mapping[str, Any]) -> bool:
    """Whether a text of the address can be what the schema says; the finer points are the filter's."""
    if "\x00" in value or len(value) > schema.get("maxLength", 200) or not _is_unicode(value):
        return False
    if schema["type"] == "boolean":
        return value in ("true", "false")
    if schema.get("format") == "date" and not DAY_FORM.fullmatch(value):
        return False
    return value in schema["enum"] if "enum" in schema else True


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
