"""Starts the parts of an installation, keeps them running, and stops them together."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from foundation.processes.kinship import ASKED, die_with_parent

TICK = 0.1  # seconds between two looks at the children
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before an ended part is started again
SETTLED = 60.0  # seconds after which a part counts as running well again


@dataclass(frozen=True, kw_only=True)
class Part:
    """One process to keep: how to start it and how to know that it works."""

    name: str
    command: Sequence[str]
    is_ready: Callable[[], bool] | None = None  # None: nobody waits for it
    ready_within: float = 30.0  # seconds
    stops_within: float = 10.0  # seconds between TERM and KILL
    dies_by: signal.Signals = signal.SIGKILL  # what the system sends when `up` itself is killed


@dataclass
class Running:
    """A part that was started, and how often it had to be."""

    part: Part
    process: subprocess.Popen[bytes]
    started: float
    pause: float = FIRST_PAUSE
    again_at: float | None = None  # when to start it again, if it has ended


@dataclass
class Tree:
    """The parts in the order of their start; they are stopped in the reverse order."""

    parts: Sequence[Part]
    say: Callable[[str], None]
    clock: Callable[[], float] = time.monotonic
    running: list[Running] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self, on_ready: Callable[[], None]) -> None:
        """Starts all parts, calls `on_ready` when they work, watches them, and stops all on INT, TERM or HUP."""
        for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signal_number, self._stop_soon)
        try:
            for part in self.parts:
                self.running.append(Running(part, start(part), self.clock()))
                if not self._wait_until_ready(part):
                    return
            on_ready()
            while not self.stopping.wait(TICK):
                self.look()
        finally:
            self.stop()

    def look(self) -> None:
        """Notices parts that ended and starts them again when their pause is over."""
        for child in self.running:
            if child.again_at is None and child.process.poll() is not None:
                self._mourn(child)
            elif child.again_at is not None and self.clock() >= child.again_at:
                child.process, child.started, child.again_at = start(child.part), self.clock(), None

    def stop(self) -> None:
        """Asks each part to end, last started first, and kills what does not end in its time."""
        for child in reversed(self.running):
            _signal_group(child.process.pid, signal.SIGTERM, only_leader=True)
            try:
                child.process.wait(child.part.stops_within)
            except subprocess.TimeoutExpired:
                self.say(f"The {child.part.name} did not end in time and is killed.")
            _signal_group(child.process.pid, signal.SIGKILL)
            child.process.wait()

    def _mourn(self, child: Running) -> None:
        """Says how a part ended and sets when it starts again: the pause doubles while it keeps ending."""
        _signal_group(child.process.pid, signal.SIGKILL)  # what it started itself and left behind
        if self.clock() - child.started > SETTLED:
            child.pause = FIRST_PAUSE
        self.say(
            f"The {child.part.name} ended ({_how(child.process.returncode)}); it starts again in {child.pause:g} s."
        )
        child.again_at = self.clock() + child.pause
        child.pause = min(child.pause * 2, LONGEST_PAUSE)

    def _wait_until_ready(self, part: Part) -> bool:
        """Whether to go on: False when asked to stop meanwhile. A late part is told of, and watched all the same."""
        until = self.clock() + part.ready_within
        while part.is_ready is not None and not part.is_ready():
            if self.stopping.wait(TICK / 4):
                return False
            self.look()
            if self.clock() > until:
                self.say(f"The {part.name} does not answer yet.")
                break
        return not self.stopping.is_set()

    def _stop_soon(self, _signal_number: int, _frame: object) -> None:
        if self.stopping.is_set():  # asked twice: at once
            for child in self.running:
                _signal_group(child.process.pid, signal.SIGKILL)
        self.stopping.set()


def start(part: Part) -> subprocess.Popen[bytes]:
    """The part as a child in a process group of its own, so that Ctrl-C reaches it through us only."""
    parent = os.getpid()
    return subprocess.Popen(  # noqa: S603 - our own commands, no shell
        part.command,
        stdin=subprocess.DEVNULL,
        env=os.environ | {ASKED: "1", "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
        preexec_fn=lambda: die_with_parent(parent=parent, by=part.dies_by),
    )


def _signal_group(leader: int, number: signal.Signals, *, only_leader: bool = False) -> None:
    """Sends a signal to a child, or to it and all it started; nothing when they are gone."""
    try:
        os.kill(leader, number) if only_leader else os.killpg(leader, number)
    except (ProcessLookupError, PermissionError):
        return


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"code {code}"
