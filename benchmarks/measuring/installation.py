"""The application over a company: broker, worker and web server as `manage.py up` starts them, and what they weigh."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.setup.installation import SOUND, Installation

MEGABYTE = 1024 * 1024


@contextmanager
def running(address: str, *, web: int = 1) -> Iterator[Installation]:
    """With the settings of production, but without HTTPS in front."""
    with tempfile.TemporaryDirectory(prefix="attest-benchmark-") as folder:
        there = Installation(
            Path(folder) / "var", DATABASE_URL=address, WEB_PROCESSES=str(web), SECRET_KEY=SOUND["SECRET_KEY"]
        )
        try:
            yield there.wait_until_up()
        finally:
            there.end()


def web_processes(there: Installation) -> list[psutil.Process]:
    """Those that answer: the children of the server, the largest first."""
    (server,) = there.parts("granian")
    children = [child for child in server.children() if "resource_tracker" not in " ".join(child.cmdline())]
    return sorted(children, key=lambda child: child.memory_info().rss, reverse=True)


def weight(there: Installation) -> float:
    """Megabytes of the largest web process."""
    return web_processes(there)[0].memory_info().rss / MEGABYTE


def seconds_to_start(address: str) -> float:
    begun = time.perf_counter()
    with running(address):
        return time.perf_counter() - begun
