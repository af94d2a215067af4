"""Lists of requirements read out of files, editions that follow one another, and how requirements map."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.actions import (
    activate_framework,
    read_import,
    set_transition,
    unmap_requirements,
)
from assurance.api.names import FrameworkNameSerializer, RequirementNameSerializer
from assurance.forms.frameworks import ActivateForm, ReadForm, TransitionForm, UnmapForm
from assurance.models import EditionTransition, Framework, FrameworkImport, Requirement, RequirementMapping
from assurance.permissions import LOAD_FRAMEWORK
from assurance.workflows import FRAMEWORK_IMPORT
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.steps import with_steps


class FrameworkSerializer(serializers.ModelSerializer):
    """A framework: what one is audited against."""

    assessable_count = serializers.IntegerField()

    class Meta:
        model = Framework
        fields = [
            "uuid", "code", "title", "edition", "issuer", "published_on", "withdrawn_on", "licence_note", "active",
            "source_version", "assessable_count",
        ]  # fmt: skip


class Frameworks(Collection):
    """Frameworks."""

    noun = tag = "framework"
    model, shows, order = Framework, FrameworkSerializer, ("title", "edition")

    def listed(self) -> QuerySet[Any]:
        return Framework.objects.visible_to(self.person).for_list()

    @act("activate", body_of(ActivateForm, "FrameworkActivate"), gives=FrameworkSerializer)
    def activate(self, request: Request, uuid: UUID) -> Response:
        """Take an edition into use that was only prepared."""
        row = self.to_change(uuid)
        require(self.person, LOAD_FRAMEWORK)
        given = self.cleaned(ActivateForm)
        return self.after(activate_framework(actor=self.person, framework=row, **given))

    @act("transition", body_of(TransitionForm, "FrameworkTransition"), gives=FrameworkSerializer)
    def transition(self, request: Request, uuid: UUID) -> Response:
        """Say when this edition gives way to another."""
        row = self.to_change(uuid)
        require(self.person, LOAD_FRAMEWORK)
        given = self.cleaned(lambda *sent: TransitionForm(*sent, old=row))
        set_transition(actor=self.person, old=row, **given)
        return self.after(row)


class EditionTransitionSerializer(serializers.ModelSerializer):
    """From one edition to the next."""

    old = FrameworkNameSerializer()
    new = FrameworkNameSerializer()

    class Meta:
        model = EditionTransition
        fields = ["uuid", "old", "new", "no_new_after", "ends_on"]


class EditionTransitions(Collection):
    """Transitions between editions."""

    noun = tag = "edition-transition"
    model, shows, order = EditionTransition, EditionTransitionSerializer, ("pk",)

    def rows(self) -> QuerySet[Any]:
        frameworks = Framework.objects.visible_to(self.person)
        rows = EditionTransition.objects.filter(old__in=frameworks, new__in=frameworks)
        return rows.select_related("old", "new")


class MappingSerializer(serializers.ModelSerializer):
    """How one requirement relates to another."""

    a = RequirementNameSerializer()
    b = RequirementNameSerializer()

    class Meta:
        model = RequirementMapping
        fields = ["uuid", "a", "relation", "b", "note"]


class Mappings(Collection):
    """Mappings between requirements of different frameworks."""

    noun = tag = "mapping"
    model, shows, order = RequirementMapping, MappingSerializer, ("pk",)

    def rows(self) -> QuerySet[Any]:
        seen = Requirement.objects.visible_to(self.person)
        rows = RequirementMapping.objects.filter(a__in=seen, b__in=seen)
        return rows.select_related("a__framework", "b__framework")

    @act("remove", body_of(UnmapForm, "MappingRemove"), gives=RequirementNameSerializer)
    def remove(self, request: Request, uuid: UUID) -> Response:
        """Take it away, with the reason; answers the requirement it began at."""
        row = self.to_change(uuid)
        require(self.person, LOAD_FRAMEWORK)
        start = unmap_requirements(actor=self.person, mapping=row, **self.cleaned(UnmapForm))
        return Response(self.look(start, RequirementNameSerializer))


class FrameworkImportLineSerializer(serializers.ModelSerializer):
    """A list that was read out of a file."""

    class Meta:
        model = FrameworkImport
        fields = ["uuid", "code", "file_name", "file_sha256", "version", "created_at", "state"]


class FrameworkImportSerializer(FrameworkImportLineSerializer):
    """A list that was read out of a file, with what it changes: new, changed and missing requirements."""

    difference = serializers.JSONField()

    class Meta:
        model = FrameworkImport
        fields = [*FrameworkImportLineSerializer.Meta.fields, "difference"]


@with_steps(FRAMEWORK_IMPORT)
class FrameworkImports(Collection):
    """Lists of requirements read out of files; nothing changes before one is taken over."""

    noun = tag = "framework-import"
    model, shows, lists, order = (
        FrameworkImport,
        FrameworkImportSerializer,
        FrameworkImportLineSerializer,
        ("-created_at",),
    )

    @writes(body_of(ReadForm, "FrameworkImport"), gives=FrameworkImportSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Read a file (multipart) and say what it would change."""
        require(self.person, LOAD_FRAMEWORK)
        return self.after(read_import(actor=self.person, **self.cleaned(ReadForm)), status=201)
