"""The list of processes, and the report of those that lack owner, quality system or review."""

from typing import Any

import django_filters
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from assurance.lists.edits import PROCESS_OWNER
from assurance.models import Area, Process
from assurance.permissions import MANAGE_PROCESSES
from foundation.lists import Choices, Column, Empty, TableList, offer_edits

GAPS = (
    ("any", _("Anything")),
    ("qms", _("Quality system")),
    ("owner", _("Owner")),
    ("review", _("Review")),
)
GAP_WORDS = {name: label for name, label in GAPS if name != "any"}


def gaps_of(row: Any) -> list[Any]:
    """What a process of with_gaps() lacks, in words."""
    return [label for name, label in GAP_WORDS.items() if getattr(row, f"lacks_{name}")]


class ProcessFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="find", label=_("Code, name or QMS id"))
    area = Choices(field_name="area__code", choices=Area.Code.choices, label=_("Area"))
    state = Choices(choices=Process.State.choices, label=_("State"))
    gap = django_filters.ChoiceFilter(choices=GAPS, method="by_gap", label=_("What is missing"))

    class Meta:
        model = Process
        fields: list[str] = []

    def find(self, rows: Any, name: str, words: str) -> Any:
        found = Q(code__icontains=words.strip()) | Q(name__icontains=words.strip())
        return rows.filter(found | Q(qms_process__icontains=words.strip()))

    def by_gap(self, rows: Any, name: str, gap: str) -> Any:
        return rows.filter(gaps__gt=0) if gap == "any" else rows.filter(**{f"lacks_{gap}": 1})


class ProcessList(TableList):
    """Processes; takes Process.objects.….with_gaps(on).for_list()."""

    name = "processes"
    title = _("Processes")
    columns = (
        Column("name", _("Process"), sort="name"),
        Column("code", _("Code"), sort="code", hidden=True),
        Column("area", _("Area"), value="area.get_code_display", sort="area__order"),
        Column("qms_process", _("QMS process"), sort="qms_process"),
        Column("qms_document", _("QMS document"), sort="qms_document"),
        Column("qms_clauses", _("QMS clauses"), sort="qms_clauses"),
        Column("owner", _("Owner"), value="owner.name", sort="owner__name", kind="person"),
        Column("deputy", _("Deputy"), value="deputy.name", sort="deputy__name", kind="person", hidden=True),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
        Column("next_review", _("Next review"), value="next_review_on", sort="next_review_on", kind="date"),
        Column("gaps", _("Missing"), value=lambda row: ", ".join(str(one) for one in gaps_of(row)), sort="gaps"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name", hidden=True),
    )
    default_sort = "code"
    filterset = ProcessFilter
    edits = (PROCESS_OWNER,)
    row_template = "assurance/_process_row.html"
    empty = Empty(
        _("No process that you may see"),
        _("A process belongs to one of the five areas, has an owner, and a place in the quality system."),
        icon="squares-2x2",
        action=(_("Add a process"), reverse_lazy("assurance:process_add")),
        permission=MANAGE_PROCESSES,
    )


offer_edits(ProcessList, "assurance:processes", lambda user: Process.objects.visible_to(user).for_list())


class ProcessGapList(ProcessList):
    """The QMS report: what is not named in the quality system, has no owner, or is late for its review. Source: M-05."""

    name = "process-gaps"
    title = _("Gaps of processes")
    default_sort = "-gaps"
    empty = Empty(
        _("No process lacks anything"),
        _("Each has an owner who works here, a place in the quality system, and a review in date."),
        icon="check-circle",
    )
