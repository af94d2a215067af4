"""A file leaves a room: noted in its custody, its bytes as they are, and who took it in its name."""

from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from assurance.actions import take_file
from assurance.models import EvidenceFile
from certifications.entering import found
from certifications.rooms import Room
from foundation.files import exists, serve


def file_of(room: Room, uuid: UUID) -> EvidenceFile:
    """A file of an accepted version that the room shows; 404 for any other."""
    rows = EvidenceFile.objects.select_related("version__evidence__unit").filter(version__in=room.versions.values("pk"))
    file: EvidenceFile = found(rows.filter(uuid=uuid).first())
    return file


def stream(request: HttpRequest, room: Room, file: EvidenceFile) -> HttpResponseBase:
    """The stored bytes as they are, so that their hash stays true; who took them stands in the file's name."""
    if not exists(file.sha256):
        raise Http404
    if request.method == "GET":
        goes_on = not request.headers.get("Range", "bytes=0-").startswith("bytes=0-")
        take_file(actor=room.user, file=file, goes_on=goes_on, room=room.uuid)
    name = marked(file.name, room) if room.grant.watermark else file.name
    facts: dict[str, Any] = {"size": file.size, "content_type": file.declared_type, "detected_type": file.detected_type}
    return serve(request, sha256=file.sha256, name=name, **facts)


def marked(name: str, room: Room) -> str:
    """“register (Ruth Okafor, Kestrel Certification, 2026-11-20 1014).pdf”, in the host's time."""
    path, at = PurePath(name), room.now.astimezone(room.host)
    return f"{path.stem} ({room.user.name}, {room.grant.organisation}, {at:%Y-%m-%d %H%M}){path.suffix}"
