"""`manage.py backup FILE`: database and files of one moment in one archive, while people go on working."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.backups import NotBackedUp, back_up


class Command(BaseCommand):
    help = "Writes database and files as they are now into one archive. Old archives are never touched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="the archive, such as /backup/attest-2026-11-20.tar; must not exist"
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        started, path = time.monotonic(), file.resolve()
        try:
            made = back_up(path, say=self.say)
        except (NotBackedUp, OSError) as failure:
            raise CommandError(f"No backup was made. {failure}") from failure
        self.say(f"{path}: {made.size:,} bytes in {time.monotonic() - started:.1f} s, SHA-256 {made.sha256}")
        if made.lost:
            listed = ", ".join(made.lost[:5]) + (" …" if len(made.lost) > 5 else "")
            raise CommandError(
                f"The backup is made, but {len(made.lost)} files that rows name are not in the store, or damaged: {listed}"
            )

    def say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
