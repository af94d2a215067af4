"""Where the present request comes from and by which token, for the event log."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_address: ContextVar[str | None] = ContextVar("address of the request", default=None)

_program: ContextVar[Any] = ContextVar("token of the request", default=None)


def address() -> str | None:
    """The IP address of the request being answered; None outside a request."""
    return _address.get()


@contextmanager
def coming_from(somewhere: str | None) -> Iterator[None]:
    """What is read inside is read from this address: by long work, of what was opened to one network alone."""
    before = _address.set(somewhere)
    try:
        yield
    finally:
        _address.reset(before)


def program() -> Any:
    """The ApiToken by which the request being answered was made; None for a person at a page, and outside a request."""
    return _program.get()


def by_program(token: Any) -> None:
    """Remembers the token until the request is answered."""
    _program.set(token)


class OriginMiddleware:
    """Remembers the client's address (REMOTE_ADDR, which the proxy setting has already put right).

    Nothing is remembered where people may speak without their name.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = request.path not in settings.NAMELESS_PATHS
        before = _address.set((request.META.get("REMOTE_ADDR") or None) if named else None)
        nobody = _program.set(None)
        try:
            return self.get_response(request)
        finally:
            _program.reset(nobody)
            _address.reset(before)
