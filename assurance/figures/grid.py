"""The matrix as a grid: what stands where rows and columns meet, in windows that a page can carry."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, Count, F, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast

from assurance.figures.matrix import Coverage
from assurance.querysets import CellQuerySet

WINDOW = 50  # rows and columns of a window: 2,500 cells
PATHS = {
    "areas": "process__area__code",
    "regions": "process__regions__code",
    "processes": "process__code",
}


class Box(NamedTuple):
    """What stands where a row and a column meet; `cell`, `until` and `status` are of the only cell, if there is one only.

    `cell` is its uuid as an address has it: 2,500 of them are read as the texts they are.
    """

    coverage: Coverage
    cell: str = ""
    until: date | None = None
    status: str = ""


Boxes = dict[tuple[Any, str], Box]


def boxes(cells: QuerySet, *, columns: str, rows: Sequence[int]) -> Boxes:
    """The boxes of some requirements against areas, regions or processes (one query). `cells` carry `standing`."""
    asked = cells.filter(requirement__in=rows).order_by().annotate(column=F(PATHS[columns]))
    return _single(asked) if columns == "processes" else _grouped(asked)


def _single(asked: QuerySet) -> Boxes:
    """A process owes a requirement once, so nothing is to be added up."""
    shared: dict[str, Coverage] = {}
    found = {}
    rows = asked.annotate(cell=Cast("uuid", CharField()))
    for row, column, status, cell, until in rows.values_list(
        "requirement", "column", "standing", "cell", "fresh_until"
    ):
        if status not in shared:
            shared[status] = Coverage({status: 1})
        found[row, column] = Box(shared[status], _hyphened(cell), until, status)
    return found


def _hyphened(uuid: str) -> str:
    """The same in five parts, where a database (SQLite) keeps it in one."""
    return uuid if "-" in uuid else f"{uuid[:8]}-{uuid[8:12]}-{uuid[12:16]}-{uuid[16:20]}-{uuid[20:]}"


def _grouped(asked: QuerySet) -> Boxes:
    grouped = asked.values_list("requirement", "column", "standing").annotate(
        number=Count("pk"), cell=Min(Cast("uuid", CharField())), until=Max("fresh_until")
    )
    counts: dict[tuple[int, str], dict[str, int]] = {}
    single: dict[tuple[int, str], tuple[str, date | None, str]] = {}
    for row, column, status, number, cell, until in grouped:
        counts.setdefault((row, column), {})[status] = number
        single[row, column] = (_hyphened(cell), until, status)
    return {key: _box(Coverage(found), *single[key]) for key, found in counts.items()}


def _box(coverage: Coverage, cell: str, until: date | None, status: str) -> Box:
    return Box(coverage, cell, until, status) if coverage.number == 1 else Box(coverage)


def window(cells: CellQuerySet, requirements: QuerySet, *, first: int) -> tuple[list[Any], bool]:
    """Some rows of the requirements that any of the cells is about, and whether more follow (one query).

    Asks for one cell of each requirement: PostgreSQL turns an EXISTS into a join over all cells, which takes ten times as long.
    """
    one = Subquery(cells.order_by().filter(requirement=OuterRef("pk")).values("pk")[:1])
    wanted = requirements.alias(one=one).filter(one__isnull=False)
    found = list(wanted.order_by("framework__code", "order")[first : first + WINDOW + 1])
    return found[:WINDOW], len(found) > WINDOW
