"""The list of proofs of training outside."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from foundation.lists import Choices, Column, Empty, RowFilter, TableList
from people.models import Course, Proof
from people.permissions import SUBMIT_PROOF


def courses(request: HttpRequest | None) -> QuerySet[Any]:
    return Course.objects.visible_to(request.user) if request else Course.objects.none()


class ProofFilters(filters.FilterSet):
    state = Choices(choices=Proof.State.choices, label=_("State"))
    course = RowFilter(queryset=courses, to_field_name="uuid", label=_("Course"))

    class Meta:
        model = Proof
        fields: list[str] = []


class ProofList(TableList):
    name = "proofs"
    title = _("Proofs of training outside")
    columns = (
        Column("title", _("Training"), value="title", sort="title"),
        Column("person", _("Person"), value="person.name", sort="person__name"),
        Column("course", _("Counts for"), value="course.code", sort="course__code"),
        Column("issuer", _("Given by"), value="issuer", sort="issuer"),
        Column("completed", _("Completed on"), value="completed_on", sort="completed_on", kind="date"),
        Column("submitted", _("Submitted"), value="created_at", sort="created_at", kind="date"),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
        Column("decided_by", _("Decided by"), value="decided_by.name", sort="decided_by__name", hidden=True),
    )
    default_sort = "-submitted"
    filterset = ProofFilters
    row_template = "people/_proof_row.html"
    empty = Empty(
        _("No proof yet"),
        _("Whoever learned it elsewhere submits the certificate here; an officer decides whether it counts."),
        (_("Submit a proof"), reverse_lazy("people:proof_add")),
        "academic-cap",
        permission=SUBMIT_PROOF,
    )
