"""On which days something comes again: weekdays, and working days of a month or quarter."""

from datetime import date, timedelta

import pytest

from foundation.dates import Every, Rhythm, WorkCalendar, next_occurrence, occurrences

pytestmark = pytest.mark.anywhere

LISBON = WorkCalendar(weekend=frozenset({5, 6}), holidays=frozenset({date(2026, 12, 1), date(2027, 1, 1)}), name="PT")
DUBAI = WorkCalendar(weekend=frozenset({4, 5}), holidays=frozenset(), name="AE")


@pytest.mark.parametrize(
    ("rhythm", "after", "expected"),
    [
        ("week:0", date(2026, 11, 20), date(2026, 11, 23)),
        ("week:0", date(2026, 11, 23), date(2026, 11, 30)),
        ("week:1", date(2026, 11, 26), date(2026, 12, 2)),  # Tuesday 1 December is a day off
        ("week:5", date(2026, 11, 20), date(2026, 11, 23)),  # Saturday moves to Monday
        ("month:1", date(2026, 11, 20), date(2026, 12, 2)),
        ("month:1", date(2026, 12, 2), date(2027, 1, 4)),
        ("month:5", date(2026, 11, 2), date(2026, 11, 6)),
        ("month:-1", date(2026, 11, 20), date(2026, 11, 30)),
        ("month:-1", date(2026, 11, 30), date(2026, 12, 31)),
        ("quarter:1", date(2026, 11, 20), date(2027, 1, 4)),
        ("quarter:-1", date(2026, 11, 20), date(2026, 12, 31)),
        ("quarter:10", date(2026, 10, 1), date(2026, 10, 14)),
    ],
)
def test_the_next_day_of_a_rhythm(rhythm, after, expected):
    assert next_occurrence(Rhythm.of(rhythm), LISBON, after=after) == expected


def test_days_off_are_those_of_the_calendar():
    friday = Rhythm(Every.WEEK, 4)

    assert next_occurrence(friday, LISBON, after=date(2026, 11, 19)) == date(2026, 11, 20)
    assert next_occurrence(friday, DUBAI, after=date(2026, 11, 19)) == date(2026, 11, 22)


def test_a_place_beyond_a_short_month_falls_into_the_next():
    off = WorkCalendar(
        weekend=frozenset({5, 6}),
        holidays=frozenset(date(2026, 11, 1) + timedelta(days=n) for n in range(28)),
        name="Closed",
    )

    assert next_occurrence(Rhythm(Every.MONTH, 5), off, after=date(2026, 11, 20)) == date(2026, 12, 4)


@pytest.mark.parametrize("rhythm", ["week:3", "month:1", "month:-1", "quarter:5", "quarter:-1"])
def test_the_days_rise_and_are_working_days(rhythm):
    days = occurrences(Rhythm.of(rhythm), LISBON, first=date(2026, 1, 2), last=date(2028, 12, 31))

    assert days == sorted(set(days))
    assert all(LISBON.is_working_day(day) for day in days)


def test_missed_days_are_told_from_the_first_on():
    monday = Rhythm(Every.WEEK, 0)

    assert occurrences(monday, LISBON, first=date(2026, 11, 2), last=date(2026, 11, 20)) == [
        date(2026, 11, 2),
        date(2026, 11, 9),
        date(2026, 11, 16),
    ]
    assert occurrences(monday, LISBON, first=date(2026, 11, 23), last=date(2026, 11, 20)) == []


@pytest.mark.parametrize("text", ["", "day:1", "week", "month:first"])
def test_what_is_no_rhythm_is_refused(text):
    with pytest.raises(ValueError, match=r"not a valid|invalid literal"):
        Rhythm.of(text)
