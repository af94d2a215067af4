"""My work as the answer to a request: the view, the filters in the address, the page of lines, and the export."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cached_property

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from foundation import offers
from foundation.directory.deputies import stood_in_for
from foundation.directory.models import Person, Unit, User
from foundation.lately import lately
from foundation.lists import Column
from foundation.lists.downloads import FORMATS, download
from foundation.lists.saved import BASE, OPENS, SavedViews
from foundation.lists.tables import PANEL
from foundation.work.kept import told
from foundation.work.lines import Line, Liner
from foundation.work.marks import marked
from foundation.work.menus import Choice, Menu, menus_of
from foundation.work.table import Counts, Table, asleep, awake, below, due, equal, held_by
from foundation.work.written import Piece, Pieces

Text = str | Promise

HORIZON = timedelta(days=60)
PAGE_SIZE = 50
VIEWS: dict[str, Text] = {
    "": gettext_lazy("Everything"),
    "late": gettext_lazy("Late"),
    "mine": gettext_lazy("Mine"),
    "chasing": gettext_lazy("Chasing"),
    "snoozed": gettext_lazy("Snoozed"),
}
GROUPS: dict[str, Text] = {
    "late": gettext_lazy("Late"),
    "today": gettext_lazy("Today"),
    "week": gettext_lazy("Next 7 days"),
    "later": gettext_lazy("Later"),
    "undated": gettext_lazy("Waiting, without a date"),
}


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

    def __init__(self, request: HttpRequest, *, on: date, keeps_views: bool = True) -> None:
        self.request, self.on = request, on
        self.saved = SavedViews(request, self.name, self.title, offered=keeps_views)
        self.asked = self.saved.asked
        self.person: User = request.user  # type: ignore[assignment]
        self.view = self.asked.get("view", "") if self.asked.get("view", "") in VIEWS else ""
        self.until = self._until()
        self.kind = self.asked.get("kind", "") if self.asked.get("kind", "") in offers.tasks() else ""
        self.codes = {one.name: self._code(one) for one in offers.narrowings()}
        code = self.asked.get("unit")
        self.unit = Unit.objects.filter(code=code).first() if code else None
        self.holder = self._holder()

    @cached_property
    def open(self) -> Table:
        """Everything that is open, whatever the address asks."""
        return Table(self.person, self.on, self.held, pieces=Pieces(self.person, self.on, known=True))

    @cached_property
    def covered(self) -> dict[int, str]:
        """The people who are away and for whom the reader stands in, with their names (one query)."""
        return dict(Person.objects.filter(pk__in=stood_in_for(self.person, self.on)).values_list("pk", "name"))

    @cached_property
    def units(self) -> list[Unit]:
        """The regions, and the unit that the address names (one query): to choose from."""
        shown = Q(kind=Unit.Kind.REGION) | Q(code=self.asked.get("unit", ""))
        return list(Unit.objects.filter(shown).order_by("path"))

    @property
    def held(self) -> list[int]:
        """The people whose lines are the reader's own now."""
        return [self.person.person_id or 0, *self.covered]

    @cached_property
    def narrowed(self) -> list[Piece]:
        """Every filter of the address but the view."""
        terms = [] if self.until is None else [due("<=", self.until, or_undated=True)]
        terms += [equal(one.column, code) for one in offers.narrowings() if (code := self.codes[one.name])]
        terms += [below(self.unit.path)] if self.unit and self.unit.path else []
        terms += [equal("held_by_id", self.holder.pk)] if self.holder else []
        return [*terms, equal("task", self.kind)] if self.kind else terms

    @cached_property
    def shown(self) -> list[Piece]:
        """Every filter and the view."""
        late = [due("<", self.on)] if self.view == "late" else []
        sleeps = (asleep if self.view == "snoozed" else awake)(self.person.person_id or 0, self.on)
        return [*self.narrowed, *held_by(self.held, self.view), *late, sleeps]

    @cached_property
    def counts(self) -> Counts:
        """The sizes of all groups, counted within the last minute, or since the reader did anything."""
        about = (told(self.person, self.on), self.held, self.narrowed)
        found = lately(
            self.person,
            "work",
            about,
            seconds=settings.KEPT_SECONDS["late"],
            count=lambda: asdict(self.open.counts(self.narrowed)),
        )
        return Counts(**found)

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
        found = self._liner().lines(self.open.page(self.shown, start, PAGE_SIZE))
        return marked(found, reader=self.person.person_id, on=self.on)

    @cached_property
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
        return menus_of(self)

    @property
    def shows_filters(self) -> bool:
        """Whether the address opens what is to be looked up before one can choose from it."""
        return self.request.GET.get(PANEL) == "filter"

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
        return self.saved.everything_url if self.saved.base else self.request.path

    @cached_property
    def later_count(self) -> int:
        """What lies beyond the horizon; a page asks where it shows nothing."""
        return self.open.counts([due(">", self.until)]).total(self.view) if self.until else 0

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
        return Lines(self.open, self.shown, self._liner())

    def url(self, **changes: str) -> str:
        """The list with some parameters of its address changed; an empty one goes, and so does the page."""
        parameters = self.asked.copy()
        for name in ("page", "export", PANEL, OPENS, BASE):
            parameters.pop(name, None)
        if self.saved.base:
            parameters[BASE] = self.saved.base
        for name, value in changes.items():
            parameters.pop(name, None)
            if value:
                parameters[name] = value
        query = parameters.urlencode()
        return f"{self.request.path}?{query}" if query else self.request.path

    def _liner(self) -> Liner:
        return Liner(person_id=self.person.person_id, on=self.on, covered=self.covered)

    def _until(self) -> date | None:
        """The last due date that is shown: sixty days from today, or as the address says: days, a date or “all”."""
        asked = self.asked.get("until", "")
        if asked == "all":
            return None
        if asked.isascii() and asked.isdigit() and len(asked) < 5:
            return self.on + timedelta(days=int(asked))
        try:
            return parse_date(asked) or self.on + HORIZON
        except ValueError:
            return self.on + HORIZON

    def _code(self, narrowing: offers.Narrowing) -> str:
        asked = self.asked.get(narrowing.name, "")
        return asked if asked in {code for code, _label in narrowing.choices()} else ""

    def _holder(self) -> Person | None:
        try:
            return Person.objects.filter(uuid=str(asked)).first() if (asked := self.asked.get("holder")) else None
        except ValidationError:
            return None


class Lines:
    """The lines for an export, which reads them piece by piece."""

    def __init__(self, lines: Table, terms: list[Piece], liner: Liner, limit: int | None = None) -> None:
        self.table, self.terms, self.liner, self.limit = lines, terms, liner, limit

    def __getitem__(self, part: slice) -> "Lines":
        """The first of them."""
        return Lines(self.table, self.terms, self.liner, part.stop)

    def iterator(self, chunk_size: int) -> Iterator[Line]:
        return map(self.liner.line, self.table.every(self.terms, self.limit, chunk_size))
