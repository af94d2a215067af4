"""The application over a company: broker, worker and web server as `manage.py up` starts them, and what they weigh."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg

from benchmarks.measuring.cluster import ALIKE, ROOT, Kept
from config.environment import broker_socket
from tests.setup.installation import INHERITED, Installation

MEGABYTE, PATIENCE = 1024 * 1024, 60  # seconds
CATCHING_UP, QUIET, LOOK = 300, 10, 3  # seconds at most, percent of a core, seconds


class Started(Installation):
    """An installation with the seconds it took until it answered, and perhaps a second worker."""

    took: float = 0

    def join(self) -> "subprocess.Popen[str]":
        """Another worker, as on another machine: the same broker, database and files."""
        var = self.var.parent / "second"
        var.mkdir(mode=0o700)
        (var / "files").symlink_to(self.var / "files")
        broker = f"unix://{broker_socket(self.var)}"
        words = ("up", "--only", "worker", "--no-prepare")
        return self.command(
            *words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, VAR=str(var), REDIS_URL=broker
        )

    def catch_up(self) -> None:
        """Returns when the worker has done what a start asks of it: every sweep, and the boards of the day."""
        until = time.monotonic() + CATCHING_UP
        while time.monotonic() < until and sum(one.cpu_percent(LOOK) for one in self.parts("celery")) > QUIET:
            pass

    def servers(self) -> list[psutil.Process]:
        """The processes that answer, the heaviest first."""
        (server,) = self.parts("granian")
        children = [child for child in server.children() if "resource_tracker" not in " ".join(child.cmdline())]
        return sorted(children, key=lambda child: child.memory_info().rss, reverse=True)

    @property
    def weight(self) -> float:
        """Megabytes of the heaviest web process."""
        return self.servers()[0].memory_info().rss / MEGABYTE


@contextmanager
def running(kept: Kept, *, web: int = 1, workers: int = 1) -> Iterator[Started]:
    """With the settings of production, but without HTTPS in front."""
    with tempfile.TemporaryDirectory(prefix="attest-benchmark-", ignore_cleanup_errors=True) as folder:
        begun, var = time.perf_counter(), Path(folder) / "var"
        var.mkdir(mode=0o700)
        shutil.copytree(kept.ledger, var / "ledger")
        there = Started(var, DATABASE_URL=kept.address, WEB_PROCESSES=str(web), **ALIKE)
        joined = []
        try:
            there.wait_until_up()
            there.took = time.perf_counter() - begun
            joined = [there.join() for _worker in range(workers - 1)]
            there.catch_up()
            yield there
        finally:
            for process in joined:
                process.terminate()
                process.wait(PATIENCE)
            there.end()


def seconds_to_migrate(address: str) -> float:
    """Of a database without tables, by a command of its own."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE DATABASE empty")
        begun = time.perf_counter()
        environment = INHERITED | {"PLAIN_HTTP": "1", "DATABASE_URL": address.replace("/run", "/empty")}
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(command, cwd=ROOT, env=environment | {"VAR": folder}, check=True)
        taken = time.perf_counter() - begun
        connection.execute("DROP DATABASE empty")
    return taken
