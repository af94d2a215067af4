"""Cells of the matrix as a list, and the filters it shares with the heat map."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from assurance.matrix_words import CHOICES, STATUSES
from assurance.models import Area, Cell, Control, Framework, Process
from foundation.directory.models import Person, Unit
from foundation.lists import Choices, Column, Empty, TableList


def regions(_request: Any) -> QuerySet:
    return Unit.objects.filter(kind=Unit.Kind.REGION).order_by("path")


def frameworks(_request: Any) -> QuerySet:
    """Those that any cell is about: a question per framework, not a join over all cells."""
    return Framework.objects.filter(Exists(Cell.objects.filter(requirement__framework=OuterRef("pk"))))


def answerable(_request: Any) -> QuerySet:
    """Whoever answers for a control or a cell: found from those that have an owner, not a question per person."""
    controls = Control.objects.exclude(owner=None).order_by().values_list("owner")
    cells: QuerySet[Any, Any] = Cell.objects.exclude(owner=None).order_by().values_list("owner")
    return Person.objects.filter(pk__in=cells.union(controls)).only("uuid", "name")


class CellFilter(django_filters.FilterSet):
    """Takes cells with `standing` and `family`."""

    status = Choices(field_name="standing", choices=CHOICES, label=_("Status"))
    area = Choices(field_name="process__area__code", choices=Area.Code.choices, label=_("Area"))
    region = django_filters.ModelChoiceFilter(
        queryset=regions, to_field_name="code", method="filter_region", label=_("Region")
    )
    framework = django_filters.ModelChoiceFilter(
        queryset=frameworks, to_field_name="code", field_name="requirement__framework", label=_("Framework")
    )
    family = django_filters.CharFilter(field_name="family", label=_("Family"))
    process = django_filters.CharFilter(field_name="process__code", label=_("Process (code)"))
    requirement = django_filters.CharFilter(field_name="requirement__ref", label=_("Requirement (reference)"))
    owner = django_filters.ModelChoiceFilter(
        queryset=answerable, to_field_name="uuid", method="filter_owner", label=_("Answers for it")
    )

    def filter_region(self, rows: QuerySet, name: str, value: Unit) -> QuerySet:
        return rows.filter(process__in=Process.objects.filter(regions=value).values("pk"))

    def filter_owner(self, rows: QuerySet, name: str, value: Person) -> QuerySet:
        return rows.filter(Q(owner=value) | Q(owner=None, control__owner=value))


class CellList(TableList):
    """Cells; takes Cell.objects.….in_force().standing_on(on).with_family().for_list()."""

    name = "cells"
    title = _("Cells of the integration matrix")
    columns = (
        Column(
            "requirement", _("Requirement"), value="requirement", sort=("requirement__framework", "requirement__order")
        ),
        Column("process", _("Process"), value="process.name", sort="process__code"),
        Column("area", _("Area"), value="process.area", sort="process__area__order"),
        Column("status", _("Status"), value=lambda row: str(STATUSES[row.standing].words), sort="standing"),
        Column("until", _("Counts until"), value="fresh_until", sort="fresh_until", kind="date"),
        Column("control", _("Control"), value="control.code", sort="control__code"),
        Column("owner", _("Answers for it"), value=lambda row: row.owner or (row.control and row.control.owner)),
        Column("reason", _("Why it does not apply"), value="reason", hidden=True),
        Column("framework", _("Framework"), value="requirement.framework", hidden=True),
        Column("unit", _("Unit"), value="process.unit.name", hidden=True),
    )
    default_sort = "requirement"
    filterset = CellFilter
    row_template = "assurance/_cell_row.html"
    empty = Empty(
        _("Nothing in the matrix yet"),
        _("A cell says what a process owes to a requirement. A compliance officer puts requirements into the matrix."),
        icon="table-cells",
        action=(_("Choose a process"), reverse_lazy("assurance:processes")),
    )
