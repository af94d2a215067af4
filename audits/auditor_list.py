"""The list of who is qualified to audit what: columns, filters, and what an empty one says."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from assurance.models import Framework
from audits.lists import PersonFilter
from audits.models import AuditorQualification
from audits.permissions import MANAGE_AUDITORS
from foundation.directory.models import Person
from foundation.lists import Choices, Column, Empty, RowFilter, TableList

STANDINGS = {
    "valid": _("Valid"),
    "expiring": _("Expires soon"),
    "expired": _("Expired"),
    "future": _("Not yet valid"),
}


def qualified(request: HttpRequest | None) -> QuerySet[Person]:
    """Whose qualification the reader sees."""
    rows = AuditorQualification.objects
    seen = rows.visible_to(request.user) if request else rows.none()
    return Person.objects.filter(qualifications__in=seen).distinct().order_by("name")


def frameworks(request: HttpRequest | None) -> QuerySet[Framework]:
    return Framework.objects.visible_to(request.user) if request else Framework.objects.none()


def standing_words(row: Any) -> object:
    return STANDINGS[row.standing]


class QualificationFilters(filters.FilterSet):
    standing = Choices(choices=list(STANDINGS.items()), label=_("Standing"))
    grade = Choices(choices=AuditorQualification.Grade.choices, label=_("Grade"))
    person = PersonFilter(queryset=qualified, label=_("Person"))
    framework = RowFilter(queryset=frameworks, to_field_name="uuid", label=_("Framework"))

    class Meta:
        model = AuditorQualification
        fields: list[str] = []


class QualificationList(TableList):
    name = "auditors"
    title = _("Auditors")
    columns = (
        Column("person", _("Person"), sort=("person__name", "framework__title"), kind="person"),
        Column("unit", _("Unit"), value="person.unit", sort="person__unit__name"),
        Column("grade", _("Grade"), value="get_grade_display", sort="grade"),
        Column("framework", _("Framework"), sort="framework__title"),
        Column("from", _("Valid from"), value="valid_from", sort="valid_from", kind="date", hidden=True),
        Column("until", _("Valid until"), value="valid_until", sort="valid_until", kind="date"),
        Column("standing", _("Standing"), value=standing_words, sort="standing"),
        Column("hours", _("Further training, hours"), value="cpd_hours", sort="cpd_hours", kind="number"),
        Column("evidence", _("Evidence"), value="evidence.ref", hidden=True),
    )
    default_sort = "person"
    filterset = QualificationFilters
    row_template = "audits/_auditor_row.html"
    empty = Empty(
        _("No qualifications yet"),
        _("Who leads an audit is qualified for each of its criteria on all of its days (S-04). It is noted here."),
        icon="identification",
        action=(_("Note a qualification"), reverse_lazy("audits:qualification_add")),
        permission=MANAGE_AUDITORS,
    )
