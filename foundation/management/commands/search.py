"""`manage.py search rebuild|reconcile`: the index of what can be found."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from foundation.search import index


class Command(BaseCommand):
    help = "Builds the index of search anew, or puts right what differs from the records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["rebuild", "reconcile"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if what == "rebuild":
            self.stdout.write(f"{index.rebuild()} records can be found.")
            return
        done = index.reconcile()
        self.stdout.write(f"{done['written']} rows written, {done['removed']} removed.")
