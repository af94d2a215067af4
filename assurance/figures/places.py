"""Where cells are counted: the active processes with their area and regions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from assurance.models import Process


@dataclass
class Place:
    """An active process; `regions` are the codes of those it counts in."""

    pk: int
    code: str
    name: str
    area: str
    regions: list[str] = field(default_factory=list)


Places = dict[int, Place]


def active_places() -> Places:
    """The active processes by their keys (one query)."""
    rows = Process.objects.filter(state=Process.State.ACTIVE).order_by("area__order", "code", "regions__path")
    return _gathered(rows.values_list("pk", "code", "name", "area__code", "regions__code"))


def _gathered(rows: Iterable[tuple[Any, ...]]) -> Places:
    found: Places = {}
    for *facts, region in rows:
        place = found.setdefault(facts[0], Place(*facts))
        if region is not None:
            place.regions.append(region)
    return found
