"""Signs of life from within one long transaction: what it writes nobody sees, so another connection speaks for it."""

import threading
from types import TracebackType
from typing import Self

from django.db import connection
from django.utils import timezone

from foundation.models.work import Job

BETWEEN_BEATS = 2.0  # seconds


class Beating:
    """While it is open, a thread writes the progress of a job for whoever watches; `tell(done)` says how far it is.

    SQLite has one writer at a time: there the page shows the work as running until it ends.
    """

    def __init__(self, job: Job, total: int) -> None:
        self.job, self.total, self.done = job, total, 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def tell(self, done: int) -> None:
        self.done = done

    def __enter__(self) -> Self:
        if connection.vendor != "sqlite":
            self._thread.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _beat(self) -> None:
        mine = Job.objects.filter(pk=self.job.pk, state=Job.State.RUNNING, tries=self.job.tries)
        try:
            while not self._over.wait(BETWEEN_BEATS):
                mine.update(done_count=self.done, total_count=self.total, heartbeat_at=timezone.now())
        finally:
            connection.close()
