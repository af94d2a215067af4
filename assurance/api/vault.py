"""Requests for evidence, legal holds, and the gaps that nothing fills."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.actions import lift_hold, request_evidence
from assurance.api.names import RequirementNameSerializer
from assurance.asking import askable, row_for
from assurance.forms import AnswerForm, ReasonForm, RequestForm
from assurance.lists import EvidenceGapList, RequestList
from assurance.models import Cell, EvidenceRequest, LegalHold
from assurance.permissions import LIFT_HOLD, REQUEST_EVIDENCE
from assurance.workflows import EVIDENCE_REQUEST
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.fields import Choice, Id
from foundation.api.names import PersonNameSerializer, RecordNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today


class RequestForEvidenceSerializer(serializers.ModelSerializer):
    """A request for evidence; `about` and `row` name what it is about, `answer` the version that was handed in."""

    unit = UnitNameSerializer()
    asked_of = PersonNameSerializer()
    asked_by = serializers.CharField(source="asked_by.name")
    about = serializers.CharField()
    row = serializers.UUIDField(source="subject_uuid")
    answer = serializers.UUIDField(source="answer.uuid", default=None, allow_null=True)

    class Meta:
        model = EvidenceRequest
        fields = [
            "uuid", "ref", "title", "note", "unit", "asked_by", "asked_of", "due_on", "about", "row", "answer",
            "returned", "state",
        ]  # fmt: skip


ASK = body_of(
    RequestForm,
    "RequestForEvidence",
    leave_out=("subject",),
    optional=("due_on",),
    about=Choice(choices=sorted(askable()), help_text="The kind of row it is about."),
    row=Id(help_text="The row it is about."),
)


@with_steps(
    EVIDENCE_REQUEST,
    answer=body_of(AnswerForm, "EvidenceRequestAnswer", optional=("as_of",)),
)
class EvidenceRequests(Told, Collection):
    """Requests one made, was asked, or looks after in one's units."""

    noun = tag = "evidence-request"
    model, shows, table = EvidenceRequest, RequestForEvidenceSerializer, RequestList

    def listed(self) -> QuerySet[Any]:
        return EvidenceRequest.objects.visible_to(self.person).for_list()

    @writes(ASK, gives=RequestForEvidenceSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Ask somebody for evidence about a row that one sees."""
        require(self.person, REQUEST_EVIDENCE)
        _body, said = self.given()
        subject, on = row_for(self.person, said["about"], said["row"]), today()
        if subject is None:
            raise ValidationError({"row": _("You cannot see what this is about.")})
        given = self.cleaned(lambda *sent: RequestForm(*sent, actor=self.person, on=on, subject=subject))
        facts = {name: value for name, value in given.items() if name not in ("about", "row")}
        return self.after(request_evidence(actor=self.person, on=on, **facts), status=201)


class LegalHoldSerializer(serializers.ModelSerializer):
    """A hold on some evidence, for a matter; it lasts until counsel lifts it."""

    evidence = RecordNameSerializer()
    placed_by = serializers.CharField(source="placed_by.name")
    lifted_by = serializers.CharField(source="lifted_by.name", default=None, allow_null=True)

    class Meta:
        model = LegalHold
        fields = [
            "uuid",
            "evidence",
            "matter",
            "reason",
            "placed_by",
            "placed_at",
            "lifted_by",
            "lifted_at",
            "lifted_because",
        ]


class LegalHolds(Collection):
    """Legal holds, for officers and counsel."""

    noun = tag = "legal-hold"
    model, shows, order = LegalHold, LegalHoldSerializer, ("-placed_at", "pk")

    def listed(self) -> QuerySet[Any]:
        return LegalHold.objects.visible_to(self.person).select_related("evidence__unit", "placed_by", "lifted_by")

    @act("lift", body_of(ReasonForm, "LiftHold"), gives=LegalHoldSerializer)
    def lift(self, request: Request, uuid: UUID) -> Response:
        """Lift a hold; counsel alone does."""
        row = self.to_change(uuid)
        require(self.person, LIFT_HOLD, row.evidence)
        return self.after(lift_hold(actor=self.person, hold=row, **self.cleaned(ReasonForm)))


class GapSerializer(serializers.ModelSerializer):
    """A cell of the matrix that nothing fresh proves; `fresh_until` is empty where nothing ever did."""

    process = serializers.CharField(source="process.code")
    requirement = RequirementNameSerializer()
    control = serializers.CharField(source="control.code")

    class Meta:
        model = Cell
        fields = ["uuid", "process", "requirement", "control", "fresh_until"]


class EvidenceGaps(Collection):
    """Cells of running processes, with a control that operates, that lack fresh evidence today."""

    noun = tag = "evidence-gap"
    model, shows, table = Cell, GapSerializer, EvidenceGapList

    def listed(self) -> QuerySet[Any]:
        rows = Cell.objects.visible_to(self.person).lacking_proof(today()).for_list()
        return rows.select_related("requirement__framework")
