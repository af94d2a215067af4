"""The figures of the demonstration at its reference day, as they are known from elsewhere."""

from datetime import date
from fractions import Fraction

import pytest

from audits.figures import (
    Figure,
    awaiting_verification,
    closing_times,
    months_of,
    open_by_type,
    overdue_lines,
    overdue_rows,
    programme,
    under,
    year,
)
from audits.models import Audit, Finding
from audits.policies import LADDER
from foundation.directory.models import User

D0 = date(2026, 11, 20)


@pytest.fixture
def helena(demonstrated, db):
    """The manager of the root unit."""
    return User.objects.get(name="Helena Brandt")


@pytest.fixture
def findings(helena):
    return under(helena, Finding.objects.all())


@pytest.fixture
def audits(helena):
    return under(helena, Audit.objects.all())


def test_thirteen_of_sixteen_programme_audits_are_reported(audits):
    figures = programme(audits, on=D0)

    assert figures.completion == Figure(13, 16)
    assert figures.whole == Figure(13, 19)
    assert figures.cancelled == 1


def test_twelve_of_sixteen_audits_ended_within_a_week_of_their_date(audits):
    assert programme(audits, on=D0).punctuality == Figure(12, 16)


def test_ten_of_fourteen_actions_were_in_time(findings):
    assert year(findings, on=D0).share("actions") == Figure(10, 14)


def test_two_majors_are_listed_and_eight_minors_have_a_mean(findings):
    times = closing_times(findings, on=D0)

    assert (times["major"].cases, times["major"].mean, times["major"].median) == (
        {"F-001": 81, "F-002": 98},
        None,
        None,
    )
    assert (float(times["minor"].mean), float(times["minor"].median)) == (168.125, 172.5)
    assert len(times["minor"].cases) == 8


def test_open_nonconformities_have_their_ages(findings):
    kinds = open_by_type(findings, on=D0)

    assert (kinds["major"].count, kinds["major"].mean_age, kinds["major"].oldest) == (4, Fraction(78), 131)
    assert (kinds["minor"].count, kinds["minor"].mean_age, kinds["minor"].oldest) == (8, Fraction(261, 2), 228)
    assert kinds["ofi"].count == 3
    assert {kind: figures.overdue for kind, figures in kinds.items()} == {"ofi": 2, "minor": 1, "major": 1}


def test_the_bands_of_age_add_up_to_what_is_open(findings):
    for kind in open_by_type(findings, on=D0).values():
        assert sum(kind.bands.values()) == kind.count


def test_what_is_overdue_has_its_step_days_rung_and_late_party(findings):
    lines = overdue_lines(overdue_rows(findings, on=D0), on=D0, ladders=LADDER)

    assert [(line.finding.ref, line.step, line.days, line.rung, line.rungs) for line in lines] == [
        ("F-003", "action", 41, 4, 4),
        ("F-013", "action", 48, 4, 4),
        ("F-026", "disposition", 114, 2, 2),
        ("F-028", "disposition", 18, 2, 2),
    ]
    assert lines[0].holder.name == "Samir Haddad"


def test_two_findings_wait_for_their_verification(findings):
    assert [finding.ref for finding in awaiting_verification(findings, on=D0)] == ["F-004", "F-015"]


def test_each_month_says_what_was_opened_and_closed(findings):
    months = {month.first: month for month in year(findings, on=D0).months}

    assert list(months) == months_of(D0)
    assert months[date(2026, 1, 1)].opened == {"ofi": 1, "minor": 2, "major": 1}
    assert months[date(2026, 8, 1)].closed == 3
    assert sum(month.closed for month in months.values()) == 14


def test_a_manager_of_one_region_counts_that_region_only(demonstrated, db):
    manager = User.objects.filter(role_grants__role="MGR", role_grants__unit__code="MEA").first()
    figures = programme(under(manager, Audit.objects.all()), on=D0)
    kinds = open_by_type(under(manager, Finding.objects.all()), on=D0)

    assert figures.completion.denominator < 16
    assert 0 < sum(kind.count for kind in kinds.values()) < 15
