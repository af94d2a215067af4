"""Units as a tree, sites, calendars."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from foundation.clock import today
from foundation.directory.lists.filters import UnitFilter
from foundation.directory.models import Site, Unit
from foundation.directory.permissions import CHANGE_CALENDARS, CHANGE_UNITS
from foundation.lists import Choices, Column, Empty, TableList

GAPS = [("officer", _("No accountable officer")), ("security", _("No security officer"))]
STANDINGS = [("active", _("Going on")), ("ended", _("Ended"))]


class UnitFilters(filters.FilterSet):
    search = filters.CharFilter(method="with_words", label=_("Name or code contains"))
    kind = Choices(choices=Unit.Kind.choices, label=_("Kind"))
    under = UnitFilter("")
    gap = filters.ChoiceFilter(choices=GAPS, method="with_gap", label=_("Gap"), empty_label=_("Any or none"))
    standing = filters.ChoiceFilter(choices=STANDINGS, method="standing_so", label=_("Standing"), empty_label=_("All"))

    class Meta:
        model = Unit
        fields = ("search", "kind", "under", "gap", "standing")

    def with_words(self, rows: QuerySet[Unit], name: str, value: str) -> QuerySet[Unit]:
        return rows.filter(Q(name__icontains=value) | Q(code__icontains=value))

    def with_gap(self, rows: QuerySet[Unit], name: str, value: str) -> QuerySet[Unit]:
        column = "lacks_officer" if value == "officer" else "lacks_security_officer"
        return rows.filter(**{column: True})

    def standing_so(self, rows: Any, name: str, value: str) -> QuerySet[Unit]:
        return rows.active(today()) if value == "active" else rows.ended(today())


class UnitList(TableList):
    """The tree, in its order; takes Unit.objects.….for_list(on)."""

    name = "units"
    title = _("Units")
    columns = (
        Column("name", _("Unit"), sort="path"),
        Column("code", _("Code"), sort="code"),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind"),
        Column("parent", _("Below"), value="parent.name", hidden=True),
        Column("officer", _("Accountable officer"), value="accountable_officer.name", kind="person"),
        Column("security", _("Security officer"), value="security_officer.name", kind="person"),
        Column("people", _("People"), value="people_count", sort="people_count", kind="number"),
        Column("zone", _("Time zone"), sort="zone"),
        Column("calendar", _("Calendar"), value="calendar.name", sort="calendar__name"),
        Column("ends", _("Ended"), value="active_to", sort="active_to", kind="date", hidden=True),
    )
    default_sort = "name"
    filterset = UnitFilters
    row_template = "directory/_unit_row.html"
    page_size = 200
    empty = Empty(
        _("No unit yet"),
        _("Units are the parts of the organisation: what exists belongs to one."),
        action=(_("Add a unit"), reverse_lazy("directory:unit_add")),
        permission=CHANGE_UNITS,
    )


class SiteFilters(filters.FilterSet):
    search = filters.CharFilter(method="with_words", label=_("Name or code contains"))
    kind = Choices(choices=Site.Kind.choices, label=_("Kind"))
    under = UnitFilter()
    country = filters.CharFilter(lookup_expr="iexact", label=_("Country"))
    open = filters.BooleanFilter(field_name="closed_on", lookup_expr="isnull", label=_("Open"))

    class Meta:
        model = Site
        fields = ("search", "kind", "under", "country", "open")

    def with_words(self, rows: QuerySet[Site], name: str, value: str) -> QuerySet[Site]:
        return rows.filter(Q(name__icontains=value) | Q(code__icontains=value))


class SiteList(TableList):
    """Takes Site.objects.….for_list()."""

    name = "sites"
    title = _("Sites")
    columns = (
        Column("name", _("Site"), sort="name"),
        Column("code", _("Code"), sort="code"),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name"),
        Column("country", _("Country"), sort="country"),
        Column("opened", _("Opened"), value="opened_on", sort="opened_on", kind="date"),
        Column("closed", _("Closed"), value="closed_on", sort="closed_on", kind="date"),
    )
    default_sort = "name"
    filterset = SiteFilters
    empty = Empty(
        _("No site yet"),
        _("A site is a place where a unit works: an office, a laboratory, a factory."),
        (_("Add a site"), reverse_lazy("directory:site_add")),
        icon="building-office",
        permission=CHANGE_UNITS,
    )


class CalendarList(TableList):
    """Takes Calendar.objects.….for_list(on)."""

    name = "calendars"
    title = _("Holiday calendars")
    columns = (
        Column("name", _("Calendar"), sort="name"),
        Column("code", _("Code"), sort="code"),
        Column("units", _("Units that use it"), value="unit_count", sort="unit_count", kind="number"),
        Column("holidays", _("Holidays to come"), value="holiday_count", sort="holiday_count", kind="number"),
        Column("last", _("Known until"), value="last_day", sort="last_day", kind="date"),
    )
    default_sort = "name"
    empty = Empty(
        _("No calendar yet"),
        _("A calendar says which days are holidays; units share it."),
        icon="calendar",
        action=(_("Add a calendar"), reverse_lazy("directory:calendar_add")),
        permission=CHANGE_CALENDARS,
    )
