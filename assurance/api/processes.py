"""The five areas, which nobody changes, and the processes below them."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.actions import add_gate, add_process, change_process, change_process_owner
from assurance.forms import NewGateForm, OwnerForm, ProcessFactsForm, ProcessForm
from assurance.lists import ProcessList
from assurance.lists.processes import GAP_WORDS
from assurance.models import Area, Gate, Process
from assurance.permissions import EDIT_PROCESS, HAND_OVER_PROCESS, MANAGE_PROCESSES
from assurance.workflows import PROCESS
from foundation.access import require
from foundation.api.bodies import Body, body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.fields import Text
from foundation.api.names import CodeNameSerializer, PersonNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today
from foundation.refusals import Refused

PLACED = {"parent", "regions"}  # which officers alone say


class AreaBody(Body):
    """What one would change of an area."""

    code = Text(max_length=5, required=False)
    name = Text(max_length=100, required=False)


class Areas(Collection):
    """The five areas every business process belongs to. Nobody adds, recodes or deletes one. Source: M-02."""

    noun = tag = "area"
    model, shows, order = Area, CodeNameSerializer, ("order",)

    def rows(self) -> QuerySet[Any]:
        return Area.objects.all()

    @writes(AreaBody)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Refused: the areas are fixed."""
        require(self.person, MANAGE_PROCESSES)
        self.given()
        words = {"area": self.to_change(uuid)}
        raise Refused("M-02", _("%(area)s is one of the five process areas, which are fixed.") % words)


class ProcessNameSerializer(serializers.Serializer):
    """A process."""

    uuid = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()


class ControlCodeSerializer(serializers.Serializer):
    """A control that a gate requires."""

    uuid = serializers.UUIDField()
    code = serializers.CharField()


class GateSerializer(serializers.ModelSerializer):
    """A gate of a process, with the controls it requires."""

    process = ProcessNameSerializer()
    controls = ControlCodeSerializer(many=True)

    class Meta:
        model = Gate
        fields = ["uuid", "code", "name", "process", "order", "blocking", "controls"]


class ProcessSerializer(serializers.ModelSerializer):
    """A process of one of the five areas; `gaps` names what it lacks: qms, owner, review."""

    area = CodeNameSerializer()
    parent = ProcessNameSerializer(allow_null=True)
    unit = UnitNameSerializer()
    owner = PersonNameSerializer(allow_null=True)
    deputy = PersonNameSerializer(allow_null=True)
    next_owner = PersonNameSerializer(allow_null=True)
    regions = CodeNameSerializer(many=True)
    gaps = serializers.SerializerMethodField()

    class Meta:
        model = Process
        fields = [
            "uuid", "code", "name", "area", "parent", "unit", "purpose", "owner", "deputy", "next_owner", "regions",
            "qms_process", "qms_document", "qms_clauses", "review_months", "reviewed_on", "next_review_on", "state",
            "gaps",
        ]  # fmt: skip

    @extend_schema_field({"type": "array", "items": {"type": "string", "enum": list(GAP_WORDS)}})
    def get_gaps(self, row: Any) -> list[str]:
        return [name for name in GAP_WORDS if getattr(row, f"lacks_{name}", 0)]


@with_steps(PROCESS)
class Processes(Told, Collection):
    """The processes of one's units, and those one answers for."""

    noun = tag = "process"
    model, shows, table = Process, ProcessSerializer, ProcessList

    def listed(self) -> QuerySet[Any]:
        rows = Process.objects.visible_to(self.person).with_gaps(today()).for_list()
        return rows.prefetch_related("regions")

    @writes(body_of(ProcessForm, "Process", optional=("unit",)), gives=ProcessSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Add a process, as a draft, to exactly one area."""
        require(self.person, MANAGE_PROCESSES)
        given = self.cleaned(lambda *sent: ProcessForm(*sent, actor=self.person, on=today()))
        return self.after(add_process(actor=self.person, **given), status=201)

    @act(
        "change",
        body_of(ProcessFactsForm, "ProcessFacts", optional=tuple(ProcessFactsForm.base_fields)),
        gives=ProcessSerializer,
    )
    def change(self, request: Request, uuid: UUID) -> Response:
        """Change its facts and its place in the quality system; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, EDIT_PROCESS, row)
        if PLACED & set(request.data):
            require(self.person, MANAGE_PROCESSES, row)
        given = self.cleaned(lambda *sent: ProcessFactsForm(*sent, actor=self.person, process=row))
        return self.after(change_process(actor=self.person, process=row, **given))

    @act("owner", body_of(OwnerForm, "ProcessOwner"), gives=ProcessSerializer)
    def owner(self, request: Request, uuid: UUID) -> Response:
        """Hand a draft to another owner, or ask somebody to take an active process over."""
        row = self.to_change(uuid)
        require(self.person, HAND_OVER_PROCESS, row)
        given = self.cleaned(lambda *sent: OwnerForm(*sent, on=today(row.unit)))
        return self.after(change_process_owner(actor=self.person, process=row, **given))

    @act("gates", body_of(NewGateForm, "Gate"), gives=GateSerializer, status=201)
    def gates(self, request: Request, uuid: UUID) -> Response:
        """Add a gate to it."""
        row = self.to_change(uuid)
        require(self.person, EDIT_PROCESS, row)
        given = self.cleaned(lambda *sent: NewGateForm(*sent, actor=self.person))
        return self.made(add_gate(actor=self.person, process=row, **given), GateSerializer, "gate")
