"""The days of signing, by the vectors of T-32 and T-60, with people on leave, joiners and the year after."""

from datetime import date, timedelta

import pytest

from foundation.dates import add_months
from people.clocks import asked_anew_from, attestation_due, attestation_kept_until, signed_anew_by

pytestmark = pytest.mark.anywhere
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("effective", "entered", "due"),
    [
        (date(2026, 6, 1), date(2026, 6, 1), date(2026, 7, 1)),
        (date(2026, 6, 1), date(2026, 9, 10), date(2026, 10, 10)),  # a joiner
        (date(2026, 12, 1), date(2026, 11, 20), date(2026, 12, 31)),  # asked before the text counts
        (date(2028, 1, 30), date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 11, 20), date(2026, 11, 20), date(2026, 12, 20)),  # a Sunday: thirty days are thirty days
    ],
)
def test_thirty_days_from_the_later_of_effect_and_entry(effective, entered, due):
    assert attestation_due(effective, entered) == due


@pytest.mark.parametrize(
    ("signed", "due"),
    [
        (date(2026, 11, 20), date(2027, 11, 20)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
        (date(2025, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_signature_stands_for_a_year(signed, due):
    assert signed_anew_by(signed) == due


def test_a_new_version_sets_its_own_day_whatever_was_open():
    old = attestation_due(date(2026, 10, 1), date(2026, 10, 1))
    new = attestation_due(date(2026, 10, 20), date(2026, 10, 20))

    assert (old, new) == (date(2026, 10, 31), date(2026, 11, 19))


def test_people_are_asked_anew_on_the_first_day_within_thirty_of_the_end_of_their_year():
    """Day by day over a leap year: nobody is asked twice, nobody is left out, nobody earlier."""
    days = [date(2027, 6, 1) + DAY * number for number in range(800)]

    for on in days:
        latest = asked_anew_from(on)
        assert add_months(latest, 12) <= on + 30 * DAY < add_months(latest + DAY, 12)


@pytest.mark.parametrize(
    ("ended", "kept"),
    [(None, None), (date(2026, 11, 20), date(2031, 11, 20)), (date(2024, 2, 29), date(2029, 2, 28))],
)
def test_a_signature_is_kept_for_five_years_beyond_its_version(ended, kept):
    assert attestation_kept_until(ended) == kept
