"""Corrective actions: what removes the cause, by whom and until when."""

from typing import Any
from uuid import UUID

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from audits.actions import complete_action
from audits.forms import CompleteForm
from audits.models import CorrectiveAction
from audits.permissions import DO_ACTION
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act
from foundation.api.names import PersonNameSerializer, RecordNameSerializer
from foundation.clock import today
from foundation.lists import Column, TableList


class ActionSerializer(serializers.ModelSerializer):
    """A corrective action."""

    finding = RecordNameSerializer()
    owner = PersonNameSerializer()
    implemented_by = PersonNameSerializer(allow_null=True)

    class Meta:
        model = CorrectiveAction
        fields = ["uuid", "finding", "order", "text", "owner", "due_on", "implemented_on", "implemented_by"]


class ActionFilters(filters.FilterSet):
    finding = filters.UUIDFilter(field_name="finding__uuid", label=_("Finding"))
    open = filters.BooleanFilter(field_name="implemented_on", lookup_expr="isnull", label=_("Open"))

    class Meta:
        model = CorrectiveAction
        fields: list[str] = []


class ActionList(TableList):
    name = "actions"
    title = _("Corrective actions")
    columns = (Column("due", _("Due"), value="due_on", sort="due_on"),)
    default_sort = "due"
    filterset = ActionFilters


class Actions(Collection):
    """Corrective actions of the findings the reader may see."""

    noun = tag = "action"
    model, shows, table = CorrectiveAction, ActionSerializer, ActionList

    def listed(self) -> QuerySet[Any]:
        return CorrectiveAction.objects.visible_to(self.person).for_page().select_related("implemented_by")

    @act("complete", body_of(CompleteForm, "CompleteAction"), gives=ActionSerializer)
    def complete(self, request: Request, uuid: UUID) -> Response:
        """Say that it is implemented, with what shows it."""
        row = self.to_change(uuid)
        require(self.person, DO_ACTION, row)
        given = self.cleaned(lambda *sent: CompleteForm(*sent, actor=self.person, row=row))
        return self.after(complete_action(actor=self.person, action=row, on=today(row.unit), **given))
