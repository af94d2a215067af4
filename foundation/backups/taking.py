"""Takes a backup: tables first, from one moment, then the files their rows name, which are never changed once written."""

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import merge
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.db import connections, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access import robot
from foundation.backups import rows
from foundation.backups.archive import BLOCK_BYTES, FORM, Hashing, Writer
from foundation.backups.moment import moment
from foundation.files import open_stored
from foundation.models import StoredFile
from foundation.models.trail import Event
from foundation.trail import record

# Who is signed in, and links on their way: worthless in another installation, and keys in the hand of a thief.
LEFT_OUT = ("foundation_session", "usersessions_usersession", "account_emailconfirmation", "django_session")
BETWEEN_LINES = 2.0  # seconds between lines of progress
IN_MEMORY_BYTES = 8 * 1024 * 1024
Say = Callable[[str], None]


class NotBackedUp(Exception):
    """No backup was made; the sentence says why."""


@dataclass
class Backup:
    """What was backed up: `sha256` and `size` are those of the archive, `lost` the files that rows name in vain."""

    path: Path
    sha256: str = ""
    size: int = 0
    row_count: int = 0
    file_count: int = 0
    file_bytes: int = 0
    tables: list[dict[str, Any]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def back_up(path: Path, *, say: Say) -> Backup:
    """Writes the archive and notes it in the log. Raises NotBackedUp; then nothing lies at `path`."""
    if path.exists():
        raise NotBackedUp(f"{path} exists already; a backup replaces nothing.")
    made = Backup(path)
    started = timezone.now()
    with Writer(path) as archive, tempfile.TemporaryFile(dir=path.parent) as named:
        with moment() as alias:
            migrations = migrations_of(alias)
            for model in tables():
                made.tables.append(_table(archive, model, alias))
            note_files(alias, named)
        made.row_count = sum(table["rows"] for table in made.tables)
        say(f"{len(made.tables)} tables with {made.row_count:,} rows, as of {started:%Y-%m-%d %H:%M:%S} UTC.")
        names = _files(archive, named, made, say=say)
        manifest = _manifest(made, migrations, started=started.isoformat(), names=names)
        made.sha256, made.size = archive.finish(manifest)
    _note(made, seconds=(timezone.now() - started).total_seconds())
    return made


def tables() -> list[type[models.Model]]:
    """Every table of ours and of the libraries, but those left out, by name."""
    found = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    }
    return [found[name] for name in sorted(found)]


def migrations_of(alias: str) -> list[list[str]]:
    """What was migrated. Refuses while the tables are not those of this program."""
    loader = MigrationLoader(connections[alias])
    applied = set(loader.applied_migrations)
    if set(loader.graph.nodes) - applied:
        raise NotBackedUp("The tables are older than this program. Run `manage.py prepare` first.")
    return sorted(list(name) for name in applied if name in loader.disk_migrations)


def _table(archive: Writer, model: type[models.Model], alias: str) -> dict[str, Any]:
    name = model._meta.db_table
    with spool(archive.path.parent) as stream:
        count, lines = rows.dump(model, alias, stream)
        size = stream.tell()
        stream.seek(0)
        member = f"tables/{name}.jsonl.gz"
        sha256 = archive.add(member, stream, size)
    return {"name": name, "member": member, "rows": count, "lines_sha256": lines, "sha256": sha256, "size": size}


def spool(folder: Path) -> IO[bytes]:
    """A file in memory that moves to the disk beside the archive when it grows."""
    return tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES, dir=str(folder))


def note_files(alias: str, stream: IO[bytes]) -> None:
    """Writes the hash of every file a row names, each once and in order, one a line."""
    owners = [model for model in apps.get_models() if issubclass(model, StoredFile)]
    sorted_hashes = [_hashes(model, alias) for model in owners]
    last = ""
    for sha256 in merge(*sorted_hashes):
        if sha256 != last:
            stream.write(f"{sha256}\n".encode())
        last = sha256


def _hashes(model: type[StoredFile], alias: str) -> Iterator[str]:
    kept = model._base_manager.using(alias).filter(model.BYTES_KEPT)
    found = kept.order_by("sha256").values_list("sha256", flat=True).distinct()
    return found.iterator(chunk_size=rows.ROWS_PER_FETCH)


def _files(archive: Writer, named: IO[bytes], made: Backup, *, say: Say) -> str:
    """Adds every file; what the store lacks, or has otherwise, is noted as lost. Returns a hash over their names."""
    total = named.tell() // 65
    named.seek(0)
    names, told_at = hashlib.sha256(), time.monotonic()
    for line in named:
        sha256 = line.decode().strip()
        if _file(archive, sha256, made):
            names.update(sha256.encode())
        else:
            made.lost.append(sha256)
        if time.monotonic() - told_at > BETWEEN_LINES:
            told_at = time.monotonic()
            say(f"{made.file_count:,} of {total:,} files, {made.file_bytes:,} bytes.")
    say(f"{made.file_count:,} of {total:,} files, {made.file_bytes:,} bytes.")
    return names.hexdigest()


def _file(archive: Writer, sha256: str, made: Backup) -> bool:
    """Adds one file from the store if it is there and still has its hash."""
    with spool(archive.path.parent) as stream:
        try:
            with open_stored(sha256) as stored:
                copied = Hashing(stored)
                while block := copied.read(BLOCK_BYTES):
                    stream.write(block)
        except FileNotFoundError:
            return False
        if copied.sha256 != sha256:
            return False
        stream.seek(0)
        archive.add(f"files/{sha256[:2]}/{sha256}", stream, copied.size)
    made.file_count += 1
    made.file_bytes += copied.size
    return True


def _manifest(made: Backup, migrations: list[list[str]], *, started: str, names: str) -> dict[str, Any]:
    return {
        "form": FORM,
        "program": "Attest",
        "django": installed("django"),
        "taken_at": started,
        "database": connections["default"].vendor,
        "migrations": migrations,
        "tables": made.tables,
        "left_out": list(LEFT_OUT),
        "files": {"count": made.file_count, "bytes": made.file_bytes, "names_sha256": names},
        "lost": made.lost,
    }


def installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@transaction.atomic
def _note(made: Backup, *, seconds: float) -> Event:
    words = {"rows": f"{made.row_count:,}", "files": f"{made.file_count:,}", "name": made.path.name}
    actor = robot()
    return record(
        actor=actor,
        kind="backup.made",
        subject=actor,
        summary=_("Backup made: %(rows)s rows and %(files)s files in %(name)s") % words,
        details={
            "name": made.path.name,
            "sha256": made.sha256,
            "size": made.size,
            "tables": len(made.tables),
            "rows": made.row_count,
            "files": made.file_count,
            "file_bytes": made.file_bytes,
            "lost": len(made.lost),
            "seconds": round(seconds),
        },
    )


def last_backup() -> Event | None:
    """The newest backup that was noted, with its counts in `content.details`, for the page of the installation's state."""
    return Event.objects.filter(kind="backup.made").select_related("content").order_by("-at", "-pk").first()
