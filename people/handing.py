"""Hands out files of courses, proofs and certificates: pictures of pages, a video for the player, or a download."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from foundation.files import exists, kinds, serve, serve_video
from foundation.models import StoredFile
from foundation.viewer import DRAWN, NARROW, ORDINARY, NotShown, draw, serve_page
from foundation.viewer.pages import LAST_PAGE
from foundation.viewer.slots import SECONDS_TO_WAIT
from people.models import PageFile

WIDTHS = {str(width): width for width in (NARROW, ORDINARY)}
MOST_FIGURES = len(str(LAST_PAGE))


def sheet_asked_for(request: HttpRequest) -> int:
    """The number of the sheet of a paper in the address; the first one where it makes no sense."""
    asked = request.GET.get("sheet", "")
    return max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) <= MOST_FIGURES else 1


def media_of(request: HttpRequest, file: PageFile | None) -> HttpResponseBase:
    """What a page of a course shows of its file; 404 where there is nothing. Who may see it, the caller has checked."""
    if file is None or not file.is_shown or not exists(file.sha256):
        raise Http404
    if file.detected_type == kinds.MP4:
        return serve_video(request, sha256=file.sha256, name=file.name, size=file.size)
    width = WIDTHS.get(request.GET.get("width", str(ORDINARY)))
    if width is None or file.detected_type not in DRAWN:
        raise Http404
    return _picture(request, file, width)


def _picture(request: HttpRequest, file: PageFile, width: int) -> HttpResponse:
    """A page drawn; 503 for now where too much is being drawn, 404 where there is no picture."""
    told: dict[str, Any] = {
        "sha256": file.sha256,
        "size": file.size,
        "kind": file.detected_type,
        "person": request.user.pk,
    }
    try:
        return serve_page(request, draw(**told, page=sheet_asked_for(request), width=width))
    except NotShown as refusal:
        if refusal.code != "busy":
            raise Http404 from refusal
        headers = {"Retry-After": str(SECONDS_TO_WAIT), "Cache-Control": "no-store"}
        return HttpResponse(refusal.sentence, status=503, content_type="text/plain; charset=utf-8", headers=headers)


def paper_of(request: HttpRequest, file: PageFile | None) -> HttpResponseBase:
    """The file of a page as a download."""
    if file is None or not file.is_shown:
        raise Http404
    return taken(request, file)


def taken(request: HttpRequest, file: StoredFile) -> HttpResponseBase:
    """The bytes as an attachment. Who may have them, the caller has checked."""
    if not exists(file.sha256):
        raise Http404
    return serve(
        request,
        sha256=file.sha256,
        name=file.name,
        size=file.size,
        content_type=file.declared_type,
        detected_type=file.detected_type,
    )
