"""Objectives with their newest reading, and all readings of one."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.actions import set_objective, withdraw_objective
from assurance.forms import ObjectiveForm, WithdrawObjectiveForm
from assurance.lists import ObjectiveList
from assurance.models import Objective
from assurance.permissions import SET_OBJECTIVES
from assurance.records.system import whole
from assurance.review_words import OBJECTIVE_CHOICES
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.fields import Text
from foundation.api.names import PersonNameSerializer, UnitNameSerializer
from foundation.api.stories import Told
from foundation.clock import today


class ObjectiveSerializer(serializers.ModelSerializer):
    """What a figure is to be by a day; `measured` is its newest reading, a share in per cent."""

    unit = UnitNameSerializer()
    owner = PersonNameSerializer()
    target = serializers.FloatField()
    measured = serializers.FloatField(allow_null=True)
    measured_on = serializers.DateField(allow_null=True)
    measured_numerator = serializers.IntegerField(allow_null=True)
    measured_denominator = serializers.IntegerField(allow_null=True)
    standing = serializers.SerializerMethodField()

    class Meta:
        model = Objective
        fields = [
            "uuid", "title", "unit", "metric", "aim", "target", "set_on", "by_on", "owner", "plan", "measured",
            "measured_on", "measured_numerator", "measured_denominator", "standing", "withdrawn_on", "withdrawn_reason",
        ]  # fmt: skip

    @extend_schema_field({"type": "string", "enum": [name for name, _label in OBJECTIVE_CHOICES]})
    def get_standing(self, row: Objective) -> str:
        return str(vars(row)["standing"])


OBJECTIVE = body_of(
    ObjectiveForm, "Objective", metric=Text(max_length=10, help_text="The id of a figure, such as K-05.")
)
OBJECTIVE.carried = ()  # the form holds it; which figures there are is known only once every app is loaded


class Objectives(Told, Collection):
    """The objectives of the whole organisation."""

    noun = tag = "objective"
    model, shows, table = Objective, ObjectiveSerializer, ObjectiveList

    def listed(self) -> QuerySet[Any]:
        return Objective.objects.visible_to(self.person).with_standing(today()).for_list()

    @writes(OBJECTIVE, gives=ObjectiveSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Set an objective; its figure is read at once, and then every night."""
        unit = whole()
        require(self.person, SET_OBJECTIVES, unit)
        given = self.cleaned(lambda *sent: ObjectiveForm(*sent, on=today(unit)))
        return self.after(set_objective(actor=self.person, unit=unit, on=today(unit), **given), status=201)

    @act("withdraw", body_of(WithdrawObjectiveForm, "ObjectiveWithdrawal"), gives=ObjectiveSerializer)
    def withdraw(self, request: Request, uuid: UUID) -> Response:
        """Give it up, with the reason."""
        row = self.to_change(uuid)
        require(self.person, SET_OBJECTIVES, row)
        given = self.cleaned(WithdrawObjectiveForm)
        return self.after(withdraw_objective(actor=self.person, objective=row, on=today(row.unit), **given))
