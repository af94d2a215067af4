"""Findings, from the draft to verified closure."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.api.names import RequirementNameSerializer
from audits.actions import change_finding, issue_at_once
from audits.api.bodies import PlanBody
from audits.api.departures import AcceptanceSerializer, DisputeSerializer, ExtensionSerializer
from audits.forms.fieldwork import FindingForm
from audits.lists import FindingList
from audits.models import (
    CauseAnalysis,
    CorrectiveAction,
    Finding,
    Verification,
)
from audits.permissions import LOG_FINDING
from audits.records.finding_sheet import Sheet
from audits.workflows import FINDING
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, writes
from foundation.api.fields import Truth
from foundation.api.names import CodeNameSerializer, PersonNameSerializer, RecordNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told

ISSUE = "Issue it at once, which only a major allows before the report."


class BranchSerializer(serializers.Serializer):
    """The causes that were found in one category."""

    category = serializers.CharField()
    causes = serializers.ListField(child=serializers.CharField())


class CauseSerializer(serializers.ModelSerializer):
    """Why it came to this."""

    whys = serializers.ListField(child=serializers.CharField())
    branches = BranchSerializer(many=True)

    class Meta:
        model = CauseAnalysis
        fields = ["uuid", "method", "whys", "branches", "text", "category", "similar_found", "similar_where"]


class PlannedActionSerializer(serializers.ModelSerializer):
    """A corrective action of the finding."""

    owner = PersonNameSerializer()

    class Meta:
        model = CorrectiveAction
        fields = ["uuid", "order", "text", "owner", "due_on", "implemented_on"]


class VerificationSerializer(serializers.ModelSerializer):
    """A judgement of the effect."""

    by = PersonNameSerializer()

    class Meta:
        model = Verification
        fields = ["uuid", "by", "on", "method", "sample", "result", "early_reason", "no_second_auditor"]


class FindingLineSerializer(serializers.ModelSerializer):
    """A finding as a line of the list."""

    audit = RecordNameSerializer()
    unit = UnitNameSerializer()
    requirement = RequirementNameSerializer(allow_null=True)
    process = CodeNameSerializer(allow_null=True)
    owner = PersonNameSerializer(allow_null=True)
    next_due_on = serializers.DateField(default=None, allow_null=True)
    next_due_step = serializers.CharField(default=None, allow_null=True)

    class Meta:
        model = Finding
        fields = [
            "uuid", "ref", "title", "type", "state", "audit", "unit", "requirement", "process", "owner", "raised_on",
            "issued_on", "closed_on", "next_due_on", "next_due_step",
        ]  # fmt: skip


class FindingSerializer(serializers.ModelSerializer):
    """A finding as its page shows it."""

    audit = RecordNameSerializer()
    item = serializers.UUIDField(source="item.uuid", default=None, allow_null=True)
    unit = UnitNameSerializer()
    requirement = RequirementNameSerializer(allow_null=True)
    process = CodeNameSerializer(allow_null=True)
    owner = PersonNameSerializer(allow_null=True)
    raised_by = PersonNameSerializer(allow_null=True)
    verifier = PersonNameSerializer(allow_null=True)
    repeat_of = RecordNameSerializer(allow_null=True)
    cause = CauseSerializer(default=None, allow_null=True)
    actions = PlannedActionSerializer(many=True)
    verifications = VerificationSerializer(many=True)
    extensions = ExtensionSerializer(many=True)
    dispute = DisputeSerializer(default=None, allow_null=True)
    acceptances = AcceptanceSerializer(many=True)
    next_due_on = serializers.DateField(default=None, allow_null=True)
    next_due_step = serializers.CharField(default=None, allow_null=True)

    class Meta:
        model = Finding
        fields = [
            "uuid", "ref", "title", "type", "state", "audit", "item", "unit", "requirement", "process", "owner",
            "statement", "objective_evidence", "raised_by", "raised_on", "issued_on", "repeat_of", "systemic",
            "external_ref", "external_grade", "correction", "corrected_on", "implemented_on", "verify_from",
            "verifier", "closed_on", "returned_count", "reopened_count", "decision", "cause", "actions",
            "verifications", "cap_on", "cap_source", "extensions", "dispute", "acceptances", "next_due_on",
            "next_due_step",
        ]  # fmt: skip


PEOPLE = (
    "extensions__asked_by",
    "extensions__granted_by",
    "extensions__confirmed_by",
    "acceptances__asked_by",
    "acceptances__accepted_by",
)
SHEET = tuple(FindingForm.base_fields)
FindingBody = body_of(
    FindingForm, "Finding", optional=("process", "owner"), issue=Truth(required=False, help_text=ISSUE)
)
DraftBody = body_of(FindingForm, "FindingDraft", optional=SHEET, issue=Truth(required=False, help_text=ISSUE))


def sheet(person: Any, audit: Any, item: Any, draft: Finding | None = None) -> Any:
    """Makes the finding sheet as its page has it, filled with what is sent."""
    return lambda *sent: Sheet(person, audit, item, draft, sent=sent).form


@with_steps(FINDING, submit_plan=PlanBody)
class Findings(Told, Collection):
    """Every finding the reader may see. A new one is logged from its question: POST …/checklist-items/…/findings/."""

    noun = tag = "finding"
    model, shows, lists, table = Finding, FindingSerializer, FindingLineSerializer, FindingList

    def listed(self) -> QuerySet[Any]:
        return Finding.objects.visible_to(self.person).for_list()

    def detailed(self) -> QuerySet[Any]:
        rows = Finding.objects.visible_to(self.person).for_page(self.person).with_next_due()
        return rows.prefetch_related("verifications__by", *PEOPLE)

    @writes(DraftBody, gives=FindingSerializer)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change a draft, or issue it at once."""
        draft = self.to_change(uuid)
        require(self.person, LOG_FINDING, draft)
        given = self.cleaned(sheet(self.person, draft.audit, draft.item, draft))
        if given.pop("issue", False):
            on = Sheet(self.person, draft.audit, draft.item, draft).on
            return self.after(issue_at_once(actor=self.person, finding=draft, on=on, **given))
        return self.after(change_finding(actor=self.person, finding=draft, **given))
