"""What programs read of a certificate's cycle: its audits with their limits, what is missing, since when it is certified."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from certifications.cycles import Line
from certifications.models import Certificate
from certifications.permissions import VIEW_CERTIFICATES
from certifications.records.cycles import CycleRecord
from certifications.records.lineage import LineageRecord
from foundation.access import require
from foundation.api.doors import reads
from foundation.api.names import RecordNameSerializer
from foundation.clock import today


class LimitSerializer(serializers.Serializer):
    """The last day for an audit under a rule; not binding: a warning is due when it passes."""

    rule = serializers.CharField()
    last = serializers.DateField()
    binding = serializers.BooleanField()


class CycleLineSerializer(serializers.Serializer):
    """An audit of the cycle; `audit` is null while none is planned, or where one may not see it."""

    role = serializers.CharField(source="part")
    audit = serializers.SerializerMethodField()
    held_on = serializers.DateField(allow_null=True)
    last_day = serializers.DateField(allow_null=True)
    opens = serializers.DateField(source="slot.opens", allow_null=True)
    latest = serializers.DateField(source="slot.latest", allow_null=True)
    is_late = serializers.BooleanField()
    limits = LimitSerializer(source="slot.limits", many=True)
    lapses = serializers.ListField(child=serializers.CharField())

    def get_audit(self, line: Line) -> dict[str, Any] | None:
        """Its uuid, reference and title."""
        if line.audit is None or not getattr(line.planned, "may_see", False):
            return None
        return dict(RecordNameSerializer(line.audit).data)


class BreachSerializer(serializers.Serializer):
    """A rule of surveillance that is broken; `missed_on` is the last day on which an audit would have met it."""

    rule = serializers.CharField()
    binding = serializers.BooleanField()
    missed_on = serializers.DateField()
    sentence = serializers.CharField()


class ThreatSerializer(RecordNameSerializer):
    """An open major with the day by which it has to be closed."""

    cap_on = serializers.DateField()


class CycleSerializer(serializers.Serializer):
    """The cycle of a certificate today."""

    kind = serializers.CharField(source="view.cycle.kind")
    decision_on = serializers.DateField(source="view.cycle.decision_on", allow_null=True)
    expires_on = serializers.DateField(source="view.cycle.expires_on", allow_null=True)
    audits = CycleLineSerializer(source="lines", many=True)
    breaches = BreachSerializer(many=True)
    majors = ThreatSerializer(source="threats", many=True)


class DaysSerializer(serializers.Serializer):
    """Days from a first to a last one, both included."""

    first = serializers.DateField(source="span.first")
    last = serializers.DateField(source="span.last")


class ClaimSerializer(serializers.Serializer):
    """The answer to “certified since a day”: what is missing, and which other certificates cover some of it."""

    claimed = serializers.DateField()
    is_proven = serializers.BooleanField()
    missing = DaysSerializer(many=True)
    others = RecordNameSerializer(many=True)


class LineageSerializer(serializers.Serializer):
    """Since when it is certified without a gap, as of today; `claim` answers the query."""

    since = serializers.DateField(allow_null=True)
    editions = serializers.ListField(child=serializers.CharField())
    certificates = RecordNameSerializer(source="chain", many=True)
    gaps = DaysSerializer(many=True)
    claim = ClaimSerializer(source="answer", allow_null=True)


class WithCycle:
    """What follows from the cycle of a certificate, beside what its collection shows."""

    person: Any

    @reads("cycle", gives=CycleSerializer)
    def cycle(self, request: Request, uuid: UUID) -> Response:
        """The audits of its cycle with their limits, what lapses if one slips, and what is missing."""
        row = self._read(uuid)
        return Response(CycleSerializer(CycleRecord(row, user=self.person, on=today(row.unit))).data)

    @reads("lineage", gives=LineageSerializer, query={"since": {"type": "string", "format": "date"}})
    def lineage(self, request: Request, uuid: UUID) -> Response:
        """Since when it is certified without a gap; with `since`, whether that is true."""
        row = self._read(uuid)
        record = LineageRecord(row, user=self.person, on=today(row.unit), asked=request.query_params)
        if record.form.is_bound and not record.form.is_valid():
            raise ValidationError(record.form.errors)
        return Response(LineageSerializer(record).data)

    def _read(self, uuid: UUID) -> Certificate:
        row = get_object_or_404(Certificate.objects.visible_to(self.person).for_page(), uuid=uuid)
        require(self.person, VIEW_CERTIFICATES)
        return row
