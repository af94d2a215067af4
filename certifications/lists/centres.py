"""The lists of centres, needs assessments, visits, authorities, and of what is published."""

import django_filters as filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from certifications.models import Centre, NeedsAssessment, PublicItem, Visit
from certifications.permissions import ASSESS_NEED, MANAGE_CENTRE, PUBLISH, VIEW_CENTRES
from foundation.directory.models import Unit
from foundation.lists import Choices, Column, Empty, RowFilter, TableList


def regions(request: HttpRequest | None) -> QuerySet[Unit]:
    """The units of the assessments that the reader sees."""
    model = NeedsAssessment.objects
    seen = model.visible_to(request.user) if request else model.none()
    return Unit.objects.filter(needs_assessments__in=seen).distinct().order_by("path")


def centres(request: HttpRequest | None) -> QuerySet[Centre]:
    """The centres that the reader sees."""
    return Centre.objects.visible_to(request.user) if request else Centre.objects.none()


class CentreFilters(filters.FilterSet):
    state = Choices(choices=Centre.State.choices, label=_("State"))

    class Meta:
        model = Centre
        fields: list[str] = []


class CentreList(TableList):
    name = "centres"
    title = _("Centres")
    columns = (
        Column("name", _("Centre"), sort="name"),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name"),
        Column("country", _("Country"), value="site.country", sort="site__country"),
        Column("head", _("Head"), value="head.name", sort="head__name", kind="person"),
        Column(
            "agreements",
            _("Agreements in force"),
            value="agreements_in_force",
            sort="agreements_in_force",
            kind="number",
        ),
        Column("board", _("Members of the board"), value="board_size", sort="board_size", kind="number"),
        Column("visits", _("Visits"), value="visit_count", sort="visit_count", kind="number"),
    )
    default_sort = "name"
    filterset = CentreFilters
    empty = Empty(
        _("No centre yet"),
        _("A region gets a centre where an assessment finds it needed; that none is needed is recorded too."),
        (_("Assess whether one is needed"), reverse_lazy("certifications:assessment_add")),
        "building-office",
        permission=ASSESS_NEED,
    )


class AssessmentFilters(filters.FilterSet):
    state = Choices(choices=NeedsAssessment.State.choices, label=_("Decision"))
    unit = RowFilter(queryset=regions, to_field_name="uuid", label=_("Region"))

    class Meta:
        model = NeedsAssessment
        fields: list[str] = []


class AssessmentList(TableList):
    name = "needs-assessments"
    title = _("Needs assessments")
    columns = (
        Column("title", _("Assessment"), value=str, sort="ref"),
        Column("state", _("Decision"), value="get_state_display", sort=("turn", "ref"), kind="state"),
        Column("drivers", _("What asks for it"), value=lambda row: ", ".join(row.driver_words)),
        Column("decided", _("Decided on"), value="decided_on", sort="decided_on", kind="date"),
        Column("revisit", _("Looked at again on"), value="revisit_on", sort="revisit_on", kind="date"),
        Column("author", _("Written by"), value="author.name", sort="author__name"),
    )
    default_sort = "state"
    filterset = AssessmentFilters
    empty = Empty(
        _("No needs assessment yet"),
        _("It says what asks for a centre in a region and what could be done; another person decides."),
        (_("Write one"), reverse_lazy("certifications:assessment_add")),
        "scale",
        permission=ASSESS_NEED,
    )


class VisitFilters(filters.FilterSet):
    state = Choices(choices=Visit.State.choices, label=_("State"))
    centre = RowFilter(queryset=centres, to_field_name="uuid", label=_("Centre"))

    class Meta:
        model = Visit
        fields: list[str] = []


class VisitList(TableList):
    name = "visits"
    title = _("Visits")
    columns = (
        Column("title", _("Visit"), value=str, sort="ref"),
        Column("state", _("State"), value="get_state_display", sort=("turn", "-booking__from_at"), kind="state"),
        Column("from", _("From"), value="from_at", sort="booking__from_at", kind="date"),
        Column("until", _("Until"), value="until_at", sort="booking__until_at", kind="date", hidden=True),
        Column("centre", _("Centre"), value="centre.name", sort="centre__name"),
        Column("room", _("Room"), value="booking.room.name", sort="booking__room__name"),
        Column("visitors", _("Visitors"), value="visitor_count", sort="visitor_count", kind="number"),
        Column("host", _("Host"), value="host.name", sort="host__name", kind="person"),
        Column("purpose", _("Purpose"), sort="purpose", hidden=True),
    )
    default_sort = "state"
    filterset = VisitFilters
    row_template = "certifications/_visit_row.html"
    empty = Empty(
        _("No visit yet"),
        _("Visits are booked on the page of an operational centre."),
        icon="calendar-days",
        action=(_("Choose a centre"), reverse_lazy("certifications:centres")),
        permission=VIEW_CENTRES,
    )


class AuthorityList(TableList):
    name = "authorities"
    title = _("Authorities")
    columns = (
        Column("name", _("Authority"), sort="name"),
        Column("country", _("Country"), sort="country"),
        Column("contact", _("Contact"), sort="contact"),
        Column("called", _("Called back on"), value="called_on", sort="called_on", kind="date"),
        Column("caller", _("Called by"), value="called_by.name", sort="called_by__name", kind="person"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name", hidden=True),
    )
    default_sort = "name"
    empty = Empty(
        _("No authority yet"),
        _(
            "Centres agree with authorities, and inspectors come from them. Whom one speaks to is checked by calling back."
        ),
        (_("Register an authority"), reverse_lazy("certifications:authority_add")),
        "building-library",
        permission=MANAGE_CENTRE,
    )


class ItemFilters(filters.FilterSet):
    state = Choices(choices=PublicItem.State.choices, label=_("State"))

    class Meta:
        model = PublicItem
        fields: list[str] = []


class ItemList(TableList):
    name = "public-items"
    title = _("Published items")
    columns = (
        Column("title", _("Title"), sort="title"),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
        Column("published", _("Published on"), value="published_on", sort="published_on", kind="date"),
        Column("centre", _("Centre"), value="centre.name", sort="centre__name"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name", hidden=True),
        Column("author", _("Written by"), value="author.name", sort="author__name"),
    )
    default_sort = "state"
    filterset = ItemFilters
    empty = Empty(
        _("Nothing written yet"),
        _("The public page shows counts and states by itself; texts are published here."),
        (_("Write a text"), reverse_lazy("certifications:item_add")),
        "globe-alt",
        permission=PUBLISH,
    )
