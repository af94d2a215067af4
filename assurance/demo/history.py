"""How the matrix stood in the nights before the reference day: cell by cell, on its way to where it stands."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from zlib import crc32

from assurance.models import Cell, MatrixSnapshot
from assurance.querysets import COVERED
from foundation.demonstration.figures import nights_before

NEW, SPAN = 0.24, 430  # so many of the covered cells came in within so many days
BEFORE = ("no_evidence", "no_evidence", "no_owner", "no_control")  # what was missing of them


def load_history(today: date) -> None:
    """Keeps the nights of a year and more; that of the reference day is counted from the cells themselves."""
    cells = list(_cells(today))
    MatrixSnapshot.objects.bulk_create(row for day in nights_before(today) for row in _night(cells, day, today))


def _cells(on: date) -> Iterator[tuple[str, list[str], str, date | None, float]]:
    """Area, regions, status and last day of proof of each cell, and a number of its own from 0 to 1."""
    rows = Cell.objects.in_force().standing_on(on).select_related("process__area", "requirement")
    for cell in rows.prefetch_related("process__regions").order_by("pk"):
        own = crc32(f"{cell.process.code}{cell.requirement.ref}".encode()) / 2**32
        places = [unit.code for unit in cell.process.regions.all()]
        yield cell.process.area.code, places, cell.standing, cell.fresh_until, own  # type: ignore[attr-defined]


def _night(cells: list[tuple[str, list[str], str, date | None, float]], day: date, today: date) -> list[MatrixSnapshot]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for area, places, status, until, own in cells:
        counts.update((area, place, _then(status, until, own, day, today)) for place in ["", *places])
    rows = sorted(counts.items())
    return [MatrixSnapshot(on=day, area=a, region=place, status=status, number=n) for (a, place, status), n in rows]


def _then(status: str, until: date | None, own: float, day: date, today: date) -> str:
    """What is stale today was fresh until its last day; some of what is covered came in on a day of its own."""
    if status == "stale" and until is not None and day <= until:
        return "fresh"
    if status in COVERED and own < NEW and (today - day).days > own / NEW * SPAN:
        return BEFORE[int(own * 1000) % len(BEFORE)]
    return status
