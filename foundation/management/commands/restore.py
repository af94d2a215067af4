"""`manage.py restore FILE`: puts a backup back into an empty installation, or changes nothing and says why."""

import os
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.backups import Damaged, NotRestored, restore
from foundation.management.commands.up import alone


class Command(BaseCommand):
    help = "Restores an archive of `manage.py backup` into an empty installation that does not run."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the archive")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        os.umask(0o077)
        started = time.monotonic()
        try:
            with alone():
                manifest = restore(file.resolve(), say=self.say)
        except Damaged as damage:
            raise CommandError(f"{file} is not a sound backup, nothing was restored. {damage}") from damage
        except (NotRestored, OSError) as refusal:
            raise CommandError(f"Nothing was restored. {refusal}") from refusal
        taken = manifest["taken_at"][:19].replace("T", " ")
        self.say(f"Restored as of {taken} UTC in {time.monotonic() - started:.1f} s. Everybody signs in again.")

    def say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
