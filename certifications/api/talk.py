"""What is asked and proposed in rooms, and the answers of the house."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from assurance.models import Evidence
from certifications.models import Grant, Message, Question, Sample, SamplePick
from certifications.workflows import QUESTION, SAMPLE
from foundation.api.doors import Collection
from foundation.api.names import AccountNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.lists import Choices, Column, RowFilter, TableList


def grants(request: HttpRequest | None) -> QuerySet[Grant]:
    """The grants that the reader sees."""
    return Grant.objects.visible_to(request.user) if request else Grant.objects.none()


class GrantNameSerializer(serializers.Serializer):
    """The grant whose room it is."""

    uuid = serializers.UUIDField()
    ref = serializers.CharField()


class MessageSerializer(serializers.ModelSerializer):
    """One word in the thread of a question."""

    author = AccountNameSerializer()

    class Meta:
        model = Message
        fields = ["author", "text", "created_at"]


class QuestionLineSerializer(serializers.ModelSerializer):
    """A question asked in a room; `about` names what it is about."""

    grant = GrantNameSerializer()
    asked_by = AccountNameSerializer()

    class Meta:
        model = Question
        fields = ["uuid", "ref", "grant", "title", "about", "asked_by", "created_at", "due_on", "state"]


class QuestionSerializer(QuestionLineSerializer):
    """A question with its thread, the first word first."""

    messages = MessageSerializer(many=True)

    class Meta:
        model = Question
        fields = [*QuestionLineSerializer.Meta.fields, "messages"]


class QuestionFilters(filters.FilterSet):
    grant = RowFilter(queryset=grants, to_field_name="uuid", label=_("Room"))
    state = Choices(choices=Question.State.choices, label=_("State"))

    class Meta:
        model = Question
        fields: list[str] = []


class QuestionList(TableList):
    name = "questions"
    title = _("Questions")
    columns = (
        Column("asked", _("Asked"), value="created_at", sort="created_at"),
        Column("due", _("Answer due"), value="due_on", sort="due_on"),
        Column("ref", _("Reference"), sort="ref"),
    )
    default_sort = "-asked"
    filterset = QuestionFilters


@with_steps(QUESTION)
class Questions(Told, Collection):
    """What was asked in the rooms of the grants one sees."""

    noun = tag = "question"
    model, shows, lists, table = Question, QuestionSerializer, QuestionLineSerializer, QuestionList

    def listed(self) -> QuerySet[Any]:
        return Question.objects.visible_to(self.person).select_related("grant__unit", "grant__requested_by", "asked_by")

    def detailed(self) -> QuerySet[Any]:
        return self.listed().prefetch_related("messages__author")


class PickSerializer(serializers.ModelSerializer):
    """A row that was picked, and what it was called then."""

    subject = serializers.UUIDField(source="subject_uuid")

    class Meta:
        model = SamplePick
        fields = ["subject", "label"]


class ShownSerializer(serializers.ModelSerializer):
    """A piece of evidence that answers a sample."""

    class Meta:
        model = Evidence
        fields = ["uuid", "ref", "title"]


class SampleSerializer(serializers.ModelSerializer):
    """What somebody outside would like to look at, and what was answered."""

    grant = GrantNameSerializer()
    proposed_by = AccountNameSerializer()
    picks = PickSerializer(many=True)
    shown = ShownSerializer(many=True)

    class Meta:
        model = Sample
        fields = [
            "uuid", "grant", "source", "population", "population_size", "items", "picks", "proposed_by", "created_at",
            "answer", "shown", "state",
        ]  # fmt: skip


class SampleFilters(filters.FilterSet):
    grant = RowFilter(queryset=grants, to_field_name="uuid", label=_("Room"))
    state = Choices(choices=Sample.State.choices, label=_("State"))

    class Meta:
        model = Sample
        fields: list[str] = []


class SampleList(TableList):
    name = "samples"
    title = _("Samples")
    columns = (Column("proposed", _("Proposed"), value="created_at", sort="created_at"),)
    default_sort = "-proposed"
    filterset = SampleFilters


@with_steps(SAMPLE)
class Samples(Collection):
    """What was proposed in the rooms of the grants one sees."""

    noun = tag = "sample"
    model, shows, table = Sample, SampleSerializer, SampleList

    def listed(self) -> QuerySet[Any]:
        return Sample.objects.visible_to(self.person).for_page(Evidence.objects.visible_to(self.person))
