"""The matrix by area and region, now and as the night of a past day kept it. Source: K-01 (M-03).

A cell counts in each region of its process, and once in the totals. Whoever manages regions sees the columns of these.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Subquery

from assurance.figures.matrix import Coverage
from assurance.figures.suppliers import SCOPE_ROLES
from assurance.figures.tally import tally_for
from assurance.models import MatrixSnapshot
from foundation.access import reach, units_of
from foundation.directory.models import Unit
from foundation.snapshots import A_WEEK

Key = tuple[str, str]  # area, region; “” is all of them


@dataclass(frozen=True)
class HeatMap:
    """How the cells of areas and regions stand on a day; `whole` is None where only regions were kept, and several."""

    on: date
    regions: Sequence[tuple[str, str]]  # code, name
    boxes: dict[Key, Coverage]
    is_now: bool

    @property
    def whole(self) -> Coverage | None:
        return self.at("", "")

    def at(self, area: str, region: str) -> Coverage | None:
        return self.boxes.get((area, region))


def heat_now(user: Any, *, on: date) -> HeatMap:
    """Counted from the cells that `user` sees."""
    tally, counts = tally_for(user, on=on), Counter[tuple[str, str, str]]()
    names: dict[str, tuple[str, str]] = {}
    tops = [str(unit.path) for unit in units_of(user, *SCOPE_ROLES)]
    known: set[int] = set()
    for pk, area, code, path, name in tally.places:
        keys = [("", ""), (area, "")] if pk not in known else []
        known.add(pk)
        if code and any(path.startswith(top) for top in tops):
            names[path] = (code, name)
            keys += [("", code), (area, code)]
        for status, number in tally.sums.get(pk, {}).items():
            counts.update({(*key, status): number for key in keys})
    return HeatMap(on, [names[path] for path in sorted(names)], _boxes(counts), True)


def heat_then(user: Any, *, on: date) -> HeatMap | None:
    """As it was kept in the night of a day, or of the last one of its week; None where none was (two queries)."""
    managed = Unit.objects.filter(reach(user, *SCOPE_ROLES, unit=""), kind=Unit.Kind.REGION).order_by("path")
    places = list(managed.values_list("code", "name"))
    sees_all = any(unit.parent_id is None for unit in units_of(user, *SCOPE_ROLES))
    whole = "" if sees_all else places[0][0] if len(places) == 1 else None
    codes = [code for code, _name in places] + ([""] if sees_all else [])
    week = MatrixSnapshot.objects.between(on - A_WEEK, on).filter(region__in=codes)
    rows = list(week.filter(on=Subquery(week.order_by("-on").values("on")[:1])))
    if not rows:
        return None
    counts = Counter[tuple[str, str, str]]()
    for row in rows:
        keys = [(row.area, row.region), ("", row.region)] if row.region else []
        keys += [("", ""), (row.area, "")] if row.region == whole else []
        counts.update({(*key, row.status): row.number for key in keys})
    return HeatMap(rows[0].on, places, _boxes(counts), False)


def _boxes(counts: Counter[tuple[str, str, str]]) -> dict[Key, Coverage]:
    boxes: dict[Key, dict[str, int]] = {}
    for (area, region, status), number in counts.items():
        boxes.setdefault((area, region), {})[status] = number
    return {key: Coverage(found) for key, found in boxes.items()}
