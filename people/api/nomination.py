"""Nominations and awards, and the holds that case officers see."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import AccountNameSerializer, PersonNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today
from people.actions import change_nomination, hold_nomination, nominate
from people.forms import NewNominationForm, NominationForm
from people.lists import NominationList
from people.models import Nomination, NominationHold, Nominee
from people.permissions import CHANGE_NOMINATION, HOLD_NOMINATION, NOMINATE
from people.workflows import NOMINATION, NOMINATION_HOLD

WHOLE = ("events", "comments", "comment")  # of what one finds on the wall alone, one reads the story


class NomineeSerializer(serializers.ModelSerializer):
    """Somebody named."""

    uuid = serializers.UUIDField(source="person.uuid")
    name = serializers.CharField(source="person.name")

    class Meta:
        model = Nominee
        fields = ["uuid", "name"]


class NominationLineSerializer(serializers.ModelSerializer):
    """A nomination, or an award, as everybody who sees it reads it."""

    unit = UnitNameSerializer()
    nominator = PersonNameSerializer()
    nominees = NomineeSerializer(source="shares", many=True)

    class Meta:
        model = Nomination
        fields = [
            "uuid", "ref", "title", "story", "kind", "state", "unit", "nominator", "nominees", "awarded_on",
            "published_on",
        ]  # fmt: skip


class ConsentSerializer(serializers.ModelSerializer):
    """What somebody named said to being shown."""

    person = serializers.UUIDField(source="person.uuid")

    class Meta:
        model = Nominee
        fields = ["person", "consent", "answered_on"]


class DecisionSerializer(serializers.ModelSerializer):
    """What it is worth, who decided, and what those named said."""

    band = serializers.ChoiceField(choices=Nomination.Band.choices, allow_blank=True)
    reviewed_by = PersonNameSerializer(allow_null=True)
    awarded_by = PersonNameSerializer(allow_null=True)
    consents = ConsentSerializer(source="shares", many=True)

    class Meta:
        model = Nomination
        fields = ["band", "reviewed_by", "reviewed_on", "awarded_by", "consents"]


class NominationSerializer(NominationLineSerializer):
    """A nomination; `decision` is null for who only finds it among what is published."""

    decision = serializers.SerializerMethodField()

    class Meta:
        model = Nomination
        fields = [*NominationLineSerializer.Meta.fields, "decision"]

    @extend_schema_field(DecisionSerializer(allow_null=True))
    def get_decision(self, row: Nomination) -> Any:
        told = Nomination.objects.told_to(self.context["request"].user).filter(pk=row.pk).exists()
        return DecisionSerializer(row).data if told else None


class HoldSerializer(serializers.ModelSerializer):
    """A hold on a nomination; only case officers see any."""

    nomination = serializers.UUIDField(source="nomination.uuid")
    placed_by = AccountNameSerializer()

    class Meta:
        model = NominationHold
        fields = ["uuid", "nomination", "state", "placed_by", "placed_on", "lifted_on"]


class WithoutValues(NominationList):
    """By the value that only some may read nobody sorts."""

    columns = tuple(replace(one, sort=None) if one.name == "band" else one for one in NominationList.columns)


@with_steps(NOMINATION)
class Nominations(Told, Collection):
    """Nominations one made or decides on, awards of oneself, and what is published."""

    noun = tag = "nomination"
    model, shows, lists, table = Nomination, NominationSerializer, NominationLineSerializer, WithoutValues

    def listed(self) -> QuerySet[Any]:
        return Nomination.objects.visible_to(self.person).for_list()

    def detailed(self) -> QuerySet[Any]:
        known = Nomination.objects.told_to if self.action in WHOLE else Nomination.objects.visible_to
        return known(self.person).for_page()

    @writes(body_of(NewNominationForm, "Nomination"), gives=NominationSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Put colleagues forward; a draft until it is submitted."""
        require(self.person, NOMINATE)
        given = self.cleaned(lambda *sent: NewNominationForm(*sent, actor=self.person, on=today()))
        return self.after(nominate(actor=self.person, on=today(), **given), status=201)

    @writes(
        body_of(NominationForm, "NominationDraft", optional=tuple(NominationForm.base_fields)),  # type: ignore[attr-defined]
        gives=NominationSerializer,
    )
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change a draft; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, CHANGE_NOMINATION, row)
        given = self.cleaned(lambda *sent: NominationForm(*sent, actor=self.person, on=today(), row=row))
        return self.after(change_nomination(actor=self.person, nomination=row, **given))

    @act("hold", gives=HoldSerializer, status=201)
    def hold(self, request: Request, uuid: UUID) -> Response:
        """Keep it from being awarded; nobody but case officers can tell."""
        row = self.to_change(uuid)
        require(self.person, HOLD_NOMINATION, row)
        hold = hold_nomination(actor=self.person, nomination=row, on=today(row.unit))
        return self.made(hold, HoldSerializer, "nomination-hold")


@with_steps(NOMINATION_HOLD)
class NominationHolds(Collection):
    """Holds on nominations."""

    noun = tag = "nomination-hold"
    model, shows, order = NominationHold, HoldSerializer, ("-placed_on", "-pk")

    def listed(self) -> QuerySet[Any]:
        return NominationHold.objects.visible_to(self.person).for_list()
