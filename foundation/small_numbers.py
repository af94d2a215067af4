"""Small numbers are not told apart, so that nobody is recognised in a count. Source: T-61."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

FEW = 5  # counts from 1 to below it are not told apart
LEAST_BASE = 10  # a rate of fewer people tells the count behind it


@dataclass(frozen=True)
class Counts:
    """The cells of one row and their total as they may be shown; None is hidden, of the total: 1 to below FEW."""

    cells: tuple[int | None, ...]
    total: int | None


def counts(cells: Sequence[int]) -> Counts:
    """Hides the small cells, and as many of the next larger ones that no hidden cell follows from the rest and the total.

    One hidden cell follows by subtraction, as do hidden ones that sum up to less than FEW, or are all 1, or all FEW - 1.
    Cells of one size are hidden together: which of them went first would tell which is larger. Zeros are shown, unless
    the others would be known to be 1. What no hiding of cells can help: of four or more cells each 1 and none zero, the
    total (of four: “fewer than five”) says so.
    """
    if any(cell < 0 for cell in cells):
        raise ValueError("A count is at least 0.")
    larger = sorted({cell for cell in cells if cell >= FEW})
    most = FEW - 1
    while larger and _follow([cell for cell in cells if 0 < cell <= most]):
        most = larger.pop(0)
    small = [cell for cell in cells if 0 < cell <= most]
    least = 0 if set(small) == {1} and len(small) >= FEW - 1 else 1
    total = sum(cells)
    hidden = range(least, most + 1)
    return Counts(tuple(None if cell in hidden else cell for cell in cells), None if is_small(total) else total)


def _follow(hidden: list[int]) -> bool:
    return bool(hidden) and (len(hidden) == 1 or sum(hidden) < FEW or set(hidden) in ({1}, {FEW - 1}))


def is_small(number: int) -> bool:
    return 0 < number < FEW


def told(number: int) -> str:
    """A count for everybody: none, fewer than five, or the number."""
    return _("fewer than %(few)d") % {"few": FEW} if is_small(number) else str(number)


def rate(number: int, base: int, *, per: int = 100) -> Fraction | None:
    """So many per 100 of a base; None where the base is too small to tell one."""
    return Fraction(number * per, base) if base >= LEAST_BASE else None
