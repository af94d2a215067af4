"""The lists of suppliers and components."""

from typing import Any

import django_filters
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from assurance.figures import SCOPE_ROLES
from assurance.lists.edits import SUPPLIER_CRITICALITY, SUPPLIER_OWNER
from assurance.models import Component, Supplier
from assurance.permissions import MANAGE_SUPPLIERS
from foundation.lists import (
    Choices,
    Column,
    Empty,
    TableList,
    UnderFilter,
    offer_edits,
)

GAPS = (
    ("any", _("Anything")),
    ("assessment", _("Assessment")),
    ("agreement", _("Security agreement")),
    ("continuity", _("Word on continuity")),
)

GAP_WORDS = {name: label for name, label in GAPS if name != "any"}


def gaps_of(row: Any) -> list[Any]:
    """What a supplier of with_gaps() lacks, in words."""
    return [label for name, label in GAP_WORDS.items() if getattr(row, f"lacks_{name}")]


class SupplierFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="find", label=_("Name or reference"))
    criticality = Choices(choices=Supplier.Criticality.choices, label=_("Criticality"))
    state = Choices(choices=Supplier.State.choices, label=_("State"))
    continuity = Choices(choices=Supplier.Continuity.choices, label=_("Continuity"))
    category = Choices(choices=Supplier.Category.choices, label=_("Category"))
    overdue = django_filters.BooleanFilter(field_name="lacks_assessment", label=_("Assessment missing or overdue"))
    gap = django_filters.ChoiceFilter(choices=GAPS, method="by_gap", label=_("What is missing"))
    under = UnderFilter(*SCOPE_ROLES)

    class Meta:
        model = Supplier
        fields: list[str] = []

    def find(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(Q(name__icontains=words.strip()) | Q(ref__icontains=words.strip()))

    def by_gap(self, rows: Any, name: str, gap: str) -> Any:
        return rows.filter(gaps__gt=0) if gap == "any" else rows.filter(**{f"lacks_{gap}": 1})


class SupplierList(TableList):
    """Suppliers; takes Supplier.objects.….with_gaps(on).for_list()."""

    name = "suppliers"
    drawn_from = ()
    title = _("Suppliers")
    columns = (
        Column("name", _("Supplier"), sort="name"),
        Column("ref", _("Reference"), sort="ref", hidden=True),
        Column("criticality", _("Criticality"), value="get_criticality_display", sort="criticality"),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
        Column("continuity", _("Continuity"), value=lambda row: Supplier.Continuity(row.continuity).label,
               sort="continuity"),
        Column("until", _("Known until"), value="continuity_until", sort="continuity_until", kind="date", hidden=True),
        Column("score", _("Score"), sort="score", kind="number"),
        Column("next_on", _("Next assessment"), sort="next_on", kind="date"),
        Column("gaps", _("Missing"), value=lambda row: ", ".join(str(one) for one in gaps_of(row)), sort="gaps"),
        Column("owner", _("Owner"), value="owner.name", sort="owner__name", kind="person"),
        Column("category", _("Category"), value="get_category_display", sort="category", hidden=True),
        Column("country", _("Country"), sort="country", hidden=True),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name", hidden=True),
    )  # fmt: skip
    default_sort = "name"
    filterset = SupplierFilter
    edits = (SUPPLIER_OWNER, SUPPLIER_CRITICALITY)
    row_template = "assurance/_supplier_row.html"
    empty = Empty(
        _("No suppliers that you may see"),
        _("Whoever delivers parts, software or services is registered here, assessed, and asked whether it goes on."),
        icon="truck",
        action=(_("Add a supplier"), reverse_lazy("assurance:supplier_add")),
        permission=MANAGE_SUPPLIERS,
    )


offer_edits(SupplierList, "assurance:suppliers", lambda user: Supplier.objects.visible_to(user).for_list())


class GapList(SupplierList):
    name = "supplier-gaps"
    title = _("Critical suppliers with gaps")
    default_sort = "-gaps"
    empty = Empty(
        _("No critical supplier lacks anything"),
        _("Each has an assessment in date, a security agreement in force and a known state of continuity."),
        icon="check-circle",
    )


class ComponentFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="find", label=_("Part number or name"))
    single = django_filters.BooleanFilter(method="by_source", label=_("Single source"))
    exposed = django_filters.BooleanFilter(method="by_exposure", label=_("Single source without alternative"))
    under = UnderFilter(*SCOPE_ROLES)

    class Meta:
        model = Component
        fields: list[str] = []

    def find(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(Q(number__icontains=words.strip()) | Q(name__icontains=words.strip()))

    def by_source(self, rows: Any, name: str, wanted: bool) -> Any:
        return rows.filter(sources=1) if wanted else rows.exclude(sources=1)

    def by_exposure(self, rows: Any, name: str, wanted: bool) -> Any:
        return rows.filter(sources=1, others=0) if wanted else rows.exclude(sources=1, others=0)


class ComponentList(TableList):
    """Components; takes Component.objects.….for_list(user)."""

    name = "components"
    title = _("Components")
    columns = (
        Column("number", _("Component"), sort="number"),
        Column("name", _("Name"), sort="name", hidden=True),
        Column("suppliers", _("Suppliers"), value=lambda row: ", ".join(one.name for one in row.suppliers.all())),
        Column("sources", _("Sources left"), sort="sources"),
        Column("alternatives", _("Alternatives"),
               value=lambda row: ", ".join(one.number for one in row.alternatives.all())),
        Column("cover", _("Stock covers (days)"), value="stock_cover_days", sort="stock_cover_days", kind="number"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name"),
    )  # fmt: skip
    default_sort = "number"
    filterset = ComponentFilter
    row_template = "assurance/_component_row.html"
    empty = Empty(
        _("No components that you may see"),
        _("A component says who delivers it and what could take its place, so that a single source is no surprise."),
        icon="cpu-chip",
        action=(_("Add a component"), reverse_lazy("assurance:component_add")),
        permission=MANAGE_SUPPLIERS,
    )
