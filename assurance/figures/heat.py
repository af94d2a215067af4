"""The matrix by area and region, now and as the night of a past day kept it. Source: K-01 (M-03).

A cell counts in each region of its process, and once in the totals. Whoever manages regions sees the columns of these.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from assurance.figures.matrix import Coverage
from assurance.figures.suppliers import SCOPE_ROLES
from assurance.figures.tally import tally_for
from assurance.models import MatrixSnapshot, Process
from foundation.access import reach, units_of
from foundation.directory.models import Unit
from foundation.figures import Figure
from foundation.snapshots import A_WEEK, ends_of_months

Key = tuple[str, str]  # area, region; “” is all of them
Months = Sequence[tuple[date, Figure]]


@dataclass(frozen=True)
class HeatMap:
    """How the cells of areas and regions stand on a day; `whole` is None where only regions were kept, and several."""

    on: date
    regions: Sequence[tuple[str, str]]  # code, name
    boxes: dict[Key, Coverage]
    is_now: bool
    months: Months = field(default_factory=tuple)

    @property
    def whole(self) -> Coverage | None:
        return self.at("", "")

    def at(self, area: str, region: str) -> Coverage | None:
        return self.boxes.get((area, region))


def heat_now(user: Any, *, on: date) -> HeatMap:
    """Counted from the cells that `user` sees."""
    sums, counts = tally_for(user, on=on).sums, Counter[tuple[str, str, str]]()
    names: dict[str, tuple[str, str]] = {}
    tops = [str(unit.path) for unit in units_of(user, *SCOPE_ROLES)]
    known: set[int] = set()
    rows = Process.objects.filter(state=Process.State.ACTIVE).order_by("pk", "regions__path")
    for pk, area, code, name, path in rows.values_list(
        "pk", "area__code", "regions__code", "regions__name", "regions__path"
    ):
        keys = [("", ""), (area, "")] if pk not in known else []
        known.add(pk)
        if path is not None and any(path.startswith(top) for top in tops):
            names[path] = (code, name)
            keys += [("", code), (area, code)]
        for status, number in sums.get(pk, {}).items():
            counts.update({(*key, status): number for key in keys})
    places = [names[path] for path in sorted(names)]
    months, _night = _kept(user, on, places)
    return HeatMap(on, places, _boxes(counts), True, months)


def heat_then(user: Any, *, on: date) -> HeatMap | None:
    """As it was kept in the night of a day, or of the last one of its week; None where none was."""
    managed = Unit.objects.filter(reach(user, *SCOPE_ROLES, unit=""), kind=Unit.Kind.REGION).order_by("path")
    places = list(managed.values_list("code", "name"))
    months, night = _kept(user, on, places)
    if not night:
        return None
    last = max(day for day, _area, _region, _status, _n in night)
    counts = Counter[tuple[str, str, str]]()
    everything, only = _sees_all(user), places[0][0] if len(places) == 1 else None
    for _day, area, region, status, number in (row for row in night if row[0] == last):
        keys = [(area, region), ("", region)] if region else []
        if (everything and not region) or (not everything and region == only):
            keys += [("", ""), (area, "")]
        counts.update({(*key, status): number for key in keys})
    return HeatMap(last, places, _boxes(counts), False, months)


def _kept(
    user: Any, on: date, regions: Sequence[tuple[str, str]]
) -> tuple[Months, list[tuple[date, str, str, str, int]]]:
    """The ends of months before a day, of everything somebody sees, and the rows of the last week (one query)."""
    places = [code for code, _name in regions]
    whole = "" if _sees_all(user) else places[0] if len(places) == 1 else None
    ends = ends_of_months(on)
    seen = Q(region__in=[*places, *([""] if _sees_all(user) else [])])
    rows = MatrixSnapshot.objects.filter(seen, Q(on__in=ends) | Q(on__gte=on - A_WEEK, on__lte=on))
    told = list(rows.order_by("on").values_list("on", "area", "region", "status", "number"))
    sums: dict[date, Counter[str]] = {}
    for day, _area, region, status, number in told:
        if day in ends and region == whole and day < on:
            sums.setdefault(day, Counter())[status] += number
    months = [(day, Coverage(found).integration) for day, found in sums.items()]
    return months, [row for row in told if row[0] >= on - A_WEEK]


def _sees_all(user: Any) -> bool:
    """Whether somebody manages the whole organisation."""
    return any(unit.parent_id is None for unit in units_of(user, *SCOPE_ROLES))


def _boxes(counts: Counter[tuple[str, str, str]]) -> dict[Key, Coverage]:
    boxes: dict[Key, dict[str, int]] = {}
    for (area, region, status), number in counts.items():
        boxes.setdefault((area, region), {})[status] = number
    return {key: Coverage(found) for key, found in boxes.items()}
