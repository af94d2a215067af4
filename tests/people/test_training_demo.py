"""Training in the demonstration: the figures as promised, each with its rows, and nothing left for the clock to do."""

import re
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape

from foundation.directory.models import Unit, User
from foundation.figures import Figure
from people.figures.training import Tally, by_course, under
from people.models import Assignment, Course
from people.tasks import sweep_training
from tests.assurance.test_numbers_walk import page, reader, rows_behind, that_day, told

__all__ = ["reader", "that_day"]

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

SHARES = {
    "AWR": (111, 117, 94.9),
    "SEC": (31, 35, 88.6),
    "SCS": (17, 18, 94.4),
    "DEL": (18, 21, 85.7),
    "SAL": (13, 14, 92.9),
    "AUD": (10, 10, 100.0),
    "MGR": (10, 11, 90.9),
}


@pytest.fixture
def helena(demonstrated, db):
    """The manager of the root unit."""
    return User.objects.get(name="Helena Brandt")


def test_every_course_stands_as_promised(helena):
    found = by_course(under(helena, Assignment.objects.all()), on=D0)

    stands = {code: (one.asked, one.valid, one.grace, one.expired + one.overdue) for code, one in found.items()}
    assert stands == PROMISED


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


def test_the_command_says_what_was_promised(demonstrated, that_day, db):
    found = told()["K-09"]

    assert (found["numerator"], found["denominator"], found["value"]) == (210, 226, 92.9)
    assert {code: tuple(part.values()) for code, part in found["parts"].items()} == SHARES


def test_every_number_of_training_on_the_board_opens_its_rows(reader):
    text = page(reader, reverse("foundation:board"))
    tile = re.search(r'<article class="card tile"> <h2 class="tile-label">Training current</h2>.*?</article>', text)[0]

    linked = re.findall(r'<a[^>]* href="(/people/training/people/[^"]*)"[^>]*>(?:of )?(\d+)\b(?![.,]\d* ?%)', tile)
    assert "92.9 %" in tile
    assert [int(said) for _to, said in linked] == [210, 226, 16, 6]
    assert [rows_behind(reader, to) for to, _said in linked] == [210, 226, 16, 6]


def test_the_matrix_of_the_company_opens_its_rows(reader):
    matrix = reader.get(reverse("people:training_matrix")).context["matrix"]

    assert [box.counted for box in matrix.whole.boxes] == [
        "10 of 10", "111 of 117", "18 of 21", "10 of 11", "13 of 14", "17 of 18", "31 of 35",
    ]  # fmt: skip
    assert matrix.whole.total.counted == "210 of 226"
    assert [rows_behind(reader, escape(box.url)) for box in matrix.whole.boxes] == [10, 117, 21, 11, 14, 18, 35]
