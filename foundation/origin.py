"""Where the present request comes from, for the event log."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_address: ContextVar[str | None] = ContextVar("address of the request", default=None)


def address() -> str | None:
    """The IP address of the request being answered; None outside a request."""
    return _address.get()


class OriginMiddleware:
    """Remembers the client's address (REMOTE_ADDR, which the proxy setting has already put right)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _address.set(request.META.get("REMOTE_ADDR") or None)
        try:
            return self.get_response(request)
        finally:
            _address.reset(token)
