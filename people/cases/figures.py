"""K-12: sanctions that became final within twelve months, by region, by level, by category; never two at once.

Under appeal counts nothing yet, annulled nothing any more. What leaves this place goes through T-61. Source: K-12, T-61.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from foundation import small_numbers
from foundation.dates import add_months
from foundation.directory.models import Unit
from people.cases.models import Case, Category, Level
from people.cases.querysets import CaseQuerySet

MONTHS = 12
HIDDEN = "*"


@dataclass(frozen=True)
class Sanctions:
    """The counts as they are: for those who work on cases alone."""

    total: int
    by_region: Mapping[str, int]
    by_level: Mapping[int, int]
    by_category: Mapping[str, int]


@dataclass(frozen=True)
class Shown:
    """One row of counts as everybody may read it; the total is a number or “fewer than 5”."""

    total: int | None
    cells: Mapping[str, int | str]


def span(on: date) -> tuple[date, date]:
    """The twelve months that end with a day."""
    return add_months(on, -MONTHS) + timedelta(days=1), on


def published(on: date) -> date:
    """The last day of the month before: what all may read moves once a month, so that no two days tell a case apart."""
    return on.replace(day=1) - timedelta(days=1)


def sanctions(*, on: date) -> Sanctions:
    """Counts the final sanctions of twelve months (four queries)."""
    rows = Case.objects.final_within(*span(on))
    levels, categories = _count(rows, "sanction__level"), _count(rows, "category")
    return Sanctions(
        total=sum(levels.values()),
        by_region=by_region(on=on),
        by_level={level: levels.get(level, 0) for level in Level.values},
        by_category={category: categories.get(category, 0) for category in Category.values},
    )


def by_region(*, on: date) -> dict[str, int]:
    """The same by region alone (two queries)."""
    return _regions(_count(Case.objects.final_within(*span(on)), "unit__path"))


def _count(rows: CaseQuerySet, field: str) -> dict[Any, int]:
    found = rows.order_by().values(field).annotate(n=Count("pk"))
    return {row[field]: row["n"] for row in found}


def _regions(counted: Mapping[str, int]) -> dict[str, int]:
    """By region: each case belongs to one, or to a unit below it."""
    found: dict[str, int] = {}
    for code, above in Unit.objects.filter(kind=Unit.Kind.REGION).order_by("path").values_list("code", "path"):
        found[code] = sum(count for path, count in counted.items() if path.startswith(str(above)))
    return found


def shown(counted: Mapping[str, int]) -> Shown:
    """One row of counts under T-61; a row is shown alone, never crossed with another."""
    names: Sequence[str] = list(counted)
    found = small_numbers.counts([counted[name] for name in names])
    cells = {name: HIDDEN if cell is None else cell for name, cell in zip(names, found.cells, strict=True)}
    return Shown(found.total, cells)
