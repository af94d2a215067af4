"""Training in the demonstration: the figures as promised, each with its rows, and nothing left for the clock to do."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from foundation.directory.models import Unit, User
from foundation.figures import Figure
from people.figures.training import Tally, by_course, under
from people.models import Assignment, Course
from people.tasks import sweep_training

D0 = date(2026, 11, 20)
PROMISED = {  # active, valid, grace, late
    "AWR": (120, 111, 3, 6),
    "SEC": (36, 31, 1, 4),
    "SCS": (18, 17, 0, 1),
    "DEL": (22, 18, 1, 3),
    "SAL": (14, 13, 0, 1),
    "AUD": (10, 10, 0, 0),
    "MGR": (12, 10, 1, 1),
}


@pytest.fixture
def helena(demonstrated, db):
    """The manager of the root unit."""
    return User.objects.get(name="Helena Brandt")


def test_every_course_stands_as_promised(helena):
    found = by_course(under(helena, Assignment.objects.all()), on=D0)

    told = {code: (one.asked, one.valid, one.grace, one.expired + one.overdue) for code, one in found.items()}
    assert told == PROMISED


def test_two_hundred_and_ten_of_two_hundred_and_twenty_six_are_current(helena):
    found = by_course(under(helena, Assignment.objects.all()), on=D0)

    assert sum(found.values(), Tally()).figure == Figure(210, 226)


@pytest.mark.parametrize("days", [0, 1])
def test_the_clock_finds_nothing_to_do(demonstrated, db, days):
    zones = sorted(set(Unit.objects.values_list("zone", flat=True)))
    before = Assignment.objects.count()

    with transaction.atomic():
        done = [sweep_training(on=D0 + timedelta(days=days), zone=zone) for zone in zones]
        after = Assignment.objects.count()
        transaction.set_rollback(True)

    assert {name: number for one in done for name, number in one.items() if number} == {}
    assert before == after


def test_everybody_who_is_caught_is_asked(demonstrated, db):
    assert Course.objects.count() == 7
    assert (
        Assignment.objects.active().count() == 232 + 11
    )  # with six people on leave, five of whom have a second course
