"""Hands out the picture of a page: a PNG that we painted, for pages of ours, asked for anew each time."""

import hashlib

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from foundation.viewer.pages import Drawn

HEADERS = {
    "Content-Type": "image/png",
    "Content-Disposition": "inline",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}


def serve_page(request: HttpRequest, drawn: Drawn) -> HttpResponse:
    """The picture, or that the browser's own copy is still right. Who may see it, the caller has checked.

    A browser may keep it but has to ask before it shows it again, so what is taken away is gone at the next look.
    """
    refuse_other_sites(request)
    etag = f'"{hashlib.sha256(drawn.png).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers=HEADERS | {"ETag": etag})
    return HttpResponse(drawn.png, headers=HEADERS | {"ETag": etag})


def refuse_other_sites(request: HttpRequest) -> None:
    """Refuses a browser that wants the picture for a page of others, or as anything but a picture."""
    if request.headers.get("Sec-Fetch-Dest", "image") not in {"image", "document", "empty"}:
        raise PermissionDenied
    if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
        raise PermissionDenied
