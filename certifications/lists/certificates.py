"""The list of certificates: its columns, its filters and what an empty one says."""

from collections.abc import Callable
from datetime import date
from typing import Any

import django_filters as filters
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from audits.lists import ScopeFilter, UnitFilter
from certifications.models import Certificate, Scheme
from certifications.permissions import MANAGE_CERTIFICATES
from certifications.querysets.portfolio import (
    at_risk,
    breached,
    expiring,
    in_window,
    live,
    restorable,
    suspended,
    watched,
)
from foundation.lists import AsOfFilterSet, Choices, Column, Empty, TableList

S = Certificate.State
ENDED = (S.WITHDRAWN, S.EXPIRED, S.LAPSED, S.SUPERSEDED)
STANDINGS: dict[str, Callable[[Any, date], Any]] = {
    "live": lambda rows, on: rows.filter(live(on)),
    "suspended": lambda rows, on: rows.filter(suspended(on)),
    "window": lambda rows, on: rows.filter(in_window(on)),
    "breach": breached,
    "restorable": restorable,
    "watched": watched,
    "at_risk": lambda rows, on: watched(rows, on).filter(at_risk(on)),
    "ended": lambda rows, on: rows.filter(state__in=ENDED),
}
HORIZON_WORDS = {
    "30": _("in 30 days or less"),
    "60": _("in 60 days or less"),
    "90": _("in 90 days or less"),
    "180": _("in 180 days or less"),
}


class CertificateFilters(AsOfFilterSet):
    search = filters.CharFilter(method="filter_search", label=_("Reference, number or words"))
    state = Choices(choices=S.choices, label=_("State"))
    standing = filters.ChoiceFilter(
        method="filter_standing",
        label=_("Standing on the day"),
        empty_label="–",
        choices=[
            ("live", _("live")),
            ("suspended", _("suspended")),
            ("window", _("recertification window open")),
            ("breach", _("surveillance missing")),
            ("restorable", _("can be restored")),
            ("watched", _("live or can be restored")),
            ("at_risk", _("at risk within 180 days")),
            ("ended", _("ended")),
        ],
    )
    ends = filters.ChoiceFilter(
        method="filter_ends",
        label=_("Ends"),
        empty_label="–",
        choices=list(HORIZON_WORDS.items()),
    )
    kind = Choices(field_name="scheme__kind", choices=Scheme.Kind.choices, label=_("Kind of scheme"))
    scheme = filters.CharFilter(field_name="scheme__code", lookup_expr="iexact", label=_("Scheme, by code"))
    body = filters.CharFilter(field_name="body__name", lookup_expr="icontains", label=_("Body, by words of its name"))
    unit = UnitFilter()
    under = ScopeFilter()

    class Meta:
        model = Certificate
        fields: list[str] = []

    def filter_search(self, queryset: Any, name: str, value: str) -> Any:
        wanted = value.strip()
        said = Q(title__icontains=wanted) | Q(scheme__name__icontains=wanted) | Q(body__name__icontains=wanted)
        return queryset.filter(Q(ref__icontains=wanted) | Q(number__icontains=wanted) | said)

    def filter_standing(self, queryset: Any, name: str, value: str) -> Any:
        return STANDINGS[value](queryset, self.day) if value else queryset

    def filter_ends(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(expiring(self.day, within=int(value))) if value else queryset


class CertificateList(TableList):
    """Certificates; takes Certificate.objects.….for_list()."""

    name = "certificates"
    drawn_from = ("may_view",)
    title = _("Certificates")
    columns = (
        Column("title", _("Certificate"), value=str, sort="ref"),
        Column("edition", _("Edition"), value="edition", sort=("edition__title", "edition__edition")),
        Column("scheme", _("Scheme"), value="scheme", sort="scheme__name", hidden=True),
        Column("body", _("Body"), value="body", sort="body__name"),
        Column("unit", _("Holder"), value="unit", sort="unit__path"),
        Column("state", _("State"), value="get_state_display", sort=("turn", "expires_on"), kind="state"),
        Column("expires", _("Valid until"), value="expires_on", sort="expires_on", kind="date"),
        Column("number", _("Number"), sort="number", hidden=True),
        Column("tier", _("Tier or level"), sort="tier", hidden=True),
        Column("decided", _("Decided on"), value="decision_on", sort="decision_on", kind="date", hidden=True),
        Column("from", _("Valid from"), value="effective_from", sort="effective_from", kind="date", hidden=True),
        Column(
            "first",
            _("First certified"),
            value="initial_certified_on",
            sort="initial_certified_on",
            kind="date",
            hidden=True,
        ),
        Column("scope", _("Scope"), hidden=True),
    )
    default_sort = "state"
    filterset = CertificateFilters
    row_template = "certifications/_certificate_row.html"
    empty = Empty(
        _("No certificates yet"),
        _("Each certificate of the company stands here with its cycle, its windows and what threatens it."),
        (_("Plan a certificate"), reverse_lazy("certifications:certificate_add")),
        "check-badge",
        permission=MANAGE_CERTIFICATES,
    )
