"""What happens around every request: whose address it is, what the answer may do in a browser, the line in the log."""

import ipaddress
import re
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django_structlog.middlewares.request import RequestMiddleware

from foundation.refusals import Conflict

Answer = Callable[[HttpRequest], HttpResponse]

# What stands in a path in place of a name or number: keys of reset and confirmation links. UUIDs are not secret.
KEY_IN_PATH = re.compile(r"(?<=/)(?![0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:/|$))[^/]{24,}(?=/|$)")
QUIET_PATHS = {"/livez", "/readyz"}


def client_address(request: HttpRequest, trusted_proxies: int) -> str:
    """Who sent the request: the connection, or the last address a trusted proxy saw. What a client claims counts not.

    Each proxy appends the address it talked to, so with n of them the n-th from the right is the client.
    """
    connection = request.META.get("REMOTE_ADDR", "")
    claimed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if not 0 < trusted_proxies <= len(claimed):
        return connection
    try:
        return str(ipaddress.ip_address(claimed[-trusted_proxies]))
    except ValueError:
        return connection


SERVED = ("GET", "HEAD", "POST")
SERVED_BY_API = (*SERVED, "PATCH")
SERVED_TO_UPLOADS = (*SERVED_BY_API, "DELETE", "OPTIONS")


class ClientAddress:
    """Puts the client's address into REMOTE_ADDR: the trail, rate limits and logs read it there and nowhere else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = client_address(request, settings.TRUSTED_PROXIES)
        return self.get_response(request)


class ResponseHeaders:
    """Adds what no answer may lack: no keeping by caches, no use by other sites, no sensors.

    Static files say themselves how long they may be kept; so does a view that sets Cache-Control.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return response


class RequestLog(RequestMiddleware):
    """One line per request with its id, person and address; never a query string, a body or a key in the path.

    Where people may speak without their name (NAMELESS_PATHS) the line has neither person nor address.
    """

    def prepare(self, request: HttpRequest) -> None:
        if request.path not in settings.NAMELESS_PATHS:
            structlog.contextvars.bind_contextvars(ip=request.META.get("REMOTE_ADDR"))
        super().prepare(request)

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        if request.path not in settings.NAMELESS_PATHS:
            RequestMiddleware.bind_user_id(request)

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        if request.path in QUIET_PATHS and response.status_code < 400:
            structlog.contextvars.clear_contextvars()
            return
        super().handle_response(request, response)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {KEY_IN_PATH.sub('…', request.path)}"


class ServedMethods:
    """Pages answer GET, HEAD and POST, and only uploads DELETE; any other method gets 405 before anybody looks at it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        served = served_at(request.path)
        if request.method not in served:
            return HttpResponseNotAllowed(served)
        return self.get_response(request)


def served_at(path: str) -> tuple[str, ...]:
    if path.startswith(settings.UPLOADS_PATH):
        return SERVED_TO_UPLOADS
    return SERVED_BY_API if path.startswith(settings.API_PATH) else SERVED


class Refusals:
    """Shows a refusal that no form has taken as a page with its sentence: 409, as a rule that stands in the way."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Conflict):
            return None
        return render(request, "409.html", {"sentence": exception.sentence}, status=exception.status)
