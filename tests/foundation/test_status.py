"""The status page: every check says in words how things stand, and a machine that hangs does not hang the page."""

import socket
import threading
import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from assurance.models import EvidenceFile
from foundation import status, sweeps
from foundation.clock import today
from foundation.models import Job, Notification, Pulse
from foundation.models.work import SweepRun
from foundation.pulse import leave_pulse
from foundation.status import Standing, machines, readings
from foundation.status.machines import Room
from foundation.status.readings import NoAnswer
from foundation.trail import record
from foundation.words import span
from tests.foundation.ledger.sealing import grow
from tests.foundation.ledger.written import WITNESS
from tests.world import build

PAGE = "/administration/status/"
NOW = timezone.now()


@pytest.fixture
def black_hole():
    """A server that takes connections and never says a word; calm() gives its port."""
    held, listener = [], socket.create_server(("127.0.0.1", 0))

    def swallow():
        while True:
            try:
                held.append(listener.accept()[0])
            except OSError:
                return

    threading.Thread(target=swallow, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()
    for one in held:
        one.close()


@pytest.fixture(autouse=True)
def nothing_hangs_over():
    yield
    readings._asked.clear()


@pytest.fixture
def clamd():
    """A scanner that answers zVERSION with what `says` holds."""
    says, listener = [b"ClamAV 1.4.2/27512/Fri Nov 20 09:31:02 2026\0"], socket.create_server(("127.0.0.1", 0))

    def answer():
        while True:
            try:
                connection = listener.accept()[0]
            except OSError:
                return
            assert connection.recv(100) == b"zVERSION\0"
            connection.sendall(says[0])
            connection.close()

    threading.Thread(target=answer, daemon=True).start()
    yield listener.getsockname()[1], says
    listener.close()


def reading(name, now=None):
    return next(told.reading for told in status.take(now or timezone.now()) if told.check.name == name)


def words(name, now=None):
    found = reading(name, now)
    return found.standing, str(found.words)


def facts(name, now=None):
    return {str(label): str(value) for label, value in reading(name, now).facts}


# The page.


@pytest.mark.parametrize("who", ["adam", "ines"])
def test_administrators_and_officers_see_every_check_in_words(browse, who, settings):
    settings.BROKER_URL = "unix:///nowhere/broker.sock"

    text = browse(who).get(PAGE).content.decode()

    for label in ("Broker", "Workers and their clock", "Database", "Room on disk", "Virus scanner", "Sweeps", "Mail"):
        assert label in text
    assert "Needs you now" in text
    assert "The broker cannot be reached" in text


def test_what_needs_somebody_is_said_first(browse, settings):
    settings.BROKER_URL = "unix:///nowhere/broker.sock"

    worst = browse("adam").get(PAGE).context["worst"]

    assert worst[0].reading.standing == Standing.BAD
    assert "broker" in [told.check.name for told in worst]


@pytest.mark.parametrize("who", ["helena", "tobias", "emma", "claire"])
def test_nobody_else_reads_it(browse, who):
    assert browse(who).get(PAGE).status_code in (403, 404)


def test_the_page_needs_few_queries(browse, settings, django_assert_max_num_queries):
    settings.BROKER_URL = "unix:///nowhere/broker.sock"
    adam = browse("adam")

    with django_assert_max_num_queries(12):
        assert adam.get(PAGE).status_code == 200


@pytest.mark.parametrize("witnesses", [0, 1])
def test_the_page_needs_few_once_the_ledger_is_signed(browse, settings, django_assert_max_num_queries, witnesses):
    settings.BROKER_URL = "unix:///nowhere/broker.sock"
    settings.WITNESSES = [("http://witness.example", WITNESS.verifying.vkey)] * witnesses
    grow(3)
    adam = browse("adam")

    with django_assert_max_num_queries(12):
        assert adam.get(PAGE).status_code == 200


def test_secrets_of_addresses_are_not_shown(browse, settings):
    settings.BROKER_URL = "redis://:canary-secret@127.0.0.1:1/0"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_PASSWORD = "mail.example", 587, "canary-key"

    text = browse("adam").get(PAGE).content.decode()

    assert "mail.example:587" in text
    assert "canary" not in text


# What hangs.


def test_a_hung_broker_and_a_hung_scanner_do_not_hang_the_page(browse, settings, black_hole):
    settings.BROKER_URL = f"redis://127.0.0.1:{black_hole}/0"
    settings.CLAMD_URL = urlsplit(f"tcp://127.0.0.1:{black_hole}")
    adam, begun = browse("adam"), time.monotonic()

    text = adam.get(PAGE).content.decode()

    assert time.monotonic() - begun < 10  # on two busy cores; the hole would hold it for ever
    assert "broker" in text
    assert reading("broker").standing == Standing.BAD
    assert reading("scanner").standing == Standing.BAD


def test_a_probe_that_hangs_for_good_takes_one_thread_however_often_one_looks(db):
    asked, over = [], threading.Event()

    def hang():
        asked.append(1)
        over.wait(30)

    readings._checks["tests.hung"] = readings.Check("tests.hung", "Hung", "clock", 1, lambda now, found: found, hang)
    try:
        begun = time.monotonic()
        found = [next(t.reading for t in status.take(NOW) if t.check.name == "tests.hung") for _ in range(2)]
        assert time.monotonic() - begun < 2 * readings.PATIENCE + 10
        assert found == [NoAnswer(), NoAnswer()]
        assert len(asked) == 1
    finally:
        over.set()
        del readings._checks["tests.hung"]


# Each check.


def test_a_broker_that_answers_tells_its_queue():
    told = machines.broker(NOW, machines.Broker(3, "Redis 7.2"))

    assert (told.standing, str(told.words)) == (Standing.GOOD, "3 tasks wait in the queue.")
    assert machines.broker(NOW, machines.Broker(0, "Redis 7.2")).words == "Nothing waits in the queue."
    assert machines.broker(NOW, machines.Broker(5000, "Redis 7.2")).standing == Standing.WARN


def test_without_a_worker_it_says_how_to_start_one(db):
    assert words("worker") == (Standing.BAD, "No worker has given a sign of life yet.")


def test_a_worker_that_gives_signs_of_life_stands_well(db):
    leave_pulse("machine-a", timezone.now())

    assert words("worker") == (Standing.GOOD, "1 worker gives signs of life.")


def test_a_silent_worker_is_missed(db):
    leave_pulse("machine-a", timezone.now())
    Pulse.objects.update(
        seen_at=timezone.now() - timedelta(minutes=20), clock_at=timezone.now() - timedelta(minutes=20)
    )

    standing, said = words("worker")

    assert (standing, said) == (Standing.BAD, "No worker for 20 minutes.")


def test_clocks_that_do_not_agree_are_told(db):
    leave_pulse("machine-a", timezone.now() + timedelta(seconds=90))

    assert words("worker") == (Standing.WARN, "The clocks do not agree.")
    assert facts("worker")["Clocks of web and worker"] in ("89 seconds apart", "90 seconds apart")


def test_machines_gone_for_a_day_are_forgotten(db):
    leave_pulse("old", timezone.now() - timedelta(days=2))

    leave_pulse("new", timezone.now())

    assert list(Pulse.objects.values_list("host", flat=True)) == ["new"]


def test_the_database_tells_kind_and_size(db):
    assert words("database")[0] == Standing.GOOD
    assert facts("database")["Kind"].split()[0] in ("SQLite", "PostgreSQL")
    assert facts("database")["Size"] != "0\xa0bytes"


def test_a_migration_that_has_not_run_is_told(db):
    MigrationRecorder(connection).migration_qs.filter(app="certifications", name__startswith="0008").delete()

    assert words("database") == (Standing.BAD, "1 migration has not run.")


@pytest.mark.parametrize(
    ("free", "total", "standing"),
    [(500, 1000, "good"), (40, 1000, "warn"), (20, 1000, "warn"), (4, 1000, "bad"), (3, 40, "warn"), (0, 40, "bad")],
)
def test_room_on_disk_is_judged_by_share_and_bytes(free, total, standing):
    told = machines.disk(NOW, {"/var": Room(free * 1024**3, total * 1024**3)})

    assert told.standing == standing


def test_a_sweep_that_ran_today_is_up_to_date_and_one_of_long_ago_is_behind(company):
    for rule in sweeps.rules():
        for zone in ("Europe/Lisbon", "Asia/Dubai"):
            SweepRun.objects.create(rule=rule.name, zone=zone, date=today() + timedelta(days=1))
    assert words("sweeps")[0] == Standing.GOOD

    SweepRun.objects.filter(zone="Asia/Dubai").update(date=today() - timedelta(days=5))

    standing, said = words("sweeps")
    assert standing == Standing.BAD
    assert "days behind" in said


def test_a_job_that_waits_too_long_and_one_that_failed_are_told(cast):
    Job.objects.create(kind="tests.count", owner=cast["ines"])
    assert words("jobs")[0] == Standing.GOOD

    assert words("jobs", timezone.now() + timedelta(minutes=30)) == (Standing.BAD, "A job waits for 30 minutes.")
    Job.objects.update(state="failed", finished_at=timezone.now())
    assert words("jobs") == (Standing.WARN, "1 job failed since yesterday.")


def test_mails_that_wait_were_refused_or_given_up_are_counted(cast):
    Notification.objects.all().delete()
    assert words("mail") == (Standing.GOOD, "Mails leave.")
    record(actor=cast["adam"], kind="tests.told", subject=cast["ines"], summary="Told.", notify=[cast["ines"]])

    Notification.objects.update(tries=2, last_error="Mailbox full")
    assert words("mail") == (Standing.WARN, "1 mail is tried again.")
    Notification.objects.update(tries=8)
    assert words("mail") == (Standing.BAD, "1 mail was given up.")


def test_no_backup_is_told_and_a_fresh_one_is_well(cast):
    assert words("backup") == (Standing.WARN, "No backup has told of itself yet.")

    record(actor=cast["adam"], kind="backup.made", subject=cast["adam"], summary="Database and 12 files")

    assert words("backup")[0] == Standing.GOOD
    assert facts("backup")["What"] == "Database and 12 files"
    assert words("backup", timezone.now() + timedelta(days=3)) == (Standing.WARN, "Made 3 days ago.")


def test_a_backup_that_lacked_files_is_bad(cast):
    lost = {"lost": 2, "sha256": "a" * 64}
    record(actor=cast["adam"], kind="backup.made", subject=cast["adam"], summary="Database and 12 files", details=lost)

    assert words("backup")[0] == Standing.BAD
    assert words("backup")[1].endswith("2 files were missing.")
    assert facts("backup")["SHA-256"] == "a" * 64


def test_files_that_were_not_scanned_are_counted(db, settings):
    settings.CLAMD_URL = None
    build()

    files = EvidenceFile.objects.count()
    assert words("scanner") == (Standing.OFF, f"No scanner is set up; {files} files were not scanned.")
    EvidenceFile.objects.update(scan="pending")
    assert facts("scanner") == {"Being scanned": str(files)}


def test_the_scanner_tells_its_version_and_old_signatures(db, settings, clamd):
    port, _says = clamd
    settings.CLAMD_URL = urlsplit(f"tcp://127.0.0.1:{port}")
    fresh = timezone.now().replace(year=2026, month=11, day=21)

    assert words("scanner", fresh) == (Standing.GOOD, "Answers.")
    assert facts("scanner", fresh)["Version"] == "ClamAV 1.4.2"
    assert words("scanner", fresh + timedelta(days=20))[0] == Standing.WARN


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=1), "1 second"),
        (timedelta(minutes=3), "3 minutes"),
        (timedelta(hours=30), "30 hours"),
        (timedelta(days=4), "4 days"),
    ],
)
def test_a_span_is_said_in_its_largest_unit(length, said):
    assert span(length) == said
