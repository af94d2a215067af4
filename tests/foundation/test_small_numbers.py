"""Counts are shown so that no small one can be computed. Source: T-61."""

from collections import defaultdict
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.small_numbers import FEW, Counts, counts, is_small, rate, told

pytestmark = pytest.mark.anywhere


@pytest.mark.parametrize(
    ("cells", "shown", "total"),
    [
        ((6, 1, 2, 0, 0), (None, None, None, 0, 0), 9),
        ((3, 4, 9), (None, None, 9), 16),
        ((1, 7, 9), (None, None, 9), 17),
        ((2, 0), (None, 0), None),
        ((0, 0), (0, 0), 0),
        ((5, 8), (5, 8), 13),
        ((), (), 0),
    ],
)
def test_small_cells_are_hidden_and_as_many_more_as_protect_them(cells, shown, total):
    assert counts(cells) == Counts(shown, total)


def test_cells_that_are_all_as_large_as_small_ones_get_are_not_left_alone():
    assert counts((4, 4, 5, 9)) == Counts((None, None, None, 9), 22)


def test_cells_of_one_size_are_hidden_together_lest_their_order_tells():
    assert counts((5, 5, 4, 9)) == Counts((None, None, None, 9), 23)


def test_zeros_are_hidden_where_they_would_tell_that_the_others_are_one():
    assert counts((1, 1, 0, 1, 1)) == Counts((None,) * 5, None)


def test_a_negative_count_is_a_mistake():
    with pytest.raises(ValueError, match="at least 0"):
        counts((3, -1))


def of_total(cells: int, total: int):
    """Every way to fill so many cells with at most a total."""
    if cells == 0:
        yield ()
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in of_total(cells - 1, total - first))


@pytest.mark.parametrize(("cells", "largest_total"), [(1, 40), (2, 40), (3, 40), (4, 24), (5, 18), (6, 14)])
def test_who_knows_the_rule_and_everything_shown_can_compute_no_hidden_cell(cells, largest_total):
    """Brute force: for each thing shown, every filling that shows it; no hidden cell is the same in all of them."""
    fillings = defaultdict(list)
    for filling in of_total(cells, largest_total):
        fillings[counts(filling)].append(filling)

    known = [
        alike[0]
        for shown, alike in fillings.items()
        if any(cell is None and len(set(values)) == 1 for cell, *values in zip(shown.cells, *alike, strict=True))
    ]

    assert known == ([(1,) * cells] if cells >= FEW - 1 else [])  # of four and more cells, the one said in counts()


@given(st.lists(st.integers(0, 60), max_size=8))
def test_what_is_shown_is_true_and_nothing_small_is_shown(cells):
    shown = counts(cells)

    assert all(given in (None, true) for given, true in zip(shown.cells, cells, strict=True))
    assert not any(is_small(cell or 0) for cell in (*shown.cells, shown.total))


@given(st.lists(st.integers(0, 60), max_size=8))
def test_what_is_hidden_is_hidden_whatever_the_order_of_the_cells(cells):
    by_size = dict(zip(cells, counts(cells).cells, strict=True))

    assert [by_size[cell] for cell in reversed(cells)] == list(counts(cells[::-1]).cells)


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (31, "31")]
)
def test_small_numbers_are_not_told_apart(number, words):
    assert told(number) == words


def test_a_rate_needs_ten_people():
    assert rate(3, 9) is None
    assert rate(3, 0) is None
    assert rate(3, 10) == Fraction(30)
    assert rate(1, 12, per=1000) == Fraction(1000, 12)
