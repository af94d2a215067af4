"""Working papers: what an auditor wrote down, and its sign-off."""

from typing import Any
from uuid import UUID

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from audits.actions import change_paper, sign_off_paper, take_back_sign_off
from audits.forms.papers import PaperForm, TakeBackForm
from audits.models import Audit, WorkingPaper
from audits.permissions import CHANGE_PAPER, TAKE_BACK_SIGN_OFF
from foundation.access import require
from foundation.api.bodies import Fill, body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import PersonNameSerializer
from foundation.api.stories import Told
from foundation.clock import today
from foundation.directory.models import User
from foundation.lists import Choices, Column, TableList


class WorkingPaperSerializer(serializers.ModelSerializer):
    """A working paper; `item` is the question of the checklist that it is about."""

    audit = serializers.UUIDField(source="audit.uuid")
    item = serializers.UUIDField(source="item.uuid", default=None, allow_null=True)
    author = PersonNameSerializer()
    reviewed_by = PersonNameSerializer(allow_null=True)

    class Meta:
        model = WorkingPaper
        fields = [
            "uuid", "ref", "audit", "kind", "title", "item", "author", "at", "place", "persons", "text", "reviewed_by",
            "reviewed_on",
        ]  # fmt: skip


class PaperFilters(filters.FilterSet):
    audit = filters.UUIDFilter(field_name="audit__uuid", label=_("Audit"))
    item = filters.UUIDFilter(field_name="item__uuid", label=_("Question"))
    kind = Choices(choices=WorkingPaper.Kind.choices, label=_("Kind"))
    signed_off = filters.BooleanFilter(method="filter_signed_off", label=_("Signed off"))

    class Meta:
        model = WorkingPaper
        fields: list[str] = []

    def filter_signed_off(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.signed_off() if value else queryset.filter(reviewed_by=None)


class PaperList(TableList):
    name = "working-papers"
    title = _("Working papers")
    columns = (
        Column("ref", _("Reference"), sort="ref"),
        Column("at", _("When"), sort="at", kind="date"),
    )
    default_sort = "ref"
    filterset = PaperFilters


PaperBody = body_of(PaperForm, "WorkingPaper")
ChangeBody = body_of(PaperForm, "WorkingPaperChange", optional=("kind", "title", "at", "text"))


def sheet(person: User, audit: Audit, paper: WorkingPaper | None = None) -> Fill:
    """The form of the page, for a new paper or one that is changed."""
    return lambda *sent: PaperForm(*sent, actor=person, row=audit, instance=paper)


class WorkingPapers(Told, Collection):
    """Working papers of audits; the audited never see them."""

    noun = tag = "working-paper"
    model, shows, table = WorkingPaper, WorkingPaperSerializer, PaperList

    def listed(self) -> QuerySet[Any]:
        return WorkingPaper.objects.visible_to(self.person).for_list()

    @writes(ChangeBody, gives=WorkingPaperSerializer)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change what one wrote, until it is signed off; what is left out stays as it is."""
        paper = self.to_change(uuid)
        require(self.person, CHANGE_PAPER, paper)
        given = self.cleaned(sheet(self.person, paper.audit, paper))
        return self.after(change_paper(actor=self.person, paper=paper, on=today(paper.unit), **given))

    @act("sign-off", gives=WorkingPaperSerializer)
    def sign_off(self, request: Request, uuid: UUID) -> Response:
        """Sign a colleague's paper off."""
        paper = self.to_change(uuid)
        return self.after(sign_off_paper(actor=self.person, paper=paper, on=today(paper.unit)))

    @act("take-back", body_of(TakeBackForm, "SignOffTakenBack"), gives=WorkingPaperSerializer)
    def take_back(self, request: Request, uuid: UUID) -> Response:
        """Take a sign-off back, with a reason."""
        paper = self.to_change(uuid)
        require(self.person, TAKE_BACK_SIGN_OFF, paper)
        given = self.cleaned(lambda *sent: TakeBackForm(*sent))
        return self.after(take_back_sign_off(actor=self.person, paper=paper, **given))
