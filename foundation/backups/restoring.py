"""Puts a backup back into an empty installation: everything is checked first, and a failure leaves it empty."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import triggers
from foundation.access import robot
from foundation.backups import archive, rows
from foundation.directory.models import User
from foundation.files import delete_stored, put_back, store_is_empty
from foundation.models.trail import Event
from foundation.search import index
from foundation.trail import record

Say = Callable[[str], None]
Models = dict[str, type[models.Model]]
Node = tuple[str, str]
ALIAS = "default"


class NotRestored(Exception):
    """Nothing was restored; the sentence says why."""


def restore(path: Path, *, say: Say) -> dict[str, Any]:
    """Puts everything of the archive back and returns its manifest. Raises Damaged or NotRestored: nothing is changed."""
    manifest = archive.check(path)
    say(f"The archive is whole: {len(manifest['tables'])} tables, {manifest['files']['count']:,} files.")
    started = timezone.now()
    migrations = {(app, name) for app, name in manifest["migrations"]}
    refuse_unless_empty()
    found = as_of(migrations)
    put: list[str] = []
    try:
        _put_files(path, put)
        say(f"{len(put):,} files are in the store.")
        with transaction.atomic():
            _load(path, manifest, found)
    except BaseException:
        for sha256 in put:
            delete_stored(sha256)
        raise
    ContentType.objects.clear_cache()
    call_command("migrate", interactive=False, verbosity=0)
    index.put_back()
    _note(manifest, name=path.name, seconds=(timezone.now() - started).total_seconds())
    return manifest


def refuse_unless_empty() -> None:
    """Restoring never mixes two installations, and never writes over one."""
    if not store_is_empty():
        where = f"the bucket {settings.S3_BUCKET}" if settings.S3_BUCKET else settings.FILES_ROOT
        raise NotRestored(f"There are files in {where}. Restore into an empty installation.")
    existing = set(connection.introspection.table_names())
    in_use = (User._meta.db_table in existing and User.objects.exclude(kind=User.Kind.ROBOT).values("pk").exists()) or (
        Event._meta.db_table in existing and Event.objects.values("pk").exists()
    )
    if in_use:
        raise NotRestored("The database is in use: it has accounts or events. Restore into an empty installation.")


def as_of(migrations: set[Node]) -> Models:
    """Brings the tables to where they were when the backup was taken; returns their models of then, by table."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    migrations = as_squashed(migrations, executor)
    if migrations - set(executor.loader.disk_migrations):
        raise NotRestored("The archive is of a newer version of Attest. Install that version, then restore.")
    if set(MigrationRecorder(connection).applied_migrations()) - migrations - replaced(executor):
        raise NotRestored(
            "The archive is of an older version, and this database has the tables of a newer one. Restore into a "
            "database without tables: they are made as they were and then brought up to date."
        )
    known = [node for node in migrations if node in graph.nodes]
    leaves = sorted(node for node in known if not any(child in migrations for child in own_children(graph, node)))
    executor.migrate(leaves)
    state = MigrationExecutor(connection).loader.project_state(leaves)
    return {model._meta.db_table: model for model in state.apps.get_models(include_auto_created=True)}


def own_children(graph: Any, node: Node) -> Iterator[Node]:
    return (child.key for child in graph.node_map[node].children if child.key[0] == node[0])


def as_squashed(migrations: set[Node], executor: MigrationExecutor) -> set[Node]:
    """The same migrations; where all are there that a squashed one stands for, that one instead."""
    for node, one in executor.loader.disk_migrations.items():
        if one.replaces and migrations.issuperset(one.replaces):
            migrations = (migrations - set(one.replaces)) | {node}
    return migrations


def replaced(executor: MigrationExecutor) -> set[Node]:
    """Names that a squashed migration stands for."""
    return {name for one in executor.loader.disk_migrations.values() for name in one.replaces}


def _put_files(path: Path, put: list[str]) -> None:
    """Puts every file into the store, where no row names it yet; notes in `put` which."""
    for entry, content in archive.members(path):
        if entry.name.startswith("files/"):
            sha256 = entry.name.rpartition("/")[2]
            put_back(content, sha256)
            put.append(sha256)


def _load(path: Path, manifest: dict[str, Any], found: Models) -> None:
    """Replaces what migrations wrote by the rows of the archive, and compares each table with its hash."""
    told = {table["member"]: table for table in manifest["tables"]}
    missing = sorted(table["name"] for table in told.values() if table["name"] not in found)
    if missing:
        raise NotRestored(f"This installation has no place for {', '.join(missing)}: an app is not installed.")
    with triggers.silenced(connection):
        for model in found.values():
            model._base_manager.using(ALIAS).all()._raw_delete(ALIAS)
        for entry, content in archive.members(path):
            if entry.name in told:
                _fill(found[told[entry.name]["name"]], content)
        connection.check_constraints()
    for table in told.values():
        if rows.digest_of(found[table["name"]], ALIAS) != table["lines_sha256"]:
            raise NotRestored(f"The rows of {table['name']} do not come out as they went in.")
    triggers.move_sequences(connection, [found[table["name"]] for table in told.values()])


def _fill(model: type[models.Model], content: IO[bytes]) -> None:
    try:
        rows.load(model, ALIAS, content)
    except (DatabaseError, KeyError, json.JSONDecodeError) as error:
        name = model._meta.db_table
        raise NotRestored(f"The database refuses the rows of {name}: {error}") from error


@transaction.atomic
def _note(manifest: dict[str, Any], *, name: str, seconds: float) -> Event:
    actor = robot()
    words = {"name": name, "day": manifest["taken_at"][:16].replace("T", " ")}
    return record(
        actor=actor,
        kind="backup.restored",
        subject=actor,
        summary=_("Restored from %(name)s, taken %(day)s UTC") % words,
        details={"name": name, "taken_at": manifest["taken_at"], "seconds": round(seconds)},
    )
