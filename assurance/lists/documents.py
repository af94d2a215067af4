"""The list of guiding documents."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from assurance.lists.edits import DOCUMENT_OWNER
from assurance.models import Document, DocumentVersion
from assurance.permissions import ADD_DOCUMENT
from foundation.lists import Choices, Column, Empty, TableList, offer_edits

STATES = dict(DocumentVersion.State.choices)
NOTHING = _("No version yet")


class DocumentFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="with_words", label=_("Number or title contains"))
    kind = Choices(choices=Document.Kind.choices, label=_("Kind"))
    state = Choices(field_name="standing", choices=DocumentVersion.State.choices, label=_("State"))
    coming = Choices(
        field_name="coming_state",
        choices=[one for one in DocumentVersion.State.choices if one[0] in ("draft", "in_review", "approved")],
        label=_("Next version"),
    )
    overdue = django_filters.BooleanFilter(field_name="is_overdue", label=_("Review overdue"))
    next_review = django_filters.DateFromToRangeFilter(field_name="next_review", label=_("Next review"))

    class Meta:
        model = Document
        fields = ("search", "kind", "state", "coming", "overdue", "next_review")

    def with_words(self, rows: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        return rows.filter(Q(number__icontains=words) | Q(title__icontains=words))


class DocumentList(TableList):
    """Guiding documents; takes Document.objects.….for_list().with_standing(…)."""

    name = "documents"
    title = _("Guiding documents")
    columns = (
        Column("number", _("Document"), sort="number"),
        Column("title", _("Title"), sort="title", hidden=True),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind"),
        Column("state", _("State"), value=lambda row: STATES.get(row.standing, NOTHING), sort="standing"),
        Column("version", _("Version"), value="version_label"),
        Column(
            "coming",
            _("Next version"),
            value=lambda row: STATES.get(row.coming_state),
            sort="coming_state",
            hidden=True,
        ),
        Column("since", _("In effect since"), value="in_effect_since", sort="in_effect_since", kind="date"),
        Column("next_review", _("Next review"), value="next_review", sort="next_review", kind="date"),
        Column("owner", _("Owner"), value="owner.name", sort="owner__name", kind="person"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name", hidden=True),
        Column("grading", _("Grading"), value="get_grading_display", sort="grading", hidden=True),
    )
    default_sort = "number"
    filterset = DocumentFilter
    edits = (DOCUMENT_OWNER,)
    row_template = "assurance/_document_row.html"
    empty = Empty(
        _("No documents that you may see"),
        _("Regulations, specifications and guidelines say how controls are carried out. Those in effect stand here."),
        icon="book-open",
        action=(_("Add a document"), reverse_lazy("assurance:document_add")),
        permission=ADD_DOCUMENT,
    )


offer_edits(DocumentList, "assurance:documents", lambda user: Document.objects.visible_to(user).for_list())
