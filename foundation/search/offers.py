"""What apps offer to search and to the palette: kinds of records, things one can do, and further pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils.functional import Promise

from foundation.access import Permission, Role, permits

Text = str | Promise


@dataclass(frozen=True)
class Searched:
    """A kind of records that can be found, by the fields that everybody reads who sees such a record at all.

    `model.objects.visible_to(user)` says who finds which; holders of other `roles` find none, for they cannot open the
    page of one. `ref`, `title`, `words`, `area` and `day` name fields, also of rows it points to. `with_rows_of` is the
    field of the row with whose events it changes, as a requirement does with its framework. Among records that answer
    equally well those of a minor kind, parts and templates of others, stand last.
    """

    name: str
    label: Text
    model: type[models.Model]
    url_name: str
    icon: str
    title: str
    ref: str = ""
    words: tuple[str, ...] = ()
    unit: str = "unit"
    area: str = ""
    state: str = ""
    day: str = ""
    roles: tuple[Role, ...] = ()
    with_rows_of: str = ""
    is_minor: bool = False
    order: int = 50

    @property
    def states(self) -> dict[str, Text]:
        """The states by their code, as people call them."""
        return dict(self.model._meta.get_field(self.state).flatchoices) if self.state else {}  # type: ignore[union-attr]

    @property
    def fields(self) -> tuple[str, ...]:
        """What is read of a record."""
        places = (self.ref, self.title, *self.words, self.unit, self.area, self.state, self.day)
        return ("uuid", *dict.fromkeys(place for place in places if place))


@dataclass(frozen=True)
class Act:
    """Something to do on a page of its own, for who `may`; `also` are further words by which one finds it."""

    name: str
    label: Text
    url_name: str
    icon: str
    may: Callable[[Any], bool]
    also: Text = ""
    order: int = 50


@dataclass(frozen=True)
class ActOn:
    """Something to do with one record: “Log a finding in %(row)s”. `rows(user, on)` are those with which `user` may now.

    `kind` names what is searched, and `record` the uuid of it; `row` is the field by which the sentence calls it.
    """

    name: str
    label: Text
    kind: str
    url_name: str
    icon: str
    rows: Callable[[Any, date], models.QuerySet]
    row: str = "ref"
    record: str = "uuid"
    also: Text = ""


@dataclass(frozen=True)
class Destination:
    """A page to go to, with a sentence on what is there."""

    label: Text
    url: str
    icon: str
    note: Text = ""


@dataclass
class Offered:
    """Everything that was offered, by name."""

    kinds: dict[str, Searched] = field(default_factory=dict)
    acts: dict[str, Act] = field(default_factory=dict)
    acts_on: dict[str, ActOn] = field(default_factory=dict)
    destinations: list[Callable[[Any], Iterable[Destination]]] = field(default_factory=list)


_offered = Offered()


def whoever(permission: Permission) -> Callable[[Any], bool]:
    """The `may` of an act that a permission opens, whatever the row."""
    return lambda user: permits(user, permission)


def offer_search(*kinds: Searched) -> None:
    _offered.kinds.update({kind.name: kind for kind in kinds})


def offer_acts(*acts: Act | ActOn) -> None:
    _offered.acts.update({act.name: act for act in acts if isinstance(act, Act)})
    _offered.acts_on.update({act.name: act for act in acts if isinstance(act, ActOn)})


def offer_destinations(pages_of: Callable[[Any], Iterable[Destination]]) -> None:
    """Further pages of the palette: `pages_of(user)` gives those the user may open."""
    _offered.destinations.append(pages_of)


def kinds() -> list[Searched]:
    return sorted(_offered.kinds.values(), key=lambda kind: (kind.order, kind.name))


def kind_of(model: type[models.Model]) -> Searched | None:
    return next((kind for kind in _offered.kinds.values() if kind.model is model), None)


def acts() -> list[Act]:
    return sorted(_offered.acts.values(), key=lambda act: act.order)


def acts_on() -> list[ActOn]:
    return list(_offered.acts_on.values())


def destinations_of(user: Any) -> list[Destination]:
    return [page for pages_of in _offered.destinations for page in pages_of(user)]
