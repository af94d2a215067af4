"""Inspections by authorities: what was asked for, what was compared, and the result."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.models import Build
from certifications.actions import request_inspection
from certifications.api.inspectors import AuthorityNameSerializer
from certifications.api.rooms import RoomRows
from certifications.api.shown import FoundSerializer
from certifications.forms import InspectionForm
from certifications.lists import InspectionList
from certifications.models import DeliveryService, Inspection, InspectorAuthorisation
from certifications.permissions import REQUEST_INSPECTION
from certifications.records import inspection_of
from certifications.workflows import INSPECTION
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, writes
from foundation.api.names import CodeNameSerializer, PersonNameSerializer, RecordNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today
from foundation.rows import Grading


class InspectedBuildSerializer(serializers.ModelSerializer):
    """The build that is inspected, by its hash."""

    product = CodeNameSerializer(source="version.product")
    version = serializers.CharField(source="version.number")

    class Meta:
        model = Build
        fields = ["uuid", "product", "version", "number", "sha256"]


class InspectedServiceSerializer(serializers.ModelSerializer):
    """The delivery service that is inspected."""

    class Meta:
        model = DeliveryService
        fields = ["uuid", "code", "name"]


class InspectionLineSerializer(serializers.ModelSerializer):
    """An inspection of one build or one delivery service, with where it stands."""

    authority = AuthorityNameSerializer()
    unit = UnitNameSerializer()
    build = InspectedBuildSerializer(allow_null=True)
    service = InspectedServiceSerializer(allow_null=True)
    site = CodeNameSerializer()
    result = serializers.ChoiceField(choices=Inspection.Result.choices, allow_blank=True)

    class Meta:
        model = Inspection
        fields = [
            "uuid", "ref", "authority", "unit", "kind", "build", "service", "site", "first_day", "last_day",
            "equivalence", "result", "state",
        ]  # fmt: skip


class ComingSerializer(serializers.ModelSerializer):
    """Somebody who inspects, with the days of the authorisation."""

    class Meta:
        model = InspectorAuthorisation
        fields = ["uuid", "ref", "name", "valid_from", "valid_until", "state"]


class InspectionSerializer(InspectionLineSerializer):
    """An inspection with who inspects, what was compared and what the authority wrote."""

    centre = serializers.UUIDField(source="centre.uuid", default=None, allow_null=True)
    host = PersonNameSerializer(allow_null=True)
    audit = RecordNameSerializer(allow_null=True)
    inspectors = ComingSerializer(many=True)
    result_letter = serializers.UUIDField(source="result_letter.uuid", default=None, allow_null=True)
    report_grading = serializers.ChoiceField(choices=Grading.choices, allow_blank=True)

    class Meta:
        model = Inspection
        fields = [
            *InspectionLineSerializer.Meta.fields, "criteria", "centre", "host", "audit", "inspectors", "devices",
            "started_on", "ended_on", "rebuilt_sha256", "differences", "conditions", "conditions_due_on",
            "result_letter", "report_grading", "resulted_on",
        ]  # fmt: skip


class RoomInspectionSerializer(serializers.ModelSerializer):
    """An inspection as a room shows it: what, where, the hashes compared and the result."""

    build = InspectedBuildSerializer(allow_null=True)
    service = InspectedServiceSerializer(allow_null=True)
    site = CodeNameSerializer()
    result = serializers.ChoiceField(choices=Inspection.Result.choices, allow_blank=True)

    class Meta:
        model = Inspection
        fields = [
            "uuid", "ref", "kind", "build", "service", "site", "criteria", "first_day", "last_day", "rebuilt_sha256",
            "differences", "equivalence", "result", "conditions", "conditions_due_on", "state",
        ]  # fmt: skip


class RoomInspectionTellingSerializer(serializers.Serializer):
    """An inspection of the room, with the findings of its audit that the room shows."""

    inspection = RoomInspectionSerializer()
    findings = FoundSerializer(many=True)


@with_steps(INSPECTION)
class Inspections(Told, Collection):
    """Inspections of the units one works for, and of the products and services one owns."""

    noun = tag = "inspection"
    model, shows, lists, table = Inspection, InspectionSerializer, InspectionLineSerializer, InspectionList

    def listed(self) -> QuerySet[Any]:
        return Inspection.objects.visible_to(self.person).for_list()

    def detailed(self) -> QuerySet[Any]:
        return Inspection.objects.visible_to(self.person).for_page().prefetch_related("inspectors")

    @writes(body_of(InspectionForm, "Inspection"), gives=InspectionSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Record that an authority asks to inspect."""
        require(self.person, REQUEST_INSPECTION)
        given = self.cleaned(lambda *sent: InspectionForm(*sent, actor=self.person, on=today()))
        return self.after(request_inspection(actor=self.person, on=today(), **given), status=201)


class RoomInspections(RoomRows):
    """The inspections of the room."""

    noun = "room-inspection"
    model, shows, lists, order = Inspection, RoomInspectionTellingSerializer, RoomInspectionSerializer, ("-first_day",)

    def rows(self) -> QuerySet[Any]:
        return self.room.inspections

    def told(self, row: Any) -> Any:
        return inspection_of(self.room, row)
