"""The lists of the evidence inbox beside evidence itself: requests, and the gaps that nothing fills."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from assurance.models import Cell, EvidenceRequest
from assurance.permissions import REQUEST_EVIDENCE
from foundation.clock import today
from foundation.lists import Choices, Column, Empty, TableList
from foundation.words import due_words

WHO = [("me", _("Asked of me")), ("mine", _("Asked by me"))]
GAPS = [("none", _("No evidence")), ("stale", _("Stale"))]


class RequestFilter(django_filters.FilterSet):
    title = django_filters.CharFilter(lookup_expr="icontains", label=_("Title contains"))
    state = Choices(choices=EvidenceRequest.State.choices, label=_("State"))
    who = django_filters.ChoiceFilter(choices=WHO, method="filter_who", label=_("Who"))
    overdue = django_filters.BooleanFilter(method="filter_overdue", label=_("Overdue"))
    due_on = django_filters.DateFromToRangeFilter(label=_("Due"))

    class Meta:
        model = EvidenceRequest
        fields = ("title", "state", "who", "overdue", "due_on")

    def filter_who(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        user: Any = self.request.user
        mine = Q(asked_by=user) if value == "mine" else Q(asked_of=user.person_id, asked_of__isnull=False)
        return queryset.filter(mine)

    def filter_overdue(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        late = Q(state=EvidenceRequest.State.ASKED, due_on__lt=today())
        return queryset.filter(late if value else ~late)


class RequestList(TableList):
    """Requests for evidence; takes EvidenceRequest.objects.….for_list()."""

    name = "evidence-requests"
    title = _("Requests for evidence")
    columns = (
        Column("title", _("Asked for"), sort="title"),
        Column("ref", _("Reference"), sort="ref", hidden=True),
        Column("asked_of", _("Asked of"), value="asked_of.name", sort="asked_of__name", kind="person"),
        Column("asked_by", _("Asked by"), value="asked_by.name", sort="asked_by__name", kind="person"),
        Column("due_on", _("Due"), sort="due_on", kind="date"),
        Column("standing", _("Time"), value=lambda row: late_words(row)),
        Column("returned", _("Returned"), sort="returned", kind="number", hidden=True),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name", hidden=True),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
    )
    default_sort = "due_on"
    filterset = RequestFilter
    empty = Empty(
        _("No requests for evidence"),
        _("What you ask of others, and what others ask of you, stands here until somebody has judged the answer."),
        icon="inbox",
        action=(_("Ask for evidence"), reverse_lazy("assurance:request_add")),
        permission=REQUEST_EVIDENCE,
    )


def late_words(row: EvidenceRequest) -> str:
    """“2 days late”, while it waits for an answer."""
    return due_words(row.due_on, on=today()).text if row.state == EvidenceRequest.State.ASKED else "–"


class GapFilter(django_filters.FilterSet):
    gap = django_filters.ChoiceFilter(choices=GAPS, method="filter_gap", label=_("Gap"))
    process = django_filters.CharFilter(field_name="process__name", lookup_expr="icontains", label=_("Process"))
    requirement = django_filters.CharFilter(
        field_name="requirement__ref", lookup_expr="istartswith", label=_("Requirement begins with")
    )

    class Meta:
        model = Cell
        fields = ("gap", "process", "requirement")

    def filter_gap(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(fresh_until__isnull=value == "none")


class GapList(TableList):
    """Cells that nothing fresh proves; takes Cell.objects.….lacking_proof(on).for_list()."""

    name = "evidence-gaps"
    title = _("Gaps in evidence")
    columns = (
        Column("process", _("Process"), value="process.name", sort=("process__name", "requirement__order")),
        Column("requirement", _("Requirement"), sort="requirement__ref"),
        Column("control", _("Control"), value="control.code", sort="control__code"),
        Column("gap", _("Gap"), value=lambda row: GAPS[row.fresh_until is not None][1]),
        Column("fresh_until", _("Counted until"), sort="fresh_until", kind="date"),
        Column("owner", _("Owner of the control"), value="control.owner.name", sort="control__owner__name"),
        Column("ask", _("Next step"), value=lambda row: ""),
    )
    default_sort = "process"
    filterset = GapFilter
    row_template = "assurance/_gap_row.html"
    empty = Empty(
        _("No gaps that you may see"),
        _("Where a process owes something to a requirement and nothing fresh shows it, the cell stands here."),
        icon="check-circle",
    )
