"""Sanctions in numbers: three tables that are never crossed, without any filter. Source: K-12, T-61, 2.21 (5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.access import permits
from foundation.directory.models import Unit, User
from foundation.small_numbers import is_small, told
from people.cases.figures import HIDDEN, Sanctions, published, sanctions, shown, span
from people.cases.models import Category, Level
from people.cases.permissions import SEE_STATISTICS

Counted = Mapping[str, int]


@dataclass(frozen=True)
class Line:
    label: str
    count: int | str

    @property
    def hidden(self) -> bool:
        return self.count == HIDDEN


@dataclass(frozen=True)
class Table:
    """One row of counts as a table."""

    name: str
    label: str | Promise
    heading: str | Promise
    lines: list[Line]


def beside_others(counted: Counted) -> Mapping[str, int | str]:
    """One row of counts as it may stand beside the others of the same cases.

    A total that is shown binds the rows together no further. One below five is hidden, and what one row tells of it
    would tell a cell of another: then nothing is shown, not even the zeros.
    """
    return dict.fromkeys(counted, HIDDEN) if is_small(sum(counted.values())) else shown(counted).cells


class Numbers:
    """What one reader may see: who answers for the whole company sees every number, all others what T-61 leaves.

    What is hidden moves once a month and for everybody alike; there is no day, unit or other filter to compare by.
    """

    def __init__(self, user: User, *, on: date) -> None:
        self.user, self.on = user, on

    @cached_property
    def is_whole(self) -> bool:
        """Case officers, the data protection officer and top management, for the whole company."""
        return permits(self.user, SEE_STATISTICS, Unit.objects.get(parent=None))

    @property
    def last(self) -> date:
        return span(self._until)[1]

    @property
    def first(self) -> date:
        return span(self._until)[0]

    @property
    def _until(self) -> date:
        return self.on if self.is_whole else published(self.on)

    @cached_property
    def counts(self) -> Sanctions:
        return sanctions(on=self._until)

    @property
    def total(self) -> str:
        return str(self.counts.total) if self.is_whole else told(self.counts.total)

    @cached_property
    def tables(self) -> list[Table]:
        regions = dict(Unit.objects.filter(kind=Unit.Kind.REGION).values_list("code", "name"))
        levels = {str(level): count for level, count in self.counts.by_level.items()}
        return [
            Table("region", _("By region"), _("Region"), self._lines(self.counts.by_region, regions.items())),
            Table("level", _("By level"), _("Level"), self._lines(levels, [(str(one), one.label) for one in Level])),
            Table(
                "category",
                _("By category"),
                _("Category"),
                self._lines(self.counts.by_category, [(one.value, one.label) for one in Category]),
            ),
        ]

    def _lines(self, counted: Counted, labels: Iterable[tuple[str, str | Promise]]) -> list[Line]:
        cells: Mapping[str, int | str] = counted if self.is_whole else beside_others(counted)
        names = {name: str(label) for name, label in labels}
        return [Line(names[name], cells[name]) for name in counted]
