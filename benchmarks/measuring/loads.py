"""Many people at once: with time to think, and without."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.measuring.clients import Answer, Browser, in_threads

READERS, WRITERS, THINK = 50, 5, 2.0  # seconds between an answer and the next question
CROWD = 200  # clients that do not think


@dataclass
class Load:
    """The answers by status, how long the good ones took, how many writes were taken, and what broke."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)  # seconds until a 503
    written: int = 0
    broken: Counter[str] = field(default_factory=Counter)
    whole: float = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, ask: Callable[[], Answer], *, writes: bool = False) -> None:
        try:
            answer = ask()
        except Exception as failure:  # noqa: BLE001 - counted, and shown by its name
            with self.lock:
                self.broken[type(failure).__name__] += 1
            return
        with self.lock:
            self.statuses[answer.status] += 1
            kept = self.refused if answer.status == 503 else self.seconds
            kept.append(answer.seconds)
            self.written += writes and answer.status == 302

    def share(self, part: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(int(len(ordered) * part), len(ordered) - 1)] if ordered else 0.0


def thinking(browsers: list[Browser], paths: list[str], comment: str, *, seconds: float) -> Load:
    """The first of the browsers write, the others turn pages."""
    load, until, begun = Load(), time.monotonic() + seconds, time.perf_counter()

    def sit(number: int, browser: Browser) -> None:
        chance = random.Random(number)  # noqa: S311 - the same walk every time
        time.sleep(chance.random() * THINK)
        while time.monotonic() < until:
            if number < WRITERS:
                text = urlencode({"text": f"Seen by {number} at {time.time():.6f}."}).encode()
                load.take(lambda text=text: browser.post(comment, text), writes=True)  # type: ignore[misc]
            else:
                path = chance.choice(paths)
                load.take(lambda path=path: browser.get(path))  # type: ignore[misc]
            time.sleep(THINK * (0.5 + chance.random()))

    in_threads([lambda n=n, b=b: sit(n, b) for n, b in enumerate(browsers)])  # type: ignore[misc]
    load.whole = time.perf_counter() - begun
    return load


def crowding(browsers: list[Browser], paths: list[str], *, seconds: float) -> Load:
    """Everybody asks again as soon as they are answered; who is refused waits as long as a browser is told to, or less."""
    load, until, begun = Load(), time.monotonic() + seconds, time.perf_counter()

    def push(number: int, browser: Browser) -> None:
        chance = random.Random(number)  # noqa: S311 - the same walk every time
        while time.monotonic() < until:
            path = chance.choice(paths)
            load.take(lambda path=path: browser.get(path))  # type: ignore[misc]

    in_threads([lambda n=n, b=b: push(n, b) for n, b in enumerate(browsers)])  # type: ignore[misc]
    load.whole = time.perf_counter() - begun
    return load
