"""Supplier continuity: of the critical suppliers we have, how many are known to go on supplying. Source: K-17."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, Q, Value

from assurance.models import Component, Supplier
from assurance.querysets import ComponentQuerySet, SupplierQuerySet
from foundation.access import Role, reach
from foundation.figures import Figure, Kept, Measured
from foundation.snapshots import by_unit

SCOPE_ROLES = (Role.MGR, Role.CO, Role.PM)
EXPOSED = "exposed"  # what the components are counted under, beside the states of continuity
GOES_ON = (Supplier.Continuity.CONTINUES, Supplier.Continuity.CONDITIONS)


@dataclass(frozen=True)
class Listed:
    """A critical supplier that is not known to go on, with what is known."""

    ref: str
    name: str
    continuity: str


@dataclass(frozen=True)
class SupplierContinuity:
    """The share of critical admitted suppliers that go on; `states` counts all of them by state, `listed` names the others.

    `exposed_components` have a single source and no alternative. An empty denominator has no share.
    """

    numerator: int
    denominator: int
    states: dict[str, int]
    listed: tuple[Listed, ...]
    exposed_components: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.numerator, self.denominator) if self.denominator else None


def supplier_continuity(
    suppliers: SupplierQuerySet, components: ComponentQuerySet, *, on: date, longest: int = 100
) -> SupplierContinuity:
    """Counts the rows given, whoever may see them (two queries); at most `longest` suppliers are named."""
    critical = suppliers.admitted().critical().with_continuity(on)
    counted = critical.order_by().values("continuity").annotate(n=Count("pk")).values_list("continuity", "n")
    exposed = components.exposed().order_by().values(of=Value(EXPOSED)).annotate(n=Count("pk")).values_list("of", "n")
    found = dict(counted.union(exposed, all=True))
    others = critical.exclude(continuity__in=GOES_ON).order_by("name")
    named = others.values_list("ref", "name", "continuity")[:longest]
    return continuity_of(found, [Listed(*line) for line in named] if longest else ())


def continuity_of(found: Mapping[str, int], listed: Iterable[Listed] = ()) -> SupplierContinuity:
    """The figure from the number of critical suppliers by state, and of exposed components."""
    states = {state: found.get(state, 0) for state in Supplier.Continuity.values}
    return SupplierContinuity(
        numerator=sum(states[state] for state in GOES_ON),
        denominator=sum(states.values()),
        states=states,
        listed=tuple(listed),
        exposed_components=found.get(EXPOSED, 0),
    )


def supplies_of(user: Any) -> tuple[SupplierQuerySet, ComponentQuerySet]:
    """Suppliers and components of the units one manages."""
    suppliers = Supplier.objects.visible_to(user).filter(reach(user, *SCOPE_ROLES))
    return suppliers, Component.objects.visible_to(user).filter(reach(user, *SCOPE_ROLES))


def k17(user: Any, *, on: date, longest: int = 100) -> SupplierContinuity:
    """The figure for the units one manages; `longest=0` names nobody and saves a query."""
    suppliers, components = supplies_of(user)
    return supplier_continuity(suppliers, components, on=on, longest=longest)


def continuity_metric(user: Any, on: date) -> Measured:
    """K-17 with the number of critical suppliers by state, and the components that hang on a single source."""
    suppliers, components = Supplier.objects.all(), Component.objects.all()
    if user is not None:
        suppliers, components = Supplier.objects.visible_to(user), Component.objects.visible_to(user)
    found = supplier_continuity(suppliers, components, on=on)
    listed = [{"ref": one.ref, "name": one.name, "continuity": one.continuity} for one in found.listed]
    parts = {**found.states, "listed": listed, "single_source_components": found.exposed_components}
    return Measured(Figure(found.numerator, found.denominator), parts=parts)


def continuity_kept(on: date) -> list[Kept]:
    """K-17 for the night: the critical suppliers of each unit that go on, and how many are in each state."""
    critical = Supplier.objects.admitted().critical().with_continuity(on)
    whole = by_unit(critical, Q(continuity__in=GOES_ON))
    every = {unit: number for unit, _part, _hit, number in whole}
    states = by_unit(critical, Q(), part=F("continuity"))
    return [*whole, *((unit, state, number, every[unit]) for unit, state, number, _every in states)]
