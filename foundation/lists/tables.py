"""A list as a page shows it and as a file holds it: the declaration of an app joined with one request."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from typing import Any, ClassVar, NamedTuple, cast

from django.db.models import QuerySet
from django.forms import BoundField, Form
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import FilterSet

from foundation.access import Permission, permits
from foundation.directory.models import User
from foundation.lists.columns import Column, Heading, turned
from foundation.lists.downloads import FORMATS, download, grouped
from foundation.lists.filters import Chip, chips, form_of
from foundation.lists.keyset import Keyset, Page

RESERVED = frozenset({"sort", "after", "before", "columns", "export"})
POSITION = ("after", "before", "export")


class Empty(NamedTuple):
    """What an empty list says: what it is for, and the next step as (label, address), for whom `permission` allows it."""

    title: str | Promise
    text: str | Promise = ""
    action: tuple[str | Promise, str | Promise] | None = None
    icon: str = "inbox"
    permission: Permission | None = None

    @property
    def action_label(self) -> str | Promise:
        return self.action[0] if self.action else ""

    @property
    def action_url(self) -> str | Promise:
        return self.action[1] if self.action else ""


class TableList:
    """A list over `queryset`, which the view has already narrowed to what the person may see.

    A subclass declares the upper block; an instance offers `columns` as headings, `exports` as (label, address)
    and `empty` as it is to be said now. Whatever the address holds that this list does not know is ignored.
    One page costs at most two queries beside those of the filters' own choices.
    """

    name: ClassVar[str]
    title: ClassVar[str | Promise]
    columns: Sequence[Column] = ()
    default_sort: ClassVar[str] = ""
    filterset: ClassVar[type[FilterSet] | None] = None
    row_template: ClassVar[str] = ""
    empty: Empty = Empty(gettext_lazy("Nothing here yet"))
    exports: Any = True
    export_permission: ClassVar[Permission | None] = None
    page_size: ClassVar[int] = 50
    count_limit: ClassVar[int] = 10_000
    export_limit: ClassVar[int] = 50_000

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        names = [column.name for column in cls.columns]
        if len(set(names)) != len(names):
            raise TypeError(f"{cls.__name__} declares a column twice.")
        sortable = {column.name for column in cls.columns if column.sort}
        if cls.default_sort and cls.default_sort.lstrip("-") not in sortable:
            raise TypeError(f"{cls.__name__}.default_sort names no sortable column.")
        taken = RESERVED & set(cls.filterset.base_filters if cls.filterset else ())
        if taken:
            raise TypeError(f"{cls.__name__} filters by a reserved name: {sorted(taken)}.")

    def __init__(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.request = request
        self.person = cast(User, request.user)
        self.asked = request.GET
        self.declared = {column.name: column for column in type(self).columns}
        self.sort = self._sort()
        self.shown = self._shown()
        self.filters = self.filterset(request.GET, queryset=queryset, request=request) if self.filterset else None
        self.queryset = self.filters.qs if self.filters is not None else queryset
        self.columns = [self._heading(column) for column in self.declared.values()]
        self.exports = self._exports()
        self.empty = self._empty()

    @cached_property
    def page(self) -> Page:
        return self.keyset.page(
            size=self.page_size, after=self.asked.get("after", ""), before=self.asked.get("before", "")
        )

    @cached_property
    def keyset(self) -> Keyset:
        column = self.declared.get(self.sort.lstrip("-"))
        order = column.order(descending=self.sort.startswith("-")) if column else ()
        return Keyset(self.queryset, order, name=self.sort)

    @property
    def rows(self) -> list[Any]:
        return self.page.rows

    @property
    def next_url(self) -> str:
        return self.url({"after": [self.page.next]}) if self.page.next else ""

    @property
    def previous_url(self) -> str:
        return self.url({"before": [self.page.previous]}) if self.page.previous else ""

    @cached_property
    def count(self) -> int:
        """How many rows the filters leave, counted up to one more than `count_limit`."""
        return self.counted(self.count_limit)

    @property
    def count_text(self) -> str:
        """The count as people read it: "36", or "10,000+" where counting on would cost too much."""
        more = self.count > self.count_limit
        return f"{grouped(min(self.count, self.count_limit))}{'+' if more else ''}"

    @cached_property
    def chips(self) -> list[Chip]:
        return chips(self.filters, self.url) if self.filters is not None else []

    @property
    def filter_form(self) -> Form | None:
        return form_of(self.filters) if self.filters is not None else None

    @property
    def search(self) -> BoundField | None:
        """The field that looks for words, where the list has one: it stands above the table."""
        form = self.filter_form
        return form["search"] if form is not None and "search" in form.fields else None

    @property
    def clear_url(self) -> str:
        """The list without any filter, in the same order and columns."""
        kept = {name: self.asked.getlist(name) for name in ("sort", "columns") if name in self.asked}
        return self._address(kept)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a filter form has to carry along as hidden fields."""
        return [(name, value) for name in ("sort", "columns") for value in self.asked.getlist(name)]

    @property
    def query(self) -> str:
        """Sort, filters and columns as one query string: what a saved view stores."""
        return self._kept_parameters().urlencode()

    def url(self, changes: Mapping[str, list[str] | None]) -> str:
        """The first page of this list with some parameters changed or, where None or empty, dropped."""
        parameters = self._kept_parameters()
        for name, values in changes.items():
            parameters.setlist(name, [value for value in values or [] if value])
        return self._address(dict(parameters.lists()))

    def counted(self, limit: int) -> int:
        """The number of rows, counted no further than one past `limit`."""
        return self.queryset.order_by()[: limit + 1].count()

    def exported_columns(self) -> list[Column]:
        return [column for name, column in self.declared.items() if name in self.shown]

    def export_response(self) -> HttpResponseBase | None:
        """The file that `?export=` asks for, recorded as an event; None when the page is to be shown.

        Refused beyond `export_limit` rows with a sentence, and for people without `export_permission`.
        """
        kind = self.asked.get("export", "")
        return download(self, kind) if kind in FORMATS and type(self).exports else None

    def _kept_parameters(self) -> QueryDict:
        parameters = self.asked.copy()
        for name in POSITION:
            parameters.pop(name, None)
        return parameters

    def _address(self, parameters: Mapping[str, Sequence[str]]) -> str:
        query = QueryDict(mutable=True)
        for name, values in parameters.items():
            query.setlist(name, values)
        text = query.urlencode()
        return f"{self.request.path}?{text}" if text else self.request.path

    def _sort(self) -> str:
        asked = self.asked.get("sort", "")
        column = self.declared.get(asked.removeprefix("-"))
        return asked if column is not None and column.sort else self.default_sort

    def _shown(self) -> frozenset[str]:
        asked = {name for value in self.asked.getlist("columns") for name in value.split(",")}
        chosen = asked & set(self.declared)
        return frozenset(chosen or (name for name, column in self.declared.items() if not column.hidden))

    def _heading(self, column: Column) -> Heading:
        declared = {field.name: getattr(column, field.name) for field in fields(Column)}
        declared["hidden"] = column.name not in self.shown
        if not column.sort:
            return Heading(**declared)
        directions = {column.name: "ascending", f"-{column.name}": "descending"}
        target = turned(self.sort) if self.sort in directions else column.name
        return Heading(**declared, sort_url=self.url({"sort": [target]}), sorted=directions.get(self.sort, "none"))

    def _exports(self) -> list[tuple[str, str]]:
        wanted = self.export_permission
        if not type(self).exports or (wanted is not None and not permits(self.person, wanted)):
            return []
        return [(str(label), self.url({"export": [kind]})) for kind, label in FORMATS.items()]

    def _empty(self) -> Empty:
        if not self.chips:
            declared = type(self).empty
            wanted = declared.permission
            return declared if wanted is None or permits(self.person, wanted) else declared._replace(action=None)
        text = _("Nothing matches these filters. Remove one, or start again without any.")
        return Empty(_("No match"), text, (_("Clear the filters"), self.clear_url), "funnel")
