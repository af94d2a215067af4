"""What nights before the reference day kept of the figures: the ends of the months of a year and more, and a quarter's weeks.

What follows from dated columns is counted of each of them; of the rest a plausible way to today's figure is told.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from zlib import crc32

from foundation.dates import add_months, last_day_of_month
from foundation.demonstration.story import Story
from foundation.directory.models import Unit
from foundation.figures import Kept, Metric, metrics
from foundation.models.figures import Snapshot
from foundation.snapshots import ALL, rows_of

MONTHS, WEEKS = 14, 13
BETTER_SINCE = {"K-17": -0.2}  # of all counted, how many more are hit today than a year ago; negative: fewer
USUALLY = 0.09


def nights_before(on: date) -> list[date]:
    """Ends of months, and every seventh day of the last quarter, the earliest first."""
    months = (last_day_of_month(add_months(on.replace(day=1), -back)) for back in range(MONTHS, 0, -1))
    return sorted({*months, *(on - timedelta(days=7 * back) for back in range(1, WEEKS))})


def load_figures(story: Story) -> None:
    """Writes the nights of every figure that is kept, and that of the reference day itself."""
    for metric in metrics():
        if metric.kept is not None:
            Snapshot.objects.bulk_create(_of(metric, story.on))


def _of(metric: Metric, on: date) -> Iterator[Snapshot]:
    today = list(metric.kept(on)) if metric.kept else []
    yield from rows_of(metric.id, on, today)
    if metric.dated or any(part == ALL for _unit, part, _hit, _every in today):
        for day in nights_before(on):
            yield from rows_of(metric.id, day, metric.kept(day) if metric.kept else [])
        return
    codes = dict(Unit.objects.values_list("pk", "code"))
    parts = [row for row in today if row[1]] if metric.id not in BETTER_SINCE else []
    for day in nights_before(on):
        years = (on - day).days / 365
        told = [_earlier(metric.id, row, codes[row[0]], years) for row in parts or today if parts or not row[1]]
        yield from rows_of(metric.id, day, [*told, *(_whole(told) if parts else [])])


def _earlier(metric: str, row: Kept, code: str, years: float) -> Kept:
    unit, part, hit, every = row
    seed = crc32(f"{metric}{part}{code}".encode()) / 2**32
    moved = BETTER_SINCE.get(metric, USUALLY) * years
    number = int(every * abs(moved) + seed)
    return unit, part, max(0, hit - number) if moved > 0 else min(every, hit + number), every


def _whole(told: Sequence[Kept]) -> Iterator[Kept]:
    for unit in sorted({row[0] for row in told}):
        mine = [row for row in told if row[0] == unit]
        yield unit, "", sum(row[2] for row in mine), sum(row[3] for row in mine)
