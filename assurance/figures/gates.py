"""Gate discipline: of the decisions of a year, how many were taken on all the evidence the gate requires. Source: K-19."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from assurance.models import GatePass
from assurance.querysets import GatePassQuerySet
from foundation.figures import Figure, Measured

COMPLETE = Q(was_complete=True) & ~Q(state=GatePass.State.WAIVED)  # a waiver is no pass


@dataclass(frozen=True)
class GateDiscipline:
    """The figure with its parts by area, and the waivers among the decisions: those in force and those expired."""

    whole: Figure
    areas: dict[str, Figure]
    waived: int
    expired: int


def gate_discipline(passes: GatePassQuerySet, *, on: date) -> GateDiscipline:
    """Counts the decisions of the last 365 days among the rows given (one query)."""
    over = Q(state=GatePass.State.WAIVED, waiver_until__lt=on)
    grouped = passes.decided_within_a_year(on).order_by().values("gate__process__area__code")
    counted = list(
        grouped.annotate(
            decisions=Count("pk"),
            complete=Count("pk", filter=COMPLETE),
            waived=Count("pk", filter=Q(state=GatePass.State.WAIVED) & ~over),
            expired=Count("pk", filter=over),
        )
    )
    areas = {line["gate__process__area__code"]: Figure(line["complete"], line["decisions"]) for line in counted}
    return GateDiscipline(
        whole=_summed(areas.values()),
        areas=dict(sorted(areas.items())),
        waived=sum(line["waived"] for line in counted),
        expired=sum(line["expired"] for line in counted),
    )


def k19(user: Any, *, on: date) -> GateDiscipline:
    """The figure of what the user may see; without a user of everything."""
    return gate_discipline(GatePass.objects.all() if user is None else GatePass.objects.visible_to(user), on=on)


def gate_metric(user: Any, on: date) -> Measured:
    """K-19 with its parts per area, and the waivers it counts as not passed."""
    found = k19(user, on=on)
    parts: dict[str, Any] = {code: figure.told for code, figure in found.areas.items()}
    return Measured(found.whole, parts={**parts, "waivers": {"in_force": found.waived, "expired": found.expired}})


def _summed(figures: Iterable[Figure]) -> Figure:
    parts = list(figures)
    return Figure(sum(one.numerator for one in parts), sum(one.denominator for one in parts))
