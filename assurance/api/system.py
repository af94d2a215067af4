"""The assurance system: the versions of its scope statement and the seats of its governance."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.actions import appoint, end_seat, revise_scope, write_scope
from assurance.forms import EndSeatForm, ScopeForm, SeatForm
from assurance.models import GovernanceRole, ScopeStatement
from assurance.permissions import GOVERN, WRITE_SCOPE
from assurance.records.system import whole
from assurance.workflows import SCOPE
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import PersonNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today


class ScopeSerializer(serializers.ModelSerializer):
    """A version of the scope statement; at most one is in force."""

    unit = UnitNameSerializer()
    author = serializers.CharField(source="author.name")
    approved_by = serializers.CharField(source="approved_by.name", default=None, allow_null=True)

    class Meta:
        model = ScopeStatement
        fields = ["uuid", "number", "unit", "text", "change_note", "author", "approved_by", "approved_on", "state"]


@with_steps(SCOPE)
class Scopes(Told, Collection):
    """What the assurance system covers: what was approved for everyone inside, what is in work for officers and managers."""

    noun = tag = "scope"
    model, shows, order = ScopeStatement, ScopeSerializer, ("-number",)

    def listed(self) -> QuerySet[Any]:
        return ScopeStatement.objects.visible_to(self.person).for_list()

    @writes(body_of(ScopeForm, "Scope"), gives=ScopeSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Write the next version, as a draft."""
        require(self.person, WRITE_SCOPE)
        return self.after(write_scope(actor=self.person, unit=whole(), **self.cleaned(ScopeForm)), status=201)

    @act("change", body_of(ScopeForm, "ScopeDraft"), gives=ScopeSerializer)
    def change(self, request: Request, uuid: UUID) -> Response:
        """Change a draft."""
        row = self.to_change(uuid)
        require(self.person, WRITE_SCOPE, row)
        known = {"text": row.text, "change_note": row.change_note}
        given = self.cleaned(lambda *sent: ScopeForm(*sent, initial=known))
        return self.after(revise_scope(actor=self.person, scope=row, **given))


class SeatSerializer(serializers.ModelSerializer):
    """A seat in the governance of assurance; `is_gone` says that its holder does not work here any more."""

    unit = UnitNameSerializer()
    person = PersonNameSerializer()
    is_gone = serializers.BooleanField(default=False)

    class Meta:
        model = GovernanceRole
        fields = ["uuid", "kind", "unit", "person", "duties", "from_on", "until_on", "is_gone"]


class Seats(Collection):
    """Who governs assurance, and who did."""

    noun = tag = "seat"
    model, shows, order = GovernanceRole, SeatSerializer, ("kind", "-from_on")

    def listed(self) -> QuerySet[Any]:
        return GovernanceRole.objects.visible_to(self.person).for_list(today())

    @writes(body_of(SeatForm, "Seat", optional=("unit",)), gives=SeatSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Appoint somebody."""
        require(self.person, GOVERN)
        given = self.cleaned(lambda *sent: SeatForm(*sent, actor=self.person, on=today()))
        return self.after(appoint(actor=self.person, **given), status=201)

    @act("end", body_of(EndSeatForm, "SeatEnd"), gives=SeatSerializer)
    def end(self, request: Request, uuid: UUID) -> Response:
        """End a seat with a last day."""
        row = self.to_change(uuid)
        require(self.person, GOVERN, row)
        given = self.cleaned(lambda *sent: EndSeatForm(*sent, on=today(row.unit)))
        return self.after(end_seat(actor=self.person, seat=row, **given))
