"""`manage.py check_evidence`: reads every stored file again and says which are no longer what was uploaded."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assurance.actions.integrity import stored_files
from assurance.tasks import rehash
from foundation.sweeps import each


class Command(BaseCommand):
    help = "Re-hashes the whole evidence vault now; damaged files are marked, and officers are told."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends with 1 when a file is damaged or missing."""
        wanted = list(stored_files().values_list("pk", flat=True))
        damaged: list[int] = []
        each(wanted, lambda pk: rehash(pk, damaged), "assurance.check_evidence")
        for file in stored_files().filter(pk__in=damaged).select_related("version__evidence"):
            self.stdout.write(f"{file.version.evidence.ref} v{file.version.number}: {file.name} ({file.sha256})")
        if damaged:
            raise CommandError(f"{len(damaged)} of {len(wanted)} files are damaged or missing.")
        self.stdout.write(f"{len(wanted)} files are as they were uploaded.")
