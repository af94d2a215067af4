"""What the night keeps of the figures, and how it is read: at a day of the past, and as a line of months."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from foundation import words
from foundation.access import Role, reach, require
from foundation.dates import add_months, last_day_of_month
from foundation.directory.models import Unit, User
from foundation.figures import Figure, Kept, Measured, Metric, metrics
from foundation.models.figures import Snapshot
from foundation.permissions import KEEP_FIGURES
from foundation.trail import record
from foundation.verbs import verb

MONTHS = 11  # a line of a year: the ends of so many months, and the day itself
ALL, REGION = "all", "region"  # parts of a figure that counts a row in several regions: the whole, and each of them
WHOLE, KEPT, TEXT = ("", ALL, REGION), "kept", CharField()
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


def kept_for(user: User) -> Q:
    """The snapshots somebody reads: of each metric those of the units they hold its roles in."""
    by_roles: dict[tuple[Role, ...], list[str]] = {}
    for one in metrics():
        if one.kept is not None:
            by_roles.setdefault(one.roles, []).append(one.id)
    mine = [Q(metric__in=names) & reach(user, *roles) for roles, names in by_roles.items()]
    return reduce(or_, mine, Q(pk__in=[]))


def told_of(metric: Metric, user: User, *, on: date, now: date) -> dict[str, Any]:
    """A figure of what somebody may see on a day, as files and programs read it.

    Of a day that has been, what is not dated is told by the night that kept it; without one it has no value.
    """
    if metric.dated or on >= now:
        return metric.measure(user, on).told(on)
    known = past(kept_for(user) & Q(metric=metric.id), on)
    found = (known.figure(metric.id, part) for part in WHOLE)
    figure = next((one for one in found if one is not None), None)
    parts = {part: one.told for part, one in known.parts(metric.id).items() if part not in (ALL, REGION)}
    return Measured(figure, parts=parts).told(known.kept_on(metric.id) or on)


def ends_of_months(on: date) -> list[date]:
    """The last days of the months before a day, the earliest first."""
    return [last_day_of_month(add_months(on.replace(day=1), -back)) for back in range(MONTHS, 0, -1)]


def past(scope: Q, on: date) -> Past:
    """What was kept for the units of a reach (one query)."""
    return past_of(rows_before(scope, on), on)


def rows_before(scope: Q, on: date) -> QuerySet[Any, Any]:
    """The snapshots that tell of a day and of the months before it, the units together, in the shape of foundation.board.

    A name, metric and part, the day, the denominator and the number of units, and the numerator.
    """
    lately = Q(on__gte=on - A_WEEK, on__lte=on)
    told = Snapshot.objects.filter(scope).filter(Q(on__in=ends_of_months(on), part__in=WHOLE) | lately)
    named = {"_a": Concat("metric", Value("|"), "part", output_field=TEXT), "_b": Cast("on", TEXT)}
    rows = told.order_by().values(_of=Value(KEPT, TEXT), **named)
    sums = Concat(Cast(Sum("denominator"), TEXT), Value("|"), Cast(Count("pk"), TEXT), output_field=TEXT)
    return rows.annotate(_c=sums, _n=Sum("numerator")).values_list("_of", "_a", "_b", "_c", "_n")


def past_of(rows: Iterable[tuple[str, str, str, str, int]], on: date) -> Past:
    """The same from the rows; the figure of a row that counts in several regions is their whole, or the only one."""
    ends = ends_of_months(on)
    months: dict[str, dict[date, Figure]] = {}
    night: dict[str, tuple[date, dict[str, Figure]]] = {}
    for _of, name, day_said, sums, hit in sorted(rows, key=_turn):
        (metric, part), (every, units) = name.split("|"), map(int, sums.split("|"))
        if part == REGION and units > 1:
            continue
        day, figure = date.fromisoformat(day_said), Figure(hit, every)
        if day in ends and part in WHOLE:
            months.setdefault(metric, {}).setdefault(day, figure)
        if day >= on - A_WEEK:
            if metric not in night or night[metric][0] < day:
                night[metric] = (day, {})
            night[metric][1][part] = figure
    return Past(on, {metric: sorted(found.items(), key=_day) for metric, found in months.items()}, night)


def _turn(row: tuple[str, str, str, str, int]) -> tuple[str, str]:
    """By day; the whole stands before its regions."""
    return row[2], row[1]


def _day(point: tuple[date, Figure]) -> date:
    return point[0]
