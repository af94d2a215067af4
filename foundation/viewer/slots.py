"""Who may draw now: few at once in one process, one for each person, and nobody waits for long."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from foundation.viewer.refusals import NotShown

MOST_AT_ONCE = 2  # drawn by one process
SECONDS_TO_WAIT = 2  # for others; a thread that waits answers nobody else


class Slots:
    """The places of one process. Of each person one page is drawn and one more may wait; the next is told at once."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._drawing: set[int | None] = set()
        self._waiting: set[int | None] = set()

    @contextmanager
    def taken_by(self, person: int | None) -> Iterator[None]:
        """A place for as long as the block runs. Raises NotShown (“busy”) where none gets free in time."""
        with self._changed:
            self._wait(person)
            self._drawing.add(person)
        try:
            yield
        finally:
            with self._changed:
                self._drawing.discard(person)
                self._changed.notify_all()

    def _wait(self, person: int | None) -> None:
        if person in self._waiting:
            raise NotShown("busy")
        self._waiting.add(person)
        try:
            if not self._changed.wait_for(lambda: self._is_free(person), SECONDS_TO_WAIT):
                raise NotShown("busy")
        finally:
            self._waiting.discard(person)

    def _is_free(self, person: int | None) -> bool:
        return len(self._drawing) < MOST_AT_ONCE and person not in self._drawing


SLOTS = Slots()
