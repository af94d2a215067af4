"""Gate discipline: of what was decided at gates, how much had all required evidence on the table. Source: K-19."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from assurance.models import Area, GatePass
from assurance.querysets import GatePassQuerySet
from foundation.access import Role, reach
from foundation.figures import Figure, Kept, Measured
from foundation.snapshots import by_unit

GATE_ROLES = (Role.MGR, Role.CO, Role.PM)
WAIVED = ("waived", "expired")


@dataclass(frozen=True)
class GateDiscipline:
    """The share of the last 365 days, the same per area, and the waivers of the time, which never count as passed."""

    figure: Figure
    areas: dict[str, Figure]
    states: dict[str, int]

    @property
    def waived(self) -> int:
        """Waivers of the time, those that have ended among them."""
        return sum(self.states.get(name, 0) for name in WAIVED)

    @property
    def expired(self) -> int:
        return self.states.get("expired", 0)


def gate_discipline(passes: GatePassQuerySet, *, on: date) -> GateDiscipline:
    """Counts the rows given, whoever may see them (one query)."""
    decided = passes.decided_lately(on).with_standing(on).order_by()
    counted = decided.values_list("gate__process__area__code", "standing", "was_complete").annotate(n=Count("pk"))
    return discipline_of(counted)


def discipline_of(counted: Iterable[tuple[str, str, bool, int]]) -> GateDiscipline:
    """The figure from the number of decisions by area, standing and whether all evidence was there."""
    good, every, states = Counter[str](), Counter[str](), Counter[str]()
    for area, standing, whole, number in counted:
        every[area] += number
        states[standing] += number
        if whole and standing not in WAIVED:
            good[area] += number
    return GateDiscipline(
        figure=Figure(good.total(), every.total()),
        areas={code: Figure(good[code], every[code]) for code in Area.Code.values if every[code]},
        states=dict(states),
    )


def passes_of(user: Any) -> GatePassQuerySet:
    """What stood at the gates of the units one manages."""
    seen: GatePassQuerySet = GatePass.objects.visible_to(user).filter(
        reach(user, *GATE_ROLES, unit="gate__process__unit")
    )
    return seen


def k19(user: Any, *, on: date) -> GateDiscipline:
    """The figure for the units one manages."""
    return gate_discipline(passes_of(user), on=on)


def gate_metric(user: Any, on: date) -> Measured:
    """K-19 with its areas by their codes; decisions by their state, and expired waivers, stand beside it."""
    seen = GatePass.objects.all() if user is None else GatePass.objects.visible_to(user)
    found = gate_discipline(seen, on=on)
    parts = {code: figure.told for code, figure in found.areas.items()}
    return Measured(
        found.figure, parts={**parts, "waived": found.waived, "expired_waivers": found.expired, "states": found.states}
    )


def gates_kept(on: date) -> list[Kept]:
    """K-19 for the night, by the unit of the process."""
    decided = GatePass.objects.decided_lately(on).with_standing(on)
    passed = Q(was_complete=True) & ~Q(standing__in=WAIVED)
    return by_unit(decided, passed, unit="gate__process__unit")
