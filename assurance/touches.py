"""What hangs on a requirement, counted before a new list changes it; apps above register theirs, nothing is imported."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assurance.models import Cell, Control, RequirementMapping


@dataclass(frozen=True)
class Touch:
    """Rows of one kind: `rows()` are all of them, `path` is the field of a row that holds the id of a requirement."""

    name: str
    label: str | Promise
    rows: Callable[[], QuerySet]
    path: str


_touches: list[Touch] = []


def offer_touches(*kinds: Touch) -> None:
    _touches.extend(kinds)


def touches() -> list[Touch]:
    return list(_touches)


def touched(requirements: Iterable[int]) -> dict[int, dict[str, int]]:
    """How many rows of each kind hang on each requirement (one query per kind); kinds without any are left out."""
    ids = list(requirements)
    found: dict[int, dict[str, int]] = {}
    for kind in _touches:
        rows = kind.rows().filter(**{f"{kind.path}__in": ids}).order_by().values(kind.path)
        for row in rows.annotate(_number=Count("pk", distinct=True)):
            found.setdefault(row[kind.path], {})[kind.name] = row["_number"]
    return found


offer_touches(
    Touch("controls", _("controls"), lambda: Control.objects.running(), "requirements"),
    Touch("cells", _("cells of the matrix"), Cell.objects.all, "requirement"),
    Touch("mappings", _("mappings"), RequirementMapping.objects.all, "a"),
)
