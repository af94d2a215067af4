"""How many cells of each process and family stand how: counted once, and again when anything it hangs on has changed.

Counting a large matrix takes longer than a page may, so the counts are kept under a mark of everything they follow from:
the day, the last change of any cell, and which controls, processes and people count on that day. A mark that is not
known is counted anew; nothing has to be told that it is stale. Source: docs/adr/0110-matrix-counts.md.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import Count

from assurance.models import Cell
from assurance.querysets import CellQuerySet

KEPT_SECONDS = 26 * 3600
Row = tuple[int, str, str, str, int]  # process, framework, family, status, number


@dataclass(frozen=True)
class Tally:
    """The counts of what a user sees, and the keys of the processes of which they see every cell."""

    rows: list[Row]
    whole: frozenset[int] = frozenset()


def rows_of(cells: CellQuerySet, *, on: date) -> list[Row]:
    """The counts of some cells (one query)."""
    counted = cells.in_force().standing_on(on).with_family().order_by()
    grouped = counted.values_list("process", "requirement__framework__code", "family", "standing")
    return list(grouped.annotate(number=Count("pk")))


def rows_for(user: Any, *, on: date) -> list[Row]:
    """The counts of what a user sees; of everything, where there is no user."""
    return tally_for(user, on=on).rows


def tally_for(user: Any, *, on: date) -> Tally:
    """What a user sees: kept for whole processes, counted for single cells of theirs elsewhere (two to four queries)."""
    if user is None or user.kind == "outside":
        return Tally(rows_of(Cell.objects.all() if user is None else Cell.objects.visible_to(user), on=on))
    facts = sorted(Cell.objects.all().facts_on(on, user))
    seen, active = (frozenset(int(pk) for fact, pk in facts if fact == name) for name in ("seen", "active"))
    mine = rows_of(Cell.objects.answered_elsewhere_by(user), on=on) if active - seen else []
    return Tally([row for row in _kept_rows(on, facts) if row[0] in seen] + mine, seen)


def _kept_rows(on: date, facts: list[tuple[str, str]]) -> list[Row]:
    """The counts of every cell, from the cache where nothing has changed since."""
    key = f"assurance.matrix.{_mark(on, facts)}"
    found = cache.get(key)
    if found is None:
        found = rows_of(Cell.objects.all(), on=on)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _mark(on: date, facts: list[tuple[str, str]]) -> str:
    """The day and what the status follows from; who sees it makes no difference."""
    said = f"{on} {[fact for fact in facts if fact[0] != 'seen']}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]
