"""The room of somebody outside: its window, scope and contact, its rules, and the log that both sides read."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import strip_tags
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.api.names import FrameworkNameSerializer
from certifications.actions import acknowledge
from certifications.actions.rooms import RULES
from certifications.api.grants import LOOKS, LookPageSerializer, LookSerializer
from certifications.entering import insist_entered, noted, room_of
from certifications.forms import AcknowledgeForm
from certifications.models import Grant
from certifications.rooms import Room, looks_at
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, Door, reads, writes
from foundation.api.names import AccountNameSerializer


class RoomLineSerializer(serializers.Serializer):
    """A room that is open to one now: for what, by whom and until when."""

    uuid = serializers.UUIDField()
    ref = serializers.CharField(source="grant.ref")
    purpose = serializers.CharField(source="grant.purpose")
    kind = serializers.ChoiceField(source="grant.kind", choices=Grant.Kind.choices)
    organisation = serializers.CharField(source="grant.organisation")
    first_day = serializers.DateField(source="grant.valid_from")
    last_day = serializers.DateField()
    from_at = serializers.DateTimeField(source="grant.from_at")
    until_at = serializers.DateTimeField(source="grant.until_at")
    zone = serializers.CharField(source="grant.unit.zone")
    is_entered = serializers.BooleanField()


class RoomProcessSerializer(serializers.Serializer):
    """A process that the room shows."""

    uuid = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    purpose = serializers.CharField()


class RoomSerializer(RoomLineSerializer):
    """A room with its scope, and who opened it: whom to ask."""

    contact = AccountNameSerializer(source="grant.requested_by")
    max_grading = serializers.CharField(source="grant.max_grading")
    allow_download = serializers.BooleanField(source="grant.allow_download")
    watermark = serializers.BooleanField(source="grant.watermark")
    follow = serializers.BooleanField(source="grant.follow")
    cut_off = serializers.DateField(source="grant.cut_off", allow_null=True)
    frameworks = FrameworkNameSerializer(many=True)
    processes = RoomProcessSerializer(many=True)
    soa_count = serializers.IntegerField(source="soas.count")
    clause_count = serializers.IntegerField(source="requirements.count")
    audit_count = serializers.IntegerField(source="audits.count")
    finding_count = serializers.IntegerField(source="findings.count")
    evidence_count = serializers.IntegerField(source="evidence.count")
    certificate_count = serializers.IntegerField(source="certificates.count")


class RulesSerializer(serializers.Serializer):
    """What holds in a room, and when one acknowledged this edition; null until then."""

    edition = serializers.CharField()
    rules = serializers.ListField(child=serializers.CharField())
    acknowledged_at = serializers.DateTimeField(allow_null=True)


def rules_of(room: Room) -> dict[str, Any]:
    """The rules as the page of the room tells them, sentence by sentence."""
    told = strip_tags(render_to_string("certifications/_rules.html", {"room": room, "grant": room.grant}))
    signed = room.grant.acknowledgements.filter(user=room.user, rules=RULES).first()
    lines = [" ".join(line.split()) for line in told.splitlines()]
    return {
        "edition": RULES,
        "rules": [line for line in lines if line],
        "acknowledged_at": signed.created_at if signed else None,
    }


class Rooms(Collection):
    """The rooms that are open to one now. People inside have none."""

    noun = tag = "room"
    model, shows, lists, order = Grant, RoomSerializer, RoomLineSerializer, ("until_at",)

    def listed(self) -> QuerySet[Any]:
        return Grant.objects.open_to(self.person).with_rules_read(self.person, RULES)

    def look(self, row: Any, shape: Any) -> Any:
        room = row if isinstance(row, Room) else Room(row, self.person, now=timezone.now())
        return super().look(room, shape)

    def entered(self, uuid: UUID) -> Room:
        room = room_of(self.person, uuid)
        insist_entered(room)
        return room

    def retrieve(self, request: Request, uuid: UUID, **above: Any) -> Response:
        """Its first page: what it shows, until when, and whom to ask. Both sides read that it was looked at."""
        room = self.entered(uuid)
        noted(request, room, room.grant)
        return self.shown(room)

    @reads("rules", gives=RulesSerializer)
    def rules(self, request: Request, uuid: UUID) -> Response:
        """What holds in it; readable before anything else is."""
        return Response(RulesSerializer(rules_of(room_of(self.person, uuid))).data)

    @rules.mapping.post  # type: ignore[attr-defined]
    @writes(body_of(AcknowledgeForm, "RulesRead"), gives=RulesSerializer)
    def acknowledge(self, request: Request, uuid: UUID) -> Response:
        """Say that one has read the rules and is bound by the agreement; without it the room stays closed."""
        room = room_of(self.person, uuid)
        self.cleaned(AcknowledgeForm)
        acknowledge(actor=self.person, grant=room.grant)
        return Response(RulesSerializer(rules_of(room)).data)

    @reads("log", gives=LookPageSerializer, query=LOOKS.allowed)
    def log(self, request: Request, uuid: UUID) -> Response:
        """What one did in it and was refused, the newest first: the same lines as the host reads."""
        rows, links = LOOKS.page(looks_at(self.entered(uuid).grant).order_by(), request)
        return Response(links | {"results": LookSerializer(rows, many=True).data})


class InRoom(Door):
    """A door below a room: 404 without a live grant, and 403 until the rules are acknowledged."""

    tag = "room"
    room: Room

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action is not None:
            self.room = room_of(self.person, kwargs["grant"])
            insist_entered(self.room)


class RoomRows(InRoom, Collection):
    """Rows that a room shows. Both sides read in the log that a list, and each row, was looked at."""

    def list(self, request: Request, **above: Any) -> Response:
        """A page of what the room shows."""
        noted(request, self.room, self.room.grant)
        return super().list(request)

    def retrieve(self, request: Request, uuid: UUID, **above: Any) -> Response:
        """One of them, with what belongs to it in the room."""
        row = self.found(uuid)
        noted(request, self.room, row)
        return self.shown(row)

    def look(self, row: Any, shape: Any) -> Any:
        return super().look(self.told(row) if shape is self.shows else row, shape)

    def told(self, row: Any) -> Any:
        """What the page of one row in the room shows."""
        return row

    def place_of(self, row: Any) -> tuple[UUID, UUID]:
        return (self.room.uuid, row.uuid)
