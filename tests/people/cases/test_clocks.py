"""T-54, T-60: the clocks of a case, with every vector of the rules."""

from datetime import date

import pytest

from foundation.dates import WorkCalendar
from people.cases import clocks
from people.cases.policies import CLOCKS, RETENTION

pytestmark = pytest.mark.anywhere

HQ = WorkCalendar(
    weekend=frozenset({5, 6}),
    holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}),
    name="HQ",
)
GULF = WorkCalendar(weekend=frozenset({4, 5}), holidays=frozenset(), name="Gulf")
REPORT = date(2026, 11, 20)


def test_a_report_is_acknowledged_within_seven_calendar_days():
    assert clocks.acknowledge_by(REPORT, CLOCKS) == date(2026, 11, 27)


def test_feedback_follows_the_acknowledgement_even_a_late_one():
    assert clocks.feedback_by(REPORT, date(2026, 11, 30), CLOCKS) == date(2027, 2, 28)


def test_without_an_acknowledgement_feedback_follows_its_last_day():
    assert clocks.feedback_by(REPORT, None, CLOCKS) == date(2027, 2, 27)


def test_legal_limits_are_never_rolled_to_a_working_day():
    last = clocks.acknowledge_by(date(2026, 12, 18), CLOCKS)

    assert last == date(2026, 12, 25)
    assert not HQ.is_working_day(last)


def test_a_hearing_has_five_working_days_of_notice_in_the_persons_own_calendar():
    assert clocks.earliest_hearing(REPORT, CLOCKS, HQ) == date(2026, 11, 27)
    assert clocks.earliest_hearing(date(2026, 11, 19), CLOCKS, GULF) == date(2026, 11, 26)
    assert clocks.earliest_hearing(date(2026, 12, 23), CLOCKS, HQ) == date(2027, 1, 4)


@pytest.mark.parametrize(("day", "in_time"), [(date(2026, 11, 26), False), (date(2026, 11, 27), True)])
def test_notice_is_counted_to_the_day_of_the_hearing(day, in_time):
    assert clocks.is_called_in_time(REPORT, day, CLOCKS, HQ) is in_time


def test_an_appeal_has_fifteen_working_days_from_service():
    assert clocks.appeal_by(REPORT, CLOCKS, HQ) == date(2026, 12, 11)
    assert clocks.appeal_by(date(2026, 12, 11), CLOCKS, HQ) == date(2027, 1, 6)


def test_the_person_is_told_within_ten_working_days():
    assert clocks.tell_subject_by(REPORT, CLOCKS, HQ) == date(2026, 12, 4)
    assert clocks.tell_subject_by(date(2026, 12, 18), CLOCKS, HQ) == date(2027, 1, 6)


def test_a_delay_is_looked_at_again_after_thirty_days():
    assert clocks.review_by(REPORT, CLOCKS) == date(2026, 12, 20)


def test_a_measure_lasts_thirty_days_with_its_first():
    assert clocks.longest_measure(date(2026, 11, 1), CLOCKS) == date(2026, 11, 30)


def test_earlier_sanctions_count_back_two_years():
    assert clocks.repeats_from(date(2028, 2, 29), CLOCKS) == date(2026, 2, 28)


def test_a_reporter_is_watched_for_twelve_months():
    assert clocks.watch_until(date(2028, 2, 29), CLOCKS) == date(2029, 2, 28)
    assert clocks.watch_from(date(2029, 2, 28), CLOCKS) == date(2028, 2, 28)


def test_identities_of_an_unfounded_case_are_kept_for_two_months():
    assert clocks.erase_by(date(2026, 12, 31), RETENTION) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("level", "day"),
    [(1, date(2027, 11, 20)), (2, date(2028, 11, 20)), (3, date(2029, 11, 20)), (4, date(2029, 11, 20))],
)
def test_a_sanction_is_spent_by_its_level(level, day):
    assert clocks.spent_by(REPORT, level, RETENTION) == day
