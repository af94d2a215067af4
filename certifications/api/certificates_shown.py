"""Certificates as their body reads them in a room."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from assurance.api.names import FrameworkNameSerializer
from certifications.api.rooms import RoomRows
from certifications.api.shown import AskedSerializer
from certifications.models import Certificate, Cycle, Suspension
from certifications.records import asked_about, certificate_of


class RoomCertificateLineSerializer(serializers.ModelSerializer):
    """A certificate as a line."""

    scheme = serializers.CharField(source="scheme.code")
    edition = FrameworkNameSerializer()

    class Meta:
        model = Certificate
        fields = ["uuid", "ref", "title", "scheme", "edition", "number", "effective_from", "expires_on", "state"]


class CertificateFactsSerializer(RoomCertificateLineSerializer):
    """What it says, in the words and days of the body."""

    body = serializers.CharField(source="body.name")
    holder = serializers.CharField(source="unit.name")

    class Meta:
        model = Certificate
        fields = [
            *RoomCertificateLineSerializer.Meta.fields, "body", "holder", "tier", "scope", "scope_reduced", "decision_on",
            "initial_certified_on", "withdrawn_on",
        ]  # fmt: skip


class RoomCycleSerializer(serializers.ModelSerializer):
    """A cycle that was decided on."""

    class Meta:
        model = Cycle
        fields = ["kind", "decision_on", "starts_on", "expires_on"]


class RoomSuspensionSerializer(serializers.ModelSerializer):
    """A suspension, lifted or not."""

    class Meta:
        model = Suspension
        fields = ["since", "limit_on", "reason", "invalidates", "lifted_on"]


class ExcludedSerializer(serializers.Serializer):
    """What was taken out of the scope, and from when."""

    what = serializers.CharField()
    from_on = serializers.DateField()


class RoomCertificateSerializer(serializers.Serializer):
    """A certificate with its scope, cycles and suspensions; never its letters, nor what is planned."""

    certificate = CertificateFactsSerializer()
    sites = serializers.ListField(child=serializers.CharField())
    processes = serializers.ListField(child=serializers.CharField())
    cycles = RoomCycleSerializer(many=True)
    suspensions = RoomSuspensionSerializer(many=True)
    exclusions = ExcludedSerializer(many=True)
    questions = AskedSerializer(many=True)


class RoomCertificates(RoomRows):
    """The certificates of the room."""

    noun = "room-certificate"
    model, shows, lists, order = Certificate, RoomCertificateSerializer, RoomCertificateLineSerializer, ("ref",)

    def rows(self) -> QuerySet[Any]:
        return self.room.certificates.select_related("scheme", "edition", "body", "unit")

    def told(self, row: Any) -> Any:
        return certificate_of(self.room, row) | {"questions": asked_about(self.room, row)}
