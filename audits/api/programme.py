"""Recurring audits."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.api.names import FrameworkNameSerializer
from audits.actions import add_line, create_occurrences, end_line
from audits.forms import EndLineForm, LineForm
from audits.models import ProgrammeLine
from audits.permissions import MANAGE_PROGRAMME
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import CodeNameSerializer, PersonNameSerializer, UnitNameSerializer
from foundation.clock import today


class ProgrammeLineSerializer(serializers.ModelSerializer):
    """A recurring audit."""

    unit = UnitNameSerializer()
    programme = serializers.UUIDField(source="programme.uuid", default=None, allow_null=True)
    area = CodeNameSerializer(allow_null=True)
    region = UnitNameSerializer(allow_null=True)
    supplier = serializers.UUIDField(source="supplier.uuid", default=None, allow_null=True)
    lead = PersonNameSerializer(allow_null=True)
    frameworks = FrameworkNameSerializer(many=True)
    processes = CodeNameSerializer(many=True)

    class Meta:
        model = ProgrammeLine
        fields = [
            "uuid", "programme", "title", "kind", "method", "unit", "area", "region", "supplier", "lead", "frameworks",
            "processes", "anchor", "interval_months", "month_end", "working_days", "auditor_days", "impact",
            "change_level", "incident_level", "regulator_interest", "rationale", "ended_on",
        ]  # fmt: skip


class ProgrammeLines(Collection):
    """Lines of the programme, from which the audits of the next twelve months are made."""

    noun = tag = "programme-line"
    model, shows, order = ProgrammeLine, ProgrammeLineSerializer, ("anchor",)

    def listed(self) -> QuerySet[Any]:
        return ProgrammeLine.objects.visible_to(self.person).for_list().prefetch_related("frameworks", "processes")

    @writes(body_of(LineForm, "ProgrammeLine"), gives=ProgrammeLineSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Plan a recurring audit; its audits of the next twelve months are made with it."""
        require(self.person, MANAGE_PROGRAMME)
        given = self.cleaned(lambda *sent: LineForm(*sent, actor=self.person, on=today()))
        line = add_line(actor=self.person, on=today(given["unit"]), **given)
        create_occurrences(actor=self.person, line=line, on=today(line.unit))
        return self.after(line, status=201)

    @act("end", body_of(EndLineForm, "EndProgrammeLine"), gives=ProgrammeLineSerializer)
    def end(self, request: Request, uuid: UUID) -> Response:
        """End it; the audits it has made stay."""
        line = self.to_change(uuid)
        require(self.person, MANAGE_PROGRAMME, line)
        given = self.cleaned(EndLineForm)
        return self.after(end_line(actor=self.person, line=line, on=today(line.unit), **given))
