"""What must be in place before the first request: tables, the page font, static files, the demonstration."""

from collections.abc import Callable

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from foundation.fonts import ensure_fonts


def prepare(say: Callable[[str], None]) -> None:
    """Makes an installation ready to start. Does only what is missing, so a second time takes no time."""
    ensure_fonts(settings.VAR / "static")
    if tables_are_behind():
        refuse_half_made_tables()
        say("Bringing the database up to date.")
        call_command("migrate", interactive=False, verbosity=0)
    if not settings.WHITENOISE_USE_FINDERS:
        call_command("collectstatic", interactive=False, verbosity=0)
    if settings.DEMO and is_empty():
        say("Loading the demonstration.")
        call_command("demo")  # seen from today at its headquarters


def tables_are_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def refuse_half_made_tables() -> None:
    """Raises CommandError where some migrations have run that stand in one by now, but not all: their files are gone.

    Source: ADR 0130.
    """
    executor = MigrationExecutor(connection)
    ran = set(executor.recorder.applied_migrations())
    for node, one in executor.loader.disk_migrations.items():
        missing = set(one.replaces) - ran
        if missing and node not in ran and missing != set(one.replaces):
            raise CommandError(
                "This database is of an older version of Attest, which lacks tables of later ones. "
                "Start the version before this one with it once; then start this one."
            )


def is_empty() -> bool:
    """Nobody has set up an organisation yet."""
    from foundation.directory.models import Unit  # the apps are loaded by now

    return not Unit.objects.exists()
