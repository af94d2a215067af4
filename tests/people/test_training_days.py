"""How long a training holds and when it is due: every vector of the rules, and what holds on every day. Source: T-30, T-31."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.dates import WorkCalendar, add_months, working_days_between
from people.clocks import Away, Periods, after_leave, due, renewal_opens, training_kept_until, valid_until

pytestmark = pytest.mark.anywhere

PLAIN = WorkCalendar(weekend=frozenset({5, 6}), holidays=frozenset({date(2026, 12, 25)}), name="plain")
PERIODS = Periods()
OLD = date(2026, 11, 30)
days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
unhurried = settings(deadline=None)


# T-30


@pytest.mark.parametrize(
    ("completed", "months", "before", "until"),
    [
        (date(2024, 2, 29), 12, None, date(2025, 2, 28)),
        (date(2026, 11, 1), 12, OLD, date(2027, 11, 30)),
        (date(2026, 10, 16), 12, OLD, date(2027, 11, 30)),
        (date(2026, 10, 15), 12, OLD, date(2027, 10, 15)),
        (date(2026, 12, 1), 12, OLD, date(2027, 12, 1)),
        (date(2026, 11, 30), 12, OLD, date(2027, 11, 30)),
        (date(2026, 11, 1), 24, None, date(2028, 11, 1)),
        (date(2026, 11, 1), None, OLD, None),
    ],
)
def test_a_completion_holds_until(completed, months, before, until):
    assert valid_until(completed, months, before=before) == until


def test_the_window_is_that_of_the_course():
    assert valid_until(date(2026, 10, 15), 12, before=OLD, window_days=60) == date(2027, 11, 30)
    assert renewal_opens(OLD, 45) == date(2026, 10, 16)


@unhurried
@given(days, st.integers(1, 48), days | st.none(), st.integers(0, 120))
def test_it_holds_as_long_as_the_plain_reading_says(completed, months, before, window):
    inside = before is not None and 0 <= (before - completed).days <= window

    assert valid_until(completed, months, before=before, window_days=window) == add_months(
        before if inside else completed, months
    )


@unhurried
@given(days, st.integers(1, 48), st.integers(0, 45))
def test_who_renews_in_the_window_loses_no_day(before, months, early):
    completed = before - timedelta(days=early)

    assert valid_until(completed, months, before=before) >= valid_until(completed, months)


# T-31


@pytest.mark.parametrize(
    ("reason", "anchor", "assigned", "expected"),
    [
        ("joiner", date(2026, 11, 2), date(2026, 11, 2), date(2026, 12, 2)),
        ("role", date(2026, 11, 6), date(2026, 11, 6), date(2026, 12, 7)),  # 6 December is a Sunday
        ("manual", date(2026, 11, 20), date(2026, 11, 20), date(2026, 12, 4)),
        ("manual", date(2026, 12, 11), date(2026, 12, 11), date(2026, 12, 28)),  # 25 December is a holiday
        ("renewal", date(2026, 11, 29), date(2026, 10, 15), date(2026, 11, 27)),  # a Sunday: the Friday before
        ("renewal", date(2026, 11, 30), date(2026, 11, 27), date(2026, 12, 4)),  # five working days for everybody
        ("joiner", date(2026, 10, 20), date(2026, 11, 18), date(2026, 11, 25)),
    ],
)
def test_a_training_is_due(reason, anchor, assigned, expected):
    assert due(reason, anchor, assigned_on=assigned, calendar=PLAIN, periods=PERIODS) == expected


@pytest.mark.parametrize(
    ("leaves", "expected"),
    [
        ([], date(2026, 12, 2)),
        ([Away(date(2026, 11, 9), date(2026, 11, 13))], date(2026, 12, 2)),  # back long before
        ([Away(date(2026, 11, 9), date(2026, 11, 30))], date(2026, 12, 15)),
        ([Away(date(2026, 11, 9), date(2026, 11, 27))], date(2026, 12, 14)),  # 12 December is a Saturday
        ([Away(date(2026, 12, 3), date(2026, 12, 31))], date(2026, 12, 2)),  # begins after it was due
        ([Away(date(2026, 11, 9), None)], date(2026, 12, 2)),  # nobody knows yet
        (
            [Away(date(2026, 12, 10), date(2027, 1, 8)), Away(date(2026, 11, 9), date(2026, 11, 30))],
            date(2027, 1, 25),  # 23 January is a Saturday
        ),
    ],
)
def test_an_absence_moves_what_would_have_come_due_in_it(leaves, expected):
    assert after_leave(date(2026, 12, 2), leaves, calendar=PLAIN, periods=PERIODS) == expected


@unhurried
@given(st.sampled_from(["joiner", "role", "manual", "renewal"]), days, st.integers(0, 60))
def test_everybody_has_five_working_days(reason, anchor, later):
    assigned = anchor + timedelta(days=later)

    found = due(reason, anchor, assigned_on=assigned, calendar=PLAIN, periods=PERIODS)

    assert PLAIN.is_working_day(found)
    assert working_days_between(assigned, found, PLAIN) >= 5


@unhurried
@given(days, st.lists(st.tuples(days, st.integers(0, 400)), max_size=4))
def test_moving_it_again_moves_nothing(due_on, spans):
    leaves = [Away(first, first + timedelta(days=length)) for first, length in spans]

    once = after_leave(due_on, leaves, calendar=PLAIN, periods=PERIODS)

    assert once >= due_on
    assert after_leave(once, leaves, calendar=PLAIN, periods=PERIODS) == once


# T-60


@pytest.mark.parametrize(
    ("left", "kept"),
    [(None, None), (date(2026, 11, 20), date(2028, 11, 20)), (date(2024, 2, 29), date(2026, 2, 28))],
)
def test_a_training_is_kept_for_two_years_beyond_the_employment(left, kept):
    assert training_kept_until(left) == kept
