"""How many cells of each process and family stand how: counted once, and again when anything it hangs on has changed.

Counting a large matrix takes longer than a page may, so the counts are kept under a mark of everything they follow from:
the day, the last change of any cell, and which controls, processes and people count on that day. A mark that is not
known is counted anew; nothing has to be told that it is stale. Source: docs/adr/0110-matrix-counts.md.
"""

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.db.models import Count

from assurance.models import Cell
from assurance.querysets import COUNTS_IN, CellQuerySet

KEPT_SECONDS = 26 * 3600
Row = tuple[int, str, str, str, int]  # process, framework, family, status, number


class Kept:
    """The counts of every cell as the cache has them: by process and family, and added up for each process.

    Both are lists: a cache that writes JSON gives the keys of a dictionary back as texts.

    Most pages need the sums only, which are a hundredth of the rows, so each is read when it is asked for.
    """

    def __init__(self, on: date, mark: str) -> None:
        self.on, self.mark = on, mark

    @cached_property
    def rows(self) -> list[Row]:
        found = cache.get(f"{self.mark}.rows")
        return self._count() if found is None else found

    @cached_property
    def sums(self) -> dict[int, Counter[str]]:
        found = cache.get(f"{self.mark}.totals")
        return by_process(self.rows if found is None else found)

    def _count(self) -> list[Row]:
        rows = rows_of(Cell.objects.all(), on=self.on)
        totals = [(pk, *one) for pk, counts in by_process(rows).items() for one in counts.items()]
        cache.set_many({f"{self.mark}.rows": rows, f"{self.mark}.totals": totals}, KEPT_SECONDS)
        return rows


@dataclass
class Tally:
    """The counts of what a user sees: of the processes `whole`, of which they see every cell, and of single cells.

    `places` says where each active process counts: its key, area, and the code, path and name of a region, or nothing.
    """

    single: list[Row]
    whole: frozenset[int] = frozenset()
    places: list[tuple[int, str, str, str, str]] = field(default_factory=list)
    kept: Kept | None = field(default=None, repr=False)

    @cached_property
    def rows(self) -> list[Row]:
        kept = [] if self.kept is None else self.kept.rows
        return [row for row in kept if row[0] in self.whole] + self.single

    @cached_property
    def sums(self) -> dict[int, Counter[str]]:
        """The counts of each process by its key."""
        kept = {} if self.kept is None else self.kept.sums
        return {pk: counts for pk, counts in kept.items() if pk in self.whole} | by_process(self.single)


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
    places = [(int(pk), *_place(fact)) for fact, pk in facts if fact.startswith(COUNTS_IN)]
    return Tally(mine, seen, places, Kept(on, _mark(on, facts)))


def _place(fact: str) -> tuple[str, str, str, str]:
    area, code, path, name = fact.removeprefix(COUNTS_IN).split("|", 3)
    return area, code, path, name


def by_process(rows: Iterable[tuple[Any, ...]]) -> dict[int, Counter[str]]:
    """The counts of each process by its key."""
    return summed((row[0], row) for row in rows)


def summed(rows: Iterable[tuple[Any, tuple]]) -> dict[Any, Counter[str]]:
    """Rows that end in status and number, added up by their key."""
    found: dict[Hashable, Counter[str]] = {}
    for key, row in rows:
        counts = found.get(key)
        if counts is None:
            counts = found[key] = Counter()
        counts[row[-2]] += row[-1]
    return found


def _mark(on: date, facts: list[tuple[str, str]]) -> str:
    """The day and what the status follows from; who sees it makes no difference."""
    said = f"{on} {[fact for fact in facts if fact[0] != 'seen']}"
    return f"assurance.matrix.{hashlib.sha256(said.encode()).hexdigest()[:32]}"
