"""K-13: awards of twelve months by unit and kind, and per 100 persons. Never set in relation to sanctions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from foundation.access import reach, units_of
from foundation.dates import add_months
from foundation.directory.models import Person, Unit, User
from foundation.small_numbers import rate
from people.models import Nomination
from people.permissions import DECIDE

MONTHS = 12


@dataclass(frozen=True)
class Awards:
    """The awards of one unit and everything below it: by kind, with the people who work there."""

    unit: Unit
    by_kind: dict[str, int]
    headcount: int

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())

    @property
    def per_hundred(self) -> Fraction | None:
        """Awards per 100 persons; None where a rate would tell of single people. Source: K-13, T-61."""
        return rate(self.total, self.headcount)


class AwardFigures:
    """K-13 in the units a person decides for, or without one in the whole organisation.

    A line for each region, and one for a unit held that is none; that of the group counts what no region does.
    """

    def __init__(self, user: User | None, *, on: date) -> None:
        self.user, self.on = user, on

    @cached_property
    def units(self) -> list[Awards]:
        """The lines, as many queries as there are kinds of things counted."""
        tops = list(self._tops())
        counted = {top.pk: dict.fromkeys(Nomination.Kind.values, 0) for top in tops}
        heads = dict.fromkeys(counted, 0)
        for path, kind, number in self._awards():
            counted[lowest(path, tops).pk][kind] += number
        for path, number in self._people():
            heads[lowest(path, tops).pk] += number
        lines = [Awards(top, counted[top.pk], heads[top.pk]) for top in tops]
        return [line for line in lines if line.unit.kind != Unit.Kind.GROUP or line.total]

    @property
    def total(self) -> int:
        return sum(line.total for line in self.units)

    @cached_property
    def headcount(self) -> int:
        return sum(number for _path, number in self._people())

    @property
    def per_hundred(self) -> Fraction | None:
        return rate(self.total, self.headcount)

    @property
    def by_kind(self) -> dict[str, int]:
        return {kind: sum(line.by_kind[kind] for line in self.units) for kind in Nomination.Kind.values}

    def _tops(self) -> QuerySet[Unit]:
        tops = Q(kind__in=[Unit.Kind.REGION, Unit.Kind.GROUP])
        if self.user is not None:
            held = [unit.pk for unit in units_of(self.user, *DECIDE)]
            tops = (tops & reach(self.user, *DECIDE, unit="")) | Q(pk__in=held)
        return Unit.objects.filter(tops).order_by("path")

    def _awards(self) -> QuerySet:
        rows = Nomination.objects.awarded(after=began_after(self.on), until=self.on).filter(self._here("unit"))
        grouped = rows.order_by().values("unit__path", "kind").annotate(n=Count("pk"))
        return grouped.values_list("unit__path", "kind", "n")

    def _people(self) -> QuerySet:
        grouped = Person.objects.active(self.on).filter(self._here("unit")).order_by().values("unit__path")
        return grouped.annotate(n=Count("pk")).values_list("unit__path", "n")

    def _here(self, unit: str) -> Q:
        return Q() if self.user is None else reach(self.user, *DECIDE, unit=unit)


def began_after(on: date) -> date:
    """The day before the twelve months that end with a day. Source: docs/adr/0001-time-rules.md (T-01)."""
    return add_months(on, -MONTHS)


def lowest(path: str, tops: Sequence[Unit]) -> Unit:
    """The unit among some that a path lies in: the lowest of them."""
    return max((top for top in tops if path.startswith(str(top.path))), key=lambda top: len(str(top.path)))
