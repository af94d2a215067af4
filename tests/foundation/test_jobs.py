"""Jobs: asked for, claimed once, watched, taken up after a crash, ended with a word to their owner."""

import datetime as dt
import os
import signal
import threading
import uuid
from types import ModuleType

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from django.template.loader import render_to_string
from django.urls import include, path
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerDown

from foundation import jobs
from foundation.access import Permission, Role
from foundation.directory.models import User
from foundation.jobs import Result, TakenOver
from foundation.models import Event, Job, Notification
from foundation.refusals import Refused
from foundation.tasks import run_job
from tests.foundation.devices import Device, names

LONG_AGO = dt.timedelta(minutes=10)


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """A registry of the test's own."""
    monkeypatch.setattr(jobs, "_kinds", {})
    return jobs._kinds


@pytest.fixture(autouse=True)
def messages(monkeypatch):
    """The messages to workers, kept instead of sent."""
    sent = []
    monkeypatch.setattr(
        "foundation.jobs.current_app.send_task", lambda name, **options: sent.append((name, *options["args"]))
    )
    return sent


@pytest.fixture
def olga(db):
    return User.objects.create_user(email="olga@example.org", name="Olga Officer", kind=User.Kind.OUTSIDE)


@pytest.fixture
def robot(db):
    found = User.objects.filter(kind=User.Kind.ROBOT).first()
    return found or User.objects.create_user(email="robot@example.org", name="Scheduled work", kind=User.Kind.ROBOT)


@pytest.fixture
def counting(kinds, robot):
    """A kind of work that counts to three and leaves a note of each run."""
    runs = []

    @jobs.job("samples.count", label="Counting")
    def count(job, *, actor, **parameters):
        runs.append((actor, parameters))
        for number in (1, 2, 3):
            jobs.progress(job, number, 3)
        return Result("Three counted.", "count.txt", "a" * 64)

    return runs


def fail_with(error):
    @jobs.job("samples.fail", label="Failing")
    def fail(job, *, actor):
        raise error


def started(actor, kind="samples.count", **parameters):
    return jobs.start(actor=actor, kind=kind, parameters=parameters)


def silent(job, **fields):
    """The job as a worker that died long ago left it."""
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING, tries=1, heartbeat_at=timezone.now() - LONG_AGO, **fields
    )


# Asking


def test_asking_makes_a_waiting_row_an_event_and_one_message(
    olga, counting, messages, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = started(olga, limit=3)

    assert (job.state, job.owner, job.parameters) == ("waiting", olga, {"limit": 3})
    assert Event.objects.about(job).get(kind="job.asked").content.summary == "Asked for: Counting"
    assert messages == [("foundation.tasks.run_job", str(job.uuid))]


def test_nothing_is_sent_before_the_request_commits(olga, counting, messages):
    started(olga)

    assert messages == []


def test_a_broker_that_is_down_does_not_break_the_request(
    olga, counting, monkeypatch, django_capture_on_commit_callbacks
):
    def refuse(*args, **options):
        raise BrokerDown("connection refused")

    monkeypatch.setattr("foundation.jobs.current_app.send_task", refuse)

    with django_capture_on_commit_callbacks(execute=True):
        job = started(olga)

    assert job.state == "waiting"


def test_somebody_without_the_permission_cannot_ask(olga, kinds):
    jobs.job("samples.guarded", label="Guarded", permission=Permission("samples.guard", (Role.CO,)))(
        lambda job, *, actor: None
    )

    with pytest.raises(PermissionDenied):
        started(olga, kind="samples.guarded")

    assert not Job.objects.exists()


def test_a_kind_registered_twice_fails_at_import(counting):
    with pytest.raises(RuntimeError, match="twice"):
        jobs.job("samples.count", label="Again")(lambda job, *, actor: None)


def test_only_the_owner_sees_a_job(olga, visitor, counting):
    job = started(olga)

    assert list(Job.objects.visible_to(olga)) == [job]
    assert not Job.objects.visible_to(visitor).exists()


# Running


def test_a_job_runs_as_its_owner_with_the_parameters_it_was_asked_with(olga, counting):
    job = started(olga, day=dt.date(2026, 11, 20), about=olga, names=["a"])

    assert jobs.run(job.uuid)

    assert counting == [(olga, {"day": dt.date(2026, 11, 20), "about": olga, "names": ["a"]})]


def test_a_finished_job_shows_its_result_and_tells_its_owner(olga, counting):
    job = started(olga)

    jobs.run(job.uuid)

    job.refresh_from_db()
    assert (job.state, job.done_count, job.total_count) == ("done", 3, 3)
    assert (job.message, job.result_name, job.result_sha256) == ("Three counted.", "count.txt", "a" * 64)
    assert job.started_at <= job.heartbeat_at <= job.finished_at
    told = Notification.objects.get(user=olga)
    assert told.event.content.summary == "Finished: Counting. Three counted."


def test_a_job_runs_once_however_often_its_message_arrives(olga, counting):
    job = started(olga)

    assert [jobs.run(job.uuid), jobs.run(job.uuid), jobs.run(str(job.uuid))] == [True, False, False]

    assert len(counting) == 1
    assert Notification.objects.filter(user=olga).count() == 1


def test_a_message_about_no_job_is_ignored(db):
    assert jobs.run(uuid.uuid4()) is False


def test_rights_are_asked_again_when_the_job_runs(olga, kinds, robot, monkeypatch):
    permission = Permission("samples.guard", (Role.CO,))
    ran = []
    jobs.job("samples.guarded", label="Guarded", permission=permission)(lambda job, *, actor: ran.append(actor))
    job = Job.objects.create(kind="samples.guarded", owner=olga)

    jobs.run(job.uuid)

    job.refresh_from_db()
    assert (job.state, ran) == ("failed", [])
    assert job.message == "Your roles do not include this."


def test_a_job_of_a_closed_account_does_not_run(olga, counting):
    job = started(olga)
    User.objects.filter(pk=olga.pk).update(is_active=False)

    jobs.run(job.uuid)

    job.refresh_from_db()
    assert (job.state, counting) == ("failed", [])
    assert job.message == "The account that asked for this is closed."


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Refused("S-05", "Somebody else has to verify this."), "Somebody else has to verify this."),
        (ValidationError(["The file is empty.", "It has no rows."]), "The file is empty. It has no rows."),
        (PermissionDenied(), "You are not allowed to do this."),
        (Device.DoesNotExist(), "Something this was about no longer exists."),
    ],
)
def test_a_refusal_ends_the_job_at_once_with_its_sentence(olga, kinds, robot, error, sentence):
    fail_with(error)
    job = started(olga, kind="samples.fail")

    jobs.run(job.uuid)

    job.refresh_from_db()
    assert (job.state, job.tries, job.message) == ("failed", 1, sentence)
    assert Notification.objects.get(user=olga).event.content.summary == f"Did not work: Failing. {sentence}"


def test_a_fault_is_tried_again_three_times_then_told(olga, kinds, robot):
    fail_with(OSError("disk"))
    job = started(olga, kind="samples.fail")
    states = []

    for _ in range(4):
        jobs.run(job.uuid)
        job.refresh_from_db()
        states.append((job.state, job.tries))

    assert states == [("waiting", 1), ("waiting", 2), ("failed", 3), ("failed", 3)]
    assert "tried 3 times" in Notification.objects.get(user=olga).event.content.summary


def test_a_kind_that_no_longer_exists_ends_with_a_sentence(olga, robot, kinds):
    job = Job.objects.create(kind="samples.gone", owner=olga)

    jobs.run(job.uuid)

    job.refresh_from_db()
    assert (job.state, job.message) == ("failed", "This installation no longer knows this kind of work.")


# Progress


def test_progress_is_written_at_most_once_a_second_but_always_at_the_end(olga, counting, django_assert_num_queries):
    running = jobs._claim(started(olga).uuid, timezone.now())

    with django_assert_num_queries(2):
        for number in range(1, 1001):
            jobs.progress(running, number, 1000)

    running.refresh_from_db()
    assert (running.done_count, running.total_count) == (1000, 1000)


def test_a_worker_that_was_taken_for_dead_stops_and_leaves_the_row_alone(olga, robot, kinds):
    inner = []

    @jobs.job("samples.stalls", label="Stalling")
    def stall(job, *, actor):
        if job.tries == 1:
            Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - LONG_AGO)
            inner.append(jobs.run(job.uuid))
        jobs.progress(job, 1, 1)
        return Result(f"Ended by try {job.tries}.")

    job = started(olga, kind="samples.stalls")
    jobs.run(job.uuid)

    job.refresh_from_db()
    assert inner == [True]
    assert (job.state, job.message) == ("done", "Ended by try 2.")
    assert Notification.objects.filter(user=olga).count() == 1


def test_progress_of_a_job_taken_over_raises(olga, counting):
    running = jobs._claim(started(olga).uuid, timezone.now())
    Job.objects.filter(pk=running.pk).update(tries=2)

    with pytest.raises(TakenOver):
        jobs.progress(running, 1, 2)


# After a crash


def test_a_job_that_still_speaks_is_left_to_its_worker(olga, counting):
    job = started(olga)
    jobs._claim(job.uuid, timezone.now())

    assert jobs.run(job.uuid) is False
    assert jobs.take_up(timezone.now() + dt.timedelta(minutes=1)) == 0


def test_a_job_whose_worker_fell_silent_is_woken_and_run_again(olga, counting, messages):
    job = started(olga)
    silent(job)

    assert jobs.take_up(timezone.now()) == 1
    assert messages == [("foundation.tasks.run_job", str(job.uuid))]
    assert jobs.run(job.uuid)

    job.refresh_from_db()
    assert (job.state, job.tries) == ("done", 2)


def test_a_waiting_job_whose_message_was_lost_is_woken(olga, counting, messages):
    started(olga)

    assert jobs.take_up(timezone.now()) == 0
    assert jobs.take_up(timezone.now() + dt.timedelta(seconds=31)) == 1


def test_a_job_whose_third_worker_died_is_given_up_and_its_owner_told(olga, robot, counting, messages):
    job = started(olga)
    silent(job)
    Job.objects.filter(pk=job.pk).update(tries=3)

    assert jobs.take_up(timezone.now()) == 0
    assert jobs.take_up(timezone.now()) == 0

    job.refresh_from_db()
    assert (job.state, counting, messages) == ("failed", [], [])
    assert "tried 3 times" in Notification.objects.get(user=olga).event.content.summary


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(device_table, olga, robot, kinds):
    @jobs.job("samples.deliver", label="Delivery")
    def deliver(job, *, actor):
        for number in (1, 2, 3):
            Device.objects.get_or_create(name=f"Device {number}")
            jobs.progress(job, number, 3)
            if job.tries == 1 and number == 2:
                os.kill(os.getpid(), signal.SIGKILL)

    job = started(olga, kind="samples.deliver")
    status = run_in_a_process_of_its_own(job)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert jobs.run(job.uuid) is False
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - LONG_AGO)

    assert jobs.run(job.uuid) is True

    job.refresh_from_db()
    assert (job.state, job.tries) == ("done", 2)
    assert names(Device.objects.order_by("name")) == ["Device 1", "Device 2", "Device 3"]
    Device.objects.all().delete()


def run_in_a_process_of_its_own(job):
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            jobs.run(job.uuid)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1]


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_runs_the_job(olga, counting):
    job = started(olga)
    barrier = threading.Barrier(6)
    ran = []

    def work():
        barrier.wait()
        ran.append(jobs.run(job.uuid))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ran) == [False] * 5 + [True]
    assert len(counting) == 1


# The fragment


@pytest.fixture
def addresses(settings):
    """Only the page of a job, so that the fragment is tried without the rest of the house."""
    page = path("jobs/<uuid:uuid>/", lambda request, uuid: None, name="job")
    settings.ROOT_URLCONF = ModuleType("addresses")
    settings.ROOT_URLCONF.urlpatterns = [path("", include(([page], "foundation")))]


def shown(job):
    return render_to_string("foundation/_job.html", {"job": job})


def test_a_running_job_shows_its_progress_and_asks_again(olga, addresses):
    job = Job(kind="samples.count", owner=olga, state=Job.State.RUNNING, done_count=2, total_count=7)

    page = shown(job)

    assert f'hx-get="/jobs/{job.uuid}/"' in page
    assert 'max="7" value="2"' in page
    assert f'href="/jobs/{job.uuid}/"' in page


def test_an_ended_job_stops_asking_and_shows_its_message(olga, addresses):
    page = shown(Job(kind="samples.count", owner=olga, state=Job.State.FAILED, message="The file is <empty>."))

    assert "hx-get" not in page
    assert "The file is &lt;empty&gt;." in page


@pytest.mark.parametrize("apart", [False, True])
def test_a_worker_does_it_itself_or_has_it_done(olga, kinds, monkeypatch, apart):
    @jobs.job("samples.large", label="Large", apart=apart)
    def large(job, *, actor):
        return Result("Done here.")

    sent = []
    monkeypatch.setattr("foundation.tasks.run_apart", lambda uuid: bool(sent.append(uuid)))
    job = started(olga, "samples.large")

    assert run_job(str(job.uuid)) is not apart
    assert sent == ([str(job.uuid)] if apart else [])
    job.refresh_from_db()
    assert job.state == (Job.State.WAITING if apart else Job.State.DONE)
