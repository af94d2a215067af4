"""Objectives: a figure, a value and a day; how they stand follows from the readings (2.19)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assurance.actions import measure_objectives, withdraw_objective
from assurance.models import Objective, ObjectiveReading
from assurance.tasks import sweep_objectives
from foundation.access import robot
from foundation.models.trail import Notification
from foundation.refusals import WrongState
from tests.company import TODAY
from tests.reviewed import objective

DAY = timedelta(days=1)


def standing(row: Objective, on: date = TODAY) -> str:
    return Objective.objects.with_standing(on).get(pk=row.pk).standing


def read(row: Objective, on: date, value: float) -> None:
    ObjectiveReading.objects.update_or_create(objective=row, on=on, defaults={"value": Decimal(str(value))})


def test_an_objective_reads_its_figure_at_once_and_tells_its_owner(company):
    row = objective(company)

    reading = row.readings.get()
    assert (reading.on, reading.value, reading.denominator) == (TODAY, 0, None)
    assert Notification.objects.filter(event__kind="objective.set").get().user.name == "Samir Haddad"


@pytest.mark.parametrize(
    ("aim", "value", "on", "expected"),
    [
        ("at_least", 90, TODAY, "on_target"),
        ("at_least", 89.9, TODAY, "on_the_way"),
        ("at_most", 90, TODAY, "on_target"),
        ("at_most", 90.1, TODAY, "on_the_way"),
        ("at_least", 90, date(2027, 6, 30), "on_target"),
        ("at_least", 90, date(2027, 7, 1), "met"),
        ("at_least", 80, date(2027, 7, 1), "missed"),
    ],
)
def test_how_it_stands_follows_from_the_newest_reading_and_the_day(company, aim, value, on, expected):
    row = objective(company)
    Objective.objects.filter(pk=row.pk).update(aim=aim, target=90)
    read(row, TODAY, value)

    assert standing(row, on) == expected


def test_what_is_read_after_the_last_day_does_not_count(company):
    row = objective(company, by_on=TODAY + DAY)
    read(row, TODAY + 2 * DAY, 7)

    assert standing(row, TODAY + 3 * DAY) == "met"


def test_without_a_reading_nothing_is_claimed(company):
    row = objective(company)
    row.readings.all().delete()

    assert standing(row) == "unread"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"metric": "K-07"}, "metric"),
        ({"metric": "K-99"}, "metric"),
        ({"target": -1}, "__all__"),
        ({"by_on": TODAY}, "__all__"),
        ({"metric": "K-01", "target": 101}, "metric"),
    ],
)
def test_nothing_is_aimed_at_that_cannot_be_counted_or_reached(company, facts, field):
    with pytest.raises(ValidationError) as refused:
        objective(company, **facts)

    assert list(refused.value.error_dict) == [field]


def test_the_night_reads_each_pursued_objective_once(company):
    row = objective(company)
    over = objective(company, title="Over", by_on=TODAY + DAY)

    for _again in range(2):
        sweep_objectives(on=TODAY + 2 * DAY, zone="Europe/Lisbon")

    assert row.readings.count() == 2
    assert over.readings.count() == 1
    assert sweep_objectives(on=TODAY + 3 * DAY, zone="Asia/Dubai") == {}


def test_only_the_clock_reads(company, cast):
    with pytest.raises(PermissionDenied):
        measure_objectives(actor=cast["ines"], unit=company.units["MN"], on=TODAY)
    assert measure_objectives(actor=robot(), unit=company.units["MN"], on=TODAY) == 0


def test_an_objective_is_given_up_with_a_reason_and_stays_on_record(company, cast):
    row = objective(company)

    withdraw_objective(actor=cast["ines"], objective=row, reason="The figure changes.", on=TODAY)

    assert standing(row) == "withdrawn"
    assert standing(row, TODAY - DAY) == "unread"
    with pytest.raises(WrongState):
        withdraw_objective(actor=cast["ines"], objective=row, reason="Again.", on=TODAY)
    with pytest.raises(ValidationError):
        withdraw_objective(actor=cast["carla"], objective=objective(company, title="Other"), reason=" ", on=TODAY)


def test_whoever_assures_reads_objectives_and_their_owner_does(company, cast):
    row = objective(company)

    readers = {name for name, user in cast.items() if row in Objective.objects.visible_to(user)}

    assert readers == {"ines", "carla", "tobias", "leo", "priya", "petra", "samir"}
