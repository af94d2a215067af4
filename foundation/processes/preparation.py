"""What must be in place before the first request: tables, the page font, static files, the demonstration."""

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from foundation.fonts import ensure_fonts


def prepare(say: Callable[[str], None]) -> None:
    """Makes an installation ready to start. Does only what is missing, so a second time takes no time."""
    ensure_fonts(settings.VAR / "static")
    if tables_are_behind():
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


def is_empty() -> bool:
    """Nobody has set up an organisation yet."""
    from foundation.directory.models import Unit  # the apps are loaded by now

    return not Unit.objects.exists()
