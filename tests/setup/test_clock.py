"""The clock calls what exists, and a beat that nobody takes is forgotten before the next."""

from config.celery import app


def test_every_task_of_the_clock_exists():
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_a_beat_expires_before_the_next_one():
    assert all(entry["options"]["expires"] <= entry["schedule"] for entry in app.conf.beat_schedule.values())


def test_work_of_a_killed_worker_is_taken_up_again():
    assert app.conf.task_acks_late is True
    assert app.conf.task_reject_on_worker_lost is True
    assert app.conf.broker_transport_options["unacked_restore_interval"] == 1
