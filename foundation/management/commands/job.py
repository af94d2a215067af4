"""`manage.py job`: runs one job, as a worker does for those that are to have a process of their own."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from foundation import jobs
from foundation.processes.kinship import die_with_parent


class Command(BaseCommand):
    help = "Runs one job that waits, unless another worker runs it; status 1 when there was nothing to run."
    requires_system_checks: list[str] = []  # they would load every page

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("uuid", type=UUID, help="its identifier")
        parser.add_argument("--parent", type=int, help="the process to end with")

    def handle(self, *args: Any, uuid: UUID, parent: int | None, **options: Any) -> None:
        if parent is not None:
            die_with_parent(parent=parent)
        if not jobs.run(uuid):
            raise SystemExit(1)
