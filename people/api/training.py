"""Courses, who is asked to take them, and what was completed: the doors of their pages."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import CodeNameSerializer, PersonNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today
from people.actions import assign_course, define_course, edit_course, retire_course
from people.forms import AssignForm, CourseForm, EditCourseForm, RetireForm
from people.lists import AllAssignmentList, CompletionList, CourseList
from people.models import Assignment, Attempt, Completion, Course, Standing
from people.permissions import ASSIGN_COURSE, DEFINE_COURSE, EDIT_COURSE
from people.workflows import ASSIGNMENT


class AudienceSerializer(serializers.Serializer):
    """Whom a course is for; an empty part is everybody in the unit of the course."""

    roles = CodeNameSerializer(many=True)
    kinds = serializers.ListField(child=serializers.CharField())
    units = UnitNameSerializer(many=True)


class CourseSerializer(serializers.ModelSerializer):
    """A course; the counts are of the people whose training the caller sees."""

    unit = UnitNameSerializer()
    audience = AudienceSerializer()
    asked_count = serializers.IntegerField(default=0)
    valid_count = serializers.IntegerField(default=0)
    late_count = serializers.IntegerField(default=0)

    class Meta:
        model = Course
        fields = [
            "uuid", "code", "title", "summary", "unit", "audience", "minutes", "validity_months", "renewal_window_days",
            "pass_mark", "max_attempts", "clearance", "version", "is_active", "asked_count", "valid_count", "late_count",
        ]  # fmt: skip


class CourseNameSerializer(serializers.Serializer):
    """A course as other records name it."""

    uuid = serializers.UUIDField()
    code = serializers.CharField()
    title = serializers.CharField()


class CompletionSerializer(serializers.ModelSerializer):
    """That somebody has learned it, until when, and by what."""

    person = PersonNameSerializer()
    course = CourseNameSerializer()
    kept_until = serializers.DateField(allow_null=True, read_only=True)

    class Meta:
        model = Completion
        fields = ["uuid", "person", "course", "completed_on", "valid_until", "score", "version", "source", "kept_until"]


class AttemptSerializer(serializers.ModelSerializer):
    """One try at the questions, with the version of the course that was asked."""

    class Meta:
        model = Attempt
        fields = ["at", "score", "passed", "version"]


class AssignmentLineSerializer(serializers.ModelSerializer):
    """What is asked of somebody, and how it stands today."""

    person = PersonNameSerializer()
    course = CourseNameSerializer()
    standing = serializers.ChoiceField(choices=Standing.choices)
    valid_until = serializers.DateField(source="completion.valid_until", default=None, allow_null=True)

    class Meta:
        model = Assignment
        fields = [
            "uuid", "person", "course", "reason", "assigned_on", "due_on", "state", "standing", "valid_until",
            "released_on",
        ]  # fmt: skip


class AssignmentSerializer(AssignmentLineSerializer):
    """The same with its attempts, what covers it, and until when it is waived."""

    unit = UnitNameSerializer()
    completion = CompletionSerializer(allow_null=True)
    attempts = AttemptSerializer(many=True)

    class Meta:
        model = Assignment
        fields = [
            *AssignmentLineSerializer.Meta.fields, "unit", "completion", "attempts", "waived_until", "waived_because",
        ]  # fmt: skip


class Courses(Told, Collection):
    """What is taught, for whom, and for how long it holds."""

    noun = tag = "course"
    model, shows, table = Course, CourseSerializer, CourseList

    def listed(self) -> QuerySet[Any]:
        return Course.objects.visible_to(self.person).for_list(self.person, today())

    @writes(body_of(CourseForm, "Course"), gives=CourseSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Define a course; whom it catches is asked in the coming night."""
        require(self.person, DEFINE_COURSE)
        given = self.cleaned(lambda *sent: CourseForm(*sent, actor=self.person, on=today()))
        return self.after(define_course(actor=self.person, **given), status=201)

    @writes(body_of(EditCourseForm, "CourseFacts", optional=tuple(EditCourseForm.base_fields)), gives=CourseSerializer)  # type: ignore[attr-defined]
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change what it asks and whom it catches; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, EDIT_COURSE, row)
        given = self.cleaned(lambda *sent: EditCourseForm(*sent, course=row, on=today()))
        return self.after(edit_course(actor=self.person, course=row, **given))

    @act("retire", body_of(RetireForm, "CourseRetirement"), gives=CourseSerializer)
    def retire(self, request: Request, uuid: UUID) -> Response:
        """Offer it no more; what is open is cancelled in the coming night."""
        row = self.to_change(uuid)
        require(self.person, EDIT_COURSE, row)
        return self.after(retire_course(actor=self.person, course=row, on=today(), **self.cleaned(RetireForm)))

    @act("assign", body_of(AssignForm, "CourseAssignment"), gives=AssignmentSerializer, status=201)
    def assign(self, request: Request, uuid: UUID) -> Response:
        """Ask somebody by hand to take it; they are told."""
        row = self.to_change(uuid)
        require(self.person, ASSIGN_COURSE)
        given = self.cleaned(lambda *sent: AssignForm(*sent, on=today()))
        made = assign_course(actor=self.person, course=row, on=today(), **given)
        found = Assignment.objects.filter(pk=made.pk).for_page(today()).get()
        return self.made(found, AssignmentSerializer, "assignment")


@with_steps(ASSIGNMENT)
class Assignments(Told, Collection):
    """What is asked of the people whose training one sees."""

    noun = tag = "assignment"
    model, shows, lists, table = Assignment, AssignmentSerializer, AssignmentLineSerializer, AllAssignmentList

    def listed(self) -> QuerySet[Any]:
        return Assignment.objects.visible_to(self.person).for_list(today())

    def detailed(self) -> QuerySet[Any]:
        return Assignment.objects.visible_to(self.person).for_page(today()).prefetch_related("attempts")


class Completions(Collection):
    """What the people whose training one sees have completed."""

    noun = tag = "completion"
    model, shows, table = Completion, CompletionSerializer, CompletionList

    def listed(self) -> QuerySet[Any]:
        return Completion.objects.visible_to(self.person).for_list()
