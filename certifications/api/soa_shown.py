"""The statements of applicability that a room shows: exactly the versions that were granted."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from certifications.api.rooms import RoomRows
from certifications.api.shown import AskedSerializer
from certifications.models import SoaLine, StatementOfApplicability
from certifications.records import soa_of


class RoomSoaLineSerializer(serializers.ModelSerializer):
    """What the version says of one control."""

    control = serializers.CharField(source="requirement.ref")
    title = serializers.CharField(source="requirement.title")
    theme = serializers.CharField(source="requirement.theme")
    reasons = serializers.ListField(child=serializers.ChoiceField(choices=SoaLine.Reason.choices))
    justification = serializers.CharField(source="text")

    class Meta:
        model = SoaLine
        fields = ["control", "title", "theme", "applicable", "reasons", "justification", "implementation"]


class RoomSoaOfListSerializer(serializers.ModelSerializer):
    """A version as a line."""

    framework = serializers.CharField(source="content.framework")

    class Meta:
        model = StatementOfApplicability
        fields = ["uuid", "ref", "number", "title", "state", "framework", "approved_on", "sha256"]


class SoaFactsSerializer(RoomSoaOfListSerializer):
    """A version with what it covers; who wrote it is not told."""

    unit = serializers.CharField(source="content.unit")

    class Meta:
        model = StatementOfApplicability
        fields = [*RoomSoaOfListSerializer.Meta.fields, "scope", "unit"]


class RoomSoaSerializer(serializers.Serializer):
    """A version with its lines."""

    soa = SoaFactsSerializer()
    lines = RoomSoaLineSerializer(many=True)
    questions = AskedSerializer(many=True)


class RoomSoas(RoomRows):
    """The statements of applicability of the room."""

    noun = "room-soa"
    model, shows, lists, order = (
        StatementOfApplicability,
        RoomSoaSerializer,
        RoomSoaOfListSerializer,
        ("ref", "-number"),
    )

    def rows(self) -> QuerySet[Any]:
        return self.room.soas

    def told(self, row: Any) -> Any:
        return soa_of(self.room, row)
