"""What the night keeps of the figures, and how it is read: at a day of the past, and as a line of months."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.fields import CharField
from django.utils.translation import gettext as _

from foundation import words
from foundation.access import require
from foundation.dates import add_months, last_day_of_month
from foundation.directory.models import Unit, User
from foundation.figures import Figure, Kept, metrics
from foundation.models.figures import Snapshot
from foundation.permissions import KEEP_FIGURES
from foundation.trail import record
from foundation.verbs import verb

MONTHS = 11  # a line of a year: the ends of so many months, and the day itself
ALL, REGION = "all", "region"  # parts of a figure that counts a row in several regions: the whole, and each of them
A_WEEK = timedelta(days=6)  # so long a night without a snapshot is told by the one before it


@verb("foundation.keep_figures")
def keep_figures(*, actor: User, on: date, seen: bool) -> int:
    """Keeps for each unit what every figure counts on a day, once; returns the rows.

    A night that was missed is `seen` no more: only what follows from dated columns is counted of it.
    """
    require(actor, KEEP_FIGURES)
    counted = [one for one in metrics() if one.kept is not None and (seen or one.dated)]
    Snapshot.objects.filter(on=on, metric__in=[one.id for one in counted]).delete()
    made = Snapshot.objects.bulk_create(row for one in counted for row in rows_of(one.id, on, one.kept(on)))  # type: ignore[misc]
    details = {"on": on.isoformat(), "rows": len(made), "dated_only": not seen}
    summary = _("The figures of %(day)s are kept") % {"day": words.day(on)}
    record(actor=actor, kind="figures.kept", subject=Unit.objects.get(parent=None), summary=summary, details=details)
    return len(made)


def rows_of(metric: str, on: date, kept: Iterable[Kept]) -> list[Snapshot]:
    """The rows of a figure on a day, as they are stored; nothing of nothing is none."""
    return [
        Snapshot(metric=metric, on=on, unit_id=unit, part=part, numerator=hit, denominator=every)
        for unit, part, hit, every in kept
        if every
    ]


def by_unit(rows: QuerySet[Any], hit: Q, *, unit: str = "unit", part: Any = None) -> list[Kept]:
    """How many of the rows of each unit are hit, of how many, in all or by a part (one query)."""
    named = {"_unit": F(unit), "_part": Value("", CharField()) if part is None else part}
    counted = rows.order_by().values(**named).annotate(_hits=Count("pk", filter=hit), _every=Count("pk"))
    return list(counted.values_list("_unit", "_part", "_hits", "_every"))


@dataclass(frozen=True)
class Past:
    """What was kept of the figures in some units: the ends of months before a day, and the last night up to it."""

    on: date
    months: Mapping[str, list[tuple[date, Figure]]]
    night: Mapping[str, tuple[date, dict[str, Figure]]]

    def figure(self, metric: str, part: str = "") -> Figure | None:
        """What was counted; None where nothing was kept."""
        parts = self.night.get(metric, (self.on, {}))[1]
        return parts.get(part)

    def parts(self, metric: str) -> dict[str, Figure]:
        return {part: one for part, one in self.night.get(metric, (self.on, {}))[1].items() if part}

    def kept_on(self, metric: str) -> date | None:
        """The night of which the figure tells."""
        return self.night[metric][0] if metric in self.night else None


def ends_of_months(on: date) -> list[date]:
    """The last days of the months before a day, the earliest first."""
    return [last_day_of_month(add_months(on.replace(day=1), -back)) for back in range(MONTHS, 0, -1)]


def past(scope: Q, on: date) -> Past:
    """What was kept for the units of a reach (one query)."""
    ends = ends_of_months(on)
    rows = Snapshot.objects.filter(scope)
    wanted = rows.filter(Q(on__in=ends, part="") | Q(on__gte=on - A_WEEK, on__lte=on))
    months: dict[str, list[tuple[date, Figure]]] = {}
    night: dict[str, tuple[date, dict[str, Figure]]] = {}
    for metric, part, day, hit, every in sorted(wanted.summed(), key=lambda row: (row[2], row[0], row[1])):
        if day in ends and not part:
            months.setdefault(metric, []).append((day, Figure(hit, every)))
        if day >= on - A_WEEK:
            known = night.get(metric)
            if known is None or known[0] < day:
                known = night[metric] = (day, {})
            known[1][part] = Figure(hit, every)
    return Past(on, months, night)
