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
from foundation.lists.columns import Column, Heading
from foundation.lists.downloads import FORMATS, download, grouped
from foundation.lists.edits import Edit, editable_name
from foundation.lists.filters import Chip, chips, form_of, made
from foundation.lists.found import Found
from foundation.lists.keyset import Keyset, Page
from foundation.lists.layout import in_order, shown_columns
from foundation.lists.saved import BASE, OPENS, SavedViews
from foundation.lists.sorting import Sorting

PANEL = "panel"  # ?panel=filter opens what narrows the list: a page does not pay for it until somebody asks
RESERVED = frozenset({"sort", "after", "before", "columns", "export", "up", "down", PANEL, OPENS, BASE})
POSITION = ("after", "before", "export", "up", "down", PANEL, OPENS)
KEPT = ("sort", "columns", BASE)


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

    A subclass declares the upper block; an instance offers `columns` as headings, `exports` as (label, address),
    `edits` as those this person may make, and `empty` as it is to be said now. Whatever the address holds that this
    list does not know is ignored. One page costs at most three queries beside those of the filters' own choices.
    """

    name: ClassVar[str]
    title: ClassVar[str | Promise]
    columns: Sequence[Column] = ()
    default_sort: ClassVar[str] = ""
    filterset: ClassVar[type[FilterSet] | None] = None
    row_template: ClassVar[str] = ""
    drawn_from: ClassVar[Sequence[str] | None] = None  # what rows show beside their values, by its name in the page
    empty: Empty = Empty(gettext_lazy("Nothing here yet"))
    exports: Any = True
    export_permission: ClassVar[Permission | None] = None
    edits: Sequence[Edit] = ()
    keeps_views: ClassVar[bool] = True  # not where it is a part of the page of a record
    page_size: ClassVar[int] = 50
    count_limit: ClassVar[int] = 10_000
    export_limit: ClassVar[int] = 10_000

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        names = [column.name for column in cls.columns]
        if len(set(names)) != len(names):
            raise TypeError(f"{cls.__name__} declares a column twice.")
        sortable = {column.name for column in cls.columns if column.sort}
        if any(name.lstrip("-") not in sortable for name in filter(None, cls.default_sort.split(","))):
            raise TypeError(f"{cls.__name__}.default_sort names no sortable column.")
        taken = RESERVED & set(cls.filterset.base_filters if cls.filterset else ())
        if taken:
            raise TypeError(f"{cls.__name__} filters by a reserved name: {sorted(taken)}.")

    def __init__(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.request = request
        self.person = cast(User, request.user)
        self.saved = SavedViews(request, self.name, self.title, offered=self.keeps_views)
        self.asked = self.saved.asked
        self.declared = {column.name: column for column in type(self).columns}
        self.sorting = Sorting.read(self.asked.getlist("sort"), self.declared, self.default_sort)
        self.shown = shown_columns(self.asked, self.declared)
        self.whole = queryset
        self.queryset = self.filters.qs if self.filters is not None and self._is_narrowed else queryset
        self.columns = [self._heading(column) for column in in_order(self.shown, self.declared)]
        self.exports = self._exports()
        self.edits = [edit for edit in type(self).edits if edit.is_for(self.person)]
        self.empty = self._empty()

    @cached_property
    def filters(self) -> FilterSet | None:
        """What narrows the list, with the form of it; made where the address asks for anything, or the page shows it."""
        return made(self.filterset, self.asked, self.whole, self.request) if self.filterset else None

    @property
    def _is_narrowed(self) -> bool:
        """Whether the address holds anything that a filter may know."""
        return any(value for name, values in self.asked.lists() if name not in RESERVED for value in values)

    @cached_property
    def page(self) -> Page:
        return self.keyset.page(
            size=self.page_size, after=self.asked.get("after", ""), before=self.asked.get("before", "")
        )

    @cached_property
    def keyset(self) -> Keyset:
        return Keyset(self._found.rows, self.sorting.order(self.declared), name=self.sort)

    @property
    def sort(self) -> str:
        """The order as the address says it."""
        return str(self.sorting)

    @property
    def marks(self) -> tuple[Any, ...]:
        """What the head of the table and the tools above it are drawn from."""
        return (self.name, tuple(self.columns), self.sorting, bool(self.edit_name))

    @property
    def sortable(self) -> list[Heading]:
        """The columns one may sort by: those of the present order first, each in its place."""
        headings = [heading for heading in self.columns if heading.sort]
        return sorted(headings, key=lambda heading: heading.place or len(self.columns))

    @property
    def edit_name(self) -> str:
        """Under which name the door of bulk edits knows this list; "" where nobody may change its rows together."""
        return editable_name(type(self)) if self.edits else ""

    @property
    def is_being_laid_out(self) -> bool:
        """Whether somebody is at work on the columns without a script: their panel stays open."""
        return "up" in self.asked or "down" in self.asked

    @property
    def rows(self) -> Sequence[Any]:
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
        return chips(self.filters, self.url) if self.filters is not None and self._is_narrowed else []

    @property
    def filter_form(self) -> Form | None:
        return form_of(self.filters) if self.filters is not None else None

    @property
    def shows_filters(self) -> bool:
        """Whether the panel of filters is open, with all there is to choose from."""
        return self.request.GET.get(PANEL) == "filter"

    @property
    def filters_url(self) -> str:
        return self.url({PANEL: ["filter"]}) if self.filterset else ""

    @property
    def search(self) -> BoundField | None:
        """The field that looks for words, where the list has one: it stands above the table."""
        form = self.filter_form
        return form["search"] if form is not None and "search" in form.fields else None

    @property
    def clear_url(self) -> str:
        """The list without any filter, in the same order and columns."""
        return self._address(dict(self._kept_lists()))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a filter form has to carry along as hidden fields."""
        return [(name, value) for name, values in self._kept_lists() for value in values]

    @property
    def query(self) -> str:
        """Sort, filters and columns as one query string."""
        return _query_string(self._kept)

    def url(self, changes: Mapping[str, list[str] | None]) -> str:
        """The first page of this list with some parameters changed or, where None or empty, dropped."""
        changed = {name: [value for value in values or [] if value] for name, values in changes.items()}
        return self._address(self._kept | changed)

    def counted(self, limit: int) -> int:
        """The number of rows, counted no further than one past `limit`."""
        return self._found.counted(limit)

    @cached_property
    def _found(self) -> Found:
        return Found(self.queryset, self.person, self.count_limit)

    def exported_columns(self) -> list[Column]:
        return [self.declared[name] for name in self.shown]

    def export_response(self) -> HttpResponseBase | None:
        """The file that `?export=` asks for, recorded as an event; None when the page is to be shown.

        Beyond `export_limit` rows it is a job, to whose page this leads. Refused for people without `export_permission`.
        """
        kind = self.asked.get("export", "")
        return download(self, kind) if kind in FORMATS and type(self).exports else None

    @cached_property
    def _kept(self) -> dict[str, list[str]]:
        """The parameters of the address but for those that pass, with the view it grew out of."""
        kept = {name: values for name, values in self.asked.lists() if name not in POSITION}
        if self.is_being_laid_out:
            kept["columns"] = [",".join(self.shown)]
        return kept | ({BASE: [self.saved.base]} if self.saved.base else {})

    def _kept_lists(self) -> list[tuple[str, list[str]]]:
        return [(name, self._kept[name]) for name in KEPT if name in self._kept]

    def _address(self, parameters: Mapping[str, Sequence[str]]) -> str:
        text = _query_string(parameters)
        return f"{self.request.path}?{text}" if text else self.request.path

    def _heading(self, column: Column) -> Heading:
        told: dict[str, Any] = {field.name: getattr(column, field.name) for field in fields(Column)}
        told["hidden"] = column.name not in self.shown
        told["is_main"] = column.name == self._main
        if not column.sort:
            return Heading(**told)
        place = self.sorting.place(column.name)
        told |= {"place": place, "direction": self.sorting.direction(column.name)}
        told["sorted"] = told["direction"] if place == 1 else "none"
        told["sort_url"] = self.url({"sort": [self.sorting.alone(column.name)]})
        added = self.sorting.turn(column.name)
        told["add_url"] = self.url({"sort": [added]}) if added else ""
        dropped = self.sorting.without(column.name)
        told["drop_url"] = self.url({"sort": [dropped]}) if place and dropped else ""
        return Heading(**told)

    @property
    def _main(self) -> str:
        """The column that leads to the row: the first one declared of those that are shown."""
        return next((name for name in self.declared if name in self.shown), "")

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


def _query_string(parameters: Mapping[str, Sequence[str]]) -> str:
    query = QueryDict(mutable=True)
    for name, values in parameters.items():
        query.setlist(name, values)
    return query.urlencode(safe=",")
