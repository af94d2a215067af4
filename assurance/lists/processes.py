"""Processes and their place in the quality management system, with what is missing."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from assurance.models import Area, Process
from foundation.lists import Column, Empty, TableList

GAPS = {
    "link": (Q(lacks_link=True), _("No link to the quality system")),
    "owner": (Q(is_ownerless=True), _("Nobody answers for it")),
    "review": (Q(is_overdue=True), _("Review overdue")),
}
WORDS = (("lacks_link", GAPS["link"][1]), ("is_ownerless", GAPS["owner"][1]), ("is_overdue", GAPS["review"][1]))


def missing(row: Any) -> list[str]:
    """What is missing of a process, in words."""
    return [str(words) for name, words in WORDS if getattr(row, name)]


class ProcessFilter(filters.FilterSet):
    search = filters.CharFilter(method="with_words", label=_("Code, name or quality process contains"))
    area = filters.ModelMultipleChoiceFilter(queryset=Area.objects.all(), to_field_name="code", label=_("Area"))
    state = filters.MultipleChoiceFilter(choices=Process.State.choices, label=_("State"))
    gap = filters.ChoiceFilter(
        choices=[("any", _("Anything")), *((name, words) for name, (_q, words) in GAPS.items())],
        method="with_gap",
        label=_("What is missing"),
    )

    class Meta:
        model = Process
        fields = ("search", "area", "state", "gap")

    def with_words(self, rows: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        return rows.filter(Q(code__icontains=words) | Q(name__icontains=words) | Q(qms_process__icontains=words))

    def with_gap(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        terms = [term for term, _words in GAPS.values()]
        return rows.filter(terms[0] | terms[1] | terms[2] if value == "any" else GAPS[value][0])


class QmsList(TableList):
    """Takes Process.objects.….for_list().with_gaps(on). Source: ISO 9001, 4.4."""

    name = "quality-links"
    title = _("Place in the quality system")
    columns = (
        Column("name", _("Process"), sort="name"),
        Column("code", _("Code"), sort="code", hidden=True),
        Column("area", _("Area"), value="area.get_code_display", sort="area__order"),
        Column("qms_process", _("QMS process"), sort="qms_process"),
        Column("qms_document", _("QMS document"), sort="qms_document"),
        Column("qms_clauses", _("Clauses")),
        Column("owner", _("Owner"), value="owner.name", sort="owner__name", kind="person"),
        Column("next_review_on", _("Next review"), sort="next_review_on", kind="date"),
        Column("missing", _("What is missing"), value=lambda row: ", ".join(missing(row))),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name", hidden=True),
        Column("state", _("State"), value="get_state_display", sort="state", hidden=True),
    )
    default_sort = "area"
    filterset = ProcessFilter
    row_template = "assurance/_qms_row.html"
    empty = Empty(
        _("No process fits"),
        _("Every business process names the process of the quality management system that it is part of."),
        icon="squares-2x2",
    )
