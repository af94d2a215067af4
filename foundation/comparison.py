"""Two days, and units side by side: every figure that the nights keep, with its difference.

Everything is read from the snapshots, so that both days were counted in the same way; of a night without any, the last
one of the week before tells. A figure of the matrix is kept by region and as a whole (`ALL`, `REGION`), the others by unit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import Max, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import policy, words
from foundation.access import reach
from foundation.board import ROLES
from foundation.directory.models import Unit, User
from foundation.figures import Figure, Light, Metric, light, light_of, metrics, one_decimal
from foundation.models.figures import Snapshot
from foundation.snapshots import A_WEEK, ALL, REGION, kept_for
from foundation.tiles import standing_of

KINDS = {"regions": (Unit.Kind.REGION, gettext_lazy("Regions")), "units": (Unit.Kind.DEPARTMENT, gettext_lazy("Units"))}
MOST = 24  # so many units stand side by side
Row = tuple[str, str, date, str | None, int, int]  # metric, part, day, path of the unit, numerator, denominator


@dataclass(frozen=True)
class Shown:
    """A figure as it is told: its value, what it was counted from, and its light in words."""

    figure: Figure
    value: str
    of: str
    standing: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """A figure on the two days: what changed, and whether that is better, worse or neither."""

    metric: Metric
    before: Shown | None
    now: Shown | None
    change: str
    tone: str
    icon: str
    said: str


class Comparison:
    """What somebody may compare of the units they manage."""

    def __init__(self, user: User, *, before: date, on: date, by: str) -> None:
        self.user, self.before, self.on = user, before, on
        self.by = by if by in KINDS else "regions"

    @cached_property
    def metrics(self) -> list[Metric]:
        return [one for one in metrics() if one.kept is not None]

    @cached_property
    def nights(self) -> dict[str, date | None]:
        """The nights that tell of the two days (one query)."""
        spans = {name: Q(on__gte=day - A_WEEK, on__lte=day) for name, day in self._days.items()}
        return Snapshot.objects.filter(self._mine).aggregate(
            **{name: Max("on", filter=one) for name, one in spans.items()}
        )

    @property
    def _days(self) -> dict[str, date]:
        return {"before": self.before, "now": self.on}

    @cached_property
    def _mine(self) -> Q:
        return kept_for(self.user)

    @cached_property
    def _rows(self) -> list[Row]:
        """What both nights kept (one query)."""
        nights = [one for one in self.nights.values() if one is not None]
        rows = Snapshot.objects.filter(self._mine, on__in=nights, part__in=("", ALL, REGION))
        return list(rows.values_list("metric", "part", "on", "unit__path", "numerator", "denominator"))

    @cached_property
    def units(self) -> list[Unit]:
        """The units side by side, at most so many (one query)."""
        kind = KINDS[self.by][0]
        return list(Unit.objects.filter(reach(self.user, *ROLES, unit=""), kind=kind).order_by("path")[:MOST])

    @cached_property
    def _lights(self) -> dict[str, policy.Current]:
        return policy.currents(*(one.lights[0] for one in self.metrics if one.lights), on=self.on)

    @property
    def choices(self) -> list[tuple[str, Any, bool]]:
        return [(name, label, name == self.by) for name, (_kind, label) in KINDS.items()]

    @property
    def lines(self) -> list[Line]:
        """Each figure on both days."""
        return [self._line(one) for one in self.metrics]

    @property
    def sides(self) -> list[tuple[Metric, list[Shown | None]]]:
        """Each figure in each unit, on the later day."""
        night = self.nights["now"]
        return [
            (one, [self._shown(one, self._in(one, night, str(unit.path))) for unit in self.units])
            for one in self.metrics
        ]

    def _line(self, metric: Metric) -> Line:
        before, now = (self._shown(metric, self._whole(metric, self.nights[name])) for name in ("before", "now"))
        if before is None or now is None:
            return Line(metric, before, now, "", "mute", "minus", _("n/a"))
        change = _number(metric, now.figure) - _number(metric, before.figure)
        exact = one_decimal(change) or 0.0
        said = number_format(abs(exact), decimal_pos=0 if exact == int(exact) else 1)
        sign = "+" if exact > 0 else "\u2212" if exact < 0 else ""
        tone, icon, words_ = _direction(exact, lower=metric.lower)
        return Line(metric, before, now, f"{sign}{said}", tone, icon, words_)

    def _whole(self, metric: Metric, night: date | None) -> Figure | None:
        """The figure of everything somebody manages; of one region where that is all."""
        rows = [row for row in self._rows if row[0] == metric.id and row[2] == night]
        whole = [row for row in rows if row[1] == ALL]
        regions = [row for row in rows if row[1] == REGION]
        if whole or regions:
            return _sum(whole or (regions if len(regions) == 1 else []))
        return _sum(rows)

    def _in(self, metric: Metric, night: date | None, path: str) -> Figure | None:
        rows = [row for row in self._rows if row[0] == metric.id and row[2] == night and row[1] != ALL]
        if any(row[1] == REGION for row in rows):
            return _sum(row for row in rows if row[3] == path)
        return _sum(row for row in rows if (row[3] or "").startswith(path))

    def _shown(self, metric: Metric, figure: Figure | None) -> Shown | None:
        if figure is None or figure.share is None:
            return None
        said = {"n": figure.numerator, "all": figure.denominator}
        value = str(figure.numerator) if metric.is_number else words.percent(figure.share)
        return Shown(figure, value, _("%(n)d of %(all)d") % said, standing_of(self._light(metric, figure).standing))

    def _light(self, metric: Metric, figure: Figure) -> Light:
        if metric.lights is None:
            return Light("none", 0)
        thresholds = self._lights[metric.lights[0]].value[metric.lights[1]]
        if metric.is_number:
            return light_of(figure.numerator, thresholds)
        return light(figure, thresholds, lower=metric.lower)


def _sum(rows: Iterable[Row]) -> Figure | None:
    """The units together; None where nothing was kept."""
    found = list(rows)
    return Figure(sum(row[4] for row in found), sum(row[5] for row in found)) if found else None


def _number(metric: Metric, figure: Figure) -> Fraction:
    if metric.is_number or figure.share is None:
        return Fraction(figure.numerator)
    return figure.share * 100


def _direction(change: float, *, lower: bool) -> tuple[str, str, str]:
    if not change:
        return "mute", "minus", _("Same")
    better = (change < 0) == lower
    icon = "arrow-trending-up" if change > 0 else "arrow-trending-down"
    return ("good", icon, _("Better")) if better else ("bad", icon, _("Worse"))
