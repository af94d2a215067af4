"""Components: who delivers them, what could take their place, where they are used."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.models import Component, ProductVersion, Supplier
from assurance.permissions import MANAGE_SUPPLIERS
from assurance.querysets import GONE, unseen
from foundation.access import require
from foundation.directory.models import Unit, User
from foundation.trail import record
from foundation.verbs import verb


@verb("assurance.add_component")
def add_component(
    *,
    actor: User,
    unit: Unit,
    number: str,
    name: str,
    suppliers: Iterable[Supplier],
    alternatives: Iterable[Component] = (),
    used_in: Iterable[ProductVersion] = (),
    stock_cover_days: int | None = None,
) -> Component:
    """Registers a component. Raises ValidationError without a supplier, or with one that is blocked or has left. Source: M-43."""
    require(actor, MANAGE_SUPPLIERS, unit)
    component = Component(unit=unit, number=number, name=name, stock_cover_days=stock_cover_days)
    component.full_clean()
    chosen = _allowed(suppliers, before=set())
    component.save()
    _tie(component, chosen, alternatives, used_in)
    details = {"suppliers": chosen, "number": number}
    record(actor=actor, kind="component.added", subject=component, summary=_("Component added"), details=details)
    return component


@verb("assurance.change_component")
def change_component(
    *,
    actor: User,
    component: Component,
    suppliers: Iterable[Supplier],
    alternatives: Iterable[Component] = (),
    used_in: Iterable[ProductVersion] = (),
    **fields: Any,
) -> Component:
    """Changes a component; what the actor does not see of its suppliers, alternatives and versions stays.

    A supplier that is blocked may stay where it was, and is never added anew. Source: M-43.
    """
    locked = Component.objects.select_for_update().get(pk=component.pk)
    require(actor, MANAGE_SUPPLIERS, locked)
    before, others = list(locked.suppliers.all()), list(alternatives)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.full_clean()
    chosen = _allowed(_with_unseen(suppliers, locked.suppliers, actor), before={one.pk for one in before})
    if locked in others:
        raise ValidationError({"alternatives": _("A component is no alternative to itself.")})
    locked.save()
    others, versions = _with_unseen(others, locked.alternatives, actor), _with_unseen(used_in, locked.used_in, actor)
    _tie(locked, chosen, others, versions)
    details = {"suppliers": {"from": before, "to": chosen}, **fields}
    record(actor=actor, kind="component.changed", subject=locked, summary=_("Component changed"), details=details)
    return locked


def _with_unseen(wanted: Iterable[Any], tied: Any, actor: User) -> list[Any]:
    """What is wanted, and what is tied already where the actor does not see it."""
    return list(dict.fromkeys([*wanted, *unseen(tied.all(), actor)]))


def _allowed(suppliers: Iterable[Supplier], *, before: set[int]) -> list[Supplier]:
    chosen = list(suppliers)
    if not chosen:
        raise ValidationError({"suppliers": _("Choose at least one supplier.")})
    barred = next((one for one in chosen if one.state in GONE and one.pk not in before), None)
    if barred is not None:
        words = {"name": barred.name, "state": barred.get_state_display()}
        raise ValidationError({"suppliers": _("%(name)s gets no new components: its state is “%(state)s”.") % words})
    return chosen


def _tie(
    component: Component,
    suppliers: list[Supplier],
    alternatives: Iterable[Component],
    used_in: Iterable[ProductVersion],
) -> None:
    component.suppliers.set(suppliers)
    component.alternatives.set(alternatives)
    component.used_in.set(used_in)
