"""The clock calls what exists, and a beat that nobody takes is forgotten before the next."""

import logging

import pytest

from config.celery import app
from foundation.logs import EVERY_FEW_SECONDS, WithoutWhatIsUsual


def test_every_task_of_the_clock_exists():
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_a_beat_expires_before_the_next_one():
    assert all(entry["options"]["expires"] <= entry["schedule"] for entry in app.conf.beat_schedule.values())


def test_work_of_a_killed_worker_is_taken_up_again():
    assert app.conf.task_acks_late is True
    assert app.conf.task_reject_on_worker_lost is True
    assert app.conf.broker_transport_options["unacked_restore_interval"] == 1


def test_the_tasks_of_every_few_seconds_are_those_that_the_log_leaves_out_when_they_went_well():
    often = {entry["task"] for entry in app.conf.beat_schedule.values() if entry["schedule"] < 60}

    assert often == set(EVERY_FEW_SECONDS)


@pytest.mark.parametrize(
    ("told", "is_kept"),
    [
        ({"event": "task_succeeded", "task": EVERY_FEW_SECONDS[0]}, False),
        ({"event": "task_failed", "task": EVERY_FEW_SECONDS[0]}, True),
        ({"event": "task_succeeded", "task": "foundation.tasks.sweep"}, True),
        ("a sentence", True),
    ],
)
def test_what_is_usual_is_left_out_and_nothing_else(told, is_kept):
    assert WithoutWhatIsUsual().filter(logging.makeLogRecord({"msg": told})) is is_kept
