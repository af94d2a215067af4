"""Backup and restore with real processes: taken while people write, put back elsewhere, refused when not sound."""

import io
import itertools
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
import psycopg
import pytest
from django.db.migrations.loader import MigrationLoader
from moto.server import ThreadedMotoServer

from foundation.backups import Damaged, archive
from tests.setup.installation import INHERITED, ROOT, Installation, eventually

# What a restore itself adds, and what is not backed up.
ITS_OWN = {"foundation_event", "foundation_eventcontent", "foundation_searchrow"}  # the index follows the records
SERVER = os.environ.get("DATABASE_URL", "")
KEYS = {"aws_access_key_id": "attest", "aws_secret_access_key": "attest-secret", "region_name": "eu-central-1"}


@dataclass
class Place:
    """An installation that may be empty: a data folder, and a database in it or on the server of the tests."""

    var: Path
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return INHERITED | {"PLAIN_HTTP": "1", "VAR": str(self.var)} | self.more

    @property
    def on_server(self) -> bool:
        return "DATABASE_URL" in self.more

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=300
        )

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("manage.py", *words)

    def account(self) -> dict[str, Any]:
        """What is in it; see tests/faults/account.py."""
        told = self.run("-m", "tests.faults.account")
        assert told.returncode == 0, told.stderr[-2000:]
        return json.loads(told.stdout)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="attest-backup-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def place(folder: Path) -> Callable[..., Place]:
    """`place()` is an empty installation on the database that the tests run on; `place(server=False)` on SQLite.
    `place(like=other)` is a copy of another at rest: its data folder and its database."""
    numbers = itertools.count(1)

    def make(*, server: bool = bool(SERVER), like: Place | None = None, **more: str) -> Place:
        number = next(numbers)
        made = Place(folder / f"v{number}", more)
        if like is not None:
            shutil.copytree(like.var, made.var)
        if like.on_server if like is not None else server:
            more["DATABASE_URL"] = new_database(f"backup_{os.getpid()}_{number}", like)
        return made

    return make


def new_database(name: str, like: Place | None) -> str:
    """Its address; it is empty, or a copy of another's."""
    template = urlsplit(like.more["DATABASE_URL"]).path[1:] if like is not None else "template1"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return urlsplit(SERVER)._replace(path=f"/{name}").geturl()


@pytest.fixture(scope="module")
def migrated(place: Callable[..., Place]) -> Place:
    """An installation with tables and nothing in them, to be copied."""
    made = place()
    assert made.manage("migrate", "--verbosity", "0").returncode == 0
    return made


@dataclass
class Taken:
    """A backup that was taken while people wrote, and what they were told stands."""

    path: Path
    source: Place
    said: str
    before: list[tuple[str, str]]
    during: int


@pytest.fixture(scope="module")
def taken(place: Callable[..., Place], migrated: Place, folder: Path) -> Taken:
    source, path = place(like=migrated), folder / "busy.tar"
    ledger, stop = folder / "ledger", folder / "stop"
    writers = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writers", str(ledger), str(stop)], cwd=ROOT, env=source.environment
    )
    try:
        eventually(lambda: ledger.exists() and len(ledger.read_text().splitlines()) > 20)
        began = time.time()
        backup = source.manage("backup", str(path))
        ended = time.time()
        time.sleep(0.5)
    finally:
        stop.touch()
        assert writers.wait(60) == 0
    assert backup.returncode == 0, backup.stderr
    lines = [line.split() for line in ledger.read_text().splitlines()]
    before = [(version, finding) for at, version, finding in lines if float(at) < began]
    during = sum(began < float(at) < ended for at, _version, _finding in lines)
    return Taken(path, source, backup.stdout, before, during)


@pytest.fixture(scope="module")
def restored(taken: Taken, place: Callable[..., Place]) -> Place:
    """The backup in a place that had not even tables."""
    target = place()
    answer = target.manage("restore", str(taken.path))
    assert answer.returncode == 0, answer.stderr
    return target


@pytest.fixture(scope="module")
def account(restored: Place) -> dict[str, Any]:
    """What was in it before a test went on working there."""
    return restored.account()


def manifest_of(path: Path) -> dict[str, Any]:
    with tarfile.open(path) as tar:
        return json.load(tar.extractfile("manifest.json"))


# Taken while people write


def test_people_went_on_writing_while_it_was_taken(taken):
    assert taken.during > 0
    assert len(taken.before) > 20


def test_everything_acknowledged_before_is_in_it(taken, account):
    assert {version for version, _finding in taken.before} <= set(account["versions"])
    assert {finding for _version, finding in taken.before} <= set(account["findings"])


def test_it_is_of_one_moment_every_reference_leads_somewhere_and_every_file_is_there(taken, account):
    assert account["broken"] == []
    assert len(account["files"]) >= len(taken.before)
    assert len(account["versions"]) < len(taken.source.account()["versions"])


def test_the_rows_come_out_as_they_went_in(taken, restored):
    again = restored.manage("backup", str(taken.path.with_name("again.tar")))

    assert again.returncode == 0, again.stderr
    first, second = (
        {table["name"]: table["lines_sha256"] for table in manifest_of(path)["tables"]}
        for path in (taken.path, taken.path.with_name("again.tar"))
    )
    assert {name for name in first if first[name] != second[name]} <= ITS_OWN
    assert manifest_of(taken.path)["files"] == manifest_of(taken.path.with_name("again.tar"))["files"]


def test_the_log_goes_on_where_it_was_and_stays_closed(restored):
    """Without a gap on SQLite; on PostgreSQL what was taken back under load has used some numbers."""
    script = (
        "from foundation.models import Event; from django.db import connection, transaction, DatabaseError\n"
        "newest = Event.objects.order_by('-pk').first(); print(newest.kind, newest.pk == Event.objects.count()"
        " or connection.vendor == 'postgresql' and newest.pk > Event.objects.count() > 1)\n"
        "try:\n    with transaction.atomic(): Event.objects.filter(pk=1).update(kind='x')\n"
        "except DatabaseError as no: print(str(no).splitlines()[0])\n"
        "from assurance.models import Area\n"
        "try:\n    with transaction.atomic(): Area.objects.all().delete()\n"
        "except Exception as no: print(type(no).__name__)\n"
    )

    said = restored.manage("shell", "--verbosity", "0", "-c", script).stdout.splitlines()

    assert said[0] in ("backup.restored True", "backup.made True")
    assert said[1] == "An event is never changed or deleted."
    assert len(said) == 3


def test_new_rows_get_new_numbers(restored, folder):
    stop = folder / "stop-at-once"
    stop.touch()
    script = (
        "from tests.world import kept_text; from assurance.actions import upload_evidence\n"
        "from foundation.directory.models import User, Unit; from foundation.clock import today\n"
        "upload_evidence(actor=User.objects.get(email__startswith='priya'), unit=Unit.objects.get(code='TS'),"
        " title='After', as_of=today(), kept=kept_text('after.txt', 'After the restore.'))\n"
        "from foundation.models.work import Due; print(Due.objects.exclude(due_on=None).count() == Due.objects.count())\n"
    )

    answer = restored.manage("shell", "--verbosity", "0", "-c", script)

    assert (answer.returncode, answer.stdout.strip()) == (0, "True"), answer.stderr[-800:]


def test_it_says_how_much_it_holds_and_the_log_notes_it(taken):
    script = (
        "import json; from foundation.backups import last_backup; event = last_backup()\n"
        "print(json.dumps([event.content.summary, event.content.details]))"
    )
    summary, details = json.loads(taken.source.manage("shell", "--verbosity", "0", "-c", script).stdout)

    manifest = manifest_of(taken.path)
    assert details["rows"] == sum(table["rows"] for table in manifest["tables"])
    assert details["files"] == manifest["files"]["count"]
    assert details["size"] == taken.path.stat().st_size
    assert details["sha256"] in taken.said
    assert summary == f"Backup made: {details['rows']:,} rows and {details['files']:,} files in busy.tar"


def test_it_holds_no_sessions_and_no_key_and_is_for_its_owner_only(taken):
    names = {table["name"] for table in manifest_of(taken.path)["tables"]}

    assert not names & {"foundation_session", "usersessions_usersession", "account_emailconfirmation"}
    key = (taken.source.var / "secret_key").read_bytes()
    assert key not in taken.path.read_bytes()
    assert taken.path.stat().st_mode & 0o077 == 0


def test_a_restored_installation_runs(restored, place):
    if SERVER:
        pytest.skip("the installation of the tests runs on SQLite; rows and log are compared above")
    running = Installation(place(like=restored).var)
    try:
        running.wait_until_up()
        status, page = running.get("/accounts/login/")
    finally:
        running.end()
    assert status == 200
    assert "<form" in page


# From one database to another


def test_a_backup_of_sqlite_is_restored_on_postgresql_and_back(place, folder):
    if not SERVER:
        pytest.skip("needs the server of `make test-postgres`")
    home, server, back = place(server=False), place(server=True), place(server=False)
    assert home.manage("migrate", "--verbosity", "0").returncode == 0
    assert home.manage("demo", "--today", "2026-11-20").returncode in (0, 1)
    away, return_ = folder / "away.tar", folder / "return.tar"

    for place_, words in ((home, ("backup", away)), (server, ("restore", away)), (server, ("backup", return_)),
                          (back, ("restore", return_))):  # fmt: skip
        answer = place_.manage(*map(str, words))
        assert answer.returncode == 0, answer.stderr

    first, last = home.account()["tables"], back.account()["tables"]
    assert {name for name in first if first[name] != last[name]} <= ITS_OWN
    assert server.account()["vendor"] == "postgresql"
    assert back.account()["broken"] == home.account()["broken"]


def test_files_of_a_bucket_are_backed_up_and_put_into_a_bucket(taken, place, migrated, folder):
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    moto.start()
    host, port = moto.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    s3 = boto3.resource("s3", endpoint_url=endpoint, **KEYS)
    for name in ("one", "two"):
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})

    def in_bucket(name: str) -> Place:
        keys = {"S3_ACCESS_KEY": "attest", "S3_SECRET_KEY": "attest-secret", "S3_REGION": "eu-central-1"}
        return place(like=migrated, S3_BUCKET=name, S3_ENDPOINT_URL=endpoint, **keys)

    first, second, path = in_bucket("one"), in_bucket("two"), folder / "bucket.tar"
    try:
        for where, words in ((first, ("restore", taken.path)), (first, ("backup", path)), (second, ("restore", path))):
            answer = where.manage(*map(str, words))
            assert answer.returncode == 0, answer.stderr
        kept = [{each.key for each in s3.Bucket(name).objects.all()} for name in ("one", "two")]
        assert kept[0] == kept[1] == set(second.account()["files"])
        assert second.account()["broken"] == []
        assert not list((second.var / "files").rglob("*/*/*"))
    finally:
        moto.stop()


# Refused


def spoiled(taken: Taken, tmp_path: Path, change: Callable[[bytearray], bytearray | None]) -> Path:
    content = bytearray(taken.path.read_bytes())
    path = tmp_path / "spoiled.tar"
    changed = change(content)
    path.write_bytes(content if changed is None else changed)
    return path


def remade(taken: Taken, tmp_path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The archive with a member changed or left out, and a right seal: what a broken program could have written."""
    path = tmp_path / "remade.tar"
    with archive.Writer(path) as writer, tarfile.open(taken.path) as tar:
        manifest: dict[str, Any] = {}
        for entry in tar:
            content = change(entry.name, tar.extractfile(entry).read())
            if content is None or entry.name == archive.SEAL:
                continue
            if entry.name == archive.MANIFEST:
                manifest = json.loads(content)
            else:
                writer.add(entry.name, io.BytesIO(content), len(content))
        writer.finish(manifest)
    return path


def test_a_sound_archive_passes(taken):
    assert archive.check(taken.path)["form"] == archive.FORM


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_archive_is_refused(taken, tmp_path, share):
    path = spoiled(taken, tmp_path, lambda content: content[: int(len(content) * share)])

    with pytest.raises(Damaged):
        archive.check(path)


def test_an_archive_cut_at_any_block_is_refused(taken, tmp_path):
    size = taken.path.stat().st_size
    for cut in range(size - 20 * tarfile.BLOCKSIZE, size - tarfile.BLOCKSIZE, tarfile.BLOCKSIZE):
        with pytest.raises(Damaged):
            archive.check(spoiled(taken, tmp_path, lambda content, cut=cut: content[:cut] if cut else content))


@pytest.mark.parametrize("share", [step / 23 for step in range(23)] + [0.9999])
def test_one_flipped_bit_anywhere_is_noticed(taken, tmp_path, share):
    def flip(content: bytearray) -> None:
        content[int(len(content) * share)] ^= 1

    with pytest.raises(Damaged):
        archive.check(spoiled(taken, tmp_path, flip))


def test_a_missing_file_and_a_missing_table_are_refused_even_under_a_right_seal(taken, tmp_path):
    with tarfile.open(taken.path) as tar:
        names = [name for name in tar.getnames() if name.startswith(("files/", "tables/"))]

    for left_out in (names[0], names[-1]):
        path = remade(taken, tmp_path, lambda name, content, left_out=left_out: None if name == left_out else content)
        with pytest.raises(Damaged, match="missing"):
            archive.check(path)
        path.unlink()


def test_a_file_with_other_bytes_is_refused_even_under_a_right_seal(taken, tmp_path):
    path = remade(taken, tmp_path, lambda name, content: b"forged" if name.startswith("files/") else content)

    with pytest.raises(Damaged, match="is not what it was"):
        archive.check(path)


def with_manifest(**facts: Any) -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        return json.dumps(json.loads(content) | facts).encode() if name == archive.MANIFEST else content

    return change


def test_an_archive_in_another_form_is_refused(taken, tmp_path):
    with pytest.raises(Damaged, match="another version of Attest"):
        archive.check(remade(taken, tmp_path, with_manifest(form=2)))


def nothing_in(target: Place) -> bool:
    """No table of ours and no file."""
    files = [path for path in (target.var / "files").rglob("*") if path.is_file()]
    database = target.var / "attest.sqlite3"
    if not database.exists():
        return not files
    with sqlite3.connect(database) as connection:
        return not files and not connection.execute("SELECT name FROM sqlite_master").fetchall()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda taken, folder: spoiled(taken, folder, lambda all_: all_[:-20000]), "is not a sound backup"),
        (
            lambda taken, folder: remade(
                taken, folder, with_manifest(migrations=[*manifest_of(taken.path)["migrations"], ["audits", "9999_x"]])
            ),
            "The archive is of a newer version of Attest. Install that version, then restore.",
        ),
        (lambda taken, folder: folder / "none.tar", "none.tar"),
    ],
    ids=["cut off", "newer", "absent"],
)
def test_a_refused_restore_leaves_nothing_behind(taken, place, tmp_path, change, said):
    target = place(server=False)

    answer = target.manage("restore", str(change(taken, tmp_path)))

    assert answer.returncode == 1
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr
    assert nothing_in(target)


def test_a_restore_into_an_installation_in_use_is_refused_and_changes_nothing(taken, restored):
    before = restored.account()

    answer = restored.manage("restore", str(taken.path))

    assert answer.returncode == 1
    assert "Restore into an empty installation." in answer.stderr
    assert restored.account() == before


def test_accounts_without_files_are_enough_to_refuse(taken, restored, place):
    target = Place(place(server=False).var, {key: restored.more[key] for key in restored.more})
    if not SERVER:
        target.var.mkdir(parents=True)
        shutil.copy(restored.var / "attest.sqlite3", target.var)

    answer = target.manage("restore", str(taken.path))

    assert answer.returncode == 1
    assert "it has accounts or events" in answer.stderr


def test_a_backup_replaces_no_file(taken):
    before = taken.path.stat()

    answer = taken.source.manage("backup", str(taken.path))

    assert answer.returncode == 1
    assert "exists already; a backup replaces nothing." in answer.stderr
    assert (taken.path.stat().st_ino, taken.path.stat().st_size) == (before.st_ino, before.st_size)


def test_a_backup_that_cannot_be_written_leaves_no_part_of_it(taken, tmp_path):
    answer = taken.source.run("-c", "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (60000, 60000));"
                              f"sys.argv = ['manage.py', 'backup', {str(tmp_path / 'full.tar')!r}];"
                              "runpy.run_path('manage.py', run_name='__main__')")  # fmt: skip

    assert answer.returncode == 1
    assert "No backup was made." in answer.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_lost_or_rotten_is_named_and_the_rest_is_saved(restored, place, tmp_path):
    source = place(like=restored)
    first, second, *rest = sorted(path for path in (source.var / "files").rglob("*") if path.is_file())
    first.unlink()
    second.chmod(0o600)
    second.write_bytes(b"rot")

    answer = source.manage("backup", str(tmp_path / "rest.tar"))

    assert answer.returncode == 1
    assert "2 files that rows name are not in the store, or damaged" in answer.stderr
    manifest = archive.check(tmp_path / "rest.tar")
    assert set(manifest["lost"]) == {first.name, second.name}
    assert manifest["files"]["count"] == len(rest)


@pytest.fixture(scope="module")
def newer(place: Callable[..., Place]) -> Callable[..., Place]:
    """`newer()` is a place like `place()`, with the program of a version that has one migration more."""
    return partial(place, DJANGO_SETTINGS_MODULE="tests.faults.newer.settings")


@pytest.fixture(scope="module")
def old(taken: Taken, folder: Path) -> Path:
    """The archive as the version before this one made it, whose migrations nobody had squashed yet."""
    known = MigrationLoader(None).disk_migrations
    nodes = [tuple(node) for node in manifest_of(taken.path)["migrations"]]
    names = [list(name) for node in nodes for name in known[node].replaces or [node]]
    return remade(taken, folder, with_manifest(migrations=names))


def test_an_archive_of_an_older_version_is_restored_as_it_was_and_then_brought_up_to_date(taken, old, newer):
    target = newer()

    answer = target.manage("restore", str(old))

    assert answer.returncode == 0, answer.stderr
    account = target.account()
    assert account["broken"] == []
    assert {version for version, _finding in taken.before} <= set(account["versions"])
    assert target.manage("migrate", "--check").returncode == 0
    assert later(target) == "True 0"


def later(target: Place) -> str:
    """Whether the later migration met the rows there are, and how many rows its table has."""
    asked = target.run("-c", "import django; django.setup(); from django.db import connection; cursor = connection.cursor();"
                             "cursor.execute('SELECT count(*) > 0 AND count(*) = count(echo) FROM audits_finding');"
                             "met = bool(cursor.fetchone()[0]); cursor.execute('SELECT count(*) FROM audits_footnote');"
                             "print(met, cursor.fetchone()[0])")  # fmt: skip
    assert asked.returncode == 0, asked.stderr[-2000:]
    return asked.stdout.strip()


def test_an_older_archive_is_refused_where_the_tables_are_newer(old, newer, migrated):
    target = newer(like=migrated)
    assert target.manage("migrate", "--verbosity", "0").returncode == 0

    answer = target.manage("restore", str(old))

    assert answer.returncode == 1
    assert "Restore into a database without tables" in " ".join(answer.stderr.split())


def test_the_moment_it_speaks_of_is_in_it(taken):
    assert datetime.fromisoformat(manifest_of(taken.path)["taken_at"]).utcoffset().total_seconds() == 0
