"""Statements of applicability: versions with their steps, their lines, what the matrix says, and how two differ."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.api.names import FrameworkNameSerializer, RequirementNameSerializer
from certifications.actions import edit_soa_line, edit_soa_lines, revise_soa, start_soa
from certifications.backing import Backing, backing_of
from certifications.forms import SoaForm, SoaLineForm, SoaLinesForm
from certifications.lists import SoaLineList, SoaList
from certifications.models import SoaLine, StatementOfApplicability
from certifications.permissions import WRITE_SOA
from certifications.versions import differences, words_changed
from certifications.workflows import SOA
from foundation import reports
from foundation.access import require
from foundation.api.bodies import Body, body_of
from foundation.api.doors import Collection, act, reads, writes
from foundation.api.fields import Choice
from foundation.api.names import PersonNameSerializer, UnitNameSerializer
from foundation.api.rooms.inbox import JobSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today


class SoaPaperBody(Body):
    """Which paper of the version."""

    name = Choice(choices=[("soa", "As PDF"), ("soa-sheets", "As a workbook")])


class SoaNameSerializer(serializers.ModelSerializer):
    """A version by its reference and number."""

    class Meta:
        model = StatementOfApplicability
        fields = ["uuid", "ref", "number", "title"]


class SoaOfListSerializer(serializers.ModelSerializer):
    """A version as a line of the list; the counts are of its lines."""

    unit = UnitNameSerializer()
    framework = FrameworkNameSerializer()
    line_count = serializers.IntegerField()
    applicable_count = serializers.IntegerField()
    implemented_count = serializers.IntegerField()
    unjustified_count = serializers.IntegerField()

    class Meta:
        model = StatementOfApplicability
        fields = [
            "uuid", "ref", "number", "title", "state", "unit", "framework", "approved_on", "line_count",
            "applicable_count", "implemented_count", "unjustified_count",
        ]  # fmt: skip


class SoaSerializer(SoaOfListSerializer):
    """A version with who wrote and approved it; `sha256` is the hash of what an approved one says."""

    previous = SoaNameSerializer(allow_null=True)
    editors = PersonNameSerializer(many=True)
    submitted_by = PersonNameSerializer(allow_null=True)
    approver = PersonNameSerializer(allow_null=True)

    class Meta:
        model = StatementOfApplicability
        fields = [
            *SoaOfListSerializer.Meta.fields, "scope", "previous", "editors", "submitted_by", "approver", "sha256",
        ]  # fmt: skip


class SoaLineSerializer(serializers.ModelSerializer):
    """What a version says of one control; `justification` is the text that counts, of inclusion or of exclusion."""

    soa = serializers.UUIDField(source="soa.uuid")
    control = RequirementNameSerializer(source="requirement")
    theme = serializers.CharField(source="requirement.theme")
    reasons = serializers.ListField(child=serializers.ChoiceField(choices=SoaLine.Reason.choices))
    justification = serializers.CharField(source="text")
    is_justified = serializers.BooleanField()

    class Meta:
        model = SoaLine
        fields = [
            "uuid", "soa", "control", "theme", "applicable", "reasons", "justification", "inclusion", "exclusion",
            "implementation", "is_justified",
        ]  # fmt: skip


class BackingSerializer(serializers.Serializer):
    """What the matrix says of one line now; `proposed` is empty where it says nothing."""

    line = serializers.UUIDField(source="uuid")
    control = serializers.CharField(source="requirement.ref")
    cells = serializers.IntegerField(source="backing.total")
    covered_cells = serializers.IntegerField(source="backing.covered")
    controls = serializers.SerializerMethodField()
    implementation = serializers.CharField()
    proposed = serializers.CharField(source="backing.proposed")

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_controls(self, line: Any) -> list[str]:
        """The codes of the controls in use."""
        return [code for code, _uuid in line.backing.controls]


class BackingsSerializer(serializers.Serializer):
    """The lines in the order of the framework."""

    results = BackingSerializer(many=True)


class WordSerializer(serializers.Serializer):
    """One thing that is said otherwise."""

    label = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class SoaDifferenceSerializer(serializers.Serializer):
    """A control about which two versions differ."""

    kind = serializers.ChoiceField(choices=["added", "removed", "changed"])
    control = RequirementNameSerializer(source="requirement")
    words = WordSerializer(many=True)


class SoaDifferencesSerializer(serializers.Serializer):
    """What the later version says otherwise: of the whole, and of each control."""

    earlier = SoaNameSerializer()
    later = SoaNameSerializer()
    whole = WordSerializer(many=True)
    results = SoaDifferenceSerializer(source="differences", many=True)


class ChangedSerializer(serializers.Serializer):
    """How many of the lines said something else before."""

    changed = serializers.IntegerField()


@with_steps(SOA)
class Soas(Told, Collection):
    """Versions of statements of applicability, each with a line for every control of its framework."""

    noun = tag = "soa"
    model, shows, lists, table = StatementOfApplicability, SoaSerializer, SoaOfListSerializer, SoaList

    def listed(self) -> QuerySet[Any]:
        return StatementOfApplicability.objects.visible_to(self.person).for_list()

    def detailed(self) -> QuerySet[Any]:
        return StatementOfApplicability.objects.visible_to(self.person).for_page()

    @writes(body_of(SoaForm, "Soa"), gives=SoaSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Begin a statement; its lines come from the framework."""
        require(self.person, WRITE_SOA)
        given = self.cleaned(lambda *sent: SoaForm(*sent, actor=self.person, on=today()))
        return self.after(start_soa(actor=self.person, on=today(), **given), status=201)

    @act("revise", gives=SoaSerializer, status=201)
    def revise(self, request: Request, uuid: UUID) -> Response:
        """Begin the next version with the lines of the one in force."""
        row = self.to_change(uuid)
        require(self.person, WRITE_SOA, row)
        return self.after(revise_soa(actor=self.person, soa=row, on=today(row.unit)), status=201)

    @act("set-lines", body_of(SoaLinesForm, "SoaLines"), gives=ChangedSerializer)
    def set_lines(self, request: Request, uuid: UUID) -> Response:
        """Say the same of several lines of a draft; what is left out stays as it is in each."""
        row = self.to_change(uuid)
        require(self.person, WRITE_SOA, row)
        given = self.cleaned(lambda *sent: SoaLinesForm(*sent, soa=row))
        changed = edit_soa_lines(actor=self.person, soa=row, **given)
        return Response(ChangedSerializer({"changed": changed}).data)

    @reads("matrix", gives=BackingsSerializer)
    def matrix(self, request: Request, uuid: UUID) -> Response:
        """What the integration matrix says of each line now, and the implementation that it speaks for."""
        row = self.found(uuid)
        backing = backing_of(row, self.person, today(row.unit))
        lines = list(SoaLine.objects.filter(soa=row).in_order())
        for line in lines:
            line.backing = backing.get(line.requirement_id, Backing())  # type: ignore[attr-defined]
        return Response(BackingsSerializer({"results": lines}).data)

    @reads("difference", gives=SoaDifferencesSerializer)
    def difference(self, request: Request, uuid: UUID) -> Response:
        """What this version says otherwise than the one before it; 404 for a first one."""
        later = self.found(uuid)
        seen = StatementOfApplicability.objects.visible_to(self.person).versions_of(later)
        earlier = seen.filter(number__lt=later.number).first()
        if earlier is None:
            raise Http404
        found = {"differences": differences(earlier, later), "whole": words_changed(earlier, later)}
        return Response(SoaDifferencesSerializer({"earlier": earlier, "later": later, **found}).data)

    @act("papers", SoaPaperBody, gives=JobSerializer, status=202)
    def paper(self, request: Request, uuid: UUID) -> Response:
        """Have it written as PDF or as a workbook: the job that leaves the file."""
        row = self.to_change(uuid)
        _body, given = self.given()
        wanted = reports.paper_of(given["name"])
        if wanted is None or reports.find(self.person, wanted, uuid) is None:
            raise Http404
        return Response(JobSerializer(reports.ask(actor=self.person, paper=wanted, subject=row)).data, status=202)


class SoaLines(Collection):
    """The lines of the versions one sees; those of one stand in the order of its framework."""

    noun, tag = "soa-line", "soa"
    model, shows, table = SoaLine, SoaLineSerializer, SoaLineList

    def rows(self) -> QuerySet[Any]:
        seen = SoaLine.objects.visible_to(self.person)
        return seen.select_related("soa__unit", "requirement__framework")

    @writes(body_of(SoaLineForm, "SoaLine", optional=tuple(SoaLineForm.base_fields)), gives=SoaLineSerializer)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change what a line of a draft says; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, WRITE_SOA, row)
        given = self.cleaned(lambda *sent: SoaLineForm(*sent, line=row))
        return self.after(edit_soa_line(actor=self.person, line=row, **given))
