"""The record of the assurance system: versions of its scope statement, and seats in its governance."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.actions import appoint, end_governance, revise_scope, write_scope
from assurance.forms import AppointForm, EndSeatForm, ScopeForm
from assurance.models import GovernanceRole, ScopeStatement
from assurance.permissions import GOVERN, WRITE_SCOPE
from assurance.workflows import SCOPE
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import PersonNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today
from foundation.directory.models import Unit


class ScopeStatementSerializer(serializers.ModelSerializer):
    """A version of the scope statement."""

    unit = UnitNameSerializer()
    author = serializers.CharField(source="author.name")
    approved_by = serializers.CharField(source="approved_by.name", default=None, allow_null=True)

    class Meta:
        model = ScopeStatement
        fields = ["uuid", "unit", "number", "text", "change_note", "author", "approved_by", "approved_on", "state"]


class SeatSerializer(serializers.ModelSerializer):
    """A seat in the governance of assurance, and who holds it from a day to a day."""

    unit = UnitNameSerializer()
    person = PersonNameSerializer()

    class Meta:
        model = GovernanceRole
        fields = ["uuid", "kind", "unit", "person", "duties", "from_on", "until_on"]


@with_steps(SCOPE)
class Scopes(Told, Collection):
    """Versions of the scope statement: what is or was in force, and drafts for who works on them."""

    noun = tag = "scope"
    model, shows, order = ScopeStatement, ScopeStatementSerializer, ("-created_at",)

    def listed(self) -> QuerySet[Any]:
        return ScopeStatement.objects.visible_to(self.person).for_list()

    @writes(body_of(ScopeForm, "Scope"), gives=ScopeStatementSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Write the next version, as a draft."""
        unit = get_object_or_404(Unit.objects.visible_to(self.person), parent=None)
        require(self.person, WRITE_SCOPE, unit)
        return self.after(write_scope(actor=self.person, unit=unit, **self.cleaned(ScopeForm)), status=201)

    @act("change", body_of(ScopeForm, "ScopeChange", optional=("text",)), gives=ScopeStatementSerializer)
    def change(self, request: Request, uuid: UUID) -> Response:
        """Change a draft; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, WRITE_SCOPE, row)
        known = {"text": row.text, "change_note": row.change_note}
        given = self.cleaned(lambda *sent: ScopeForm(*sent, initial=known))
        return self.after(revise_scope(actor=self.person, scope=row, **given))


class Seats(Collection):
    """Who governs assurance, and who did."""

    noun = tag = "seat"
    model, shows, order = GovernanceRole, SeatSerializer, ("-created_at",)

    def listed(self) -> QuerySet[Any]:
        return GovernanceRole.objects.visible_to(self.person).for_list()

    @writes(body_of(AppointForm, "Seat"), gives=SeatSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Appoint somebody from a day."""
        require(self.person, GOVERN)
        given = self.cleaned(lambda *sent: AppointForm(*sent, actor=self.person, on=today()))
        return self.after(appoint(actor=self.person, **given), status=201)

    @act("end", body_of(EndSeatForm, "SeatEnd"), gives=SeatSerializer)
    def end(self, request: Request, uuid: UUID) -> Response:
        """End a seat with a last day; it stays in the record."""
        row = self.to_change(uuid)
        require(self.person, GOVERN, row)
        given = self.cleaned(lambda *sent: EndSeatForm(*sent, on=today(row.unit)))
        return self.after(end_governance(actor=self.person, seat=row, **given))
