"""The doors of a room to its files: looked at page by page, or taken away where the grant says so."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from assurance.actions import require_takeable
from assurance.models import EvidenceFile
from assurance.viewing import page_asked_for
from certifications.entering import in_room
from certifications.handing import file_of, picture, seen, stream
from certifications.records import RoomViewing
from certifications.rooms import Room
from foundation.refusals import Conflict
from foundation.viewer import NARROW, ORDINARY, WIDE, Sight, sight_of
from foundation.web import show

WIDTHS = {str(width): width for width in (NARROW, ORDINARY, WIDE)}


@require_safe
@in_room
def room_file(request: HttpRequest, room: Room, uuid: UUID) -> HttpResponseBase:
    """A file as a download where the grant includes it; noted in its custody with the room."""
    file = file_of(room, uuid)
    try:
        require_takeable(actor=request.user, file=file, room=room.uuid)
        return stream(request, room, file)
    except Conflict as refused:
        context = {"room": room, "refusal": refused}
        return show(request, "certifications/room_no_file.html", context, status=refused.status)


@require_safe
@in_room
def room_view(request: HttpRequest, room: Room, uuid: UUID) -> HttpResponseBase:
    """A file as pages or lines, with who looks and when across them; noted in its custody with the room."""
    file = file_of(room, uuid)
    sight, status = _sight(request, room, file)
    context = {"room": room, "view": RoomViewing(request, room, file, sight)}
    return show(request, "certifications/room_view.html", context, status=status)


def _sight(request: HttpRequest, room: Room, file: EvidenceFile) -> tuple[Sight, int]:
    try:
        seen(request, room, file)
    except Conflict as refused:
        return Sight("barred", sentence=str(refused.sentence)), refused.status
    return sight_of(file, page=page_asked_for(request), person=request.user.pk), 200


@require_safe
@in_room
def room_page(request: HttpRequest, room: Room, uuid: UUID, page: int) -> HttpResponseBase:
    """The picture of a page; the same people, refusals and line in the custody as for the viewer."""
    width = WIDTHS.get(request.GET.get("width", str(ORDINARY)))
    if width is None:
        raise Http404
    return picture(request, room, file_of(room, uuid), page, width)
