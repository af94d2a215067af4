"""Whether evidence was in force in the window: the words and the bar say the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications.windows import Window, in_force

YEAR = Window(date(2026, 11, 20))


@pytest.mark.parametrize(
    ("as_of", "until", "tone", "words", "bar"),
    [
        (date(2025, 2, 1), None, "good", "In force throughout, no end stated", (0, 100)),
        (date(2025, 2, 1), date(2027, 2, 1), "good", "In force throughout", (0, 100)),
        (date(2026, 5, 21), None, "good", "In force since 21 May 2026, no end stated", (50, 50)),
        (date(2024, 6, 2), date(2025, 12, 27), "warn", "Ran out 27 Dec 2025", (0, 10)),
        (date(2024, 6, 2), date(2025, 6, 2), "warn", "Ran out 2 Jun 2025, before these twelve months", (0, 0)),
        (date(2026, 12, 1), None, "mute", "Speaks for a later day, 1 Dec 2026", (0, 0)),
        (date(2026, 11, 20), None, "good", "In force since 20 Nov 2026, no end stated", (98, 2)),
    ],
)
def test_evidence_in_the_twelve_months(as_of, until, tone, words, bar):
    force = in_force(as_of, until, YEAR)

    assert (force.tone, force.words, (force.x, force.width)) == (tone, words, bar)


@given(as_of=st.dates(), days=st.integers(0, 4000), ends=st.booleans())
def test_the_bar_never_leaves_its_place(as_of, days, ends):
    until = date.fromordinal(min(as_of.toordinal() + days, date.max.toordinal())) if ends else None

    force = in_force(as_of, until, YEAR)

    assert 0 <= force.x <= force.x + force.width <= 100
