"""The list of statements of applicability, and how programs narrow the lines of one."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from assurance.models import Framework
from certifications.models import SoaLine, StatementOfApplicability
from certifications.permissions import WRITE_SOA
from foundation.directory.models import Unit
from foundation.lists import Choices, Column, Empty, RowFilter, TableList


def seen(request: HttpRequest | None) -> QuerySet[StatementOfApplicability]:
    rows = StatementOfApplicability.objects
    return rows.visible_to(request.user) if request else rows.none()


def units(request: HttpRequest | None) -> QuerySet[Unit]:
    """The units whose statements the reader sees."""
    return Unit.objects.filter(pk__in=seen(request).values("unit")).order_by("path")


def frameworks(request: HttpRequest | None) -> QuerySet[Framework]:
    return Framework.objects.filter(pk__in=seen(request).values("framework")).order_by("title", "edition")


class SoaFilters(filters.FilterSet):
    state = Choices(choices=StatementOfApplicability.State.choices, label=_("State"))
    framework = RowFilter(queryset=frameworks, to_field_name="uuid", label=_("Framework"))
    unit = RowFilter(queryset=units, to_field_name="uuid", label=_("Unit"))

    class Meta:
        model = StatementOfApplicability
        fields: list[str] = []


class SoaList(TableList):
    name = "soas"
    title = _("Statements of applicability")
    columns = (
        Column("title", _("Statement"), value=str, sort=("ref", "-number")),
        Column("framework", _("Framework"), sort=("framework__title", "framework__edition", "-number")),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name"),
        Column("lines", _("Controls"), value="line_count", sort="line_count", kind="number"),
        Column("applicable", _("Applicable"), value="applicable_count", sort="applicable_count", kind="number"),
        Column("implemented", _("Implemented"), value="implemented_count", sort="implemented_count", kind="number"),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
        Column("approved", _("Approved on"), value="approved_on", sort="approved_on", kind="date"),
        Column("approver", _("Approved by"), value="approver.name", sort="approver__name", hidden=True),
    )
    default_sort = "title"
    filterset = SoaFilters
    row_template = "certifications/_soa_row.html"
    empty = Empty(
        _("No statement of applicability yet"),
        _("It says of each control of a framework whether it applies, why, and how far it is in place."),
        (_("Begin a statement"), reverse_lazy("certifications:soa_start")),
        "clipboard-document-check",
        permission=WRITE_SOA,
    )


class SoaLineFilters(filters.FilterSet):
    soa = filters.UUIDFilter(field_name="soa__uuid", label=_("Statement of applicability"))
    theme = filters.CharFilter(field_name="requirement__theme", label=_("Theme"))
    applicable = filters.BooleanFilter(label=_("Applicable"))
    implementation = Choices(choices=SoaLine.Implementation.choices, label=_("Implementation"))
    unjustified = filters.BooleanFilter(method="filter_unjustified", label=_("Without a justification"))

    class Meta:
        model = SoaLine
        fields: list[str] = []

    def filter_unjustified(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.unjustified() if value else queryset.exclude(pk__in=queryset.unjustified().values("pk"))


class SoaLineList(TableList):
    name = "soa-lines"
    title = _("Lines")
    columns = (
        Column("order", _("Order"), value="requirement.order", sort=("soa__ref", "-soa__number", "requirement__order")),
    )
    default_sort = "order"
    filterset = SoaLineFilters
    empty = Empty(
        _("No lines that you may see"), _("Each control of the framework has a line in a statement of applicability.")
    )
