"""What the ledger publishes to everybody: hashes, signatures and keys. The entries behind them stay inside."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from foundation.api.throttling import WINDOW, counted
from foundation.ledger import publishing

CALLS = 1200  # a minute and address: a log of a million entries has 3,900 tiles
TEXT, BYTES = "text/plain; charset=utf-8", "application/octet-stream"
FOR_GOOD = "public, max-age=31536000, immutable"  # a tile of one width never changes
FOR_SECONDS = "public, max-age=5"

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Lets anybody read, each address so many times a minute; the same for everybody, signed in or not."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        address, now = request.META.get("REMOTE_ADDR", ""), time.time()
        if counted(f"ledger:{address}:{int(now // WINDOW)}") > CALLS:
            wait = str(int(WINDOW - now % WINDOW) + 1)
            return HttpResponse("Too many requests.\n", status=429, content_type=TEXT, headers={"Retry-After": wait})
        return view(request, *args, **kwargs)

    return login_not_required(require_safe(answer))


@public
def ledger_checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint, with the signatures of the log and of its witnesses."""
    return _file(publishing.checkpoint(), TEXT, FOR_SECONDS)


@public
def ledger_tile(request: HttpRequest, path: str) -> HttpResponse:
    """The hashes of one tile of the tree."""
    return _file(publishing.tile(f"tile/{path}"), BYTES, FOR_GOOD)


@public
def ledger_key(request: HttpRequest) -> HttpResponse:
    """The public keys of the log and of its witnesses."""
    return _file(publishing.keys(), TEXT, FOR_SECONDS)


def _file(content: str | bytes | None, kind: str, kept: str) -> HttpResponse:
    if content is None:
        raise Http404
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": kept})
