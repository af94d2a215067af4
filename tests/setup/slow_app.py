"""A house with one seat, for the web server of tests/setup/test_crowd.py: half a second for each guest."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import django

from foundation.processes.crowd import House

django.setup()


def slow(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    if environ["PATH_INFO"] == "/endless":
        return endless()
    if environ["PATH_INFO"] == "/file":
        return File(endless())
    if environ["PATH_INFO"] != "/livez":
        time.sleep(0.5)
    return [b"here"]


class File:
    """As Django answers with a file."""

    streaming = True

    def __init__(self, body: Iterator[bytes]) -> None:
        self.body = body

    def __iter__(self) -> Iterator[bytes]:
        return self.body


def endless() -> Iterator[bytes]:
    while True:
        time.sleep(0.05)
        yield b"more" * 10_000


application = House(slow, seats=1, patience=30)
