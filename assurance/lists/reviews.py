"""The lists of management reviews and of the actions they gave."""

from typing import Any

import django_filters
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from assurance.models import ManagementReview, ReviewOutcome
from assurance.permissions import PREPARE_REVIEW
from assurance.review_words import ACTION_CHOICES, ACTIONS
from foundation.lists import Choices, Column, Empty, TableList


class ManagementReviewFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="find", label=_("Reference or title"))
    state = Choices(choices=ManagementReview.State.choices, label=_("State"))
    planned = django_filters.DateFromToRangeFilter(field_name="planned_on", label=_("Planned for"))

    class Meta:
        model = ManagementReview
        fields: list[str] = []

    def find(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(Q(ref__icontains=words.strip()) | Q(title__icontains=words.strip()))


class ManagementReviewList(TableList):
    """Management reviews; takes ManagementReview.objects.….for_list(on)."""

    name = "management-reviews"
    title = _("Management reviews")
    columns = (
        Column("title", _("Review"), sort="title"),
        Column("ref", _("Reference"), sort="ref"),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
        Column("planned_on", _("Planned for"), sort="planned_on", kind="date"),
        Column("held_on", _("Held on"), sort="held_on", kind="date"),
        Column("cut_off", _("Data cut-off"), sort="cut_off", kind="date"),
        Column("chair", _("Chair"), value="chair.name", sort="chair__name", kind="person"),
        Column("decided", _("Decisions"), sort="decided", kind="number"),
        Column("asked", _("Actions"), sort="asked", kind="number"),
        Column("late_actions", _("Overdue"), sort="late_actions", kind="number"),
    )
    default_sort = "-planned_on"
    filterset = ManagementReviewFilter
    empty = Empty(
        _("No management review yet"),
        _(
            "A compliance officer plans the first one: the figures of a day, the decisions, and the signature of the chair."
        ),
        icon="presentation-chart-line",
        action=(_("Plan a review"), reverse_lazy("assurance:review_plan")),
        permission=PREPARE_REVIEW,
    )


class ReviewActionFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(field_name="text", lookup_expr="icontains", label=_("Text contains"))
    standing = Choices(choices=ACTION_CHOICES[1:], label=_("State"))
    mine = django_filters.BooleanFilter(method="of_me", label=_("Mine"))
    due = django_filters.DateFromToRangeFilter(field_name="due_on", label=_("Due"))
    review = django_filters.CharFilter(
        field_name="review__ref", lookup_expr="iexact", label=_("Reference of the review")
    )

    class Meta:
        model = ReviewOutcome
        fields: list[str] = []

    def of_me(self, rows: Any, name: str, value: bool) -> Any:
        own = Q(owner=self.request.user.person_id, owner__isnull=False)
        return rows.filter(own if value else ~own)


class ReviewActionList(TableList):
    """Actions of signed reviews; takes ReviewOutcome.objects.….actions().with_standing(on).for_list()."""

    name = "review-actions"
    title = _("Actions of management reviews")
    columns = (
        Column("text", _("Action"), sort="text"),
        Column("number", _("Number"), value=str, sort=("review__ref", "number"), hidden=True),
        Column("review", _("Review"), value="review.ref", sort="review__ref"),
        Column("owner", _("Owner"), value="owner.name", sort="owner__name", kind="person"),
        Column("due_on", _("Due"), sort="due_on", kind="date"),
        Column("done_on", _("Done on"), sort="done_on", kind="date"),
        Column("standing", _("State"), value=lambda row: ACTIONS[row.standing][2], sort="standing"),
    )
    default_sort = "due_on"
    filterset = ReviewActionFilter
    row_template = "assurance/_review_action_row.html"
    empty = Empty(
        _("No actions that you may see"),
        _("What a management review decides to have done stands here once its chair has signed."),
        icon="clipboard-document-check",
    )
