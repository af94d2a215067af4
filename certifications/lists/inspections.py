"""The lists of inspections, of inspectors, of delivery services and of evaluations."""

import django_filters as filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from certifications.models import (
    AuthorisingAuthority,
    Inspection,
    InspectorAuthorisation,
    ProductConformity,
    Scheme,
)
from certifications.permissions import MANAGE_INSPECTORS, MANAGE_SERVICES, RECORD_CONFORMITY, REQUEST_INSPECTION
from foundation.lists import Choices, Column, Empty, RowFilter, TableList


def authorities(request: HttpRequest | None) -> QuerySet[AuthorisingAuthority]:
    seen = AuthorisingAuthority.objects
    return seen.visible_to(request.user) if request else seen.none()


def schemes(request: HttpRequest | None) -> QuerySet[Scheme]:
    return Scheme.objects.visible_to(request.user) if request else Scheme.objects.none()


class InspectionFilters(filters.FilterSet):
    state = Choices(choices=Inspection.State.choices, label=_("State"))
    kind = Choices(choices=Inspection.Kind.choices, label=_("Kind"))
    result = Choices(choices=Inspection.Result.choices, label=_("Result"))
    authority = RowFilter(queryset=authorities, to_field_name="uuid", label=_("Authority"))

    class Meta:
        model = Inspection
        fields: list[str] = []


class InspectionList(TableList):
    name = "inspections"
    title = _("Inspections")
    columns = (
        Column("title", _("Inspection"), value=str, sort="ref"),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind"),
        Column("authority", _("Authority"), value="authority.name", sort="authority__name"),
        Column("place", _("Place"), value="site.name", sort="site__name", hidden=True),
        Column("first_day", _("First day"), sort="first_day", kind="date"),
        Column("last_day", _("Last day"), sort="last_day", kind="date"),
        Column("inspectors", _("Inspectors"), value="inspector_count", sort="inspector_count", kind="number"),
        Column("equivalence", _("Equality"), value="get_equivalence_display", sort="equivalence"),
        Column("state", _("State"), value="get_state_display", sort=("turn", "first_day"), kind="state"),
        Column("result", _("Result"), value="get_result_display", sort="result"),
    )
    default_sort = "state"
    filterset = InspectionFilters
    row_template = "certifications/_inspection_row.html"
    empty = Empty(
        _("No inspections yet"),
        _(
            "An authority asks to inspect one build, by its hash, or one delivery service. Only people whose authorisation "
            "two of us have verified come in, and what they find goes into an audit."
        ),
        (_("Record a request"), reverse_lazy("certifications:inspection_add")),
        "magnifying-glass",
        permission=REQUEST_INSPECTION,
    )


class AuthorisationFilters(filters.FilterSet):
    state = Choices(choices=InspectorAuthorisation.State.choices, label=_("State"))
    authority = RowFilter(queryset=authorities, to_field_name="uuid", label=_("Authority"))

    class Meta:
        model = InspectorAuthorisation
        fields: list[str] = []


class AuthorisationList(TableList):
    name = "inspectors"
    title = _("Inspectors")
    columns = (
        Column("title", _("Inspector"), value="name", sort="name"),
        Column("authority", _("Authority"), value="authority.name", sort="authority__name"),
        Column("number", _("Number"), sort="number"),
        Column("from", _("First day"), value="valid_from", sort="valid_from", kind="date"),
        Column("until", _("Last day"), value="valid_until", sort="valid_until", kind="date"),
        Column("state", _("State"), value="get_state_display", sort=("turn", "valid_until"), kind="state"),
        Column("checked", _("Checked by"), value="checked_by.name", sort="checked_by__name", hidden=True),
        Column("confirmed", _("Confirmed by"), value="confirmed_by.name", sort="confirmed_by__name", hidden=True),
    )
    default_sort = "state"
    filterset = AuthorisationFilters
    row_template = "certifications/_authorisation_row.html"
    empty = Empty(
        _("No inspectors yet"),
        _("Enter what the authority's letter says of each inspector. Two people verify it before anybody comes in."),
        (_("Enter an authorisation"), reverse_lazy("certifications:authorisation_add")),
        "identification",
        permission=MANAGE_INSPECTORS,
    )


class ServiceList(TableList):
    name = "delivery-services"
    title = _("Delivery services")
    columns = (
        Column("title", _("Delivery service"), value=str, sort="code"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name"),
        Column("owner", _("Owner"), value="owner.name", sort="owner__name", kind="person"),
        Column("inspections", _("Inspections"), value="inspection_count", sort="inspection_count", kind="number"),
    )
    default_sort = "title"
    row_template = "certifications/_service_row.html"
    empty = Empty(
        _("No delivery services yet"),
        _("Beside products authorities inspect how things are delivered: register the services they may look at."),
        (_("Add a delivery service"), reverse_lazy("certifications:service_add")),
        "truck",
        permission=MANAGE_SERVICES,
    )


class ConformityFilters(filters.FilterSet):
    scheme = RowFilter(queryset=schemes, to_field_name="uuid", label=_("Scheme"))
    result = Choices(choices=ProductConformity.Result.choices, label=_("Result"))

    class Meta:
        model = ProductConformity
        fields: list[str] = []


class ConformityList(TableList):
    name = "conformity"
    title = _("Conformity of products")
    columns = (
        Column("title", _("Version"), value="version", sort=("version__product__name", "version__number")),
        Column("scheme", _("Scheme"), value="scheme.name", sort="scheme__name"),
        Column("laboratory", _("Laboratory"), value="laboratory.name", sort="laboratory__name"),
        Column("result", _("Result"), value="get_result_display", sort="result"),
        Column("grading", _("Report"), value="get_report_grading_display", sort="report_grading"),
        Column("on", _("Evaluated on"), value="evaluated_on", sort="evaluated_on", kind="date"),
        Column("until", _("Valid until"), value="valid_until", sort="valid_until", kind="date"),
    )
    default_sort = "title"
    filterset = ConformityFilters
    row_template = "certifications/_conformity_row.html"
    empty = Empty(
        _("No evaluations yet"),
        _(
            "A laboratory evaluates a version of a product under a scheme that belongs to no vendor. Some schemes ask for "
            "an audit of the process before they look at the product."
        ),
        (_("Record an evaluation"), reverse_lazy("certifications:conformity_add")),
        "beaker",
        permission=RECORD_CONFORMITY,
    )
