"""The tus protocol, version 1.0.0: files in as many requests as they take. For programs and for our own pages.

Spoken are the core and the extensions creation, creation-with-upload, expiration, checksum and termination
(https://tus.io/protocols/resumable-upload). An app says who may send by a subclass; what it does with a whole file is
its own call. No transaction and no connection to the database is held while bytes come.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar, NoReturn
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.http import UnreadablePostError
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.access import Permission, require
from foundation.api.doors import Collection
from foundation.files import resumable
from foundation.files.checksums import ALGORITHMS, Checksum, Unsound
from foundation.files.metadata import pairs_of
from foundation.files.names import readable_name
from foundation.files.partial import Overtaken, WrongOffset
from foundation.files.uploads import OUT_OF_ROOM
from foundation.models.uploads import Upload

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,checksum,termination"
BYTES = "application/offset+octet-stream"
BLOCK_BYTES = 64 * 1024
MISMATCH = 460  # of the protocol: the bytes are not those of the checksum


class TusRefusal(APIException):
    """A refusal with one of the statuses of the protocol."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status_code = status


class Unread(BaseParser):
    """Leaves the bytes in the body for who writes them down: the check of a session's form token looks for fields first."""

    media_type = BYTES

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        return {}


class UploadSerializer(serializers.ModelSerializer):
    """An upload of one's own; `offset` is how many bytes have come, null once they are gone."""

    offset = serializers.SerializerMethodField()

    class Meta:
        model = Upload
        fields = ["uuid", "name", "content_type", "fingerprint", "size", "offset", "created_at", "expires_at"]

    def get_offset(self, upload: Upload) -> int | None:
        return resumable.arrived(upload)


class Uploads(Collection):
    """Uploads of one's own that are unfinished or not taken yet."""

    noun = tag = "upload"
    model, shows, order = Upload, UploadSerializer, ("-created_at", "-pk")
    may_send: ClassVar[Permission]

    def rows(self) -> QuerySet[Upload]:
        return Upload.objects.visible_to(self.person)

    def listed(self) -> QuerySet[Upload]:
        return self.rows().lasting(timezone.now())

    def detailed(self) -> QuerySet[Upload]:
        return self.rows()

    def query_of(self, name: str) -> dict[str, Any]:
        return {} if name == "metadata" else super().query_of(name)

    def get_parsers(self) -> list[BaseParser]:
        return [Unread()]

    def prepare_to_write(self, method: str) -> None:
        insist_version(self.request)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Tus-Resumable"] = VERSION
        if response.status_code == 412:
            response["Tus-Version"] = VERSION
        return response

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What is spoken here."""
        told = {"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS, "Tus-Max-Size": str(settings.MAX_UPLOAD_BYTES)}
        return Response(status=204, headers=told | {"Tus-Checksum-Algorithm": ",".join(ALGORITHMS)})

    def retrieve(self, request: Request, uuid: UUID, **above: Any) -> Response:
        if request.method != "HEAD":
            return super().retrieve(request, uuid, **above)
        insist_version(request)
        upload = self._going_on(uuid)
        told = {"Upload-Length": str(upload.size), "Cache-Control": "no-store"}
        told |= {"Upload-Metadata": upload.metadata} if upload.metadata else {}
        return Response(headers=told | standing(upload, resumable.arrived(upload) or 0))

    @extend_schema(exclude=True)
    def create(self, request: Request) -> Response:
        """Begins an upload, with its first bytes where they come along."""
        require(self.person, self.may_send)
        upload = resumable.begin(told_upload(request, user=self.person), now=timezone.now())
        offset = self._first(request, upload) if sends_bytes(request) else 0
        place = {"Location": reverse("api:upload-detail", args=[upload.uuid])}
        return Response(status=201, headers=place | standing(upload, offset))

    @extend_schema(exclude=True)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Adds bytes from where the upload stands."""
        upload = self._going_on(uuid)
        if not sends_bytes(request):
            raise TusRefusal(415, _("Bytes are sent as %(type)s.") % {"type": BYTES})
        offset = self._append(request, upload, at=whole_number(request, "Upload-Offset"))
        return Response(status=204, headers=standing(upload, offset))

    @extend_schema(exclude=True)
    def destroy(self, request: Request, uuid: UUID) -> Response:
        """Ends an upload with its bytes."""
        resumable.end(self._going_on(uuid))
        return Response(status=204)

    def _going_on(self, uuid: UUID) -> Upload:
        upload: Upload = self.found(uuid)
        resumable.refuse_over(upload, timezone.now())
        return upload

    def _first(self, request: Request, upload: Upload) -> int:
        """Bytes that come with the creation; where they are refused its sender never learns of the upload."""
        try:
            return self._append(request, upload, at=0)
        except TusRefusal:
            resumable.end(upload)
            raise

    def _append(self, request: Request, upload: Upload, *, at: int) -> int:
        if at <= upload.size < at + declared_length(request):
            raise TusRefusal(413, _("More bytes than the upload was said to have."))
        pieces = promised_pieces(request)
        if not connection.in_atomic_block:
            connection.close()  # a slow sender holds none
        try:
            return resumable.partial_of(upload).append(pieces, at=at)
        except (WrongOffset, Overtaken, Unsound, OSError) as fault:
            refuse(fault)


def sends_bytes(request: Request) -> bool:
    return request.content_type.partition(";")[0].strip().lower() == BYTES


def promised_pieces(request: Request) -> Iterator[bytes]:
    """The bytes of the body; with a checksum only once all of them are sound."""
    told = request.headers.get("Upload-Checksum")
    if told is None:
        return arriving(request)
    try:
        return Checksum.read(told).verified(arriving(request))
    except ValueError as error:
        raise TusRefusal(400, _("Checksums are: %(names)s.") % {"names": ", ".join(ALGORITHMS)}) from error


def arriving(request: Request) -> Iterator[bytes]:
    """The bytes of the body as they come; it ends early where the sender has gone."""
    try:
        while piece := request._request.read(BLOCK_BYTES):
            yield piece
    except UnreadablePostError:
        return


def refuse(fault: Exception) -> NoReturn:
    """Says a fault of the bytes in the statuses of the protocol; what came before it is kept."""
    if isinstance(fault, WrongOffset):
        raise TusRefusal(409, _("The upload stands at another byte. Ask with HEAD where to go on.")) from fault
    if isinstance(fault, Overtaken):
        raise TusRefusal(423, _("Another request is sending to this upload.")) from fault
    if isinstance(fault, Unsound):
        raise TusRefusal(MISMATCH, _("The bytes do not have the checksum that was sent. None was kept.")) from fault
    if isinstance(fault, FileNotFoundError):
        raise TusRefusal(410, _("This upload has run out. Start it anew.")) from fault
    if isinstance(fault, OSError) and fault.errno in OUT_OF_ROOM:
        raise TusRefusal(507, _("There is no room left on the server. Please tell the administrator.")) from fault
    raise fault


def insist_version(request: Request) -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise TusRefusal(412, _("Spoken here is version %(version)s of tus.") % {"version": VERSION})


def told_upload(request: Request, *, user: Any) -> Upload:
    """What the headers of a creation promise. Raises TusRefusal for what is no upload, or one that is too large."""
    size = whole_number(request, "Upload-Length")
    if size > settings.MAX_UPLOAD_BYTES:
        raise TusRefusal(413, _("At most %(bytes)d bytes are taken.") % {"bytes": settings.MAX_UPLOAD_BYTES})
    metadata = request.headers.get("Upload-Metadata", "")
    try:
        told = pairs_of(metadata)
    except ValueError as error:
        raise TusRefusal(400, _("Upload-Metadata is not readable.")) from error
    return Upload(
        user=user,
        size=size,
        metadata=metadata,
        name=readable_name(told.get("filename", "")),
        content_type=told.get("filetype", "")[:100],
        fingerprint=told.get("fingerprint", "")[:200],
    )


def whole_number(request: Request, header: str) -> int:
    told = request.headers.get(header, "")
    if not (told.isascii() and told.isdigit()) or len(told) > 18:
        raise TusRefusal(400, _("%(header)s has to be a whole number.") % {"header": header})
    return int(told)


def declared_length(request: Request) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdigit() else 0


def standing(upload: Upload, offset: int) -> dict[str, str]:
    """Up to where an upload has come, and until when it can go on."""
    return {"Upload-Offset": str(offset), "Upload-Expires": expiry(upload.expires_at)}


def expiry(moment: datetime) -> str:
    return http_date(moment.timestamp())
