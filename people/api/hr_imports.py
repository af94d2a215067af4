"""Files of human resources by program: read, looked at line by line, taken over."""

from typing import Any
from uuid import UUID

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import PersonNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.clock import today
from people.actions import ask_to_take_hr_file, receive_hr_file
from people.forms import HrFileForm, TakeForm
from people.lists.hr_import import HrLineFilters, HrLineList
from people.models import HrImport, HrLine
from people.permissions import IMPORT_PEOPLE
from people.workflows import HR_IMPORT


class HrImportSerializer(serializers.ModelSerializer):
    """A file of human resources, and how many people it would have join, change and leave once it is compared."""

    unit = UnitNameSerializer()
    job = serializers.UUIDField(source="job.uuid", allow_null=True, help_text=_("The work under way, or the last."))

    class Meta:
        model = HrImport
        fields = [
            "uuid", "unit", "file_name", "file_sha256", "complete", "kinds", "missing_left_on", "columns", "counts",
            "compared_on", "job", "created_at", "state",
        ]  # fmt: skip


class HrLineSerializer(serializers.ModelSerializer):
    """A line of the file, or somebody it does not name (`place` 0): field → before and after, or what is wrong."""

    hr_import = serializers.UUIDField(source="hr_import.uuid")
    person = PersonNameSerializer(allow_null=True)

    class Meta:
        model = HrLine
        fields = ["uuid", "hr_import", "place", "number", "name", "person", "change", "changes", "outcome", "said"]


@with_steps(HR_IMPORT)
class HrImports(Collection):
    """Files of human resources; nothing of the directory changes before one is taken over."""

    noun = tag = "hr-import"
    model, shows, order = HrImport, HrImportSerializer, ("-created_at", "-pk")

    def listed(self) -> QuerySet[Any]:
        return HrImport.objects.visible_to(self.person).for_list()

    @writes(body_of(HrFileForm, "HrImport"), gives=HrImportSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Send a file (multipart); a job compares it with the directory."""
        require(self.person, IMPORT_PEOPLE)
        given = self.cleaned(lambda *sent: HrFileForm(*sent, actor=self.person, on=today()))
        return self.after(receive_hr_file(actor=self.person, on=today(), **given), status=201)

    @act("take", body_of(TakeForm, "HrTake"), gives=HrImportSerializer)
    def take(self, request: Request, uuid: UUID) -> Response:
        """Have a job make the changes."""
        row = self.to_change(uuid)
        ask_to_take_hr_file(actor=self.person, hr_import=row, on=today(), **self.cleaned(TakeForm))
        return self.after(row)


class LineFilters(HrLineFilters):
    hr_import = filters.UUIDFilter(field_name="hr_import__uuid", label=_("File, by its uuid"))


class LineList(HrLineList):
    filterset = LineFilters


class HrLines(Collection):
    """The lines of files of human resources; `hr_import` narrows them to one file."""

    noun, tag = "hr-import-line", "hr-import"
    model, shows, table = HrLine, HrLineSerializer, LineList

    def rows(self) -> QuerySet[Any]:
        return HrLine.objects.visible_to(self.person).select_related("hr_import", "person")
