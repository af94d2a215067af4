"""`manage.py witness FOLDER`: a witness for somebody else's log; the same as `python -m foundation.ledger.witness`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from foundation.ledger.witness.__main__ import add_arguments, run


class Command(BaseCommand):
    help = "Cosigns the checkpoints of the logs named in the folder, and refuses those that go back or differ."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser)

    def handle(self, *args: Any, folder: Path, name: str, host: str, port: int, **options: Any) -> None:
        run(folder=folder, name=name, host=host, port=port)
