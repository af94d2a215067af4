"""Proofs of training outside: submitted for oneself, judged by others, with the way to their papers."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import BINARY, Collection, reads, writes
from foundation.api.names import PersonNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today
from foundation.files import exists, serve
from people.actions import submit_proof, take_file
from people.api.training import CompletionSerializer, CourseNameSerializer
from people.forms.player import ProofForm
from people.lists.proofs import ProofList
from people.models import Proof, ProofFile
from people.permissions import SUBMIT_PROOF
from people.workflows import PROOF


class ProofFileSerializer(serializers.ModelSerializer):
    """A paper of a proof; its bytes are at …/proof-files/<uuid>/content/."""

    class Meta:
        model = ProofFile
        fields = ["uuid", "name", "size", "declared_type", "detected_type", "sha256", "active_content", "scan"]


class ProofLineSerializer(serializers.ModelSerializer):
    """A training outside that is to count for a course."""

    person = PersonNameSerializer()
    course = CourseNameSerializer()

    class Meta:
        model = Proof
        fields = ["uuid", "person", "course", "title", "issuer", "completed_on", "created_at", "state"]


class TrainingProofSerializer(ProofLineSerializer):
    """With its papers, who judged it, and the completion that came of it."""

    files = ProofFileSerializer(many=True)
    decided_by = PersonNameSerializer(allow_null=True)
    completion = CompletionSerializer(allow_null=True)

    class Meta:
        model = Proof
        fields = [
            *ProofLineSerializer.Meta.fields,
            "files",
            "decided_by",
            "decided_on",
            "rejected_because",
            "completion",
        ]


@with_steps(PROOF)
class Proofs(Told, Collection):
    """One's own proofs, and to officers those of their units."""

    noun = tag = "proof"
    model, shows, lists, table = Proof, TrainingProofSerializer, ProofLineSerializer, ProofList

    def listed(self) -> QuerySet[Any]:
        return Proof.objects.visible_to(self.person).for_list()

    def detailed(self) -> QuerySet[Any]:
        near = ("completion__person", "completion__course")
        return Proof.objects.visible_to(self.person).for_page().select_related(*near).prefetch_related("files")

    @writes(body_of(ProofForm, "Proof"), gives=TrainingProofSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Submit a proof for oneself; somebody else judges it."""
        require(self.person, SUBMIT_PROOF)
        given = self.cleaned(lambda *sent: ProofForm(*sent, actor=self.person, on=today()))
        return self.after(submit_proof(actor=self.person, on=today(), **given), status=201)


class ProofFiles(Collection):
    """The papers of proofs. Taking one is noted."""

    noun, tag = "proof-file", "proof"
    model, shows = ProofFile, ProofFileSerializer

    def rows(self) -> QuerySet[Any]:
        return ProofFile.objects.visible_to(self.person).select_related("proof__person__unit", "proof__course")

    @reads("content", gives=BINARY)
    def content(self, request: Request, uuid: UUID) -> HttpResponseBase:
        """The paper itself, as an attachment."""
        file = self.found(uuid)
        if request.method != "HEAD":
            take_file(actor=self.person, file=file)
        if not exists(file.sha256):
            raise Http404
        facts = {"sha256": file.sha256, "name": file.name, "size": file.size}
        types = {"content_type": file.declared_type, "detected_type": file.detected_type}
        return serve(request._request, **facts, **types)
