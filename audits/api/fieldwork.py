"""The checklist of an audit: its questions, their answers with evidence, and the findings they lead to."""

from typing import Any
from uuid import UUID

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.api.names import RequirementNameSerializer
from audits.actions import answer_item, attach_to_item, issue_at_once, log_finding
from audits.api.findings import FindingBody, FindingSerializer, sheet
from audits.forms.fieldwork import AnswerForm, ItemEvidenceForm
from audits.models import ChecklistItem, Finding
from audits.permissions import LOG_FINDING, WORK_ON_AUDIT
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.fields import Whole
from foundation.api.names import PersonNameSerializer
from foundation.clock import today
from foundation.lists import Choices, Column, TableList


class ChecklistItemSerializer(serializers.ModelSerializer):
    """A question of an audit with its answer."""

    audit = serializers.UUIDField(source="audit.uuid")
    requirement = RequirementNameSerializer()
    answered_by = PersonNameSerializer(allow_null=True)
    expected = serializers.ListField(child=serializers.CharField())
    methods = serializers.ListField(child=serializers.CharField())
    result = serializers.ChoiceField(choices=ChecklistItem.Result.choices, allow_blank=True)
    version = serializers.IntegerField(help_text=_("Counted up with every save; send it with the next answer."))
    saved_by = PersonNameSerializer(allow_null=True)

    class Meta:
        model = ChecklistItem
        fields = [
            "uuid", "audit", "requirement", "order", "number", "title", "question", "guidance", "expected", "result",
            "methods", "note", "answered_by", "answered_at", "version", "saved_by",
        ]  # fmt: skip


class ItemFilters(filters.FilterSet):
    audit = filters.UUIDFilter(field_name="audit__uuid", label=_("Audit"))
    result = Choices(choices=ChecklistItem.Result.choices, label=_("Result"))
    answered = filters.BooleanFilter(method="filter_answered", label=_("Answered"))

    class Meta:
        model = ChecklistItem
        fields: list[str] = []

    def filter_answered(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.exclude(result="") if value else queryset.unanswered()


class ItemList(TableList):
    name = "checklist-items"
    title = _("Checklist")
    columns = (
        Column("order", _("Order"), sort=("audit__ref", "order")),
        Column("number", _("Number"), sort="number"),
    )
    default_sort = "order"
    filterset = ItemFilters


VERSION = _("The version of the question you have read. What others saved after it is not overwritten: 409.")
AnswerBody = body_of(
    AnswerForm, "Answer", version=Whole(min_value=0, max_value=999_999_999, required=False, help_text=VERSION)
)
EvidenceBody = body_of(ItemEvidenceForm, "ItemEvidence")


class ChecklistItems(Collection):
    """Questions of audits; the audited never see them."""

    noun = tag = "checklist-item"
    model, shows, table = ChecklistItem, ChecklistItemSerializer, ItemList

    def listed(self) -> QuerySet[Any]:
        return ChecklistItem.objects.visible_to(self.person).for_bench().select_related("answered_by", "saved_by")

    @writes(AnswerBody, gives=ChecklistItemSerializer)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Answer a question; what is left out stays as it is. Without a version the question counts as read empty."""
        item = self.to_change(uuid)
        require(self.person, WORK_ON_AUDIT, item.audit)
        names = set(self.given()[1]) - {"version"}
        given = self.cleaned(lambda *sent: _only(AnswerForm(*sent, item=item), names))
        given["seen"] = dict.fromkeys(names, given.pop("version", 0))
        return self.after(answer_item(actor=self.person, item=item, **given))

    @act("evidence", EvidenceBody, gives=ChecklistItemSerializer)
    def evidence(self, request: Request, uuid: UUID) -> Response:
        """Attach evidence: what is on file, or new files."""
        item = self.to_change(uuid)
        require(self.person, WORK_ON_AUDIT, item.audit)
        given = self.cleaned(lambda *sent: ItemEvidenceForm(*sent, actor=self.person, row=item.audit))
        return self.after(attach_to_item(actor=self.person, item=item, **given))

    @act("findings", FindingBody, gives=FindingSerializer, status=201)
    def findings(self, request: Request, uuid: UUID) -> Response:
        """Log a finding as a draft, or issue it at once."""
        item = self.to_change(uuid)
        require(self.person, LOG_FINDING, item.audit)
        given = self.cleaned(sheet(self.person, item.audit, item))
        verb = issue_at_once if given.pop("issue", False) else log_finding
        facts = {"audit": item.audit, "item": item, "on": today(item.audit.unit)}
        logged = verb(actor=self.person, **facts, **given)
        return self.of_finding(logged)

    def of_finding(self, logged: Finding) -> Response:
        """The new finding, as its own address shows it."""
        rows = Finding.objects.visible_to(self.person).for_page(self.person).with_next_due()
        row = rows.prefetch_related("verifications__by").get(pk=logged.pk)
        return self.made(row, FindingSerializer, "finding")


def _only(form: AnswerForm, names: set[str]) -> AnswerForm:
    """The form without the fields that were not sent."""
    form.fields = {name: field for name, field in form.fields.items() if name in names}
    return form
