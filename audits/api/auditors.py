"""Who is qualified to audit, and which conflicts are declared."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.api.names import FrameworkNameSerializer
from audits.actions import change_qualification, decide_conflict, declare_conflict, end_conflict, qualify_auditor
from audits.auditor_list import QualificationList
from audits.forms.auditors import (
    ConflictDecisionForm,
    ConflictEndForm,
    ConflictForm,
    QualificationEndForm,
    QualificationForm,
)
from audits.models import AuditorQualification, ConflictDeclaration
from audits.permissions import DECIDE_CONFLICT, DECLARE_CONFLICT, MANAGE_AUDITORS
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import PersonNameSerializer, UnitNameSerializer
from foundation.clock import today


class QualificationSerializer(serializers.ModelSerializer):
    """What a person is qualified for; `standing` says whether it counts today."""

    person = PersonNameSerializer()
    framework = FrameworkNameSerializer()
    standing = serializers.CharField()
    evidence = serializers.CharField(source="evidence.ref", default=None, allow_null=True)

    class Meta:
        model = AuditorQualification
        fields = [
            "uuid", "person", "framework", "grade", "valid_from", "valid_until", "standing", "cpd_hours", "evidence",
        ]  # fmt: skip


class AuditorQualifications(Collection):
    """Who is qualified to audit what."""

    noun = tag = "auditor-qualification"
    model, shows, table = AuditorQualification, QualificationSerializer, QualificationList

    def listed(self) -> QuerySet[Any]:
        return AuditorQualification.objects.visible_to(self.person).for_list(today())

    @writes(body_of(QualificationForm, "AuditorQualification"), gives=QualificationSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Note a qualification."""
        require(self.person, MANAGE_AUDITORS)
        given = self.cleaned(lambda *sent: QualificationForm(*sent, actor=self.person, on=today()))
        return self.after(qualify_auditor(actor=self.person, **given), status=201)

    @act("change", body_of(QualificationEndForm, "ChangeQualification"), gives=QualificationSerializer)
    def change(self, request: Request, uuid: UUID) -> Response:
        """Give it another last day, or end it, and credit further training."""
        row = self.to_change(uuid)
        require(self.person, MANAGE_AUDITORS, row.person)
        known = {"valid_until": row.valid_until, "cpd_hours": row.cpd_hours}
        given = self.cleaned(lambda *sent: QualificationEndForm(*sent, initial=known))
        return self.after(change_qualification(actor=self.person, qualification=row, **given))


class ConflictDeclarationSerializer(serializers.ModelSerializer):
    """A declared tie; it bars its person unless it is dismissed."""

    person = PersonNameSerializer()
    process = serializers.CharField(source="process.code", default=None, allow_null=True)
    unit = UnitNameSerializer(allow_null=True)
    supplier = serializers.CharField(source="supplier.name", default=None, allow_null=True)
    other = PersonNameSerializer(allow_null=True)
    decided_by = serializers.CharField(source="decided_by.name", default=None, allow_null=True)

    class Meta:
        model = ConflictDeclaration
        fields = [
            "uuid", "person", "kind", "process", "unit", "supplier", "other", "from_on", "to_on", "note", "decision",
            "decided_by", "decided_on", "decision_note",
        ]  # fmt: skip


class Conflicts(Collection):
    """Declared conflicts: one's own, and those one decides on."""

    noun = tag = "conflict"
    model, shows, order = ConflictDeclaration, ConflictDeclarationSerializer, ("-from_on", "-pk")

    def listed(self) -> QuerySet[Any]:
        return ConflictDeclaration.objects.visible_to(self.person).for_list()

    @writes(body_of(ConflictForm, "NewConflict"), gives=ConflictDeclarationSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Declare a conflict; it counts at once."""
        require(self.person, DECLARE_CONFLICT, self.person.person)
        given = self.cleaned(lambda *sent: ConflictForm(*sent, actor=self.person, on=today()))
        return self.after(declare_conflict(actor=self.person, on=today(), **given), status=201)

    @act("end", body_of(ConflictEndForm, "ConflictEnd"), gives=ConflictDeclarationSerializer)
    def end(self, request: Request, uuid: UUID) -> Response:
        """Say when it ended."""
        row = self.to_change(uuid)
        require(self.person, DECLARE_CONFLICT, row.person)
        given = self.cleaned(ConflictEndForm)
        return self.after(end_conflict(actor=self.person, conflict=row, on=today(), **given))

    @act("decide", body_of(ConflictDecisionForm, "ConflictDecision"), gives=ConflictDeclarationSerializer)
    def decide(self, request: Request, uuid: UUID) -> Response:
        """Say whether it stands or is dismissed, and why."""
        row = self.to_change(uuid)
        require(self.person, DECIDE_CONFLICT, row.person)
        given = self.cleaned(ConflictDecisionForm)
        return self.after(decide_conflict(actor=self.person, conflict=row, on=today(), **given))
