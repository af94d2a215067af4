"""Programmes of the years."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from audits.actions import add_programme
from audits.forms import ProgrammeForm
from audits.models import GapReason, Programme, ProgrammeReview, ProgrammeRevision, ProgrammeRisk
from audits.permissions import RUN_PROGRAMME
from audits.workflows import PROGRAMME
from foundation import reports
from foundation.access import require
from foundation.api.bodies import Body, body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.fields import Choice
from foundation.api.names import CodeNameSerializer, PersonNameSerializer, UnitNameSerializer
from foundation.api.rooms.inbox import JobSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today


class ProgrammePaperBody(Body):
    """Which paper about the programme."""

    name = Choice(choices=[("programme", "As PDF"), ("programme-sheets", "As a workbook")])


class ProgrammeRiskSerializer(serializers.ModelSerializer):
    """What could keep a programme from its objectives."""

    class Meta:
        model = ProgrammeRisk
        fields = ["uuid", "text", "likelihood", "impact", "weight", "response"]


class GapReasonSerializer(serializers.ModelSerializer):
    """Why an area of a region stays uncovered."""

    area = CodeNameSerializer()
    region = UnitNameSerializer()

    class Meta:
        model = GapReason
        fields = ["uuid", "area", "region", "text"]


class ProgrammeRevisionSerializer(serializers.ModelSerializer):
    """One approved state of a programme."""

    by = PersonNameSerializer(allow_null=True)
    approved_by = PersonNameSerializer(allow_null=True)

    class Meta:
        model = ProgrammeRevision
        fields = ["number", "on", "what", "reason", "by", "approved_by"]


class ProgrammeReviewSerializer(serializers.ModelSerializer):
    """The closing record of a year."""

    closed_by = PersonNameSerializer(allow_null=True)

    class Meta:
        model = ProgrammeReview
        fields = ["achieved", "lessons", "next_year", "closed_on", "closed_by"]


class ProgrammeLineOfListSerializer(serializers.ModelSerializer):
    """A programme as a line of the list."""

    unit = UnitNameSerializer()
    owner = PersonNameSerializer(allow_null=True)

    class Meta:
        model = Programme
        fields = ["uuid", "year", "title", "state", "unit", "owner", "auditor_days", "revision"]


class ProgrammeSerializer(ProgrammeLineOfListSerializer):
    """A programme as its page shows it; areas, regions, frameworks and methods are codes, and none means all."""

    submitted_by = PersonNameSerializer(allow_null=True)
    areas = serializers.ListField(child=serializers.CharField())
    regions = serializers.ListField(child=serializers.CharField())
    frameworks = serializers.ListField(child=serializers.CharField())
    methods = serializers.ListField(child=serializers.CharField())
    risks = ProgrammeRiskSerializer(many=True)
    gap_reasons = GapReasonSerializer(many=True)
    revisions = ProgrammeRevisionSerializer(many=True)
    review = ProgrammeReviewSerializer(allow_null=True, default=None)

    class Meta:
        model = Programme
        fields = [
            "uuid", "year", "title", "state", "unit", "owner", "submitted_by", "objectives", "auditor_days", "methods",
            "areas", "regions", "frameworks", "revision", "risks", "gap_reasons", "revisions", "review",
        ]  # fmt: skip


@with_steps(PROGRAMME)
class Programmes(Told, Collection):
    """The audits of each year: what they are for, how far they reach, and what they may cost."""

    noun = tag = "programme"
    model, shows, lists, order = Programme, ProgrammeSerializer, ProgrammeLineOfListSerializer, ("-year",)

    def listed(self) -> QuerySet[Any]:
        return Programme.objects.visible_to(self.person).for_list()

    def detailed(self) -> QuerySet[Any]:
        return Programme.objects.visible_to(self.person).for_page()

    @writes(body_of(ProgrammeForm, "Programme"), gives=ProgrammeSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Draft the programme of a year; its lines come next."""
        require(self.person, RUN_PROGRAMME)
        given = self.cleaned(lambda *sent: ProgrammeForm(*sent, actor=self.person, on=today()))
        return self.after(add_programme(actor=self.person, **given), status=201)

    @act("papers", ProgrammePaperBody, gives=JobSerializer, status=202)
    def paper(self, request: Request, uuid: UUID) -> Response:
        """Have it written as PDF or as a workbook: the job that leaves the file."""
        row = self.to_change(uuid)
        _body, given = self.given()
        wanted = reports.paper_of(given["name"])
        if wanted is None or reports.find(self.person, wanted, uuid) is None:
            raise Http404
        job = reports.ask(actor=self.person, paper=wanted, subject=row)
        return Response(JobSerializer(job).data, status=202)
