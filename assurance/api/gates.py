"""Gates, and what stands at them until it passes, is turned back or waived."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.actions import change_gate, open_pass, prove_pass
from assurance.api.processes import GateSerializer
from assurance.forms import GateFactsForm, PassForm, ProofForm
from assurance.gate_words import CHOICES
from assurance.lists import GateList, PassList
from assurance.models import Gate, GatePass
from assurance.permissions import MANAGE_GATES, OPEN_PASS, PROVE_PASS
from assurance.workflows import GATE_PASS
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act
from foundation.api.names import PersonNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today


class GateNameSerializer(serializers.Serializer):
    """A gate."""

    uuid = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()


class GatePassSerializer(serializers.ModelSerializer):
    """What stands at a gate; `standing` is the state, or `expired` for a waiver whose last day is past."""

    gate = GateNameSerializer()
    version = serializers.UUIDField(source="version.uuid", default=None, allow_null=True)
    supplier = serializers.UUIDField(source="supplier.uuid", default=None, allow_null=True)
    opened_by = serializers.CharField(source="opened_by.name")
    decided_by = serializers.CharField(source="decided_by.name", default=None, allow_null=True)
    waiver_approved_by = PersonNameSerializer(allow_null=True)
    standing = serializers.SerializerMethodField()

    class Meta:
        model = GatePass
        fields = [
            "uuid", "ref", "gate", "kind", "title", "version", "supplier", "opened_on", "opened_by", "decided_on",
            "decided_by", "conditions", "was_complete", "waiver_reason", "waiver_until", "waiver_approved_by", "state",
            "standing",
        ]  # fmt: skip

    @extend_schema_field({"type": "string", "enum": [name for name, _label in CHOICES]})
    def get_standing(self, row: GatePass) -> str:
        return getattr(row, "standing", row.state)


class Gates(Told, Collection):
    """The gates of the processes one sees."""

    noun = tag = "gate"
    model, shows, table = Gate, GateSerializer, GateList

    def listed(self) -> QuerySet[Any]:
        return Gate.objects.visible_to(self.person).for_list()

    @act(
        "change",
        body_of(GateFactsForm, "GateFacts", optional=tuple(GateFactsForm.base_fields)),  # type: ignore[attr-defined]
        gives=GateSerializer,
    )
    def change(self, request: Request, uuid: UUID) -> Response:
        """Change what it requires; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, MANAGE_GATES, row)
        given = self.cleaned(lambda *sent: GateFactsForm(*sent, actor=self.person, gate=row))
        return self.after(change_gate(actor=self.person, gate=row, **given))

    @act("passes", body_of(PassForm, "GatePass"), gives=GatePassSerializer, status=201)
    def passes(self, request: Request, uuid: UUID) -> Response:
        """Put a release, supplier, bid, site or ticket before it."""
        row = self.to_change(uuid)
        require(self.person, OPEN_PASS, row)
        on = today(row.unit)
        given = self.cleaned(lambda *sent: PassForm(*sent, actor=self.person, on=on))
        return self.made(open_pass(actor=self.person, gate=row, on=on, **given), GatePassSerializer, "gate-pass")


@with_steps(GATE_PASS)
class GatePasses(Told, Collection):
    """What stands or stood at gates of one's units, and of processes one answers for."""

    noun = tag = "gate-pass"
    model, shows, table = GatePass, GatePassSerializer, PassList

    def listed(self) -> QuerySet[Any]:
        return GatePass.objects.visible_to(self.person).with_standing(today()).for_list()

    @act("evidence", body_of(ProofForm, "GateProof"), gives=GatePassSerializer)
    def evidence(self, request: Request, uuid: UUID) -> Response:
        """Add evidence for a control that the gate requires."""
        row = self.to_change(uuid)
        require(self.person, PROVE_PASS, row)
        given = self.cleaned(lambda *sent: ProofForm(*sent, actor=self.person, unit=row.unit, gate=row.gate))
        return self.after(prove_pass(actor=self.person, gate_pass=row, **given))
