"""The day it is for the server: it stands on a morning and goes on ticking; tests jump from day to day."""

from datetime import UTC, date, datetime, time

import time_machine

MORNING = time(9, 0, tzinfo=UTC)


class Clock:
    """Only wall clocks are moved, so the patience of the browser's driver stays real."""

    def __init__(self) -> None:
        self.on: date | None = None
        self._travel: time_machine.travel | None = None

    def go_to(self, day: date) -> None:
        self.stop()
        self._travel = time_machine.travel(datetime.combine(day, MORNING), tick=True)
        self._travel.start()
        self.on = day

    def stop(self) -> None:
        if self._travel is not None:
            self._travel.stop()
            self._travel = None


__all__ = ["Clock"]
