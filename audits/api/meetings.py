"""The meetings of audits, and who was there."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from audits.actions import note_attendance
from audits.forms.meetings import AttendanceForm
from audits.models import Attendance, Audit, Meeting
from audits.permissions import WORK_ON_AUDIT
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act
from foundation.api.names import PersonNameSerializer


class AttendanceSerializer(serializers.ModelSerializer):
    """A person or a role that was expected."""

    person = PersonNameSerializer(allow_null=True)

    class Meta:
        model = Attendance
        fields = ["uuid", "person", "role", "was_present"]


class MeetingSerializer(serializers.ModelSerializer):
    """An opening or closing meeting."""

    audit = serializers.UUIDField(source="audit.uuid")
    attendance = AttendanceSerializer(many=True)

    class Meta:
        model = Meeting
        fields = ["uuid", "audit", "kind", "held_on", "attendees", "attendance", "minutes", "disagreements"]


class Meetings(Collection):
    """Opening and closing meetings of the audits one sees."""

    noun = tag = "meeting"
    model, shows = Meeting, MeetingSerializer

    def rows(self) -> QuerySet[Any]:
        audits = Audit.objects.visible_to(self.person).filter(pk=OuterRef("audit"))
        rows = Meeting.objects.filter(Exists(audits)).select_related("audit__unit")
        return rows.prefetch_related("attendance__person")

    @act("attendance", body_of(AttendanceForm, "Attendance"), gives=MeetingSerializer)
    def attend(self, request: Request, uuid: UUID) -> Response:
        """Say of a person or a role whether they were there."""
        row = self.to_change(uuid)
        require(self.person, WORK_ON_AUDIT, row.audit)
        note_attendance(actor=self.person, meeting=row, **self.cleaned(AttendanceForm))
        return self.after(row)
