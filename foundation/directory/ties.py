"""What apps above know of people, units and calendars: they register it here, the directory never imports them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, F, TextField, UUIDField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import Promise

from foundation.access import Permission, permits
from foundation.directory.models import Calendar, Person, Unit, User

SHOWN = 20
_TEXT = TextField()
Text = str | Promise


@dataclass(frozen=True)
class Holding:
    """A kind of row that a person answers for and hands over when leaving; `in_unit` are those a unit still has.

    Both give querysets whose model has `visible_to(user)`; they hold only what is still open. `words` is the expression
    for what a row is called, `page` the name of its page (“” without one), and `key` leads to the uuid in the address of
    that page.
    """

    name: str
    label: Text
    held_by: Callable[[Person], models.QuerySet]
    words: Any
    page: str
    key: str = "uuid"
    in_unit: Callable[[Unit], models.QuerySet] | None = None


@dataclass(frozen=True)
class HeldRow:
    words: str
    url: str


@dataclass(frozen=True)
class Held:
    """What a person or unit still has of one kind: how many, and those of them that the reader may see."""

    label: Text
    count: int
    rows: list[HeldRow]

    @property
    def unseen(self) -> int:
        """How many the reader is not shown."""
        return self.count - len(self.rows)


@dataclass(frozen=True)
class Planned:
    """Open dates of one kind: `on_days(calendar, days)` are the rows whose date falls on one of the days."""

    name: str
    label: Text
    on_days: Callable[[Calendar, Iterable[date]], models.QuerySet]


@dataclass(frozen=True)
class Proofs:
    """Where proofs of a clearance come from: what `user` may choose, how one is tied to it, and, by the uuid of
    each of several clearances, which ones are."""

    choices: Callable[[User], models.QuerySet]
    link: Callable[..., Any]
    of: Callable[[Sequence[Any], User], dict[UUID, list[Any]]]


@dataclass(frozen=True)
class PersonPanel:
    """A card on the page of a person: `read(person, user, on)` gives what `template` needs, None to leave it out.

    Violation cases have none. Source: domain.md 2.21 (the profile shows states to the manager, never cases).
    """

    name: str
    template: str
    read: Callable[[Person, User, date], dict[str, Any] | None]
    order: int = 50


@dataclass(frozen=True)
class PeopleLink:
    """A button above the list of people, for holders of the permission."""

    label: Text
    url_name: str
    icon: str
    permission: Permission


_panels: dict[str, PersonPanel] = {}
_links: dict[str, PeopleLink] = {}
_holdings: dict[str, Holding] = {}
_planned: dict[str, Planned] = {}
_proofs: list[Proofs] = []


def offer_holdings(*holdings: Holding) -> None:
    _holdings.update({one.name: one for one in holdings})


def offer_person_panels(*panels: PersonPanel) -> None:
    _panels.update({one.name: one for one in panels})


def offer_people_links(*links: PeopleLink) -> None:
    _links.update({one.url_name: one for one in links})


def panels_of(person: Person, user: User, on: date) -> list[tuple[str, dict[str, Any]]]:
    """The registered cards about a person that have something to say to `user`: template and context of each."""
    found = [(one.template, one.read(person, user, on)) for one in sorted(_panels.values(), key=lambda one: one.order)]
    return [(template, context) for template, context in found if context is not None]


def links_for(user: User) -> list[PeopleLink]:
    return [one for one in _links.values() if permits(user, one.permission)]


def offer_planned(*planned: Planned) -> None:
    _planned.update({one.name: one for one in planned})


def offer_proofs(proofs: Proofs) -> None:
    _proofs.append(proofs)


def proofs() -> Proofs | None:
    """Where proofs come from; None in an installation without evidence."""
    return _proofs[0] if _proofs else None


def held_by(person: Person, user: User) -> list[Held]:
    """What `person` has to hand over, as far as `user` may see it; kinds of which there is nothing are left out.

    One query for all kinds: `SHOWN` rows of each at most, and how many there are.
    """
    kinds = list(_holdings.values())
    parts = [part for place, one in enumerate(kinds) for part in _parts(place, one, person, user)]
    if not parts:
        return []
    counts, rows = dict[int, int](), defaultdict[int, list[HeldRow]](list)
    for place, number, words, key in sorted(parts[0].union(*parts[1:], all=True), key=lambda row: row[2]):
        if key is None:
            counts[place] = number
        else:
            rows[place].append(HeldRow(words, reverse(kinds[place].page, args=[key]) if kinds[place].page else ""))
    return [Held(kinds[place].label, counts[place], rows[place]) for place in sorted(counts) if counts[place]]


def _parts(place: int, one: Holding, person: Person, user: User) -> tuple[models.QuerySet, models.QuerySet]:
    """Of a kind, in the same columns: how many rows there are, and the first of those that `user` may see."""
    columns = ("_kind", "_n", "_words", "_key")
    every, kind = one.held_by(person), Value(place)
    count = every.order_by().annotate(_kind=kind).values("_kind").annotate(_n=Count("pk", distinct=True))
    unnamed = count.annotate(_words=Value("", _TEXT), _key=Cast(Value(None), UUIDField())).values_list(*columns)
    seen = every.visible_to(user).order_by("pk").values("pk")[:SHOWN]  # type: ignore[attr-defined]
    rows = every.model._base_manager.filter(pk__in=seen).order_by().annotate(_kind=kind, _n=Value(0))
    return unnamed, rows.annotate(_words=Cast(one.words, _TEXT), _key=F(one.key)).values_list(*columns)


def left_by(person: Person) -> list[tuple[Text, int]]:
    """How much of each kind `person` has to hand over."""
    return counted([(one.label, one.held_by(person)) for one in _holdings.values()])


def kept_in(unit: Unit) -> list[tuple[Text, models.QuerySet]]:
    """The kinds of rows that a unit may still have."""
    return [(one.label, one.in_unit(unit)) for one in _holdings.values() if one.in_unit is not None]


def counted(kinds: Sequence[tuple[Text, models.QuerySet]]) -> list[tuple[Text, int]]:
    """How many rows each kind has, without those that have none (one query)."""
    parts = [
        rows.order_by().annotate(_kind=Value(place)).values("_kind").annotate(_n=Count("pk", distinct=True))
        for place, (_label, rows) in enumerate(kinds)
    ]
    if not parts:
        return []
    numbers = dict(parts[0].values_list("_kind", "_n").union(*(one.values_list("_kind", "_n") for one in parts[1:])))
    return [(label, numbers[place]) for place, (label, _rows) in enumerate(kinds) if numbers.get(place)]


def planned_on(calendar: Calendar, days: Iterable[date]) -> list[tuple[Text, int]]:
    """How many open dates of each kind fall on the days in units that use the calendar."""
    wanted = list(days)
    if not wanted:
        return []
    return counted([(one.label, one.on_days(calendar, wanted)) for one in _planned.values()])
