"""The processes of the five areas."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.actions import add_process, change_process, change_process_owner
from assurance.forms import OwnerForm, ProcessFactsForm, ProcessForm
from assurance.lists import QmsList
from assurance.models import Process
from assurance.permissions import MANAGE_PROCESSES
from assurance.workflows import PROCESS
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import CodeNameSerializer, PersonNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today


class ProcessSerializer(serializers.ModelSerializer):
    """A process of one of the five areas."""

    area = CodeNameSerializer()
    unit = UnitNameSerializer()
    owner = PersonNameSerializer(allow_null=True)
    deputy = PersonNameSerializer(allow_null=True)
    regions = CodeNameSerializer(many=True)
    lacks_link = serializers.BooleanField()
    is_ownerless = serializers.BooleanField()
    is_overdue = serializers.BooleanField()

    class Meta:
        model = Process
        fields = [
            "uuid", "code", "name", "area", "unit", "purpose", "owner", "deputy", "regions", "qms_process", "qms_document",
            "qms_clauses", "review_months", "reviewed_on", "next_review_on", "state", "lacks_link", "is_ownerless", "is_overdue",
        ]  # fmt: skip


@with_steps(PROCESS)
class Processes(Told, Collection):
    """The processes of one's units, and those one owns."""

    noun = tag = "process"
    model, shows, table = Process, ProcessSerializer, QmsList

    def listed(self) -> QuerySet[Any]:
        return Process.objects.visible_to(self.person).for_list().with_gaps(today()).prefetch_related("regions")

    @writes(body_of(ProcessForm, "Process", optional=("unit", "area")), gives=ProcessSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Add a process to one of the five areas, as a draft."""
        require(self.person, MANAGE_PROCESSES)
        given = self.cleaned(lambda *sent: ProcessForm(*sent, actor=self.person, on=today()))
        return self.after(add_process(actor=self.person, **given), status=201)

    @act(
        "change",
        body_of(ProcessFactsForm, "ProcessChange", optional=("name", "review_months")),
        gives=ProcessSerializer,
    )
    def change(self, request: Request, uuid: UUID) -> Response:
        """Change what is said about it; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, MANAGE_PROCESSES, row)
        more = {"actor": self.person, "on": today(row.unit), "process": row}
        given = self.cleaned(lambda *sent: ProcessFactsForm(*sent, **more))
        return self.after(change_process(actor=self.person, process=row, **given))

    @act("owner", body_of(OwnerForm, "ProcessOwner"), gives=ProcessSerializer)
    def owner(self, request: Request, uuid: UUID) -> Response:
        """Hand it to another owner; both are told."""
        row = self.to_change(uuid)
        require(self.person, MANAGE_PROCESSES, row)
        given = self.cleaned(lambda *sent: OwnerForm(*sent, on=today(row.unit)))
        return self.after(change_process_owner(actor=self.person, process=row, **given))
