"""`manage.py prepare`: everything that `up` does before it starts processes, for installations on several machines."""

import os
from typing import Any

from django.core.management.base import BaseCommand

from foundation.checks import refuse_unsafe_start
from foundation.processes.preparation import prepare


class Command(BaseCommand):
    help = "Brings the database, static files and fonts up to date. Run it once per release, on one machine."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        os.umask(0o077)
        refuse_unsafe_start()
        prepare(lambda sentence: self.stdout.write(sentence))
