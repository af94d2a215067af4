"""Checks and their readings: registered by name, probes asked at once, each bounded by the same deadline."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import redis
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.files.scanner import ScannerUnavailable

Text = str | Promise
PATIENCE = 1.5  # seconds for all probes together
REFUSALS = (OSError, ValueError, redis.RedisError, ScannerUnavailable)


class Standing(StrEnum):
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    OFF = "mute"


WORDS: dict[Standing, tuple[str, Text]] = {
    Standing.GOOD: ("check-circle", _("Well")),
    Standing.WARN: ("exclamation-circle", _("Look at this")),
    Standing.BAD: ("exclamation-triangle", _("Needs you now")),
    Standing.OFF: ("minus-circle", _("Not in use")),
}


@dataclass(frozen=True)
class Reading:
    """How one thing stands: a sentence, facts, and what to do where it does not stand well."""

    standing: Standing
    words: Text
    facts: Sequence[tuple[Text, Text]] = ()
    advice: Text = ""
    link: tuple[Text, str] | None = None
    pill: Text = ""

    @property
    def look(self) -> tuple[str, str, Text]:
        """Tone, icon and words of the pill: those of the standing unless the reading has words of its own."""
        icon, words = WORDS[self.standing]
        return str(self.standing), icon, self.pill or words


@dataclass(frozen=True)
class NoAnswer:
    """What a probe found when the machine refused or kept silent; `said` is empty for silence."""

    said: str = ""


Probe = Callable[[], Any]
Counts = Callable[[datetime], Any]


@dataclass(frozen=True)
class Check:
    """`tell(now, found)` words what the probe found, or reads the database; only `probe` may wait for a machine.

    Checks that name the same `counts(now)` are told what it found, which is asked once.
    """

    name: str
    label: Text
    icon: str
    order: int
    tell: Callable[[datetime, Any], Reading]
    probe: Probe | None
    counts: Counts | None = None


@dataclass(frozen=True)
class Told:
    check: Check
    reading: Reading


_checks: dict[str, Check] = {}
_asked: dict[str, Future[Any]] = {}
_askers = ThreadPoolExecutor(max_workers=8, thread_name_prefix="status")


def check(
    name: str, *, label: Text, icon: str, order: int, probe: Probe | None = None, counts: Counts | None = None
) -> Callable[[Any], Any]:
    """Registers `tell(now, found) -> Reading`; `found` is what `probe()` returned, a NoAnswer, or None without a probe.

    With `counts` it is what `counts(now)` found, for all checks that share it.

    A probe never touches the database: its thread has no connection of the request's.
    """

    def register(tell: Callable[[datetime, Any], Reading]) -> Callable[[datetime, Any], Reading]:
        if name in _checks:
            raise RuntimeError(f"The check {name} is registered twice.")
        _checks[name] = Check(name, label, icon, order, tell, probe, counts)
        return tell

    return register


def take(now: datetime) -> list[Told]:
    """Every reading, in order. Takes at most PATIENCE seconds beyond the queries of the checks."""
    listed = sorted(_checks.values(), key=lambda entry: entry.order)
    asked = {entry.name: _ask(entry.name, entry.probe) for entry in listed if entry.probe}
    until = time.monotonic() + PATIENCE
    found = {name: _answer(future, until) for name, future in asked.items()}
    counted = {count: count(now) for count in {entry.counts for entry in listed} if count}
    found |= {entry.name: counted[entry.counts] for entry in listed if entry.counts}
    return [Told(entry, entry.tell(now, found.get(entry.name))) for entry in listed]


def _ask(name: str, probe: Probe) -> Future[Any]:
    """Starts a probe, unless the one of an earlier request still hangs: a hung disk must not eat a thread per visit."""
    if name not in _asked or _asked[name].done():
        _asked[name] = _askers.submit(probe)
    return _asked[name]


def _answer(future: Future[Any], until: float) -> Any:
    try:
        return future.result(timeout=max(0.0, until - time.monotonic()))
    except TimeoutError:
        return NoAnswer()
    except REFUSALS as refusal:
        return NoAnswer(str(refusal)[:200] or type(refusal).__name__)
