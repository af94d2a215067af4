"""Gates, what stands at them, and how disciplined the decisions are."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.actions import add_gate, change_gate, open_pass, prove_pass
from assurance.figures import k19
from assurance.forms import GateForm, NewGateForm, PassForm, ProveForm
from assurance.gate_proofs import MISSES, required_of
from assurance.lists import GateList, PassList
from assurance.lists.gates import STANDINGS
from assurance.models import Gate, GatePass
from assurance.permissions import ADD_GATE, EDIT_GATE, OPEN_PASS, PROVE_PASS
from assurance.workflows import GATE_PASS
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, Door, act, reads, writes
from foundation.api.names import UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today
from foundation.permissions import VIEW_BOARD

CODES = [("", "proven"), *MISSES.items()]


class GateProcessSerializer(serializers.Serializer):
    """The process of a gate."""

    uuid = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()


class RequiredNameSerializer(serializers.Serializer):
    """A control that a gate requires."""

    uuid = serializers.UUIDField()
    code = serializers.CharField()


class GateSerializer(serializers.ModelSerializer):
    """A gate with the controls it requires; `waiting` is how many subjects wait for a decision."""

    process = GateProcessSerializer()
    unit = UnitNameSerializer()
    controls = RequiredNameSerializer(many=True)
    waiting = serializers.IntegerField()

    class Meta:
        model = Gate
        fields = ["uuid", "code", "name", "order", "blocking", "process", "unit", "controls", "waiting"]


class GateNameSerializer(serializers.Serializer):
    """A gate."""

    uuid = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()


class GatePassSerializer(serializers.ModelSerializer):
    """One subject at a gate; `standing` is the state, or “expired” for a waiver that has ended."""

    gate = GateNameSerializer()
    unit = UnitNameSerializer()
    version = serializers.UUIDField(source="version.uuid", default=None, allow_null=True)
    supplier = serializers.UUIDField(source="supplier.uuid", default=None, allow_null=True)
    opened_by = serializers.CharField(source="opened_by.name")
    decided_by = serializers.CharField(source="decider.name", default=None, allow_null=True)
    waiver_asked_by = serializers.CharField(source="waiver_asked_by.name", default=None, allow_null=True)
    standing = serializers.ChoiceField(choices=STANDINGS)
    missed = RequiredNameSerializer(many=True)

    class Meta:
        model = GatePass
        fields = [
            "uuid", "ref", "gate", "unit", "kind", "title", "version", "supplier", "state", "standing", "opened_on",
            "opened_by", "decided_on", "decided_by", "conditions", "was_complete", "missed", "waiver_reason",
            "waiver_asked_by", "waiver_until",
        ]  # fmt: skip


class RequiredSerializer(serializers.Serializer):
    """A required control: until when its evidence counts, and what it misses, if anything."""

    control = RequiredNameSerializer()
    until = serializers.DateField(allow_null=True)
    miss = serializers.ChoiceField(choices=CODES, allow_blank=True)
    words = serializers.CharField(allow_blank=True)


class RequiredListSerializer(serializers.Serializer):
    """What a gate asks for, one entry per required control."""

    results = RequiredSerializer(many=True)


class Gates(Told, Collection):
    """Gates of one's processes and units."""

    noun = tag = "gate"
    model, shows, table = Gate, GateSerializer, GateList

    def listed(self) -> QuerySet[Any]:
        return Gate.objects.visible_to(self.person).for_list()

    @writes(body_of(NewGateForm, "Gate"), gives=GateSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Put a gate into a process."""
        require(self.person, ADD_GATE)
        given = self.cleaned(lambda *sent: NewGateForm(*sent, actor=self.person))
        return self.after(add_gate(actor=self.person, **given), status=201)

    @writes(
        body_of(GateForm, "GateFacts", optional=tuple(GateForm.base_fields)),  # type: ignore[attr-defined]
        gives=GateSerializer,
    )
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change it; what is left out stays. Only officers make it easier to pass."""
        row = self.to_change(uuid)
        require(self.person, EDIT_GATE, row)
        given = self.cleaned(lambda *sent: GateForm(*sent, actor=self.person, gate=row))
        return self.after(change_gate(actor=self.person, gate=row, **given))

    @act(
        "passes", body_of(PassForm, "GatePass", optional=("version", "supplier", "title")),
        gives=GatePassSerializer, status=201,
    )  # fmt: skip
    def passes(self, request: Request, uuid: UUID) -> Response:
        """Bring a release, supplier, bid, site or ticket to the gate."""
        row = self.to_change(uuid)
        require(self.person, OPEN_PASS, row)
        on = today(row.unit)
        given = self.cleaned(lambda *sent: PassForm(*sent, actor=self.person, gate=row))
        made = open_pass(actor=self.person, gate=row, on=on, **given)
        return self.made(GatePass.objects.with_standing(on).get(pk=made.pk), GatePassSerializer, "gate-pass")

    @reads("required", gives=RequiredListSerializer)
    def required(self, request: Request, uuid: UUID) -> Response:
        """How the required controls stand today."""
        row = self.found(uuid)
        return Response(RequiredListSerializer({"results": required_of(row, on=today(row.unit))}).data)


@with_steps(GATE_PASS)
class GatePasses(Told, Collection):
    """What came to the gates of one's processes and units."""

    noun, tag = "gate-pass", "gate"
    model, shows, table = GatePass, GatePassSerializer, PassList

    def listed(self) -> QuerySet[Any]:
        rows = GatePass.objects.visible_to(self.person).with_standing(today())
        return rows.for_list().prefetch_related("missed")

    @act("evidence", body_of(ProveForm, "GateEvidence"), gives=GatePassSerializer)
    def evidence(self, request: Request, uuid: UUID) -> Response:
        """Attach evidence for one of the required controls."""
        row = self.to_change(uuid)
        require(self.person, PROVE_PASS, row)
        given = self.cleaned(lambda *sent: ProveForm(*sent, actor=self.person, row=row))
        return self.after(prove_pass(actor=self.person, row=row, **given))

    @reads("required", gives=RequiredListSerializer)
    def required(self, request: Request, uuid: UUID) -> Response:
        """What the required controls have to show for it today."""
        row = self.found(uuid)
        found = required_of(row.gate, on=today(row.unit), at=row)
        return Response(RequiredListSerializer({"results": found}).data)


class GateDisciplineSerializer(serializers.Serializer):
    """Of the decisions of 365 days, how many were taken on all evidence required; waivers do not count as passed."""

    numerator = serializers.IntegerField(source="whole.numerator")
    denominator = serializers.IntegerField(source="whole.denominator")
    waived = serializers.IntegerField()
    expired = serializers.IntegerField()


class GateFigures(Door):
    """Gate discipline on the board."""

    noun = tag = "gate-figures"
    shows = GateDisciplineSerializer

    def show(self, request: Request) -> Response:
        """The share of decisions on complete evidence, of what one may see."""
        require(self.person, VIEW_BOARD)
        return Response(GateDisciplineSerializer(k19(self.person, on=today())).data)
