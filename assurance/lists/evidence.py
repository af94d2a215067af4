"""The lists of evidence and controls."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from assurance.freshness import CHOICES, counts_until
from assurance.lists.edits import CONTROL_OWNER
from assurance.models import Control, Evidence, EvidenceVersion
from assurance.permissions import MANAGE_CONTROLS, UPLOAD_EVIDENCE
from assurance.querysets.freshness import standing_by
from assurance.standing import STATES
from foundation.clock import today
from foundation.lists import Choices, Column, Empty, TableList, offer_edits
from foundation.rows import Grading

MARKS = [("to_dispose", _("Kept long enough")), ("held", _("On legal hold")), ("damaged", _("Damaged"))]


class EvidenceFilter(django_filters.FilterSet):
    title = django_filters.CharFilter(lookup_expr="icontains", label=_("Title contains"))
    state = Choices(field_name="latest_state", choices=EvidenceVersion.State.choices, label=_("State"))
    kind = Choices(choices=Evidence.Kind.choices, label=_("Kind"))
    grading = Choices(choices=Grading.choices, label=_("Grading"))
    personal_data = Choices(choices=Evidence.PersonalData.choices, label=_("Personal data"))
    as_of = django_filters.DateFromToRangeFilter(field_name="latest_as_of", label=_("As of"))
    fresh = django_filters.ChoiceFilter(choices=CHOICES, method="filter_fresh", label=_("Freshness"))
    mark = django_filters.ChoiceFilter(choices=MARKS, method="filter_mark", label=_("Marked as"))

    class Meta:
        model = Evidence
        fields = ("title", "state", "kind", "grading", "personal_data", "as_of", "fresh", "mark")

    def filter_fresh(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(standing_by(value, today()))

    def filter_mark(self, queryset: Any, name: str, value: str) -> QuerySet:
        if value == "to_dispose":
            return queryset.to_dispose(today())
        return queryset.damaged() if value == "damaged" else queryset.held()


class EvidenceList(TableList):
    """Evidence with its newest version; takes Evidence.objects.….for_list()."""

    name = "evidence"
    drawn_from = ()
    title = _("Evidence")
    columns = (
        Column("title", _("Evidence"), sort="title"),
        Column("ref", _("Reference"), sort="ref", hidden=True),
        Column("state", _("State"), value=lambda row: STATES[row.latest_state].words, sort="latest_state"),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind"),
        Column("as_of", _("As of"), value="latest_as_of", sort="latest_as_of", kind="date"),
        Column("fresh_until", _("Fresh until"), value=counts_until, kind="date"),
        Column(
            "valid_until",
            _("Valid until"),
            value="latest_valid_until",
            sort="latest_valid_until",
            kind="date",
            hidden=True,
        ),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name"),
        Column("uploaded_by", _("Uploaded by"), value="latest_uploaded_by", sort="latest_uploaded_by", kind="person"),
        Column("uploaded_at", _("Uploaded"), value="latest_uploaded_at", sort="latest_uploaded_at", kind="date"),
        Column("grading", _("Grading"), value="get_grading_display", sort="grading", hidden=True),
        Column("damaged", _("Damaged"), value="is_damaged", hidden=True),
        Column("held", _("On legal hold"), value="is_held", hidden=True),
        Column("personal_data", _("Personal data"), value="get_personal_data_display", hidden=True),
        Column("disposal_due", _("Kept until"), sort="disposal_due", kind="date", hidden=True),
    )
    default_sort = "-uploaded_at"
    filterset = EvidenceFilter
    row_template = "assurance/_evidence_row.html"
    empty = Empty(
        _("No evidence that you may see"),
        _(
            "Evidence shows that something is done as it should be. What you add, and what proves your records, is here."
        ),
        icon="document-check",
        action=(_("Add evidence"), reverse_lazy("assurance:evidence_add")),
        permission=UPLOAD_EVIDENCE,
    )

    def exported_columns(self) -> list[Column]:
        """With the reference, by which the import centre knows a row again."""
        return [column for name, column in self.declared.items() if name in {*self.shown, "ref"}]


class ReviewList(EvidenceList):
    name = "evidence-to-review"
    title = _("Evidence to review")
    empty = Empty(
        _("Nothing waits for your review"),
        _("What others hand in for your units stands here until you accept or reject it."),
        icon="check-circle",
    )


class OwnEvidenceList(EvidenceList):
    name = "my-evidence"
    title = _("My evidence")
    empty = Empty(
        _("You have not added evidence yet"),
        _("Add a file, and somebody else reviews it."),
        icon="document-plus",
        action=(_("Add evidence"), reverse_lazy("assurance:evidence_add")),
        permission=UPLOAD_EVIDENCE,
    )


class ControlFilter(django_filters.FilterSet):
    statement = django_filters.CharFilter(lookup_expr="icontains", label=_("Statement contains"))
    state = Choices(choices=Control.State.choices, label=_("State"))
    kind = Choices(choices=Control.Kind.choices, label=_("Kind"))

    class Meta:
        model = Control
        fields = ("statement", "state", "kind")


class ControlList(TableList):
    """Controls; takes Control.objects.….for_list()."""

    name = "controls"
    title = _("Controls")
    columns = (
        Column("code", _("Control"), sort="code"),
        Column("statement", _("Statement")),
        Column("requirements", _("Meets"), value=lambda row: ", ".join(one.ref for one in row.requirements.all())),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind"),
        Column("freshness", _("Evidence stays fresh for"), value="get_evidence_freshness_months_display", hidden=True),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name"),
        Column("owner", _("Owner"), value="owner.name", sort="owner__name", kind="person"),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
    )
    default_sort = "code"
    filterset = ControlFilter
    edits = (CONTROL_OWNER,)
    empty = Empty(
        _("No controls yet"),
        _("A control is what is done so that a requirement is met. A compliance officer adds the first."),
        icon="shield-check",
        action=(_("Add a control"), reverse_lazy("assurance:control_add")),
        permission=MANAGE_CONTROLS,
    )


offer_edits(ControlList, "assurance:controls", lambda user: Control.objects.visible_to(user).for_list())

from assurance.lists.cells import CellFilter, CellList  # noqa: E402, F401  the matrix has lists of its own
