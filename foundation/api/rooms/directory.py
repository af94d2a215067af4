"""Units and sites, as far as one's roles reach: names to choose from, nothing of what is only administration's."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from foundation.access import Role, reach
from foundation.api.doors import Collection
from foundation.api.names import UnitNameSerializer
from foundation.directory.models import Site, Unit
from foundation.lists import Column, TableList

INSIDE = (Role.ADM, Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO, Role.EMP, Role.PM, Role.HR)


class UnitSerializer(serializers.ModelSerializer):
    """A part of the organisation; `parent` is the uuid of the unit above."""

    parent = serializers.UUIDField(source="parent.uuid", default=None, allow_null=True)
    weekend = serializers.ListField(child=serializers.IntegerField())

    class Meta:
        model = Unit
        fields = ["uuid", "code", "name", "kind", "parent", "zone", "weekend", "active_from", "active_to"]


class UnitFilters(filters.FilterSet):
    kind = filters.MultipleChoiceFilter(choices=Unit.Kind.choices, label=_("Kind"))
    code = filters.CharFilter(lookup_expr="iexact", label=_("Code"))

    class Meta:
        model = Unit
        fields: list[str] = []


class UnitList(TableList):
    name = "units"
    title = _("Units")
    columns = (Column("place", _("Place"), sort="path"), Column("name", _("Name"), sort="name"))
    default_sort = "place"
    filterset = UnitFilters


class Units(Collection):
    """The units one's roles reach."""

    noun = tag = "unit"
    model, shows, table = Unit, UnitSerializer, UnitList

    def rows(self) -> QuerySet[Any]:
        return Unit.objects.filter(reach(self.person, *INSIDE, unit="")).select_related("parent")


class SiteSerializer(serializers.ModelSerializer):
    """Where units work."""

    unit = UnitNameSerializer()

    class Meta:
        model = Site
        fields = ["uuid", "code", "name", "kind", "unit", "country", "opened_on", "closed_on"]


class Sites(Collection):
    """The sites of those units."""

    noun = tag = "site"
    model, shows, order = Site, SiteSerializer, ("name",)

    def rows(self) -> QuerySet[Any]:
        return Site.objects.filter(reach(self.person, *INSIDE)).select_related("unit")
