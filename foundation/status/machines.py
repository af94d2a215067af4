"""The machines below: broker, worker, database, disk or bucket, scanner, and the versions of it all."""

import platform
import shutil
import sqlite3
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import django
import redis
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import BigIntegerField, DateTimeField, Func, Subquery, Value
from django.db.models.functions import Now
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.files import scanner
from foundation.files.store import current_store
from foundation.models.work import Pulse
from foundation.status.readings import NoAnswer, Reading, Standing, check
from foundation.words import moment, span

MANY_TASKS = 500
SILENT = timedelta(minutes=3)
APART = timedelta(seconds=5)
LOW, EMPTY = 0.10, 0.03  # of a disk
LOW_BYTES, EMPTY_BYTES = 5 * 1024**3, 1024**3
PROBE_SECONDS = 1.0
OLD_SIGNATURES = timedelta(days=7)


@dataclass(frozen=True)
class Broker:
    waiting: int
    version: str


def ask_broker() -> Broker:
    """How many tasks wait in the queue, and the version."""
    client = redis.Redis.from_url(
        settings.BROKER_URL, socket_connect_timeout=PROBE_SECONDS, socket_timeout=PROBE_SECONDS, retry=None
    )
    with client:
        waiting, about = client.llen(settings.CELERY_TASK_DEFAULT_QUEUE), client.info("server")
    return Broker(waiting, f"{about.get('server_name', 'Redis').title()} {about.get('redis_version', '')}".strip())


@check("broker", label=gettext_lazy("Broker"), icon="queue-list", order=10, probe=ask_broker)
def broker(now: datetime, found: Broker | NoAnswer) -> Reading:
    if isinstance(found, NoAnswer):
        advice = _(
            "Pages work on and mails wait; start the broker again. Limits on sign-in count per process meanwhile."
        )
        return Reading(Standing.BAD, _refused(found, _("The broker")), advice=advice)
    words = _("Nothing waits in the queue.")
    if found.waiting:
        words = ngettext("%(n)d task waits in the queue.", "%(n)d tasks wait in the queue.", found.waiting)
    busy = found.waiting >= MANY_TASKS
    return Reading(
        Standing.WARN if busy else Standing.GOOD,
        words % {"n": found.waiting},
        [(_("Version"), found.version)],
        _("Workers do not keep up: start another, or look into the log for what takes so long.") if busy else "",
    )


@check("worker", label=gettext_lazy("Workers and their clock"), icon="cpu-chip", order=20)
def worker(now: datetime, found: None) -> Reading:
    """By the sign of life each worker leaves every minute; clocks are compared over that of the database."""
    pulses = list(Pulse.objects.annotate(at_database=Now(output_field=DateTimeField())).order_by("host"))
    if not pulses:
        advice = _("Start one with `manage.py up`, or `manage.py up --only worker` on a machine of its own.")
        return Reading(Standing.BAD, _("No worker has given a sign of life yet."), advice=advice)
    newest = max(pulses, key=lambda pulse: pulse.seen_at)
    here = now - newest.at_database
    apart = max((abs((pulse.clock_at - pulse.seen_at) - here) for pulse in pulses), default=timedelta())
    facts = [(pulse.host, _("seen %(at)s") % {"at": moment(pulse.seen_at)}) for pulse in pulses]
    facts.append((_("Clocks of web and worker"), _("%(span)s apart") % {"span": span(apart)}))
    silent = newest.at_database - newest.seen_at
    if silent > SILENT:
        advice = _("Jobs, mails and sweeps wait until a worker runs again; nothing of them is lost.")
        return Reading(Standing.BAD, _("No worker for %(span)s.") % {"span": span(silent)}, facts, advice)
    if apart > APART:
        advice = _("Let all machines take their time from the same server (NTP): dates are counted by these clocks.")
        return Reading(Standing.WARN, _("The clocks do not agree."), facts, advice)
    words = ngettext("%(n)d worker gives signs of life.", "%(n)d workers give signs of life.", len(pulses))
    return Reading(Standing.GOOD, words % {"n": len(pulses)}, facts)


@check("database", label=gettext_lazy("Database"), icon="circle-stack", order=30)
def database(now: datetime, found: None) -> Reading:
    pending, size = pending_and_size()
    facts = [(_("Kind"), database_version()), (_("Size"), filesizeformat(size))]
    if pending:
        words = ngettext("%(n)d migration has not run.", "%(n)d migrations have not run.", len(pending))
        advice = _("Stop the processes, make a backup, and run `manage.py migrate`.")
        return Reading(Standing.BAD, words % {"n": len(pending)}, facts, advice)
    return Reading(Standing.GOOD, _("Answers, and its tables are those of this version."), facts)


def pending_and_size() -> tuple[set[tuple[str, str]], int]:
    """The migrations of this version that have not run, and how many bytes the database has (one query).

    A migration that stands for several has run when they all have.
    """
    rows = MigrationRecorder(connection).migration_qs.annotate(size=database_size()).values_list("app", "name", "size")
    applied = {(app, name): size for app, name, size in rows}
    known = MigrationLoader(None).disk_migrations
    replaced = {node for node, one in known.items() if one.replaces and applied.keys() >= set(one.replaces)}
    return set(known) - applied.keys() - replaced, max(applied.values(), default=0)


def database_version() -> str:
    if connection.vendor == "postgresql":
        number = connection.pg_version  # type: ignore[attr-defined]
        return f"PostgreSQL {number // 10000}.{number % 10000}"
    return f"SQLite {'.'.join(map(str, sqlite3.sqlite_version_info))}"


def database_size() -> Subquery | Value:
    """In bytes, as a column that is asked for once; of SQLite with what its log still holds."""
    if connection.vendor == "postgresql":
        size = Func(Func(function="current_database"), function="pg_database_size", output_field=BigIntegerField())
        return Subquery(ContentType.objects.order_by().values(size=size)[:1])
    name = str(settings.DATABASES["default"]["NAME"])
    files = [Path(name), Path(f"{name}-wal")]
    return Value(sum(file.stat().st_size for file in files if file.exists()))


@dataclass(frozen=True)
class Room:
    free: int
    total: int


def ask_disks() -> dict[str, Room]:
    """Free and whole size of the file systems below, by folder; folders of one file system are told once."""
    told: dict[int, tuple[str, Room]] = {}
    folders = [settings.VAR, settings.INCOMING_ROOT, *([] if settings.S3_BUCKET else [settings.FILES_ROOT])]
    for folder in map(Path, folders):
        there = next(each for each in (folder, *folder.parents) if each.exists())
        usage = shutil.disk_usage(there)
        told.setdefault(there.stat().st_dev, (str(folder), Room(usage.free, usage.total)))
    return dict(told.values())


@check("disk", label=gettext_lazy("Room on disk"), icon="server", order=40, probe=ask_disks)
def disk(now: datetime, found: dict[str, Room] | NoAnswer) -> Reading:
    if isinstance(found, NoAnswer):
        return Reading(Standing.BAD, _refused(found, _("The disk")), advice=_("Look at its mount and its cables."))
    facts = [
        (
            folder,
            _("%(free)s free of %(total)s") % {"free": filesizeformat(one.free), "total": filesizeformat(one.total)},
        )
        for folder, one in found.items()
    ]
    standing = max((_scarcity(one) for one in found.values()), key=list(Standing).index)
    advice = _("Make room before uploads are refused; files of evidence are never removed by the system itself.")
    words = {
        Standing.GOOD: _("There is room."),
        Standing.WARN: _("Room gets scarce."),
        Standing.BAD: _("There is next to no room left."),
    }[standing]
    return Reading(standing, words, facts, advice if standing is not Standing.GOOD else "")


def _scarcity(room: Room) -> Standing:
    share = room.free / room.total if room.total else 0
    if (share < EMPTY and room.free < EMPTY_BYTES * 5) or room.free < EMPTY_BYTES:
        return Standing.BAD
    return Standing.WARN if (share < LOW and room.free < LOW_BYTES * 10) or room.free < LOW_BYTES else Standing.GOOD


def ask_bucket() -> bool:
    """Whether the bucket answers; asked only where there is one."""
    if not settings.S3_BUCKET:
        return False
    current_store().ask()
    return True


@check("bucket", label=gettext_lazy("Store of evidence"), icon="archive-box", order=50, probe=ask_bucket)
def bucket(now: datetime, found: bool | NoAnswer) -> Reading:
    if isinstance(found, NoAnswer):
        advice = _("Evidence can be neither added nor opened. Look at the address and keys of the bucket.")
        return Reading(Standing.BAD, _refused(found, _("The bucket")), advice=advice)
    if found:
        return Reading(Standing.GOOD, _("The bucket answers."), [(_("Bucket"), settings.S3_BUCKET)])
    return Reading(
        Standing.GOOD, _("Evidence lies on the disk of this machine."), [(_("Folder"), str(settings.FILES_ROOT))]
    )


def ask_scanner() -> str:
    """What the scanner says of itself: "ClamAV 1.4.2/27512/Fri Nov 20 09:31:02 2026"; “” without one."""
    if settings.CLAMD_URL is None:
        return ""
    with scanner.connect(settings.CLAMD_URL, patience=PROBE_SECONDS) as connection:
        connection.settimeout(PROBE_SECONDS)
        connection.sendall(b"zVERSION\0")
        return connection.recv(scanner.LONGEST_ANSWER_BYTES).rstrip(b"\0").decode("utf-8", "replace")


def told_by_scanner(found: str, now: datetime) -> tuple[list[tuple[Any, Any]], bool]:
    """Version and signatures as facts, and whether the signatures are old."""
    version, _slash, rest = found.partition("/")
    number, _slash, made = rest.partition("/")
    facts: list[tuple[Any, Any]] = [(_("Version"), version)]
    try:
        at = datetime.strptime(made.strip(), "%a %b %d %H:%M:%S %Y").replace(tzinfo=now.tzinfo)
    except ValueError:
        return facts, False
    facts.append((_("Signatures"), _("number %(number)s of %(at)s") % {"number": number, "at": moment(at)}))
    return facts, now - at > OLD_SIGNATURES


@check("versions", label=gettext_lazy("Versions"), icon="tag", order=120)
def versions(now: datetime, found: None) -> Reading:
    facts = [
        (_("Attest"), own_version()),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        (_("System"), f"{platform.system()} {platform.release()}"),
    ]
    if settings.DEMO:
        return Reading(
            Standing.OFF, _("Anyone can sign in as anyone: for looking only."), facts, pill=_("Demonstration")
        )
    if settings.PLAIN_HTTP:
        words = _("What is sent can be read on the way: for a machine of one's own only.")
        return Reading(Standing.OFF, words, facts, pill=_("Plain HTTP"))
    return Reading(
        Standing.GOOD, _("Served over HTTPS, without the demonstration's doors."), facts, pill=_("Production")
    )


@lru_cache(maxsize=1)
def own_version() -> str:
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"]


def _refused(found: NoAnswer, who: str) -> str:
    if found.said:
        return _("%(who)s cannot be reached: %(said)s") % {"who": who, "said": found.said}
    return _("%(who)s does not answer in time.") % {"who": who}
