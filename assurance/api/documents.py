"""Guiding documents, and their versions on the way into effect and out of it."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.actions import add_document, change_document, revise_version, write_version
from assurance.api.evidence import EvidenceFileSerializer
from assurance.forms import ChangeForm, DocumentForm, DraftForm, WriteForm
from assurance.lists import DocumentList
from assurance.models import Document, DocumentVersion
from assurance.permissions import ADD_DOCUMENT, WRITE_DOCUMENT
from assurance.workflows import DOCUMENT
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import CodeNameSerializer, PersonNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today


class DocumentNameSerializer(serializers.Serializer):
    """A guiding document."""

    uuid = serializers.UUIDField()
    number = serializers.CharField()
    title = serializers.CharField()


class DocumentLineSerializer(serializers.ModelSerializer):
    """A guiding document with the version that counts now, where one does."""

    unit = UnitNameSerializer()
    owner = PersonNameSerializer()
    standing = serializers.ChoiceField(DocumentVersion.State.choices, default=None, allow_null=True)
    version_label = serializers.CharField(default=None, allow_null=True)
    in_effect_since = serializers.DateField(default=None, allow_null=True)
    next_review = serializers.DateField(default=None, allow_null=True)
    is_overdue = serializers.BooleanField(default=False)

    class Meta:
        model = Document
        fields = [
            "uuid", "number", "title", "kind", "unit", "owner", "grading", "review_months", "requires_attestation",
            "standing", "version_label", "in_effect_since", "next_review", "is_overdue",
        ]  # fmt: skip


class DocumentSerializer(DocumentLineSerializer):
    """A guiding document with whom it is for."""

    audience_units = CodeNameSerializer(many=True)
    audience_roles = CodeNameSerializer(many=True)

    class Meta:
        model = Document
        fields = [*DocumentLineSerializer.Meta.fields, "audience_units", "audience_roles"]


class DocumentVersionSerializer(serializers.ModelSerializer):
    """A version of a guiding document, with its text."""

    document = DocumentNameSerializer()
    label = serializers.CharField()
    author = serializers.CharField(source="author.name")
    approved_by = serializers.CharField(source="approved_by.name", default=None, allow_null=True)
    files = EvidenceFileSerializer(source="file.files", many=True, default=list)

    class Meta:
        model = DocumentVersion
        fields = [
            "uuid", "document", "label", "change_note", "author", "approved_by", "approved_on", "effective_from",
            "effective_to", "reviewed_on", "next_review_on", "state", "files",
        ]  # fmt: skip


class Documents(Told, Collection):
    """The guiding documents one may read: those in effect that are meant for one, and all that one works on."""

    noun = tag = "document"
    model, shows, lists, table = Document, DocumentSerializer, DocumentLineSerializer, DocumentList

    def listed(self) -> QuerySet[Any]:
        return Document.objects.visible_to(self.person).for_list().with_standing(self.person, today())

    def detailed(self) -> QuerySet[Any]:
        return self.listed().prefetch_related("audience_units", "audience_roles")

    @writes(body_of(DocumentForm, "Document", optional=("unit",)), gives=DocumentSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Add a document; it guides nothing before a version is in effect."""
        require(self.person, ADD_DOCUMENT)
        given = self.cleaned(lambda *sent: DocumentForm(*sent, actor=self.person, on=today()))
        return self.after(add_document(actor=self.person, **given), status=201)

    @act("change", body_of(ChangeForm, "DocumentChange", leave_out=("number", "unit")), gives=DocumentSerializer)
    def change(self, request: Request, uuid: UUID) -> Response:
        """Change what is said about it; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, WRITE_DOCUMENT, row)
        more = {"actor": self.person, "on": today(row.unit), "document": row}
        return self.after(
            change_document(actor=self.person, document=row, **self.cleaned(lambda *sent: ChangeForm(*sent, **more)))
        )

    @act("versions", body_of(WriteForm, "DocumentVersion"), gives=DocumentVersionSerializer, status=201)
    def versions(self, request: Request, uuid: UUID) -> Response:
        """Write the next version, as a draft."""
        row = self.to_change(uuid)
        require(self.person, WRITE_DOCUMENT, row)
        given = self.cleaned(lambda *sent: WriteForm(*sent, actor=self.person))
        version = write_version(actor=self.person, document=row, on=today(row.unit), **given)
        return self.made(version, DocumentVersionSerializer, "document-version")


@with_steps(DOCUMENT)
class DocumentVersions(Told, Collection):
    """Versions of guiding documents: readers see the one in effect, whoever works on documents all of them."""

    noun = tag = "document-version"
    model, shows, order = DocumentVersion, DocumentVersionSerializer, ("-created_at",)

    def listed(self) -> QuerySet[Any]:
        return DocumentVersion.objects.visible_to(self.person).for_list().prefetch_related("file__files")

    @act("change", body_of(DraftForm, "DocumentDraft"), gives=DocumentVersionSerializer)
    def change(self, request: Request, uuid: UUID) -> Response:
        """Put another text or note into a draft."""
        row = self.to_change(uuid)
        require(self.person, WRITE_DOCUMENT, row)
        known = {"change_note": row.change_note}
        given = self.cleaned(lambda *sent: DraftForm(*sent, actor=self.person, initial=known))
        return self.after(revise_version(actor=self.person, version=row, on=today(row.unit), **given))
