"""The boxes of the printed heat map, read in windows, so that a large matrix needs little memory at a time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.figures import WINDOW, Coverage, boxes, window
from assurance.figures.grid import PATHS
from assurance.matrix_words import COUNTED, STATUSES
from assurance.models import Requirement
from assurance.querysets import CellQuerySet

MOST_ROWS = 3000
LETTERS = {
    "fresh": gettext_lazy("F"),
    "expiring": gettext_lazy("E"),
    "stale": gettext_lazy("S"),
    "no_evidence": gettext_lazy("N"),
    "no_owner": gettext_lazy("O"),
    "no_control": gettext_lazy("C"),
    "not_applicable": gettext_lazy("–"),
}
WORST_FIRST = (*reversed(COUNTED), "not_applicable")
Printed = dict[str, str]  # tone, letter, text
Told = Callable[[int, int], None]  # done, total


@dataclass(frozen=True)
class Line:
    """A row of the heat map: what it is of, and its boxes by the codes of their columns."""

    code: str
    title: str
    boxes: dict[str, Coverage]


def printed(found: Coverage | None) -> Printed:
    """A box by letter and tone of its worst cell; where there are several, how many of those that apply are covered."""
    if found is None or not found.number:
        return {"tone": "", "letter": "", "text": ""}
    worst = next(name for name in WORST_FIRST if found.counts.get(name))
    several = found.number > 1 and found.applicable
    text = f"{found.covered}/{found.applicable}" if several else ""
    return {"tone": STATUSES[worst].tone, "letter": str(LETTERS[worst]), "text": text}


def legend() -> list[Printed]:
    """Every status with its letter and tone, the best first."""
    return [
        {"tone": known.tone, "letter": str(LETTERS[name]), "text": str(known.words)} for name, known in STATUSES.items()
    ]


def by_requirement(cells: CellQuerySet, *, columns: str, progress: Told) -> Iterator[Line]:
    """A line for each requirement, in the order of the frameworks (two queries for each window)."""
    total = cells.order_by().values("requirement").distinct().count()
    for first in range(0, min(total, MOST_ROWS), WINDOW):
        rows, _more = window(cells, Requirement.objects.select_related("framework"), first=first)
        found = boxes(cells, columns=columns, rows=[row.pk for row in rows])
        for row in rows:
            here = {code: box.coverage for (pk, code), box in found.items() if pk == row.pk}
            yield Line(row.ref, row.title, here)
        progress(first + len(rows), total)


def by_family(cells: CellQuerySet, *, columns: str) -> Iterator[Line]:
    """A line for each family of each framework (one query)."""
    grouped = cells.order_by().annotate(column=F(PATHS[columns]))
    rows = grouped.values_list("requirement__framework__code", "family", "column", "standing")
    lines: dict[tuple[str, str], dict[str, dict[str, int]]] = {}
    for framework, family, column, status, number in rows.annotate(number=Count("pk")):
        lines.setdefault((framework, family), {}).setdefault(column, {})[status] = number
    for (framework, family), found in sorted(lines.items()):
        title = family[:1].upper() + family[1:] if family else _("Everything")
        yield Line(framework, title, {code: Coverage(counts) for code, counts in found.items()})


def table(lines: Iterable[Line], heads: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """The lines with a box for each column, as the template sets them."""
    return [
        {"code": line.code, "title": line.title, "boxes": [printed(line.boxes.get(code)) for code, _name in heads]}
        for line in lines
    ]
