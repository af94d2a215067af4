"""Processes that end with their parent, even when it is killed."""

import ctypes
import multiprocessing
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
ASKED = "ATTEST_DIES_WITH_PARENT"  # set by `manage.py up` for what it starts


def die_with_parent(*, parent: int | None = None, by: signal.Signals = signal.SIGKILL) -> None:
    """Asks the system to send this process a signal when its parent ends. Where it cannot (not Linux), nothing.

    `parent` is who it should be: a parent that ended before we could ask is noticed by having another one now.
    """
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, int(by), 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os._exit(1)


def die_with_parent_if_asked() -> None:
    """The same for the processes that a server started by `manage.py up` starts itself."""
    parent = multiprocessing.parent_process()
    if os.environ.get(ASKED) and parent:
        die_with_parent(parent=parent.pid)
