"""`manage.py up`: the whole installation as one process tree that starts and stops together."""

import fcntl
import os
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from foundation.checks import refuse_unsafe_start
from foundation.processes import spawn
from foundation.processes.preparation import prepare
from foundation.processes.tree import Part, Tree


class Command(BaseCommand):
    help = "Prepares and starts the broker (without REDIS_URL), the worker with its clock, and the web server."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", choices=["web", "worker"], help="start this part only (needs REDIS_URL)")
        parser.add_argument("--no-prepare", action="store_true", help="`manage.py prepare` was run already")

    def handle(self, *args: Any, only: str | None, no_prepare: bool, **options: Any) -> None:
        os.umask(0o077)  # whatever we and our children write is for our own user
        refuse_unsafe_start()
        if only and not settings.REDIS_URL:
            raise SystemExit("attest: --only needs REDIS_URL: parts on several machines share a broker.")
        if only != "worker" and not spawn.port_is_free():
            raise SystemExit(f"attest: {settings.HOST}:{settings.PORT} is in use or not ours; set HOST or PORT.")
        with alone():
            if not no_prepare:
                prepare(self.say)
            connections.close_all()
            Tree(parts=self.parts(only), say=self.say).run(on_ready=lambda: self.announce(only))
        self.say("Stopped.")

    def parts(self, only: str | None) -> list[Part]:
        own_broker = [] if settings.REDIS_URL else [spawn.broker()]
        wanted = {"web": [spawn.web()], "worker": [spawn.worker()], None: [spawn.worker(), spawn.web()]}
        return own_broker + wanted[only]

    def announce(self, only: str | None) -> None:
        if only == "worker":
            self.say("The worker runs. Ctrl-C stops it.")
            return
        self.say(f"Attest runs at {' and '.join(spawn.addresses())}. Ctrl-C stops it.")

    def say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


@contextmanager
def alone() -> Iterator[None]:
    """Holds the lock of this VAR: two brokers or two beats on the same files would do harm."""
    folder = spawn.private_folder(settings.VAR / "run")
    with (folder / "up.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(f"attest: {settings.VAR} is in use by another `up`; stop it or set VAR.") from None
        os.set_inheritable(lock.fileno(), False)
        yield
