"""The list of objectives."""

from typing import Any

import django_filters
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from assurance.models import Objective
from assurance.permissions import SET_OBJECTIVES
from assurance.review_figures import label_of
from assurance.review_words import OBJECTIVE_CHOICES, OBJECTIVES, value_words
from foundation.lists import Choices, Column, Empty, TableList


class ObjectiveFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(field_name="title", lookup_expr="icontains", label=_("Title contains"))
    standing = Choices(choices=OBJECTIVE_CHOICES, label=_("State"))
    mine = django_filters.BooleanFilter(method="of_me", label=_("Mine"))
    by = django_filters.DateFromToRangeFilter(field_name="by_on", label=_("By"))

    class Meta:
        model = Objective
        fields: list[str] = []

    def of_me(self, rows: Any, name: str, value: bool) -> Any:
        own = Q(owner=self.request.user.person_id, owner__isnull=False)
        return rows.filter(own if value else ~own)


def wanted(row: Any) -> str:
    """“at least 90 %”."""
    value = value_words(row.target, is_share=row.measured_denominator is not None)
    return f"{row.get_aim_display()} {value}"


def now(row: Any) -> str:
    """The newest reading."""
    return value_words(row.measured, is_share=row.measured_denominator is not None)


class ObjectiveList(TableList):
    """Objectives; takes Objective.objects.….with_standing(on).for_list()."""

    name = "objectives"
    title = _("Objectives")
    columns = (
        Column("title", _("Objective"), sort="title"),
        Column("metric", _("Figure"), value=lambda row: label_of(row.metric), sort="metric"),
        Column("wanted", _("Wanted"), value=wanted),
        Column("now", _("Now"), value=now),
        Column("standing", _("State"), value=lambda row: OBJECTIVES[row.standing][2], sort="standing"),
        Column("by_on", _("By"), sort="by_on", kind="date"),
        Column("owner", _("Owner"), value="owner.name", sort="owner__name", kind="person"),
        Column("measured_on", _("Read on"), sort="measured_on", kind="date", hidden=True),
    )
    default_sort = "by_on"
    filterset = ObjectiveFilter
    row_template = "assurance/_objective_row.html"
    empty = Empty(
        _("No objectives that you may see"),
        _("An objective says what a figure is to be by a day. It is read every night, so nobody reports progress."),
        icon="flag",
        action=(_("Set an objective"), reverse_lazy("assurance:objective_set")),
        permission=SET_OBJECTIVES,
    )
