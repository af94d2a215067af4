"""Hands out the picture of a page: a PNG that we painted, for pages of ours, and never kept by a browser."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from foundation.viewer.pages import Drawn

HEADERS = {
    "Content-Type": "image/png",
    "Content-Disposition": "inline",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def serve_page(request: HttpRequest, drawn: Drawn) -> HttpResponse:
    """The picture. Who may see it, the caller has checked; a browser keeps no copy, as of any page of ours."""
    refuse_other_sites(request)
    return HttpResponse(drawn.png, headers=HEADERS)


def refuse_other_sites(request: HttpRequest) -> None:
    """Refuses a browser that wants the picture for a page of others, or as anything but a picture."""
    if request.headers.get("Sec-Fetch-Dest", "image") not in {"image", "document", "empty"}:
        raise PermissionDenied
    if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
        raise PermissionDenied
