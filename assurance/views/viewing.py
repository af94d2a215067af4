"""The viewer: files of evidence looked at beside what they prove, and the pictures of their pages."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from assurance.actions import require_takeable, view_file, viewed_lately
from assurance.models import Evidence, EvidenceFile
from assurance.viewing import Viewing, file_asked_for, page_asked_for, versions_to_view
from foundation.refusals import Conflict
from foundation.viewer import NARROW, ORDINARY, WIDE, NotShown, Sight, draw, serve_page, sight_of
from foundation.viewer.pages import DRAWN, LAST_PAGE
from foundation.viewer.slots import SECONDS_TO_WAIT
from foundation.web import show


@require_safe
def evidence_view(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """A file of a version as pages or lines, noted in its custody; a sentence for what is kept back (409) or gone (410)."""
    version = get_object_or_404(versions_to_view(request.user), uuid=uuid)
    file = file_asked_for(request, version)
    if file is None:
        raise Http404
    sight, status = _seen(request, file)
    return show(request, "assurance/view.html", {"view": Viewing(request, file, sight)}, fragments=VIEW, status=status)


def _seen(request: HttpRequest, file: EvidenceFile) -> tuple[Sight, int]:
    try:
        _look(request, file)
    except Conflict as refused:
        return Sight("barred", sentence=str(refused.sentence)), refused.status
    return sight_of(file, page=page_asked_for(request), person=request.user.pk), 200


VIEW = {"sheet": "assurance/_view_sheet.html"}


@require_safe
def evidence_page(request: HttpRequest, uuid: UUID, page: int) -> HttpResponseBase:
    """The picture of a page; the same people, refusals and line in the custody as for the viewer."""
    visible = EvidenceFile.objects.filter(version__evidence__in=Evidence.objects.visible_to(request.user))
    file = get_object_or_404(visible.select_related("version__evidence__unit"), uuid=uuid)
    width = WIDTHS.get(request.GET.get("width", str(ORDINARY)))
    if width is None or page > LAST_PAGE or file.detected_type not in DRAWN:
        raise Http404
    _look(request, file)
    return _picture(request, file, page, width)


def _picture(request: HttpRequest, file: EvidenceFile, page: int, width: int) -> HttpResponse:
    """The page drawn; 503 for now where too much is being drawn, 404 where there is no picture."""
    told = {"sha256": file.sha256, "size": file.size, "kind": file.detected_type, "person": request.user.pk}
    try:
        return serve_page(request, draw(**told, page=page, width=width))
    except NotShown as refusal:
        if refusal.code != "busy":
            raise Http404 from refusal
        headers = {"Retry-After": str(SECONDS_TO_WAIT), "Cache-Control": "no-store"}
        return HttpResponse(refusal.sentence, status=503, content_type="text/plain; charset=utf-8", headers=headers)


WIDTHS = {str(width): width for width in (NARROW, ORDINARY, WIDE)}


def _look(request: HttpRequest, file: EvidenceFile) -> None:
    """Notes the look unless that is done; a HEAD only asks whether there would be one."""
    require_takeable(actor=request.user, file=file)
    if request.method == "GET" and not viewed_lately(request.user, file):
        view_file(actor=request.user, file=file)
