"""Templates of findings."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.api.names import FrameworkNameSerializer, RequirementNameSerializer
from audits.actions import add_finding_template, change_finding_template, retire_finding_template
from audits.forms.templates import FindingTemplateForm
from audits.models import FindingTemplate
from audits.permissions import MANAGE_TEMPLATES
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.clock import today


class FindingTemplateSerializer(serializers.ModelSerializer):
    """A text that findings start from."""

    framework = FrameworkNameSerializer()
    requirement = RequirementNameSerializer(allow_null=True)

    class Meta:
        model = FindingTemplate
        fields = ["uuid", "framework", "requirement", "title", "statement", "evidence", "retired_on"]


TemplateBody = body_of(FindingTemplateForm, "FindingTemplate")
CHANGES = ("framework", "requirement", "title", "statement", "evidence")
ChangedTemplateBody = body_of(FindingTemplateForm, "FindingTemplateChange", optional=CHANGES)


class FindingTemplates(Collection):
    """Texts that findings start from, for who audits."""

    noun = tag = "finding-template"
    model, shows, order = FindingTemplate, FindingTemplateSerializer, ("title", "pk")

    def listed(self) -> QuerySet[Any]:
        return FindingTemplate.objects.visible_to(self.person).for_list().select_related("requirement__framework")

    @writes(TemplateBody, gives=FindingTemplateSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Write a template."""
        require(self.person, MANAGE_TEMPLATES)
        given = self.cleaned(lambda *sent: FindingTemplateForm(*sent, actor=self.person, on=today()))
        return self.after(add_finding_template(actor=self.person, **given), status=201)

    @writes(ChangedTemplateBody, gives=FindingTemplateSerializer)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change a template; what is left out stays as it is, and so do findings that were logged with it."""
        row = self.to_change(uuid)
        require(self.person, MANAGE_TEMPLATES)
        given = self.cleaned(lambda *sent: FindingTemplateForm(*sent, actor=self.person, on=today(), template=row))
        return self.after(change_finding_template(actor=self.person, template=row, **given))

    @act("retire", gives=FindingTemplateSerializer)
    def retire(self, request: Request, uuid: UUID) -> Response:
        """Offer it no longer."""
        row = self.to_change(uuid)
        require(self.person, MANAGE_TEMPLATES)
        return self.after(retire_finding_template(actor=self.person, template=row, on=today()))
