"""The lists of schemes and bodies."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from certifications.models import CertificationBody, Scheme
from certifications.permissions import MANAGE_SCHEMES
from foundation.lists import Choices, Column, Empty, RowFilter, TableList


class SchemeFilter(django_filters.FilterSet):
    kind = Choices(choices=Scheme.Kind.choices, label=_("Kind"))
    surveillance = Choices(choices=Scheme.Surveillance.choices, label=_("Surveillance"))

    class Meta:
        model = Scheme
        fields: list[str] = []


class SchemeList(TableList):
    """Schemes; takes Scheme.objects.….for_list(user)."""

    name = "schemes"
    title = _("Schemes")
    columns = (
        Column("name", _("Scheme"), sort="name"),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind"),
        Column("family", _("Framework"), value="family", sort="family", hidden=True),
        Column("validity", _("Valid for (months)"), value="validity_months", sort="validity_months", kind="number"),
        Column("surveillance", _("Surveillance"), value="get_surveillance_display", sort="surveillance"),
        Column("bodies", _("Bodies"), value="body_count", sort="body_count", kind="number"),
        Column("certificates", _("Certificates"), value="certificate_count", sort="certificate_count", kind="number"),
    )
    default_sort = "name"
    filterset = SchemeFilter
    empty = Empty(
        _("No schemes yet"),
        _("A scheme says how long its certificates hold, what suspends them and for how long their file is kept."),
        (_("Add a scheme"), reverse_lazy("certifications:scheme_add")),
        "bookmark-square",
        permission=MANAGE_SCHEMES,
    )


def accredited(request: HttpRequest | None) -> QuerySet[Scheme]:
    """The schemes that some body is accredited for."""
    return Scheme.objects.filter(bodies__isnull=False).distinct().order_by("name")


class BodyFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="find", label=_("Name"))
    schemes = RowFilter(queryset=accredited, to_field_name="code", label=_("Accredited for"))

    class Meta:
        model = CertificationBody
        fields: list[str] = []

    def find(self, rows: Any, name: str, words: str) -> Any:
        wanted = words.strip()
        return rows.filter(Q(name__icontains=wanted) | Q(accreditation_number__icontains=wanted))


def schemes_of(body: CertificationBody) -> str:
    return ", ".join(scheme.name for scheme in body.schemes.all())


class BodyList(TableList):
    """Bodies; takes CertificationBody.objects.….for_list(user)."""

    name = "bodies"
    title = _("Certification bodies")
    columns = (
        Column("name", _("Body"), sort="name"),
        Column("accredited", _("Accredited by"), value="accreditation_body", sort="accreditation_body"),
        Column("number", _("Accreditation number"), value="accreditation_number", sort="accreditation_number"),
        Column("until", _("Accredited until"), value="valid_until", sort="valid_until", kind="date"),
        Column("schemes", _("Accredited for"), value=schemes_of),
        Column("certificates", _("Certificates"), value="certificate_count", sort="certificate_count", kind="number"),
    )
    default_sort = "name"
    filterset = BodyFilter
    empty = Empty(
        _("No bodies yet"),
        _("A body certifies under the schemes it is accredited for, until its accreditation ends."),
        (_("Add a body"), reverse_lazy("certifications:body_add")),
        "building-library",
        permission=MANAGE_SCHEMES,
    )
