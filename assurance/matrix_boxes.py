"""The parts of the heat map as the page draws them: heads of columns, rows, and the boxes where they meet."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from assurance.figures import Coverage, Place


@dataclass(frozen=True)
class Head:
    """A column: its code, its name, how much of it is covered, and where its rows are."""

    code: str
    label: str | Promise
    coverage: Coverage
    covered_url: str
    all_url: str


@dataclass(frozen=True)
class Shown:
    """A box as the page draws it."""

    url: str
    label: str
    text: str | Promise
    tone: str
    icon: str
    state: str
    sheet: bool = False


@dataclass(frozen=True)
class Line:
    """A row: what it is of, and its boxes in the order of the columns, None where there is none."""

    code: str
    title: str
    url: str
    boxes: list[Shown | None]
    total: Coverage | None = None


def is_asked_for(place: Place, given: dict[str, Any]) -> bool:
    """Whether the filters leave the process."""
    region = given.get("region")
    return (
        (not given.get("area") or place.area in given["area"])
        and (region is None or region.code in place.regions)
        and given.get("process", "") in ("", place.code)
    )
