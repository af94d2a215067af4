"""How many requests a web process works on at once: some more wait a moment, and the others are told to come again.

Without it everybody waits, the longer the more they are, until browsers and proxies give up one by one.
Source: docs/adr/0240-full-house.md.
"""

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

CHAIRS = 2  # for each seat: so many more may wait
PATIENCE = 5.0  # seconds for whoever waits
SPARE = 2  # threads that are always free to say that the house is full
AGAIN = 5  # seconds, for Retry-After
ALWAYS = {"/livez", "/readyz"}  # whoever watches the process is not to take it for dead


def threads_for(seats: int) -> int:
    """How many threads the web server needs so that those who wait take none from those who say so."""
    return seats * (1 + CHAIRS) + SPARE


class House:
    """The application with a number of seats; whoever finds neither a seat nor a chair is refused at once."""

    def __init__(self, application: Application, *, seats: int, patience: float = PATIENCE) -> None:
        self._application, self._patience = application, patience
        self._seats = threading.Semaphore(seats)
        self._chairs = threading.Semaphore(seats * CHAIRS)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] in ALWAYS:
            return self._application(environ, start_response)
        if not self._seated():
            return full(environ, start_response)
        try:
            return Answer(self._application(environ, start_response), self._seats.release)
        except BaseException:
            self._seats.release()
            raise

    def _seated(self) -> bool:
        if self._seats.acquire(blocking=False):
            return True
        if not self._chairs.acquire(blocking=False):
            return False
        try:
            return self._seats.acquire(timeout=self._patience)
        finally:
            self._chairs.release()


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
