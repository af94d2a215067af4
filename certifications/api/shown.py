"""What a room shows: clauses, audits, and findings, each as its page in the room shows it."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from assurance.api.names import FrameworkNameSerializer
from assurance.models import Control, Evidence, Requirement
from audits.models import Audit, Finding, Report, Verification
from certifications.api.rooms import RoomRows
from certifications.models import Question
from certifications.records import audit_of, clause_of, finding_of
from certifications.rooms import chapter_of
from foundation.lists import Column, TableList


class AskedSerializer(serializers.ModelSerializer):
    """A question that was asked about it in this room."""

    class Meta:
        model = Question
        fields = ["uuid", "ref", "title", "state"]


class PieceSerializer(serializers.ModelSerializer):
    """A piece of evidence with its newest accepted version."""

    number = serializers.IntegerField(source="latest_number")
    as_of = serializers.DateField(source="latest_as_of")
    valid_until = serializers.DateField(source="latest_valid_until", allow_null=True)

    class Meta:
        model = Evidence
        fields = ["uuid", "ref", "title", "kind", "grading", "number", "as_of", "valid_until"]


class FoundSerializer(serializers.ModelSerializer):
    """A finding as a line; `requirement` is the reference of what it is raised against."""

    requirement = serializers.CharField(source="requirement.ref", default=None, allow_null=True)

    class Meta:
        model = Finding
        fields = ["uuid", "ref", "title", "type", "state", "requirement"]


class ClauseLineSerializer(serializers.ModelSerializer):
    """A requirement in the tree of its framework: `chapter` is what it stands under."""

    framework = FrameworkNameSerializer()
    chapter = serializers.SerializerMethodField()
    parent = serializers.UUIDField(source="parent.uuid", default=None, allow_null=True)
    evidence_count = serializers.IntegerField()

    class Meta:
        model = Requirement
        fields = [
            "uuid",
            "ref",
            "title",
            "framework",
            "kind",
            "theme",
            "chapter",
            "parent",
            "assessable",
            "evidence_count",
        ]

    def get_chapter(self, requirement: Requirement) -> str:
        return chapter_of(requirement)


class HowMetSerializer(serializers.ModelSerializer):
    """A control that meets the requirement."""

    class Meta:
        model = Control
        fields = ["code", "statement", "kind", "frequency"]


class ClauseSerializer(serializers.Serializer):
    """A requirement: how it is met, what shows it, and what was found."""

    requirement = ClauseLineSerializer()
    controls = HowMetSerializer(many=True)
    evidence = PieceSerializer(source="pieces", many=True)
    findings = FoundSerializer(many=True)
    questions = AskedSerializer(many=True)


class ClauseFilters(filters.FilterSet):
    framework = filters.CharFilter(field_name="framework__code", lookup_expr="iexact", label=_("Framework"))
    words = filters.CharFilter(method="filter_words", label=_("Reference or title"))

    class Meta:
        model = Requirement
        fields: list[str] = []

    def filter_words(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(Q(ref__icontains=value.strip()) | Q(title__icontains=value.strip()))


class ClauseList(TableList):
    name = "room-clauses"
    title = _("Clauses")
    columns = (Column("order", _("Order"), sort=("framework__title", "order")),)
    default_sort = "order"
    filterset = ClauseFilters


class RoomClauses(RoomRows):
    """The requirements of the room, in the order of their frameworks."""

    noun = "room-clause"
    model, shows, lists, table = Requirement, ClauseSerializer, ClauseLineSerializer, ClauseList

    def rows(self) -> QuerySet[Any]:
        return self.room.clauses()

    def told(self, row: Any) -> Any:
        return clause_of(self.room, row)


class RoomAuditLineSerializer(serializers.ModelSerializer):
    """An audit as a line."""

    class Meta:
        model = Audit
        fields = ["uuid", "ref", "title", "kind", "method", "state", "planned_start", "planned_end"]


class AuditFactsSerializer(RoomAuditLineSerializer):
    """The facts of an audit; never its team, its checklist or working papers."""

    frameworks = FrameworkNameSerializer(many=True)

    class Meta:
        model = Audit
        fields = [
            *RoomAuditLineSerializer.Meta.fields, "actual_start", "actual_end", "organisation", "frameworks", "objectives",
            "scope",
        ]  # fmt: skip


class IssuedReportSerializer(serializers.ModelSerializer):
    """The report of an audit once it is issued; `sha256` is the hash of what it says."""

    class Meta:
        model = Report
        fields = ["conclusion", "summary", "limitations", "issued_on", "sha256"]


class RoomAuditSerializer(serializers.Serializer):
    """An audit with its report once issued, its findings and evidence."""

    audit = AuditFactsSerializer()
    report = IssuedReportSerializer(allow_null=True)
    findings = FoundSerializer(many=True)
    evidence = PieceSerializer(source="pieces", many=True)
    questions = AskedSerializer(many=True)


class RoomAudits(RoomRows):
    """The audits of the room, the latest first."""

    noun = "room-audit"
    model, shows, lists, order = Audit, RoomAuditSerializer, RoomAuditLineSerializer, ("-planned_start",)

    def rows(self) -> QuerySet[Any]:
        return self.room.audits.select_related("report").prefetch_related("frameworks")

    def told(self, row: Any) -> Any:
        return audit_of(self.room, row)


class RaisedAgainstSerializer(serializers.ModelSerializer):
    """What a finding is raised against; `uuid` is null where the room does not show it."""

    uuid = serializers.UUIDField(allow_null=True)
    framework = serializers.CharField(source="framework.code")

    class Meta:
        model = Requirement
        fields = ["uuid", "ref", "title", "framework"]


class FindingFactsSerializer(serializers.ModelSerializer):
    """What was found; `audit` is the uuid of the audit where the room shows it."""

    requirement = RaisedAgainstSerializer(allow_null=True)
    audit = serializers.UUIDField(source="audit.uuid", allow_null=True)
    process = serializers.CharField(source="process.name", default=None, allow_null=True)

    class Meta:
        model = Finding
        fields = [
            "uuid", "ref", "title", "type", "state", "external_ref", "external_grade", "statement",
            "objective_evidence", "requirement", "audit", "process", "issued_on", "corrected_on", "closed_on",
        ]  # fmt: skip

    def to_representation(self, finding: Any) -> dict[str, Any]:
        shown = super().to_representation(finding)
        if shown["requirement"] and not finding.requirement_shown:
            shown["requirement"]["uuid"] = None
        return shown if finding.audit_shown else shown | {"audit": None}


class CheckSerializer(serializers.ModelSerializer):
    """The latest judgement of the effect."""

    class Meta:
        model = Verification
        fields = ["result", "on"]


class RoomFindingSerializer(serializers.Serializer):
    """A finding and what came of it; never who did it, and to inspectors not what was done."""

    finding = FindingFactsSerializer()
    action_count = serializers.IntegerField(allow_null=True)
    done_count = serializers.IntegerField(allow_null=True)
    check = CheckSerializer(allow_null=True)
    evidence = PieceSerializer(source="pieces", many=True)
    questions = AskedSerializer(many=True)


class RoomFindings(RoomRows):
    """The findings of the room, the latest first."""

    noun = "room-finding"
    model, shows, lists, order = Finding, RoomFindingSerializer, FoundSerializer, ("-raised_on",)

    def rows(self) -> QuerySet[Any]:
        return self.room.findings_for_page()

    def told(self, row: Any) -> Any:
        return finding_of(self.room, row)
