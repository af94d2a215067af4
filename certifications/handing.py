"""A file is looked at in a room, or leaves it: noted in its custody, marked with who and when, the original untouched."""

from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from assurance.actions import require_seeable, take_file, view_file, viewed_lately
from assurance.models import EvidenceFile
from certifications.entering import found
from certifications.rooms import Room
from foundation.files import exists, serve, serve_copy
from foundation.refusals import Refused
from foundation.viewer import DRAWN, NotShown, copy, draw, serve_page
from foundation.viewer.pages import LAST_PAGE
from foundation.viewer.slots import SECONDS_TO_WAIT

AS_COPIED = {"image/gif": "image/png", "image/webp": "image/png"}  # the others keep their kind


def file_of(room: Room, uuid: UUID) -> EvidenceFile:
    """A file of an accepted version that the room shows; 404 for any other."""
    rows = EvidenceFile.objects.select_related("version__evidence__unit").filter(version__in=room.versions.values("pk"))
    file: EvidenceFile = found(rows.filter(uuid=uuid).first())
    return file


def seen(request: HttpRequest, room: Room, file: EvidenceFile) -> None:
    """Notes that the file was looked at, once a minute. Refuses what nobody may look at; HEAD shows nothing."""
    require_seeable(actor=room.user, file=file)
    if request.method == "GET" and not viewed_lately(room.user, file, room=room.uuid):
        view_file(actor=room.user, file=file, room=room.uuid)


def picture(request: HttpRequest, room: Room, file: EvidenceFile, page: int, width: int) -> HttpResponse:
    """A page as a picture, with who looks and when across it where the grant says so."""
    if page > LAST_PAGE or file.detected_type not in DRAWN:
        raise Http404
    seen(request, room, file)
    told: dict[str, Any] = {
        "sha256": file.sha256,
        "size": file.size,
        "kind": file.detected_type,
        "person": room.user.pk,
    }
    try:
        return serve_page(request, draw(**told, page=page, width=width, mark=mark_of(room)))
    except NotShown as refusal:
        if refusal.code != "busy":
            raise Http404 from refusal
        headers = {"Retry-After": str(SECONDS_TO_WAIT), "Cache-Control": "no-store"}
        return HttpResponse(refusal.sentence, status=503, content_type="text/plain; charset=utf-8", headers=headers)


def stream(request: HttpRequest, room: Room, file: EvidenceFile) -> HttpResponseBase:
    """The file leaves. Where the grant marks, pages and pictures leave as a marked copy that names the hash of the
    original, and who took it stands in the name of every file. Source: docs/adr/0091-marked-copies.md.
    """
    if not exists(file.sha256):
        raise Http404
    mark = mark_of(room)
    if mark and file.detected_type in DRAWN:
        return _copy(request, room, file, mark)
    if request.method == "GET":
        goes_on = not request.headers.get("Range", "bytes=0-").startswith("bytes=0-")
        take_file(actor=room.user, file=file, goes_on=goes_on, room=room.uuid)
    name = marked(file.name, room) if mark else file.name
    facts: dict[str, Any] = {"size": file.size, "content_type": file.declared_type, "detected_type": file.detected_type}
    return serve(request, sha256=file.sha256, name=name, **facts)


def _copy(request: HttpRequest, room: Room, file: EvidenceFile, mark: str) -> HttpResponse:
    kind = file.detected_type
    try:
        content = b"" if request.method == "HEAD" else copied(room, file, mark)
    except NotShown as refusal:
        sentence = _("No marked copy of this file can be made, so it stays here. Ask your contact for it.")
        raise Refused(refusal.code, sentence) from refusal
    if request.method == "GET":
        take_file(actor=room.user, file=file, room=room.uuid)
    return serve_copy(request, content, name=copy_name(room, file), detected_type=AS_COPIED.get(kind, kind))


def copied(room: Room, file: EvidenceFile, mark: str) -> bytes:
    """The pages or the picture with the mark across them and the hash of the original below; raises NotShown."""
    foot = _("Marked copy for %(mark)s. SHA-256 of the original: %(sha256)s") % {"mark": mark, "sha256": file.sha256}
    told: dict[str, Any] = {"sha256": file.sha256, "size": file.size, "kind": file.detected_type}
    return copy(**told, person=room.user.pk, mark=mark, foot=foot)


def copy_name(room: Room, file: EvidenceFile) -> str:
    """The name that a marked copy leaves under."""
    name = PurePath(marked(file.name, room))
    return str(name.with_suffix(".png" if file.detected_type in AS_COPIED else name.suffix))


def mark_of(room: Room) -> str:
    """“Ruth Okafor, Kestrel Certification, 2026-11-20 10:14 (Europe/Lisbon)”, in the host's time; empty without a mark."""
    if not room.grant.watermark:
        return ""
    at = room.now.astimezone(room.host)
    return f"{room.user.name}, {room.grant.organisation}, {at:%Y-%m-%d %H:%M} ({room.host.key})"


def marked(name: str, room: Room) -> str:
    """“register (Ruth Okafor, Kestrel Certification, 2026-11-20 1014).pdf”, in the host's time."""
    path, at = PurePath(name), room.now.astimezone(room.host)
    return f"{path.stem} ({room.user.name}, {room.grant.organisation}, {at:%Y-%m-%d %H%M}){path.suffix}"
