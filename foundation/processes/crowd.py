"""How many requests a web process works on at once: some more wait a moment, and the others are told to come again.

Without it everybody waits, the longer the more they are, until browsers and proxies give up one by one. A process runs one
line of Python at a time, so few pages at once are made sooner than many; what waits for others, as for an upload, has places
of its own. Source: docs/adr/0240-full-house.md.
"""

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

CHAIRS = 2  # for each seat: so many more may wait
PAGES = 4  # of so many seats one is for pages, the others for what takes long
LARGE = 256 * 1024  # bytes: who sends more takes as long as their line does
ELSEWHERE = "/accounts/provider/"  # where another server is asked meanwhile
PATIENCE = 5.0  # seconds for whoever waits
SPARE = 2  # threads that are always free to say that the house is full
AGAIN = 5  # seconds, for Retry-After
ALWAYS = {"/livez", "/readyz"}  # whoever watches the process is not to take it for dead


def threads_for(seats: int) -> int:
    """How many threads the web server needs so that those who wait take none from those who say so."""
    return sum(seats_of(seats)) + seats * CHAIRS + SPARE


def seats_of(seats: int) -> tuple[int, int]:
    """The seats for pages, and those for what takes long; one of each at least."""
    pages = max(1, seats // PAGES)
    return pages, max(1, seats - pages)


def takes_long(environ: Environ) -> bool:
    length = environ.get("CONTENT_LENGTH") or "0"
    unknown = "HTTP_TRANSFER_ENCODING" in environ or not length.isdigit()
    return unknown or int(length) > LARGE or environ["PATH_INFO"].startswith(ELSEWHERE)


class House:
    """The application with a number of seats; whoever finds neither a seat nor a chair is refused at once.

    A file that is sent moves from a page's seat to one for what takes long, where one is free.
    """

    def __init__(self, application: Application, *, seats: int, patience: float = PATIENCE) -> None:
        self._application, self._patience = application, patience
        self._pages, self._long = map(threading.Semaphore, seats_of(seats))
        self._chairs = threading.Semaphore(seats * CHAIRS)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] in ALWAYS:
            return self._application(environ, start_response)
        seats = self._long if takes_long(environ) else self._pages
        if not self._seated(seats):
            return full(environ, start_response)
        try:
            body = self._application(environ, start_response)
            return Answer(body, self._moved(seats, body).release)
        except BaseException:
            seats.release()
            raise

    def _seated(self, seats: threading.Semaphore) -> bool:
        if seats.acquire(blocking=False):
            return True
        if not self._chairs.acquire(blocking=False):
            return False
        try:
            return seats.acquire(timeout=self._patience)
        finally:
            self._chairs.release()

    def _moved(self, seats: threading.Semaphore, body: Iterable[bytes]) -> threading.Semaphore:
        if seats is self._pages and getattr(body, "streaming", False) and self._long.acquire(blocking=False):
            seats.release()
            return self._long
        return seats


class Answer:
    """The body of an answer; the seat is free again once the server has closed it, or lost it with its connection."""

    def __init__(self, body: Iterable[bytes], leave: Callable[[], None]) -> None:
        self._body, self._leaves = body, [leave]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        close = getattr(self._body, "close", None)
        try:
            if close is not None:
                close()
        finally:
            while self._leaves:
                self._leaves.pop()()

    __del__ = close


def full(environ: Environ, start_response: Callable[..., Any]) -> list[bytes]:
    """503 in words, as JSON to a program; nothing was saved, so whatever was sent may be sent again."""
    sentence = gettext("Too many people are here at once. Nothing was saved; try again in a few seconds.")
    if environ["PATH_INFO"].startswith("/api/"):
        kind, body = "application/json", json.dumps({"detail": sentence})
    else:
        kind, body = "text/plain; charset=utf-8", f"{sentence}\n"
    start_response(
        "503 Service Unavailable",
        [
            ("Content-Type", kind),
            ("Retry-After", str(AGAIN)),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ],
    )
    return [body.encode()]
