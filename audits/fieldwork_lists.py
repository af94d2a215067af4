"""The lists around the fieldwork: templates of findings and of checklists, and two audits side by side."""

from typing import Any

import django_filters as filters
from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from assurance.models import Framework, Requirement
from audits.comparison import CHANGES, change_words, rank_words
from audits.models import FindingTemplate
from audits.permissions import MANAGE_TEMPLATES
from foundation.lists import Column, Empty, RowFilter, TableList


class FindingTemplateFilters(filters.FilterSet):
    framework = RowFilter(queryset=Framework.objects.all(), to_field_name="uuid", label=_("Framework"))
    retired = filters.BooleanFilter(
        method="filter_retired", label=_("Retired"), widget=forms.Select(choices=[("", "–"), ("true", _("Yes"))])
    )

    class Meta:
        model = FindingTemplate
        fields: list[str] = []

    def filter_retired(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.exclude(retired_on=None) if value else queryset


class FindingTemplateList(TableList):
    name = "finding-templates"
    title = _("Finding templates")
    columns = (
        Column("title", _("Template"), sort="title"),
        Column("framework", _("Framework"), sort="framework__title"),
        Column("requirement", _("Requirement"), value="requirement.ref", sort="requirement__ref"),
        Column("statement", _("What is wrong"), hidden=True),
        Column("retired", _("Retired"), value="retired_on", sort="retired_on", kind="date"),
    )
    default_sort = "title"
    filterset = FindingTemplateFilters
    empty = Empty(
        _("No finding templates yet"),
        _("Texts that findings start from stand here. They are offered on the finding sheet."),
        icon="document-text",
        action=(_("Add a template"), reverse_lazy("audits:finding_template_add")),
        permission=MANAGE_TEMPLATES,
    )


class ChecklistTemplateList(TableList):
    name = "checklist-templates"
    title = _("Checklists")
    columns = (
        Column("name", _("Checklist"), sort="name"),
        Column("released", _("Newest released version"), sort="released", kind="number"),
        Column("audits", _("Audits built from it"), value="audit_count", sort="audit_count", kind="number"),
        Column("purpose", _("What it is for"), hidden=True),
    )
    default_sort = "name"
    empty = Empty(
        _("No checklists yet"),
        _("A checklist has versions. Audits are built from a released one and keep it."),
        icon="clipboard-document-list",
        action=(_("Add a checklist"), reverse_lazy("audits:checklist_template_add")),
        permission=MANAGE_TEMPLATES,
    )


class ComparisonFilters(filters.FilterSet):
    change = filters.ChoiceFilter(
        method="filter_change",
        label=_("What changed"),
        empty_label="–",
        choices=[(change.value, change.label) for change in CHANGES],
    )

    class Meta:
        model = Requirement
        fields: list[str] = []

    def filter_change(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(change=value) if value else queryset


class ComparisonList(TableList):
    name = "comparison"
    title = _("Comparison")
    columns = (
        Column("requirement", _("Requirement"), value=str, sort=("framework__title", "order")),
        Column("before", _("Earlier audit"), value=lambda row: rank_words(row.before)),
        Column("after", _("Later audit"), value=lambda row: rank_words(row.after)),
        Column("change", _("What changed"), value=lambda row: change_words(row.change), sort="change"),
    )
    default_sort = "requirement"
    filterset = ComparisonFilters
    row_template = "audits/_comparison_row.html"
    empty = Empty(_("Nothing to compare"), _("Neither audit asked about a requirement that fits."), icon="scale")
