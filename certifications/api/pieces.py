"""Evidence of a room with its accepted versions, and the way out of a file where the grant includes it."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request

from assurance.actions import require_takeable
from assurance.models import Evidence, EvidenceFile, EvidenceVersion
from certifications.api.rooms import InRoom, RoomRows
from certifications.api.shown import AskedSerializer, PieceSerializer
from certifications.handing import file_of, stream
from certifications.records import evidence_of
from foundation.api.doors import BINARY, reads


class RoomFileSerializer(serializers.ModelSerializer):
    """A file and its hash; where the grant includes files, its bytes are at …/files/<uuid>/content/."""

    class Meta:
        model = EvidenceFile
        fields = ["uuid", "name", "size", "detected_type", "sha256", "scan"]


class RoomVersionSerializer(serializers.ModelSerializer):
    """An accepted version, with its files."""

    files = RoomFileSerializer(many=True)

    class Meta:
        model = EvidenceVersion
        fields = ["number", "as_of", "valid_until", "created_at", "state", "files"]


class ProofSerializer(serializers.Serializer):
    """A clause, finding or audit of the room that it shows something of."""

    kind = serializers.ChoiceField(choices=["audit", "clause", "finding"])
    uuid = serializers.UUIDField()
    name = serializers.CharField()


class RoomPieceSerializer(serializers.Serializer):
    """A piece of evidence with its accepted versions, the newest first, and what it shows."""

    piece = PieceSerializer()
    source = serializers.CharField(source="piece.source")
    versions = RoomVersionSerializer(many=True)
    proofs = ProofSerializer(many=True)
    questions = AskedSerializer(many=True)


class RoomPieces(RoomRows):
    """The evidence of the room."""

    noun = "room-evidence"
    model, shows, lists, order = Evidence, RoomPieceSerializer, PieceSerializer, ("ref",)

    def rows(self) -> QuerySet[Any]:
        return self.room.pieces().select_related("unit")

    def told(self, row: Any) -> Any:
        record = evidence_of(self.room, row)
        versions = [version for version, _standing, _files in record["versions"]]
        proofs = [{"kind": kind, "uuid": uuid, "name": name} for kind, uuid, name in record["proofs"]]
        return record | {"versions": versions, "proofs": proofs}


class RoomFiles(InRoom):
    """The way out of a file of the room, noted in its custody with the room."""

    noun = "room-file"
    lookup_field = "uuid"
    lookup_value_converter = "uuid"

    @reads("content", gives=BINARY)
    def content(self, request: Request, grant: UUID, uuid: UUID) -> HttpResponseBase:
        """The file itself, as an attachment, where the grant includes files."""
        file = file_of(self.room, uuid)
        require_takeable(actor=self.person, file=file, room=self.room.uuid)
        return stream(request._request, self.room, file)
