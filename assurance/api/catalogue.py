"""Requirements of frameworks, and controls."""

from typing import Any
from uuid import UUID

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.actions import add_control, map_requirements, set_guidance
from assurance.api.frameworks import MappingSerializer
from assurance.api.names import FrameworkNameSerializer, RequirementNameSerializer
from assurance.forms import ControlForm, GuidanceForm
from assurance.forms.frameworks import MappingForm
from assurance.lists import ControlList
from assurance.models import Control, Framework, Requirement
from assurance.permissions import LOAD_FRAMEWORK, MANAGE_CONTROLS
from assurance.workflows import CONTROL
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import PersonNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today
from foundation.lists import Column, TableList


class RequirementSerializer(serializers.ModelSerializer):
    """A requirement: its reference and short title."""

    framework = FrameworkNameSerializer()
    parent = serializers.UUIDField(source="parent.uuid", default=None, allow_null=True)
    control_count = serializers.IntegerField()

    class Meta:
        model = Requirement
        fields = [
            "uuid",
            "ref",
            "title",
            "framework",
            "kind",
            "parent",
            "assessable",
            "theme",
            "family",
            "withdrawn",
            "order",
            "control_count",
        ]


class RequirementFilters(filters.FilterSet):
    framework = filters.ModelChoiceFilter(queryset=Framework.objects.all(), to_field_name="code", label=_("Framework"))
    assessable = filters.BooleanFilter(label=_("Assessable"))
    words = filters.CharFilter(method="filter_words", label=_("Reference or title"))

    class Meta:
        model = Requirement
        fields: list[str] = []

    def filter_words(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.searched(value.strip())


class RequirementList(TableList):
    name = "requirements"
    title = _("Requirements")
    columns = (
        Column("order", _("Order"), sort=("framework__title", "framework__edition", "order")),
        Column("ref", _("Reference"), sort="ref"),
    )
    default_sort = "order"
    filterset = RequirementFilters


class Requirements(Collection):
    """Requirements of frameworks."""

    noun = tag = "requirement"
    model, shows, table = Requirement, RequirementSerializer, RequirementList

    def listed(self) -> QuerySet[Any]:
        return Requirement.objects.visible_to(self.person).with_controls().select_related("framework", "parent")

    @act("map", body_of(MappingForm, "RequirementMap"), gives=MappingSerializer, status=201)
    def map(self, request: Request, uuid: UUID) -> Response:
        """Say how it relates to a requirement of another framework."""
        row = self.to_change(uuid)
        require(self.person, LOAD_FRAMEWORK)
        given = self.cleaned(lambda *sent: MappingForm(*sent, a=row))
        return self.made(map_requirements(actor=self.person, a=row, **given), MappingSerializer, "mapping")


class ControlSerializer(serializers.ModelSerializer):
    """What is done so that requirements are met."""

    unit = UnitNameSerializer()
    owner = PersonNameSerializer(allow_null=True)
    requirements = RequirementNameSerializer(many=True)

    class Meta:
        model = Control
        fields = [
            "uuid", "code", "statement", "kind", "frequency", "evidence_freshness_months", "unit", "owner",
            "requirements", "state",
        ]  # fmt: skip


@with_steps(CONTROL)
class Controls(Told, Collection):
    """Controls."""

    noun = tag = "control"
    model, shows, table = Control, ControlSerializer, ControlList

    def listed(self) -> QuerySet[Any]:
        rows = Control.objects.visible_to(self.person).for_list()
        return rows.prefetch_related("requirements__framework")

    @writes(body_of(ControlForm, "Control"), gives=ControlSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Add a control in draft."""
        require(self.person, MANAGE_CONTROLS)
        given = self.cleaned(lambda *sent: ControlForm(*sent, actor=self.person, on=today()))
        return self.after(add_control(actor=self.person, on=today(), **given), status=201)

    @act("guidance", body_of(GuidanceForm, "ControlGuidance"), gives=ControlSerializer)
    def guidance(self, request: Request, uuid: UUID) -> Response:
        """Say which documents guide it; only those in effect are offered."""
        row = self.to_change(uuid)
        require(self.person, MANAGE_CONTROLS, row)
        given = self.cleaned(lambda *sent: GuidanceForm(*sent, actor=self.person, control=row))
        return self.after(set_guidance(actor=self.person, control=row, **given))
