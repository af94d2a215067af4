"""My work as the answer to a request: the view, the filters in the address, the page of lines, and the export."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import offers
from foundation.directory.models import Person, Unit, User
from foundation.lists import Column
from foundation.lists.downloads import FORMATS, download
from foundation.words import day
from foundation.work import branches
from foundation.work.lines import Line, Liner

Text = str | Promise

HORIZON = timedelta(days=60)
HORIZONS = (7, 30, 60, 180)
PAGE_SIZE = 50
VIEWS: dict[str, Text] = {
    "": gettext_lazy("Everything"),
    "late": gettext_lazy("Late"),
    "mine": gettext_lazy("Mine"),
    "chasing": gettext_lazy("Chasing"),
}
GROUPS: dict[str, Text] = {
    "late": gettext_lazy("Late"),
    "today": gettext_lazy("Today"),
    "week": gettext_lazy("Next 7 days"),
    "later": gettext_lazy("Later"),
    "undated": gettext_lazy("Waiting, without a date"),
}


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    current: bool
    count: int | None = None


@dataclass(frozen=True)
class Menu:
    """One filter: what it is set to, the address without it, and what else it could be."""

    label: str
    value: str
    remove_url: str
    choices: list[Choice]


@dataclass(frozen=True)
class Group:
    name: str
    label: Text
    count: int
    lines: list[Line]


class WorkList:
    """What `request.user` has to do and to chase, as its address asks; also what foundation.lists can download."""

    name = "my-work"
    title = gettext_lazy("My work")
    export_permission = None
    export_limit = 50_000
    columns = (
        Column("task", gettext_lazy("What to do")),
        Column("ref", gettext_lazy("Reference")),
        Column("title", gettext_lazy("Title")),
        Column("detail", gettext_lazy("Detail")),
        Column("concerns", gettext_lazy("Concerns")),
        Column("holder", gettext_lazy("Held by"), kind="person"),
        Column("words", gettext_lazy("State"), kind="state"),
        Column("due", gettext_lazy("Due"), kind="date"),
        Column("late", gettext_lazy("In words")),
    )

    def __init__(self, request: HttpRequest, *, on: date) -> None:
        self.request, self.on, self.asked = request, on, request.GET
        self.person: User = request.user  # type: ignore[assignment]
        self.view = self.asked.get("view", "") if self.asked.get("view", "") in VIEWS else ""
        self.offered = branches.branches(self.person, on)
        self.until = self._until()
        self.kind = self.asked.get("kind", "") if self.asked.get("kind", "") in offers.tasks() else ""
        self.codes = {one.name: self._code(one) for one in offers.narrowings()}
        self.unit = Unit.objects.filter(code=self.asked["unit"]).first() if self.asked.get("unit") else None
        self.holder = self._holder()

    @cached_property
    def narrowed(self) -> list[QuerySet]:
        """The branches under every filter of the address but the view."""
        term = Q() if self.until is None else Q(due_by__lte=self.until) | Q(due_by=None)
        for one in offers.narrowings():
            term &= Q(**{one.column: self.codes[one.name]}) if self.codes[one.name] else Q()
        term &= Q(unit_path__startswith=self.unit.path) if self.unit else Q()
        term &= Q(held_by_id=self.holder.pk) if self.holder else Q()
        term &= Q(task=self.kind) if self.kind else Q()
        return [rows.filter(term) for _branch, rows in self.offered]

    @cached_property
    def union(self) -> QuerySet:
        term = branches.held_by(self.person, self.view)
        late = Q(due_by__lt=self.on) if self.view == "late" else Q()
        return branches.union([rows.filter(term & late) for rows in self.narrowed])

    @cached_property
    def counts(self) -> branches.Counts:
        return branches.count(self.person, self.narrowed, on=self.on)

    @property
    def count(self) -> int:
        return self.counts.total(self.view)

    @cached_property
    def page(self) -> int:
        wanted = self.asked.get("page", "1")
        number = int(wanted) if wanted.isascii() and wanted.isdigit() else 1
        return max(1, min(number, -(-self.count // PAGE_SIZE)))

    @cached_property
    def lines(self) -> list[Line]:
        start = (self.page - 1) * PAGE_SIZE
        return self._liner().lines(self.union[start : start + PAGE_SIZE])

    @property
    def groups(self) -> list[Group]:
        """The lines of this page below their headings; the number is that of the whole group."""
        sizes = self.counts.of(self.view)
        found = [(name, [line for line in self.lines if line.group == name]) for name in GROUPS]
        return [Group(name, GROUPS[name], sizes.get(name, 0), lines) for name, lines in found if lines]

    @property
    def tabs(self) -> list[Choice]:
        return [
            Choice(str(label), self.url(view=view), view == self.view, self.counts.total(view))
            for view, label in VIEWS.items()
        ]

    @property
    def menus(self) -> list[Menu]:
        codes = [self._menu(one.name, one.label, self.codes[one.name], one.choices()) for one in offers.narrowings()]
        return [
            self._due_menu(),
            self._menu("kind", _("Kind"), self.kind, self._kinds()),
            *codes,
            *self._people_menus(),
        ]

    @property
    def is_filtered(self) -> bool:
        return bool(self.kind or any(self.codes.values()) or self.unit or self.holder or self.asked.get("until"))

    @property
    def next_url(self) -> str:
        return self.url(page=str(self.page + 1)) if self.page * PAGE_SIZE < self.count else ""

    @property
    def previous_url(self) -> str:
        return self.url(page=str(self.page - 1)) if self.page > 1 else ""

    @property
    def clear_url(self) -> str:
        return self.request.path

    @cached_property
    def later_count(self) -> int:
        """What lies beyond the horizon; a page asks where it shows nothing."""
        later = [rows.filter(due_by__gt=self.until) for _branch, rows in self.offered] if self.until else []
        return branches.count(self.person, later, on=self.on).total(self.view)

    @property
    def all_dates_url(self) -> str:
        """The list without its horizon; “” when it has none."""
        return self.url(until="all") if self.until is not None else ""

    @property
    def exports(self) -> list[tuple[str, str]]:
        return [(str(label), self.url(export=kind)) for kind, label in FORMATS.items()]

    def export_response(self) -> HttpResponseBase | None:
        """The file that `?export=` asks for, recorded as an event; None when the page is to be shown."""
        kind = self.asked.get("export", "")
        return download(self, kind) if kind in FORMATS else None  # type: ignore[arg-type]

    def counted(self, limit: int) -> int:
        return min(self.count, limit + 1)

    def exported_columns(self) -> list[Column]:
        return list(self.columns)

    @property
    def query(self) -> str:
        return self.asked.urlencode()

    @property
    def keyset(self) -> "WorkList":
        return self

    def ordered(self) -> "Lines":
        return Lines(self.union, self._liner())

    def url(self, **changes: str) -> str:
        """The list with some parameters of its address changed; an empty one goes, and so does the page."""
        parameters = self.asked.copy()
        for name in ("page", "export"):
            parameters.pop(name, None)
        for name, value in changes.items():
            parameters.pop(name, None)
            if value:
                parameters[name] = value
        query = parameters.urlencode()
        return f"{self.request.path}?{query}" if query else self.request.path

    def _liner(self) -> Liner:
        return Liner(person_id=self.person.person_id, on=self.on)

    def _until(self) -> date | None:
        """The last due date that is shown: sixty days from today unless the address says another day, or “all”."""
        asked = self.asked.get("until", "")
        if asked == "all":
            return None
        try:
            return parse_date(asked) or self.on + HORIZON
        except ValueError:
            return self.on + HORIZON

    def _code(self, narrowing: offers.Narrowing) -> str:
        asked = self.asked.get(narrowing.name, "")
        return asked if asked in {code for code, _label in narrowing.choices()} else ""

    def _holder(self) -> Person | None:
        try:
            return Person.objects.filter(uuid=self.asked["holder"]).first() if self.asked.get("holder") else None
        except ValidationError:
            return None

    def _kinds(self) -> list[tuple[str, Text]]:
        return [(task.name, task.label) for branch, _rows in self.offered for task in branch.tasks]

    def _menu(self, name: str, label: Text, chosen: str, choices: Any) -> Menu:
        found = [Choice(str(words), self.url(**{name: code}), code == chosen) for code, words in choices]
        value = next((choice.label for choice in found if choice.current), "")
        return Menu(str(label), value, self.url(**{name: ""}) if chosen else "", found)

    def _due_menu(self) -> Menu:
        days = [(self.on + timedelta(days=number), number) for number in HORIZONS]
        found = [
            Choice(_("next %(number)d days") % {"number": number}, self.url(until=last.isoformat()), last == self.until)
            for last, number in days
        ]
        found.append(Choice(_("any date"), self.url(until="all"), self.until is None))
        value = _("any date") if self.until is None else _("to %(day)s") % {"day": day(self.until)}
        return Menu(_("Due"), value, self.url(until="all") if self.until is not None else self.url(until=""), found)

    def _people_menus(self) -> Iterator[Menu]:
        regions = Unit.objects.filter(kind=Unit.Kind.REGION).values_list("code", "name")
        chosen = self.unit.code if self.unit else ""
        known = [*regions, *([(chosen, self.unit.name)] if self.unit and chosen not in dict(regions) else [])]
        yield self._menu("unit", _("Region"), chosen, known)
        people = branches.holders([rows for _branch, rows in self.offered])
        holder = str(self.holder.uuid) if self.holder else ""
        yield self._menu("holder", _("Held by"), holder, [(str(one.uuid), one.name) for one in people])


class Lines:
    """The union as lines, for an export that reads them piece by piece."""

    def __init__(self, rows: QuerySet, liner: Liner) -> None:
        self.rows, self.liner = rows, liner

    def __getitem__(self, part: slice) -> "Lines":
        return Lines(self.rows[part], self.liner)

    def iterator(self, chunk_size: int) -> Iterator[Line]:
        return (self.liner.line(row) for row in self.rows.iterator(chunk_size=chunk_size))
