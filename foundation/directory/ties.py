"""What apps above know of people, units and calendars: they register it here, the directory never imports them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, Value
from django.utils.functional import Promise

from foundation.directory.models import Calendar, Person, Unit, User

SHOWN = 20
Text = str | Promise


@dataclass(frozen=True)
class Holding:
    """A kind of row that a person answers for and hands over when leaving; `in_unit` are those a unit still has.

    Both give querysets whose model has `visible_to(user)`; they hold only what is still open.
    """

    name: str
    label: Text
    held_by: Callable[[Person], models.QuerySet]
    in_unit: Callable[[Unit], models.QuerySet] | None = None


@dataclass(frozen=True)
class Held:
    """What a person or unit still has of one kind: how many, and those of them that the reader may see."""

    label: Text
    count: int
    rows: list[Any]

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


_holdings: dict[str, Holding] = {}
_planned: dict[str, Planned] = {}
_proofs: list[Proofs] = []


def offer_holdings(*holdings: Holding) -> None:
    _holdings.update({one.name: one for one in holdings})


def offer_planned(*planned: Planned) -> None:
    _planned.update({one.name: one for one in planned})


def offer_proofs(proofs: Proofs) -> None:
    _proofs.append(proofs)


def proofs() -> Proofs | None:
    """Where proofs come from; None in an installation without evidence."""
    return _proofs[0] if _proofs else None


def held_by(person: Person, user: User) -> list[Held]:
    """What `person` has to hand over, as far as `user` may see it; kinds of which there is nothing are left out."""
    return _seen([(one.label, one.held_by(person)) for one in _holdings.values()], user)


def kept_in(unit: Unit) -> list[tuple[Text, models.QuerySet]]:
    """The kinds of rows that a unit may still have."""
    return [(one.label, one.in_unit(unit)) for one in _holdings.values() if one.in_unit is not None]


def _seen(kinds: list[tuple[Text, models.QuerySet]], user: User) -> list[Held]:
    rows = dict(kinds)
    return [Held(label, count, list(rows[label].visible_to(user)[:SHOWN])) for label, count in counted(kinds)]  # type: ignore[attr-defined]


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
