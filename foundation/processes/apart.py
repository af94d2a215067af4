"""A job in a process of its own, which a worker starts and waits for.

It loads no pages, gives its memory back when it ends, and leaves the worker's interpreter to the sweeps meanwhile.
Source: docs/adr/0185-jobs-apart.md.
"""

import os
import subprocess
import sys
from uuid import UUID

from django.conf import settings


def run_apart(uuid: UUID | str) -> bool:
    """Runs a job by `manage.py job`; returns whether that process ran it. One that dies is noticed as a dead worker is."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "job", str(uuid), "--parent", str(os.getpid())]
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603 - our own program
