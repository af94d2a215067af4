"""Samples of an audit: how they were drawn, what their items showed, and which sites to visit."""

from typing import Any
from uuid import UUID

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from audits.actions import answer_sample_item, finish_sample
from audits.forms.samples import FinishForm, ItemForm, SampleForm
from audits.models import Sample, SampleItem
from audits.permissions import WORK_ON_AUDIT
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import CodeNameSerializer, PersonNameSerializer, UnitNameSerializer
from foundation.api.stories import Told
from foundation.clock import today
from foundation.lists import Choices, Column, TableList


class AuditSampleSerializer(serializers.ModelSerializer):
    """A sample: the population with its hash, the draw, and how far one is."""

    audit = serializers.UUIDField(source="audit.uuid")
    paper = serializers.UUIDField(source="paper.uuid", default=None, allow_null=True)
    drawn_by = PersonNameSerializer()
    finished_by = PersonNameSerializer(allow_null=True)
    answered_count = serializers.IntegerField()
    deviating_count = serializers.IntegerField()
    missing_count = serializers.IntegerField()

    class Meta:
        model = Sample
        fields = [
            "uuid", "ref", "audit", "paper", "title", "source", "description", "population_size", "sha256", "method",
            "seed", "size", "drawn_by", "drawn_on", "extrapolation", "finished_by", "finished_on", "answered_count",
            "deviating_count", "missing_count",
        ]  # fmt: skip


class SampleItemSerializer(serializers.ModelSerializer):
    """One of the drawn, and what it showed."""

    sample = serializers.UUIDField(source="sample.uuid")
    answered_by = PersonNameSerializer(allow_null=True)
    result = serializers.ChoiceField(choices=SampleItem.Result.choices, allow_blank=True)

    class Meta:
        model = SampleItem
        fields = [
            "uuid", "sample", "order", "key", "label", "stratum", "result", "note", "answered_by", "answered_at",
        ]  # fmt: skip


class SitesSerializer(serializers.Serializer):
    """The sites that an audit should visit."""

    scope = UnitNameSerializer()
    kind = serializers.CharField()
    seed = serializers.CharField()
    count = serializers.IntegerField(help_text="Sites beside the central function.")
    size = serializers.IntegerField(help_text="How many of them are visited.")
    at_random = serializers.IntegerField(help_text="At least so many of these are drawn.")
    central = CodeNameSerializer(many=True)
    drawn = CodeNameSerializer(many=True)
    judged = CodeNameSerializer(many=True)


class SampleFilters(filters.FilterSet):
    audit = filters.UUIDFilter(field_name="audit__uuid", label=_("Audit"))
    method = Choices(choices=Sample.Method.choices, label=_("Method"))
    finished = filters.BooleanFilter(field_name="finished_on", lookup_expr="isnull", exclude=True, label=_("Finished"))

    class Meta:
        model = Sample
        fields: list[str] = []


class SampleList(TableList):
    name = "audit-samples"
    title = _("Samples")
    columns = (Column("ref", _("Reference"), sort="ref"),)
    default_sort = "ref"
    filterset = SampleFilters


class SampleItemFilters(filters.FilterSet):
    sample = filters.UUIDFilter(field_name="sample__uuid", label=_("Sample"))
    result = Choices(choices=SampleItem.Result.choices, label=_("Result"))

    class Meta:
        model = SampleItem
        fields: list[str] = []


class SampleItemList(TableList):
    name = "sample-items"
    title = _("Items")
    columns = (Column("order", _("Order"), sort=("sample__ref", "order")),)
    default_sort = "order"
    filterset = SampleItemFilters


SampleBody = body_of(SampleForm, "AuditSample")


class AuditSamples(Told, Collection):
    """Samples of audits; the audited never see them."""

    noun = tag = "audit-sample"
    model, shows, table = Sample, AuditSampleSerializer, SampleList

    def listed(self) -> QuerySet[Any]:
        return Sample.objects.visible_to(self.person).for_list()

    @act("finish", body_of(FinishForm, "SampleFinish"), gives=AuditSampleSerializer)
    def finish(self, request: Request, uuid: UUID) -> Response:
        """Fix the results, where something deviates with what that says of the whole."""
        sample = self.to_change(uuid)
        require(self.person, WORK_ON_AUDIT, sample.audit)
        given = self.cleaned(lambda *sent: FinishForm(*sent))
        return self.after(finish_sample(actor=self.person, sample=sample, on=today(sample.unit), **given))


class SampleItems(Collection):
    """The items of samples, with their results."""

    noun = tag = "sample-item"
    model, shows, table = SampleItem, SampleItemSerializer, SampleItemList

    def listed(self) -> QuerySet[Any]:
        return SampleItem.objects.visible_to(self.person).for_list()

    @writes(body_of(ItemForm, "SampleItem"), gives=SampleItemSerializer)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Say what it showed."""
        item = self.to_change(uuid)
        require(self.person, WORK_ON_AUDIT, item.sample.audit)
        given = self.cleaned(lambda *sent: ItemForm(*sent))
        return self.after(answer_sample_item(actor=self.person, item=item, at=timezone.now(), **given))
