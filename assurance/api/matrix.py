"""Cells of the integration matrix with how they stand today."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.actions import edit_cell, include_cell
from assurance.api.names import RequirementNameSerializer
from assurance.forms.matrix import CellForm
from assurance.lists import CellList
from assurance.matrix_words import CHOICES
from assurance.models import Cell
from assurance.permissions import EDIT_CELL
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act
from foundation.api.names import CodeNameSerializer, PersonNameSerializer
from foundation.api.stories import Told
from foundation.clock import today


class CellSerializer(serializers.ModelSerializer):
    """What a process owes to a requirement, and how it stands today."""

    process = CodeNameSerializer()
    requirement = RequirementNameSerializer()
    control = serializers.UUIDField(source="control.uuid", default=None, allow_null=True)
    owner = PersonNameSerializer(allow_null=True)
    standing = serializers.ChoiceField(choices=CHOICES)

    class Meta:
        model = Cell
        fields = [
            "uuid", "process", "requirement", "applicable", "reason", "decided_on", "control", "owner", "fresh_until",
            "standing",
        ]  # fmt: skip


class Cells(Told, Collection):
    """Cells of active processes: those of one's units and regions, and those one answers for."""

    noun = tag = "cell"
    model, shows, table = Cell, CellSerializer, CellList

    def listed(self) -> QuerySet[Any]:
        rows = Cell.objects.visible_to(self.person).in_force().standing_on(today()).with_family()
        return rows.for_list()

    @act("edit", body_of(CellForm, "CellEdit"), gives=CellSerializer)
    def edit(self, request: Request, uuid: UUID) -> Response:
        """Say which control meets the requirement here, and who answers for it."""
        row = self.to_change(uuid)
        require(self.person, EDIT_CELL, row)
        known = {"control": row.control, "owner": row.owner}
        given = self.cleaned(lambda *sent: CellForm(*sent, initial=known, actor=self.person, cell=row))
        return self.after(edit_cell(actor=self.person, cell=row, on=today(row.unit), **given))

    @act("include", gives=CellSerializer)
    def include(self, request: Request, uuid: UUID) -> Response:
        """Say that the requirement applies again."""
        row = self.to_change(uuid)
        require(self.person, EDIT_CELL, row)
        return self.after(include_cell(actor=self.person, cell=row))
