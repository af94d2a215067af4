"""How many cells of each process and family stand how: counted once, and again when anything it hangs on has changed.

Counting a large matrix takes longer than a page may, so the counts are kept under a mark of everything they follow from:
the day, the last change of any cell, and which controls, processes and people count on that day. A mark that is not
known is counted anew; nothing has to be told that it is stale. Source: docs/adr/0110-matrix-counts.md.
"""

import hashlib
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max

from assurance.models import Cell, Requirement
from assurance.querysets import CellQuerySet

KEPT_SECONDS = 26 * 3600
Row = tuple[int, str, str, str, int]  # process, framework, family, status, number


def rows_of(cells: CellQuerySet, *, on: date) -> list[Row]:
    """The counts of some cells (one query)."""
    counted = cells.in_force().standing_on(on).with_family().order_by()
    grouped = counted.values_list("process", "requirement__framework__code", "family", "standing")
    return list(grouped.annotate(number=Count("pk")))


def rows_for(user: Any, *, on: date) -> list[Row]:
    """The counts of what a user sees: kept for whole processes, counted for single cells of theirs elsewhere."""
    if user is None or user.kind == "outside":
        return rows_of(Cell.objects.all() if user is None else Cell.objects.visible_to(user), on=on)
    seen = set(Cell.objects.processes_seen_by(user).values_list("pk", flat=True))
    mine = rows_of(Cell.objects.answered_elsewhere_by(user), on=on)
    return [row for row in kept_rows(on) if row[0] in seen] + mine


def kept_rows(on: date) -> list[Row]:
    """The counts of every cell, from the cache where nothing has changed since."""
    key = f"assurance.matrix.{_mark(on)}"
    found = cache.get(key)
    if found is None:
        found = rows_of(Cell.objects.all(), on=on)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _mark(on: date) -> str:
    """Three queries: the last change of a cell and of a requirement, and what else the status follows from."""
    last = Cell.objects.aggregate(changed=Max("updated_at"))
    families = Requirement.objects.aggregate(changed=Max("updated_at"))
    facts = sorted(Cell.objects.all().facts_on(on))
    said = f"{on} {last['changed']} {families['changed']} {facts}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]
