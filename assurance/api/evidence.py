"""Evidence: its versions with their files, their review, its holds, and the way in and out of a file."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.actions import add_version, clear_damage, place_hold, require_takeable, take_file, upload_evidence
from assurance.api.vault import LegalHoldSerializer
from assurance.duplicates import twins_of
from assurance.forms import EvidenceForm, HoldForm, ReasonForm, VersionForm
from assurance.freshness import counts_until
from assurance.lists import EvidenceList
from assurance.models import Evidence, EvidenceFile, EvidenceVersion
from assurance.permissions import CLEAR_EVIDENCE, HOLD_EVIDENCE, UPLOAD_EVIDENCE
from assurance.workflows import EVIDENCE
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import BINARY, Collection, act, reads, writes
from foundation.api.names import RecordNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today
from foundation.files import exists, serve


class EvidenceFileSerializer(serializers.ModelSerializer):
    """A stored file of a version; its bytes are at …/evidence-files/<uuid>/content/."""

    class Meta:
        model = EvidenceFile
        fields = [
            "uuid", "name", "size", "declared_type", "detected_type", "sha256", "active_content", "scan",
            "checked_at", "suspect_since", "disposed_at",
        ]  # fmt: skip


class VersionSerializer(serializers.ModelSerializer):
    """A version of some evidence, with its files."""

    evidence = RecordNameSerializer()
    uploaded_by = serializers.CharField(source="uploaded_by.name")
    files = EvidenceFileSerializer(many=True)

    class Meta:
        model = EvidenceVersion
        fields = ["uuid", "evidence", "number", "as_of", "valid_until", "uploaded_by", "created_at", "state", "files"]


class EvidenceLineSerializer(serializers.ModelSerializer):
    """A piece of evidence with where its newest version stands."""

    unit = UnitNameSerializer()
    latest_number = serializers.IntegerField(default=None, allow_null=True)
    latest_state = serializers.CharField(default=None, allow_null=True)
    latest_as_of = serializers.DateField(default=None, allow_null=True)
    latest_valid_until = serializers.DateField(default=None, allow_null=True)
    latest_uploaded_by = serializers.CharField(default=None, allow_null=True)
    latest_uploaded_at = serializers.DateTimeField(default=None, allow_null=True)
    fresh_until = serializers.SerializerMethodField()

    class Meta:
        model = Evidence
        fields = [
            "uuid", "ref", "title", "kind", "unit", "grading", "personal_data", "source", "latest_number",
            "latest_state", "latest_as_of", "latest_valid_until", "latest_uploaded_by", "latest_uploaded_at",
            "fresh_until", "retention", "disposal_due",
        ]  # fmt: skip

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_fresh_until(self, row: Any) -> date | None:
        return counts_until(row)


class EvidenceSerializer(EvidenceLineSerializer):
    """A piece of evidence with all its versions, the newest first; `same_as` names others with the same content."""

    versions = VersionSerializer(many=True)
    on_hold = serializers.SerializerMethodField()
    same_as = serializers.SerializerMethodField()

    class Meta:
        model = Evidence
        fields = [*EvidenceLineSerializer.Meta.fields, "versions", "on_hold", "same_as"]

    def get_on_hold(self, row: Any) -> bool:
        return row.holds.live().exists()

    @extend_schema_field(RecordNameSerializer(many=True))
    def get_same_as(self, row: Any) -> Any:
        files = [file for version in row.versions.all() for file in version.files.all() if file.disposed_at is None]
        hashes = [file.sha256 for file in files]
        return RecordNameSerializer(twins_of(hashes, self.context["request"].user, besides=row), many=True).data


class EvidencePieces(Told, Collection):
    """Evidence one may see: one's own, that of one's units, and what proves records one sees."""

    noun = tag = "evidence"
    model, shows, lists, table = Evidence, EvidenceSerializer, EvidenceLineSerializer, EvidenceList

    def listed(self) -> QuerySet[Any]:
        return Evidence.objects.visible_to(self.person).for_list()

    def detailed(self) -> QuerySet[Any]:
        near = ("versions__files", "versions__uploaded_by", "versions__evidence")
        return self.listed().prefetch_related(*near)

    @writes(body_of(EvidenceForm, "Evidence", optional=("unit", "as_of")), gives=EvidenceSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Add evidence with its first version; somebody else reviews it."""
        require(self.person, UPLOAD_EVIDENCE)
        given = self.cleaned(lambda *sent: EvidenceForm(*sent, actor=self.person, on=today()))
        return self.after(upload_evidence(actor=self.person, **given).evidence, status=201)

    @act("versions", body_of(VersionForm, "EvidenceVersion", optional=("as_of",)), gives=VersionSerializer, status=201)
    def versions(self, request: Request, uuid: UUID) -> Response:
        """Add a version; links stay on the version they name."""
        require(self.person, UPLOAD_EVIDENCE)
        row = self.to_change(uuid)
        given = self.cleaned(lambda *sent: VersionForm(*sent, actor=self.person, on=today(row.unit), evidence=row))
        version = add_version(actor=self.person, evidence=row, **given)
        return self.made(version, VersionSerializer, "evidence-version")

    @act("holds", body_of(HoldForm, "LegalHold"), gives=LegalHoldSerializer, status=201)
    def holds(self, request: Request, uuid: UUID) -> Response:
        """Place it on legal hold: nobody disposes of it until counsel lifts the hold."""
        row = self.to_change(uuid)
        require(self.person, HOLD_EVIDENCE, row)
        hold = place_hold(actor=self.person, evidence=row, **self.cleaned(HoldForm))
        return self.made(hold, LegalHoldSerializer, "legal-hold")


@with_steps(EVIDENCE)
class EvidenceVersions(Collection):
    """Versions of evidence, which is what is reviewed and what proves something."""

    noun = tag = "evidence-version"
    model, shows, order = EvidenceVersion, VersionSerializer, ("-created_at",)

    def listed(self) -> QuerySet[Any]:
        visible = EvidenceVersion.objects.visible_to(self.person)
        return visible.select_related("evidence__unit", "uploaded_by").prefetch_related("files")


class EvidenceFiles(Collection):
    """Stored files. Taking one is noted in the custody of its evidence."""

    noun = tag = "evidence-file"
    model, shows = EvidenceFile, EvidenceFileSerializer

    def rows(self) -> QuerySet[Any]:
        visible = EvidenceFile.objects.filter(version__evidence__in=Evidence.objects.visible_to(self.person))
        return visible.select_related("version__evidence__unit")

    @act("clear", body_of(ReasonForm, "ClearDamage"), gives=EvidenceFileSerializer)
    def clear(self, request: Request, uuid: UUID) -> Response:
        """Trust a repaired file again; its bytes are read once more."""
        row = self.to_change(uuid)
        require(self.person, CLEAR_EVIDENCE, row.version)
        return self.after(clear_damage(actor=self.person, file=row, **self.cleaned(ReasonForm)))

    @reads("content", gives=BINARY)
    def content(self, request: Request, uuid: UUID) -> HttpResponseBase:
        """The file itself, as an attachment."""
        file = self.found(uuid)
        begins = request.headers.get("Range", "bytes=0-").startswith("bytes=0-")
        if request.method == "HEAD":
            require_takeable(actor=self.person, file=file)
        else:
            take_file(actor=self.person, file=file, goes_on=not begins)
        if not exists(file.sha256):
            raise Http404
        facts = {"sha256": file.sha256, "name": file.name, "size": file.size}
        types = {"content_type": file.declared_type, "detected_type": file.detected_type}
        return serve(request._request, **facts, **types)
