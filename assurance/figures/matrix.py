"""How much of what the processes owe is covered, and how fresh its proof is. Source: K-01 and K-02 (M-03).

A cell counts in each region of its process; totals count it once. Only cells of active processes are counted.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, Sum

from assurance.figures.tally import Row, rows_for, summed
from assurance.models import MatrixSnapshot, Process
from assurance.querysets import COVERED, GAPS
from foundation.directory.models import Unit
from foundation.figures import Figure, Kept, Measured
from foundation.snapshots import ALL, REGION


@dataclass(frozen=True)
class Coverage:
    """How many cells stand how; what does not apply is in no figure."""

    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def number(self) -> int:
        return sum(self.counts.values())

    @property
    def covered(self) -> int:
        return sum(self.counts.get(name, 0) for name in COVERED)

    @property
    def applicable(self) -> int:
        return self.number - self.counts.get("not_applicable", 0)

    @property
    def gaps(self) -> dict[str, int]:
        """The four gap counts, which stand beside the figure."""
        return {name: self.counts.get(name, 0) for name in GAPS}

    @property
    def integration(self) -> Figure:
        """K-01: covered of what applies."""
        return Figure(self.covered, self.applicable)

    @property
    def freshness(self) -> Figure:
        """K-02: covered of what applies and has both control and owner."""
        lacking = self.counts.get("no_control", 0) + self.counts.get("no_owner", 0)
        return Figure(self.covered, self.applicable - lacking)


@dataclass(frozen=True)
class Integration:
    """The coverage of everything, and of its parts by their codes; `families` are named “framework/family”."""

    whole: Coverage
    areas: dict[str, Coverage]
    regions: dict[str, Coverage]
    frameworks: dict[str, Coverage]
    families: dict[str, Coverage]
    processes: dict[str, Coverage]


def integration(rows: Iterable[Row]) -> Integration:
    """The coverage of counted cells with all its parts (two queries)."""
    rows = list(rows)
    found = Process.objects.filter(pk__in={row[0] for row in rows}).select_related("area").prefetch_related("regions")
    known = {process.pk: process for process in found}
    regions = {pk: [unit.code for unit in process.regions.all()] for pk, process in known.items()}
    return Integration(
        whole=Coverage(summed((0, row) for row in rows).get(0, Counter())),
        areas=_parts((known[row[0]].area.code, row) for row in rows),
        regions=_parts((code, row) for row in rows for code in regions[row[0]]),
        frameworks=_parts((row[1], row) for row in rows),
        families=_parts((f"{row[1]}/{row[2]}", row) for row in rows if row[2]),
        processes=_parts((known[row[0]].code, row) for row in rows),
    )


def coverage(rows: Iterable[Row]) -> Coverage:
    """The coverage of counted cells as a whole."""
    return Coverage(summed((0, row) for row in rows).get(0, Counter()))


def _parts(rows: Iterable[tuple[str, tuple]]) -> dict[str, Coverage]:
    return {key: Coverage(counts) for key, counts in sorted(summed(rows).items())}


def integration_metric(user: Any, on: date) -> Measured:
    """K-01 with its parts per area, region, framework, family and process, and the gap counts."""
    found = integration(rows_for(user, on=on))
    parts = _told(found, "integration")
    return Measured(found.whole.integration, parts={**parts, "gaps": found.whole.gaps})


def freshness_metric(user: Any, on: date) -> Measured:
    """K-02 with the same parts."""
    found = integration(rows_for(user, on=on))
    return Measured(found.whole.freshness, parts=_told(found, "freshness"))


def _told(found: Integration, name: str) -> dict[str, Any]:
    """Areas by their codes, and every other way to cut the matrix under its name."""
    others = {
        "regions": found.regions,
        "frameworks": found.frameworks,
        "families": found.families,
        "processes": found.processes,
    }
    cut = {title: {code: getattr(one, name).told for code, one in parts.items()} for title, parts in others.items()}
    return {**{code: getattr(one, name).told for code, one in found.areas.items()}, **cut}


def coverage_kept(name: str) -> Callable[[date], list[Kept]]:
    """K-01 or K-02 for the night, from what it kept of the matrix: the whole under the group, and each region."""

    def kept(on: date) -> list[Kept]:
        rows = MatrixSnapshot.objects.filter(on=on).order_by().values_list("region", "status")
        counts = summed((region, (status, n)) for region, status, n in rows.annotate(n=Sum("number")))
        units = {unit.code: unit for unit in Unit.objects.filter(Q(code__in=list(counts)) | Q(parent=None))}
        root = next((unit for unit in units.values() if unit.parent_id is None), None)
        told = [(root, ALL, found) if not code else (units.get(code), REGION, found) for code, found in counts.items()]
        return [_kept(unit.pk, part, getattr(Coverage(found), name)) for unit, part, found in told if unit is not None]

    return kept


def _kept(unit: int, part: str, figure: Figure) -> Kept:
    return unit, part, figure.numerator, figure.denominator
