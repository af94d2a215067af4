"""The lists of courses and of those who are asked to take one."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Person, Unit
from foundation.lists import Choices, Column, Empty, RowFilter, TableList
from people.models import Assignment, Completion, Course, Standing
from people.permissions import DEFINE_COURSE


def units(request: HttpRequest | None) -> QuerySet[Unit]:
    seen = Unit.objects.visible_to(request.user) if request else Unit.objects.none()
    return seen.order_by("path")


class CourseFilters(filters.FilterSet):
    offered = filters.ChoiceFilter(
        choices=[("yes", _("offered")), ("no", _("not offered any more"))],
        method="as_offered",
        label=_("Offered"),
        empty_label="–",
    )
    unit = RowFilter(queryset=units, to_field_name="uuid", label=_("Unit"))

    class Meta:
        model = Course
        fields: list[str] = []

    def as_offered(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(is_active=value == "yes")


class CourseList(TableList):
    """The columns of numbers are for who sees the training of others."""

    name = "courses"
    title = _("Courses")
    columns = (
        Column("title", _("Course"), value=str, sort="code"),
        Column("audience", _("For"), value="audience.words"),
        Column("validity", _("Valid for"), value="validity_words", sort="validity_months"),
        Column("minutes", _("Minutes"), sort="minutes", kind="number"),
        Column("asked", _("Asked"), value="asked_count", sort="asked_count", kind="number"),
        Column("valid", _("Valid"), value="valid_count", sort="valid_count", kind="number"),
        Column("late", _("Overdue or run out"), value="late_count", sort="late_count", kind="number"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name", hidden=True),
        Column("clearance", _("Clearance"), sort="clearance", hidden=True),
    )
    default_sort = "title"
    filterset = CourseFilters
    row_template = "people/_course_row.html"
    empty = Empty(
        _("No course yet"),
        _("A course says whom it is for; everybody it catches is asked, and asked again before it runs out."),
        (_("Define a course"), reverse_lazy("people:course_add")),
        "academic-cap",
        permission=DEFINE_COURSE,
    )


def courses(request: HttpRequest | None) -> QuerySet[Course]:
    return Course.objects.visible_to(request.user) if request else Course.objects.none()


class AssignmentFilters(filters.FilterSet):
    search = filters.CharFilter(method="named", label=_("Name or personnel number"))
    standing = Choices(choices=Standing.choices, label=_("How it stands"))
    state = Choices(choices=Assignment.State.choices, label=_("State"))
    reason = Choices(choices=Assignment.Reason.choices, label=_("Reason"))
    kind = Choices(choices=Person.Kind.choices, field_name="person__kind", label=_("Kind of person"))
    unit = RowFilter(queryset=units, to_field_name="uuid", method="below", label=_("Unit and below"))

    class Meta:
        model = Assignment
        fields: list[str] = []

    def named(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(Q(person__name__icontains=value) | Q(person__number__iexact=value))

    def below(self, rows: QuerySet[Any], name: str, unit: Unit) -> QuerySet[Any]:
        return rows.filter(person__unit__path__startswith=unit.path)


def in_words(row: Any) -> str:
    return str(Standing(row.standing).label)


class OfAllCourses(AssignmentFilters):
    """For the program that reads the assignments of all courses."""

    course = RowFilter(queryset=courses, to_field_name="uuid", label=_("Course"))
    released = filters.BooleanFilter(field_name="released_on", lookup_expr="isnull", exclude=True, label=_("Released"))


class AssignmentList(TableList):
    """Those who are asked to take one course."""

    name = "assignments"
    title = _("Who is asked")
    keeps_views = False
    columns = (
        Column("person", _("Person"), value="person.name", sort="person__name", kind="person"),
        Column("standing", _("How it stands"), value=in_words, sort=("standing", "due_on")),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
        Column("due", _("Due"), value="due_on", sort="due_on", kind="date"),
        Column("valid", _("Valid until"), value="completion.valid_until", kind="date"),
        Column("reason", _("Reason"), value="get_reason_display", sort="reason"),
        Column("unit", _("Unit"), value="person.unit.name", sort="person__unit__path"),
        Column("assigned", _("Assigned on"), value="assigned_on", sort="assigned_on", kind="date", hidden=True),
        Column("kind", _("Kind"), value="person.get_kind_display", sort="person__kind", hidden=True),
        Column("number", _("Personnel number"), value="person.number", sort="person__number", hidden=True),
    )
    default_sort = "due"
    filterset = AssignmentFilters
    row_template = "people/_assignment_row.html"
    empty = Empty(
        _("Nobody is asked yet"),
        _("Everybody whom the audience catches is asked in the coming night."),
        icon="user-group",
    )


class AllAssignmentList(AssignmentList):
    name = "all-assignments"
    keeps_views = True
    filterset = OfAllCourses


class CompletionFilters(filters.FilterSet):
    course = RowFilter(queryset=courses, to_field_name="uuid", label=_("Course"))
    source = Choices(choices=Completion.Source.choices, label=_("Source"))

    class Meta:
        model = Completion
        fields: list[str] = []


class CompletionList(TableList):
    name = "completions"
    title = _("Completions")
    columns = (
        Column("person", _("Person"), value="person.name", sort="person__name", kind="person"),
        Column("course", _("Course"), value="course.code", sort="course__code"),
        Column("completed", _("Completed on"), value="completed_on", sort="completed_on", kind="date"),
        Column("valid", _("Valid until"), value="valid_until", sort="valid_until", kind="date"),
    )
    default_sort = "-completed"
    filterset = CompletionFilters
    empty = Empty(
        _("Nobody has completed a course yet"),
        _("Whoever passes the questions, or whose proof counts, stands here with the day until which it holds."),
        icon="academic-cap",
    )
