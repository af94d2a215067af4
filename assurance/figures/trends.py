"""How coverage went over the last months, from the nightly snapshots. Source: M-03."""

from dataclasses import dataclass
from datetime import date, timedelta

from assurance.figures.matrix import Coverage
from assurance.models import MatrixSnapshot

DAYS = 90


@dataclass(frozen=True)
class Day:
    on: date
    coverage: Coverage


def trend(on: date, *, area: str = "", region: str = "", days: int = DAYS) -> list[Day]:
    """The days of a span that have a snapshot, the first one first, of everything or of one area or region (one query)."""
    rows = MatrixSnapshot.objects.between(on - timedelta(days=days), on).filter(region=region)
    if area:
        rows = rows.filter(area=area)
    found: dict[date, dict[str, int]] = {}
    for day, status, number in rows.order_by("on").values_list("on", "status", "number"):
        counts = found.setdefault(day, {})
        counts[status] = counts.get(status, 0) + number
    return [Day(day, Coverage(counts)) for day, counts in found.items()]
