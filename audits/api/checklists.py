"""Templates of checklists: their versions and the questions on them."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.api.names import RequirementNameSerializer
from audits.actions import add_checklist_template, choose_questions, drop_question, start_version, write_question
from audits.forms.checklists import ChecklistTemplateForm, ChooseForm, WriteForm
from audits.models import ChecklistTemplate, TemplateQuestion, TemplateVersion
from audits.permissions import MANAGE_TEMPLATES
from audits.workflows import TEMPLATE_VERSION
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import PersonNameSerializer
from foundation.api.steps import with_steps
from foundation.clock import today


class ChecklistTemplateSerializer(serializers.ModelSerializer):
    """A named checklist; `released` is the number of its newest released version."""

    released = serializers.IntegerField(allow_null=True)

    class Meta:
        model = ChecklistTemplate
        fields = ["uuid", "name", "purpose", "released"]


class TemplateVersionSerializer(serializers.ModelSerializer):
    """A version of a checklist."""

    template = serializers.UUIDField(source="template.uuid")
    released_by = PersonNameSerializer(allow_null=True)
    question_count = serializers.IntegerField()

    class Meta:
        model = TemplateVersion
        fields = ["uuid", "template", "number", "state", "released_on", "released_by", "question_count"]


class TemplateQuestionSerializer(serializers.ModelSerializer):
    """A question on a version; `from_bank` when it was taken from the bank."""

    version = serializers.UUIDField(source="version.uuid")
    requirement = RequirementNameSerializer()
    expected = serializers.ListField(child=serializers.CharField())
    from_bank = serializers.SerializerMethodField()

    class Meta:
        model = TemplateQuestion
        fields = ["uuid", "version", "requirement", "order", "title", "text", "guidance", "expected", "from_bank"]

    def get_from_bank(self, row: TemplateQuestion) -> bool:
        return row.source_id is not None


class ChecklistTemplates(Collection):
    """Checklists that audits are built from."""

    noun = tag = "checklist-template"
    model, shows, order = ChecklistTemplate, ChecklistTemplateSerializer, ("name",)

    def listed(self) -> QuerySet[Any]:
        return ChecklistTemplate.objects.visible_to(self.person).for_list()

    @writes(body_of(ChecklistTemplateForm, "ChecklistTemplate"), gives=ChecklistTemplateSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Add a checklist; its first version is a draft."""
        require(self.person, MANAGE_TEMPLATES)
        return self.after(add_checklist_template(actor=self.person, **self.cleaned(ChecklistTemplateForm)), status=201)

    @act("versions", gives=TemplateVersionSerializer, status=201)
    def versions(self, request: Request, uuid: UUID) -> Response:
        """Begin the next version with the questions of the newest."""
        template = self.to_change(uuid)
        require(self.person, MANAGE_TEMPLATES)
        version = start_version(actor=self.person, template=template)
        rows = TemplateVersion.objects.visible_to(self.person).for_page()
        return self.made(rows.get(pk=version.pk), TemplateVersionSerializer, "template-version")


@with_steps(TEMPLATE_VERSION)
class TemplateVersions(Collection):
    """Versions of checklists; a released one never changes."""

    noun = tag = "template-version"
    model, shows, order = TemplateVersion, TemplateVersionSerializer, ("template__name", "number")

    def listed(self) -> QuerySet[Any]:
        return TemplateVersion.objects.visible_to(self.person).for_page()

    @act("chosen", body_of(ChooseForm, "ChooseQuestions"), gives=TemplateVersionSerializer)
    def chosen(self, request: Request, uuid: UUID) -> Response:
        """Put questions of the bank on a draft, as they stand now."""
        version = self.to_change(uuid)
        require(self.person, MANAGE_TEMPLATES)
        given = self.cleaned(lambda *sent: ChooseForm(*sent, actor=self.person, on=today(), version=version))
        choose_questions(actor=self.person, version=version, **given)
        return self.after(version)

    @act("questions", body_of(WriteForm, "WriteQuestion"), gives=TemplateQuestionSerializer, status=201)
    def questions(self, request: Request, uuid: UUID) -> Response:
        """Put a question of one's own on a draft; expected evidence is one piece per line."""
        version = self.to_change(uuid)
        require(self.person, MANAGE_TEMPLATES)
        given = self.cleaned(lambda *sent: WriteForm(*sent, actor=self.person, on=today()))
        question = write_question(actor=self.person, version=version, **given)
        return self.made(question, TemplateQuestionSerializer, "template-question")


class TemplateQuestions(Collection):
    """Questions on versions of checklists."""

    noun = tag = "template-question"
    model, shows, order = TemplateQuestion, TemplateQuestionSerializer, ("version", "order")

    def rows(self) -> QuerySet[Any]:
        seen = TemplateVersion.objects.visible_to(self.person)
        return TemplateQuestion.objects.filter(version__in=seen).select_related("version", "requirement__framework")

    @act("drop", gives=TemplateQuestionSerializer)
    def drop(self, request: Request, uuid: UUID) -> Response:
        """Take it off a draft; the answer is the question as it was."""
        question = self.to_change(uuid)
        require(self.person, MANAGE_TEMPLATES)
        shown = self.shown(question)
        drop_question(actor=self.person, question=question)
        return shown
