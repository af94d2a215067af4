"""What an app offers to the screens that span all apps; the foundation collects and never imports an app."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise

from foundation.access import Role

Text = str | Promise

# What every branch of My work annotates, so that one union can filter, order and show them all. The names are no fields
# of any model. `task` names a Task; `held_by` is the name of the person `held_by_id`; `grade` is what the ladder of the
# branch needs beside the date; before `opens_on` nothing can be done; `due_by` may be empty.
WORK_COLUMNS = (
    "task",
    "row_uuid",
    "row_ref",
    "row_title",
    "row_detail",
    "clause",
    "area_code",
    "unit_name",
    "unit_path",
    "held_by_id",
    "held_by",
    "grade",
    "opens_on",
    "due_by",
)


@dataclass(frozen=True)
class Hand:
    """A verb of the app for a line: it takes `actor`, `on`, the branch's row under `row`, a person under `person`."""

    verb: str
    row: str
    person: str = ""


@dataclass(frozen=True)
class Task:
    """A kind of thing to do: worded for who holds it and for who chases it, with its standing as tone, icon and words.

    `url_name` leads to the row by its uuid; `takes_uuid=False` to a page without one. `remind` is the app's own verb
    that reminds the holder, where it has a rule of its own; `hand_on` the one that gives the row to another person.
    """

    name: str
    label: Text
    chase: Text
    url_name: str
    standing: tuple[str, str, Text]
    takes_uuid: bool = True
    remind: Hand | None = None
    hand_on: Hand | None = None


@dataclass(frozen=True)
class Work:
    """A branch of My work: the open rows, annotated with WORK_COLUMNS, that `user`, a member of staff, holds or chases.

    Their tasks are its own or another branch's. `rows(user, on)` is scoped to what the user may see; My work bounds and
    filters it by its columns. `dated=False` says that none of its rows ever has a date, so that nothing of it can be
    late. `overdue(rows, on)` narrows the rows to those an index of dates finds past a day: the number in the navigation
    is counted on every page. `asks=True` says that `rows` reads the database before it gives a query, which is otherwise
    kept; `waiting` gives the rows that may be among them without asking. `ladder(on)` gives a function of grade and due
    date: the rung that lateness has reached, 0 for none.
    """

    name: str
    tasks: tuple[Task, ...]
    rows: Callable[[Any, date], models.QuerySet]
    dated: bool = True
    asks: bool = False
    ladder: Callable[[date], Callable[[str, date], int]] | None = None
    overdue: Callable[[models.QuerySet, date], models.QuerySet] | None = None
    waiting: Callable[[], models.QuerySet] | None = None


@dataclass(frozen=True)
class Narrowing:
    """A way to narrow My work by a column of codes, such as the area; `choices()` gives (code, label)."""

    name: str
    label: Text
    column: str
    choices: Callable[[], Sequence[tuple[str, Text]]]


@dataclass(frozen=True)
class Entry:
    """An entry of the main navigation, shown to holders of the roles; at most nine for anyone.

    `alone=True` keeps it from who holds further roles: they have more urgent entries, and reach the page from another.
    """

    label: Text
    url_name: str
    icon: str
    order: int
    roles: tuple[Role, ...]
    key: str = ""
    count: Callable[[Any, date], int] | None = None
    count_words: Text = ""
    tone: str = ""
    alone: bool = False

    def is_for(self, held: set[str]) -> bool:
        return held <= set(self.roles) if self.alone else bool(held & set(self.roles))


@dataclass(frozen=True)
class Place:
    """A page of the administration, as a card of its index: what is done there in one sentence; shown to the roles.

    `group` is one of foundation/administration.py: organisation, access, rules, connections, operation.
    """

    label: Text
    note: Text
    url_name: str
    icon: str
    group: str
    order: int
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class OwnPage:
    """A page about oneself, as a line of one's account: what is done there in a sentence."""

    label: Text
    note: Text
    url_name: str
    icon: str
    order: int


@dataclass(frozen=True)
class Panel:
    """A part of the board: `context(request, on)` feeds the template; shown to holders of the roles.

    `place` is where it stands: headline, the five numbers on top; the wide or the narrow column; full, below them over
    the whole width; tiles, the further numbers. `on` may be a day that has been.
    """

    name: str
    template: str
    order: int
    roles: tuple[Role, ...]
    context: Callable[[HttpRequest, date], dict[str, Any]]
    place: str = "wide"


@dataclass(frozen=True)
class Chapter:
    """A part of the demonstration set, loaded in order by `load(today=…)`."""

    name: str
    order: int
    load: Callable[..., None]


@dataclass(frozen=True)
class Stock:
    """What a new installation gets at bootstrap: `load(actor=…)` loads it and returns a sentence about it."""

    name: str
    order: int
    load: Callable[..., str]


@dataclass(frozen=True)
class Entrance:
    """A way from everybody's own page to another: what one does there in a sentence, and the words of the link.

    `part` is where it stands: “report” for what is wrong, “praise” for what is good, “mine” for what is one's own.
    """

    name: str
    part: str
    label: Text
    note: Text
    url_name: str
    icon: str
    order: int = 50


_work: dict[str, Work] = {}
_narrowings: dict[str, Narrowing] = {}
_entries: list[Entry] = []
_places: dict[str, Place] = {}
_own_pages: dict[str, OwnPage] = {}
_panels: dict[str, Panel] = {}
_chapters: dict[str, Chapter] = {}
_stock: dict[str, Stock] = {}
_entrances: dict[str, Entrance] = {}
_homes: list[str] = []


def offer_work(*branches: Work) -> None:
    _work.update({branch.name: branch for branch in branches})


def offer_narrowings(*narrowings: Narrowing) -> None:
    _narrowings.update({narrowing.name: narrowing for narrowing in narrowings})


def offer_navigation(*entries: Entry) -> None:
    _entries.extend(entries)


def offer_administration(*places: Place) -> None:
    _places.update({place.url_name: place for place in places})


def offer_own_pages(*pages: OwnPage) -> None:
    _own_pages.update({page.url_name: page for page in pages})


def offer_panels(*panels: Panel) -> None:
    _panels.update({panel.name: panel for panel in panels})


def offer_demonstration(*chapters: Chapter) -> None:
    _chapters.update({chapter.name: chapter for chapter in chapters})


def offer_stock(*parts: Stock) -> None:
    _stock.update({part.name: part for part in parts})


def offer_entrances(*entrances: Entrance) -> None:
    _entrances.update({entrance.name: entrance for entrance in entrances})


def offer_home(url_name: str) -> None:
    """The page on which everybody finds what is theirs, and on which those start who look after nothing else."""
    _homes.append(url_name)


def work() -> list[Work]:
    return list(_work.values())


def tasks() -> dict[str, Task]:
    """Every offered task by its name."""
    return {task.name: task for branch in _work.values() for task in branch.tasks}


def narrowings() -> list[Narrowing]:
    return list(_narrowings.values())


def navigation() -> list[Entry]:
    return sorted(_entries, key=lambda entry: entry.order)


def administration() -> list[Place]:
    return sorted(_places.values(), key=lambda place: place.order)


def own_pages() -> list[OwnPage]:
    return sorted(_own_pages.values(), key=lambda page: page.order)


def panels() -> list[Panel]:
    return sorted(_panels.values(), key=lambda panel: panel.order)


def demonstration() -> list[Chapter]:
    return sorted(_chapters.values(), key=lambda chapter: chapter.order)


def stock() -> list[Stock]:
    return sorted(_stock.values(), key=lambda part: part.order)


def entrances(part: str) -> list[Entrance]:
    return sorted((one for one in _entrances.values() if one.part == part), key=lambda entrance: entrance.order)


def home_page() -> str | None:
    """The URL name of everybody's own page; None while no app offers one."""
    return _homes[-1] if _homes else None
