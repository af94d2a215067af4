"""K-09, training compliance: who holds a valid completion of what is asked of them, counted in SQL within a scope."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from foundation.access import reach
from foundation.figures import Figure
from people.permissions import TEAM_ROLES
from people.querysets.compliance import PARTS, counted, part


@dataclass(frozen=True)
class Tally:
    """How the assignments of one box stand."""

    valid: int = 0
    grace: int = 0
    expired: int = 0
    overdue: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, name) + getattr(other, name) for name in PARTS))

    @property
    def asked(self) -> int:
        return self.valid + self.grace + self.expired + self.overdue

    @property
    def figure(self) -> Figure:
        """Those with a valid completion, of all but those still within their first time to learn. Source: K-09."""
        return Figure(self.valid, self.asked - self.grace)


def under(user: Any, rows: QuerySet) -> QuerySet:
    """The rows that `user` may see and that lie in the units of a managing role."""
    return rows.visible_to(user).filter(reach(user, *TEAM_ROLES, unit="person__unit"))  # type: ignore[attr-defined]


def tallies(rows: QuerySet, *columns: str, on: date) -> dict[tuple[Any, ...], Tally]:
    """How the assignments that count stand, by the values of some columns (one query)."""
    parts = {name: Count("pk", filter=part(name, on)) for name in PARTS}
    grouped = counted(rows, on).order_by().values(*columns).annotate(**parts)
    return {tuple(row[: len(columns)]): Tally(*row[len(columns) :]) for row in grouped.values_list(*columns, *PARTS)}


def by_course(rows: QuerySet, *, on: date) -> dict[str, Tally]:
    """The figure of each course by its code."""
    found = tallies(rows, "course__code", on=on)
    return {code: found[(code,)] for (code,) in sorted(found)}
